"""Figures as the cards that readers see (docs/templates.md, “figure”)."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection
from typing import Any

from portal.indicators import relations
from portal.indicators.confidence import Confidence, confidence
from portal.indicators.figure import Figure
from portal.indicators.stages import told
from portal.indicators.surroundings import Around, Surroundings
from portal.indicators.table import COMPARATOR_TEXT

KIND_TEXT = {
    "count": "数量",
    "ratio": "比例",
    "money": "资金",
    "area": "面积",
    "people": "人数",
    "frequency": "频次",
    "duration": "时长",
    "standard": "标准",
}
#: Cards below it come after the others: what may be wrong is not shown first.
_UNSURE = 0.7
#: Points that each further figure of a name is worth less, up to so many.
_REPEATED, _MOST_REPEATED = 1.0, 4

#: Larger places tell more.
_SCOPE = (
    ("省", 6),
    ("自治区", 6),
    ("市", 5),
    ("州", 5),
    ("盟", 5),
    ("县", 4),
    ("区", 4),
    ("旗", 4),
    ("镇", 2),
    ("乡", 2),
    ("街道", 2),
)
_NUMBER = re.compile(
    r"[\d.,]+(?:[余多]?[十百千]?[万亿]+)?(?:\s?[-—–~至到]{1,2}\s?[\d.,]+(?:[余多]?[十百千]?[万亿]+)?)?"
)


def cards_of(
    text: str,
    figures: list[Figure],
    place: str = "",
    checked: Collection[int] = (),
    restated: Collection[int] = (),
    around: Surroundings | None = None,
    headed: Collection[int] = (),
) -> list[dict[str, Any]]:
    """Cards of an article's figures, most telling first; of what is said twice, the second comes last.

    Args:
        text: the text the figures' offsets count in.
        place: the article's 地区, shown (and marked as such) where the text names no place.
        checked: ``start`` of the figures that an editor stands for.
        restated: ``start`` of those whose value is the editor's, not the text's.
        around: what governs the figures from outside their sentences.
        headed: ``start`` of those whose period is from a heading or a table's head.
    """
    around = around or Surroundings()
    wholes = relations.wholes(text, figures)
    bases = _bases(text, figures, around)
    numbers = {figure.start: number for number, figure in enumerate(figures, 1)}
    crowds = Counter(figure.sentence_start for figure in figures)
    seen: set[tuple[Any, ...]] = set()
    names: Counter[str] = Counter()
    ranked = []
    for figure in figures:
        sure = confidence(text, figure, crowds[figure.sentence_start], place)
        card = _card(text, figure, numbers[figure.start], place, figure.start in restated)
        card |= _trust(sure, figure.start in checked)
        whole = wholes.get(figure.start) or (bases.get(around.at(figure.start).row) if figure.unit == "%" else None)
        card |= {"of": _whole(whole, numbers), "period_fallback": figure.start in headed}
        card |= _outside(around.at(figure.start))
        key = (figure.name, figure.value, figure.value_high, figure.unit, figure.region)
        # Of a column of numbers by one name, the first few tell as much as all.
        points = telling(figure) + (figure.start in checked) - _REPEATED * min(names[figure.name], _MOST_REPEATED)
        card["points"] = points if card["confidence"] >= _UNSURE else points - 10
        ranked.append((key in seen, card["confidence"] < _UNSURE, -points, figure.start, card))
        seen.add(key)
        names[figure.name] += 1
    ranked.sort(key=lambda item: item[:4])
    return [card for *_, card in ranked]


def _outside(around: Around) -> dict[str, Any]:
    """What stands around a figure, where anything does: the row is read when the cell alone says little."""
    noted = next((note for note in around.notes if told(note)), around.head)
    band = f"t{around.table}" if around.table else ""
    return {
        "context": around.line,
        "label": around.label,
        "table": band,
        "head": noted,
        "lead": around.lead,
        "headings": list(around.headings),
    }


#: Heads of the column that says what the shares of a table are of.
_BASES = re.compile(r"分母|口径|基数|总[数量体]|范围|样本")


def _bases(text: str, figures: list[Figure], around: Surroundings) -> dict[int, relations.Whole]:
    """Table row -> the whole that its shares are of, where a column gives it: 口径 244个街道."""
    found: dict[int, relations.Whole] = {}
    for figure in figures:
        cell = around.at(figure.start)
        if cell.row and figure.kind in ("count", "people", "standard") and _BASES.search(cell.head):
            whole = relations.Whole(figure, text[figure.sentence_start : figure.sentence_end].strip())
            found.setdefault(cell.row, whole)
    return found


def _trust(sure: Confidence, checked: bool) -> dict[str, Any]:
    if checked:
        return {"checked": True, "confidence": 1.0, "doubts": []}
    return {"checked": False, "confidence": sure.value, "doubts": list(sure.reasons)}


def _whole(whole: relations.Whole | None, numbers: dict[int, int]) -> dict[str, Any] | None:
    if whole is None:
        return None
    figure = whole.figure
    return {
        "id": f"f{numbers[figure.start]}",
        "text": whole.text,
        "value": figure.value,
        "unit": figure.unit,
        "name": whole.text.removeprefix(figure.raw).strip() or figure.name,
    }


def tables_of(text: str, figures: list[Figure], cards: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Cards of the standards that go by bands; ``members`` are the ids of the cards each one stands for."""
    by_start = {figure.start: f"f{number}" for number, figure in enumerate(figures, 1)}
    by_id = {card["id"]: card for card in cards}
    tables = []
    for number, rows in enumerate(relations.bands(text, figures), 1):
        amounts = [by_id[by_start[amount.start]] for amount in rows[0].amounts]
        members = [by_start[figure.start] for row in rows for figure in (*row.bounds, *row.amounts)]
        shown = []
        for row in rows:
            held = [by_id[by_start[amount.start]] for amount in row.amounts]
            inside = [by_start[figure.start] for figure in (*row.bounds, *row.amounts)]
            text_shown = "、".join(card["text"] for card in held)
            shown.append({"band": row.band, "text": text_shown, "anchor": held[0]["anchor"], "members": inside})
        tables.append(
            {
                **{
                    key: amounts[0][key]
                    for key in ("region", "region_fallback", "period", "anchor", "sentence", "start")
                },
                "id": f"b{number}",
                "name": _banded("、".join(dict.fromkeys(card["name"] for card in amounts)), rows[0].bounds[0].unit),
                "kind": "standard",
                "kind_text": KIND_TEXT["standard"],
                "checked": all(by_id[member]["checked"] for member in members),
                "bands": shown,
                "members": members,
            }
        )
    return tables


