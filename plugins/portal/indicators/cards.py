"""Figures as the cards that readers see (docs/templates.md, “figure”)."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from portal.indicators.figure import Figure

COMPARATOR_TEXT = {"=": "", ">": "超过", ">=": "不低于", "<": "不足", "<=": "不超过", "~": "约"}

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


def cards_of(text: str, figures: list[Figure], place: str = "") -> list[dict[str, Any]]:
    """Cards of an article's figures, most telling first.

    Args:
        text: the text the figures' offsets count in.
        place: the article's 地区, shown (and marked as such) where the text names no place.
    """
    cards = [_card(text, figure, number, place) for number, figure in enumerate(figures, 1)]
    seen: set[tuple[Any, ...]] = set()
    ranked = []
    for card, figure in zip(cards, figures, strict=True):
        key = (figure.name, figure.value, figure.value_high, figure.unit, figure.region)
        ranked.append((key in seen, -telling(figure), figure.start, card))
        seen.add(key)
    ranked.sort(key=lambda item: item[:3])
    return [card for *_, card in ranked]


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


def _card(text: str, figure: Figure, number: int, place: str) -> dict[str, Any]:
    sentence = text[figure.sentence_start : figure.sentence_end]
    large, unit = _split(figure)
    return {
        "id": f"f{number}",
        "name": figure.name,
        "number": large,
        "unit": unit,
        "comparator": figure.comparator,
        "comparator_text": COMPARATOR_TEXT[figure.comparator],
        "text": figure.raw,
        "region": figure.region or place or None,
        "region_fallback": figure.region is None and bool(place),
        "period": figure.period,
        "kind": figure.kind,
        "sentence": sentence,
        "anchor": anchor_of(sentence),
        "value": figure.value,
        "value_high": figure.value_high,
    }


def _split(figure: Figure) -> tuple[str, str]:
    """The number set large and the unit beside it: 近2000场次 → 2000, 场次; 超半数 → 半数, "" ."""
    # 多 and 余 are told by the comparator in words: 40多万名 → 超过 40万名.
    raw = re.sub("[多余]", "", figure.raw) if figure.comparator == ">" else figure.raw
    match = _NUMBER.search(raw)
    if match:
        return match[0], figure.unit
    word = re.sub(r"^(?:超过|超|过|近|约|逾|不足|不到)|(?:以上|以下|左右)$", "", raw)
    unit = "" if figure.unit == "%" else figure.unit
    return (word[: -len(unit)] if unit and word.endswith(unit) else word), unit


def marks_of(text: str, figures: list[Figure]) -> list[list[Any]]:
    """``[start, end, anchor]`` of every sentence with a figure; a repeated sentence is marked once."""
    marks: dict[str, list[Any]] = {}
    for figure in figures:
        anchor = anchor_of(text[figure.sentence_start : figure.sentence_end])
        marks.setdefault(anchor, [figure.sentence_start, figure.sentence_end, anchor])
    return list(marks.values())
