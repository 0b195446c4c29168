"""``portal figures --review``: the figures of one file, sentence by sentence, with questions for the doubtful
ones and the front-matter lines that would answer them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.articles.canonical import entry_lines
from portal.articles.figure_entries import ACTIONS, COMPARATORS
from portal.errors import Problem
from portal.indicators.analysis import analyse_text
from portal.indicators.confidence import DOUBTFUL
from portal.indicators.locate import Text
from portal.indicators.predict import unreadable
from portal.regions.resolve import resolve

_MARKDOWN = (".md", ".markdown", ".mkd")
_BREAK = re.compile(r"[，,；;：:。、]")
#: Characters of a clause that names a sentence well enough to be found again.
_PIECE = 8


@dataclass(frozen=True)
class Reviewed:
    """What :func:`review` found.

    Args:
        path: the file as given.
        figures: JSON values in reading order: the card's name, text, region, period, kind, confidence,
            doubts and checked, the ``sentence`` with ``start`` and ``end`` of the number in it, and for
            doubtful ones a ``question`` and the ``confirm`` and ``correct`` lines for the front matter.
        problems: of the file and of decisions in it that have no effect.
    """

    path: str
    figures: list[dict[str, Any]]
    problems: list[Problem]

    def to_json(self) -> dict[str, Any]:
        """The review as JSON values."""
        problems = [problem.to_json() for problem in self.problems]
        return {"file": self.path, "figures": self.figures, "problems": problems}


def review_file(path: Path) -> Reviewed:
    """Review one article or text file; what cannot be read is a problem."""
    try:
        data = path.read_bytes()
        text, title, region, entries, problems = _read(data, path)
    except (OSError, UnicodeDecodeError) as error:
        return Reviewed(str(path), [], [unreadable(path, error)])
    place = resolve(region)
    found = review(text, title, place.name if place else "", entries, str(path))
    return Reviewed(found.path, found.figures, [*problems, *found.problems])


def _read(data: bytes, path: Path) -> tuple[str, str, str, tuple[dict[str, Any], ...], list[Problem]]:
    """Text, title, 地区, decisions and problems of a file, the text being that of its page."""
    if path.suffix.lower() not in _MARKDOWN:
        return data.decode("utf-8-sig").replace("\r\n", "\n"), "", "", (), []
    from portal.articles import frontmatter
    from portal.articles.figure_entries import read_entries
    from portal.articles.markdown import render

    front = frontmatter.read(data, str(path))
    # A draft may lack what publishing asks for: only what the figures need is looked at.
    title, region = (str(front.fields[key].value) if key in front.fields else "" for key in ("title", "region"))
    entries, problems = read_entries(front.fields["figures"], str(path)) if "figures" in front.fields else ((), [])
    source = front.body if front.fields else data.decode("utf-8-sig")
    body, found = render(source, str(path), front.body_line, title)
    return (body.text if body else ""), title, region, entries, [*problems, *(p for p in found if p.fatal)]


def review(text: str, title: str = "", region: str = "", entries: Any = (), path: str = "") -> Reviewed:
    """Review the figures of a text; arguments as in :func:`portal.indicators.analysis.analyse_text`."""
    analysis = analyse_text(text, title, region, entries, path)
    cards = {card["id"]: card for card in analysis["cards"]}
    place = Text(text)
    found = []
    for number, figure in enumerate(analysis["figures"], 1):
        card = cards[f"f{number}"]
        keys = ("id", "name", "text", "comparator_text", "number", "unit", "region", "region_fallback", "period")
        record = {key: card[key] for key in (*keys, "kind_text", "confidence", "doubts", "checked", "of", "sentence")}
        record["start"] = figure["start"] - figure["sentence_start"]
        record["end"] = figure["end"] - figure["sentence_start"]
        record["doubtful"] = not card["checked"] and card["confidence"] < DOUBTFUL
        if record["doubtful"]:
            record["question"] = question(record)
            named = naming(text, place, figure)
            record["confirm"] = paste({**named, "action": ACTIONS["confirm"][0]})
            record["correct"] = paste({**named, "action": ACTIONS["correct"][0], **_now(card)})
        found.append(record)
    return Reviewed(path, found, [Problem.from_json(problem) for problem in analysis["problems"]])


def question(record: Mapping[str, Any]) -> str:
    """The question to the editor, one Chinese sentence."""
    scope = (record["region"] or "") + (record["period"] or "")
    asked = f"「{record['text']}」是{scope and scope + '的'}「{record['name']}」吗？"
    return asked + ("；".join(record["doubts"]) + "。" if record["doubts"] else "")


def naming(text: str, place: Text, figure: Mapping[str, Any]) -> dict[str, str]:
    """``sentence``, ``number`` and, where it must be, ``nth`` that lead to this figure and no other."""
    start, end = figure["start"], figure["end"]
    for piece in _pieces(text, figure):
        found = place.numbers(figure["raw"], piece) or []
        if [(start, end)] == found:
            return {"sentence": piece, "number": figure["raw"]}
    piece = text[figure["sentence_start"] : figure["sentence_end"]]
    found = place.numbers(figure["raw"], piece) or []
    nth = next((n for n, (low, high) in enumerate(found, 1) if low < end and start < high), 1)
    return {"sentence": piece, "number": figure["raw"], "nth": str(nth)}


def _pieces(text: str, figure: Mapping[str, Any]) -> list[str]:
    """Pieces of the sentence around the number, from its clause outwards."""
    low, high = figure["sentence_start"], figure["sentence_end"]
    cuts = [match.start() for match in _BREAK.finditer(text, low, high)]
    befores = [low, *(cut + 1 for cut in cuts if cut < figure["start"])]
    afters = [*(cut for cut in cuts if cut >= figure["end"]), high]
    pieces = []
    for back in range(1, min(len(befores), 4) + 1):
        piece = text[befores[-back] : afters[0]].strip()
        if len(piece) >= _PIECE:
            pieces.append(piece)
    return [*pieces, text[low:high]]


def _now(card: Mapping[str, Any]) -> dict[str, str]:
    """What the card says now, for the editor to change."""
    return {
        "name": card["name"],
        "region": ("" if card["region_fallback"] else card["region"]) or "无",
        "period": card["period"] or "无",
        "comparator": COMPARATORS[card["comparator"]][0],
    }


def paste(entry: Mapping[str, str]) -> list[str]:
    """The lines of one entry below ``figures:``."""
    return entry_lines("figures", [entry])[1:]


# -- in the terminal ----------------------------------------------------------------------------


def lines(found: Reviewed) -> list[str]:
    """The review as a person reads it: each sentence once, its numbers marked 【】."""
    doubtful = sum(record["doubtful"] for record in found.figures)
    checked = sum(record["checked"] for record in found.figures)
    shown = [f"{found.path}：{len(found.figures)} 项数据，编辑已核对 {checked} 项，请看一看 {doubtful} 项。"]
    at = 0
    while at < len(found.figures):
        group = [found.figures[at]]
        while at + len(group) < len(found.figures) and _same_sentence(group[-1], found.figures[at + len(group)]):
            group.append(found.figures[at + len(group)])
        at += len(group)
        shown += ["", _marked(group)]
        for record in group:
            shown += _lines(record)
    if doubtful:
        shown += ["", "核对后，把对应的几行贴进文件头（两条 --- 之间）的「figures:」下面；没有这一行就先写上。"]
    return shown


def _same_sentence(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return one["sentence"] == other["sentence"] and one["end"] <= other["start"]


def _marked(group: list[dict[str, Any]]) -> str:
    sentence, pieces, last = group[0]["sentence"], [], 0
    for record in group:
        pieces += [sentence[last : record["start"]], "【", sentence[record["start"] : record["end"]], "】"]
        last = record["end"]
    return "".join([*pieces, sentence[last:]])


def _lines(record: Mapping[str, Any]) -> list[str]:
    region = record["region"] + ("（据文章地区）" if record["region_fallback"] else "") if record["region"] else "—"
    state = "编辑已核对" if record["checked"] else f"把握 {record['confidence']:.0%}"
    whole = f"{record['of']['text']}中 " if record["of"] else ""
    sign = "?" if record["doubtful"] else "✓"
    shown = [
        f"  {sign} {whole}{record['text']}｜{record['name']}｜地区 {region}｜时间 {record['period'] or '—'}｜{state}"
    ]
    if record["doubtful"]:
        shown += [f"    问：{record['question']}", "    对，就贴："]
        shown += record["confirm"]
        shown += ["    不对，改好再贴："]
        shown += record["correct"]
    return shown