def _banded(name: str, unit: str) -> str:
    """A name of its own, or one made of what the bands go by: 资金 by 户 is 按户数分档的资金标准."""
    by = {"户": "户数", "人": "人数", "名": "人数", "平方米": "面积", "元": "金额", "亩": "面积"}.get(unit)
    return f"按{by}分档的{name}标准" if by and len(name) < 4 else name


def order_of(cards: list[dict[str, Any]], tables: list[dict[str, Any]]) -> list[str]:
    """Ids of the cards on the article's page: a table stands where the first of its members stood."""
    table_of = {member: table["id"] for table in tables for member in table["members"]}
    return list(dict.fromkeys(table_of.get(card["id"], card["id"]) for card in cards))


def telling(figure: Figure) -> float:
    """How much a figure tells a hurried reader, in points.

    A share says more than a count (4), a count of people or money more than one of things (2);
    a comparator (超过, 不低于) is an emphasis of the author (1); a stated period anchors it (1); a
    larger place reaches further (up to 6, halved); a large number is rarer than a small one (one
    point for each power of ten, up to 6, halved); a name without its own noun tells little (−4).
    """
    points = {"ratio": 4.0, "people": 2.0, "money": 2.0, "standard": 1.5, "area": 1.0}.get(figure.kind, 0.5)
    points += (figure.comparator != "=") + (figure.period is not None)
    region = figure.region or ""
    points += next((size for suffix, size in _SCOPE if region.endswith(suffix)), 0) / 2
    if figure.kind != "ratio":
        points += min(len(str(int(max(figure.value, 1)))) - 1, 6) / 2
    return points - 4 * (len(figure.name) < 3)


def anchor_of(sentence: str) -> str:
    """The anchor of a sentence: ``s-`` and eight hex digits of its text, so that edits elsewhere
    do not move it and a repeated sentence leads to its first occurrence."""
    return "s-" + hashlib.blake2b(sentence.encode(), digest_size=4).hexdigest()


def _card(text: str, figure: Figure, number: int, place: str, restated: bool) -> dict[str, Any]:
    sentence = text[figure.sentence_start : figure.sentence_end]
    large, unit = (spoken(figure.value, figure.value_high), figure.unit) if restated else _split(figure)
    return {
        "id": f"f{number}",
        "name": figure.name,
        "number": large,
        "unit": unit,
        "comparator": figure.comparator,
        "comparator_text": COMPARATOR_TEXT[figure.comparator],
        "text": COMPARATOR_TEXT[figure.comparator] + large + unit if restated else figure.raw,
        "region": figure.region or place or None,
        "region_fallback": figure.region is None and bool(place),
        "period": figure.period,
        "kind": figure.kind,
        "kind_text": KIND_TEXT[figure.kind],
        "sentence": sentence,
        "start": figure.start,
        "anchor": anchor_of(sentence),
        "value": figure.value,
        "value_high": figure.value_high,
    }


def spoken(value: float, high: float | None = None) -> str:
    """A number as people write it.

    >>> spoken(36000), spoken(57.5), spoken(30000, 50000), spoken(12000000000)
    ('3.6万', '57.5', '3万—5万', '120亿')
    """
    for size, word in ((10**8, "亿"), (10**4, "万")):
        if abs(value) >= size and round(value / size, 4) * size == value:
            shown = f"{value / size:.4f}".rstrip("0").rstrip(".") + word
            break
    else:
        shown = f"{value:.4f}".rstrip("0").rstrip(".")
    return shown if high is None else f"{shown}—{spoken(high)}"


def _split(figure: Figure) -> tuple[str, str]:
    """The number set large and the unit beside it: 近2000场次 → 2000, 场次; 超半数 → 半数, "" ."""
    # 多 and 余 are told by the comparator in words: 40多万名 → 超过 40万名.
    raw = re.sub("[多余]", "", figure.raw) if figure.comparator == ">" else figure.raw
    match = _NUMBER.search(raw)
    if match:
        return match[0], figure.unit
    word = re.sub(r"^(?:超过|超|过|近|约|逾|不足|不到)|(?:以上|以下|以内|左右|上下|不到|不足|有余)$", "", raw)
    unit = "" if figure.unit == "%" else figure.unit
    large = word[: -len(unit)] if unit and word.endswith(unit) else word
    # Set large, a lone 一 reads as a dash.
    return ("1" if large == "一" else large), unit


def marks_of(text: str, figures: list[Figure]) -> list[list[Any]]:
    """``[start, end, anchor]`` of every sentence with a figure; a repeated sentence is marked once."""
    marks: dict[str, list[Any]] = {}
    for figure in figures:
        anchor = anchor_of(text[figure.sentence_start : figure.sentence_end])
        marks.setdefault(anchor, [figure.sentence_start, figure.sentence_end, anchor])
    return list(marks.values())
