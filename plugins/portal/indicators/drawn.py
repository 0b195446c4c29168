"""Tables drawn with strokes, in text that is no Markdown to whoever sent it: |村名|户数(户)|."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from portal.indicators.measures import UNITS, alternatives
from portal.indicators.numbers import Span

_ROW = re.compile(r"^[ \t]*\|[^\r\n]*\|[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"\s*:?-{1,}:?\s*")
_SERIAL = re.compile(r"\s*(?:序号|编号|序)\s*")
_CELL = re.compile(r"(?<=\|)[^|\r\n]*(?=\|)")
#: 投入资金(万元), 覆盖率(%), 单位:户
_UNIT_NOTE = re.compile(rf"(?:[(（]|单位[:：])(?P<scale>[百千]?[万亿]?)(?P<unit>{alternatives(UNITS)})[)）]?\s*$")
PLACE = re.compile(r"[\u4e00-\u9fff]{1,12}(?:省|市|区|县|旗|州|盟|镇|乡|村|街道|社区)")
#: Heads in which a place stands beside others; a single one is a thing that is counted (试点社区).
FEWEST_PLACES = 2
_BARE = re.compile(r"\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*")


#: Characters of the line above a table that are read.
LONGEST_CAPTION = 120


@dataclass(frozen=True)
class DrawnCell:
    """A cell below the head of a drawn table.

    Args:
        start: of its text, without the spaces around it.
        head: of its column.
        label: of its row.
        head_start, label_start: where head and label stand.
        bare: the number it is with the unit that its head or label tells, or None.
        caption: the line above the table, "" where it has none.
        across: the head is one of several places that the table compares.
    """

    start: int
    head: str
    label: str
    head_start: int
    label_start: int
    bare: Span | None
    caption: str
    across: bool


def cells_on_lines(copy: str) -> str:
    """The text with every cell of a drawn table on a line of its own, as in the text of a page."""
    return _ROW.sub(lambda row: row[0].replace("|", "\n"), copy) if "|" in copy else copy


def cells(copy: str) -> list[DrawnCell]:
    """The cells of all drawn tables in order.

    Args:
        copy: working copy with its strokes.
    """
    found: list[DrawnCell] = []
    head: list[re.Match[str]] = []
    last, caption = -1, ""
    for row in _ROW.finditer(copy) if "|" in copy else ():
        line = list(_CELL.finditer(copy, *row.span()))
        if last < 0 or copy[last : row.start()].strip("\r\n \t") or copy.count("\n", last, row.start()) > 1:
            head, caption = line, _line_above(copy, row.start())
        elif not all(_RULE.fullmatch(cell[0]) for cell in line):
            found.extend(_of_row(head, line, caption))
        last = row.end()
    return found


def _line_above(copy: str, start: int) -> str:
    before = copy[max(start - LONGEST_CAPTION, 0) : start].rstrip()
    return before.rpartition("\n")[2]


def _of_row(head: list[re.Match[str]], line: list[re.Match[str]], caption: str) -> Iterator[DrawnCell]:
    label = line[1] if len(line) > 2 and head and _SERIAL.fullmatch(head[0][0]) else line[0]
    heads = [cell[0].strip() for cell in head]
    for above, cell in zip(head, line, strict=False):
        if cell.start() > label.start() and cell[0].strip():
            start = cell.start() + len(cell[0]) - len(cell[0].lstrip())
            unit = _UNIT_NOTE.search(above[0]) or _UNIT_NOTE.search(label[0])
            yield DrawnCell(start, above[0].strip(), label[0].strip(), above.start(), label.start(), _bare(cell, unit), caption, across(heads, above[0].strip()))


def across(heads: list[str], head: str) -> bool:
    """Whether a head is one of several places that the table compares."""
    return bool(PLACE.fullmatch(head)) and sum(bool(PLACE.fullmatch(other)) for other in heads[1:]) >= FEWEST_PLACES


def _bare(cell: re.Match[str], unit: re.Match[str] | None) -> Span | None:
    number = _BARE.fullmatch(cell[0])
    if not number or not unit:
        return None
    start, end = (cell.start() + number.start("number"), cell.start() + number.end("number"))
    return Span(start, end, number["number"] + unit["scale"], "", unit["unit"], "", "", False, start, False)
