"""Figures that stand in table cells of their own: the column's head says what, the row's first cell whose.

In the text of a page every cell is a line and empty cells are gone, so rows and columns are found again by
their form: under a head without numbers, rows that open with a label and hold numbers in the same columns.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from portal.indicators import periods
from portal.indicators.drawn import PLACE, DrawnCell, across
from portal.indicators.phrases import clean
from portal.indicators.titles import titled
from portal.text.sentences import Sentence

#: Longest cell, and most columns; a wider table is data, not a part of an article.
_LONGEST, _MOST_COLUMNS = 24, 10
#: Lines before the head that may belong to no row: a caption, a note on the units.
_LINES_BEFORE = 3

_PROSE = re.compile(r"[,。;!?:]")
_RULE = re.compile(r"\s*:?-+:?\s*")
_PERIOD = re.compile(
    r"(?:截[至止])?(?:19|20)\d\d年?(?:[-—–~至到](?:19|20)\d\d年)?(?:度|全年|年?[底末初]|[上下]半年|第?[一二三四1-4]季度|前[一二三]季度"
    r"|\d{1,2}(?:[-—–~至到]\d{1,2})?月份?(?:[底末]|\d{1,2}日)?)?"
    r"|[今去]年(?:[上下]半年|前?[一二三四]季度|\d{1,2}月份?|底)?|[上下]半年|第?[一二三四]季度|\d{1,2}月份?"
)
#: 覆盖率(2022年), 2022年覆盖率
_PERIOD_NOTE = re.compile(rf"[(（](?P<period>{_PERIOD.pattern})[)）]$")
_YEAR_FIRST = re.compile(r"(?P<period>(?:19|20)\d\d年[底末]?)(?=[\u4e00-\u9fff])")
_NUMBER = re.compile(r"(?:约|近|超过?)?\d[\d.,]*[余多]?[万亿]?[\u4e00-\u9fff%㎡/]{0,5}")
#: Heads that name a stage of the work, which goes before what is counted: 改革前网格数.
_STAGE = re.compile(r"[\u4e00-\u9fff]{2,6}[前后]|原来|以往|目标")
_SERIAL = re.compile(r"序号|编号|序")
#: Heads that say no more than that a number follows.
_PLAIN_HEAD = re.compile(
    r"(?:具体)?(?:数值|数量|数据|数字|金额|情况|结果|完成情况|完成值|总数|合计|值|内容)(?:\(.*\))?"
)
_WHOLE = re.compile(r"(?:合计|总计|小计|共计|总数|全[省市区县镇乡村国])")
_UNIT_NOTE = re.compile(r"[(（][^()（）]{1,6}[)）]$")


@dataclass(frozen=True)
class Cell:
    """A cell with what its table says of it.

    Args:
        head: of its column.
        label: of its row.
        row: sentence that tells whose the cell is: the label, or the head where places stand across.
        caption: the line above the table, "" where it is not known.
        across: the head is one of several places that the table compares.
    """

    head: str
    label: str
    row: int
    caption: str = ""
    across: bool = False

    def name(self, unit: str) -> str:
        """The name of the cell's figure, "" where neither head nor label tells one."""
        head, label = _UNIT_NOTE.sub("", self.head), _UNIT_NOTE.sub("", self.label)
        if _PERIOD.fullmatch(head) or _PLAIN_HEAD.fullmatch(head) or self.across:
            what = label
        elif PLACE.fullmatch(label) or _PERIOD.fullmatch(label) or _WHOLE.fullmatch(label):
            what = head
        elif _STAGE.fullmatch(head):
            what = head + label
        else:
            what = head if label in head else label + head
        what = clean(what)
        rated = unit in ("%", "‰", "个百分点", "倍")
        return "" if len(what) < 2 or _PERIOD.fullmatch(what) else what if rated else titled(what, unit)

    def period(self) -> str | None:
        """The time that the head or the label names, or None."""
        for text in (self.label, self.head):
            plain = _UNIT_NOTE.sub("", text)
            if _PERIOD.fullmatch(plain):
                return plain
            noted = _PERIOD_NOTE.search(text) or _YEAR_FIRST.match(text)
            if noted:
                return noted["period"]
        base = periods.base_of_head(self.head)
        if base:
            return base
        end = len(self.caption) + 1
        return periods.period_of(self.caption + ":", 0, end, end) if self.caption else None


class Tables:
    """The tables of a text, each read when a cell of it is first asked for.

    Args:
        copy: working copy of the text.
        parts: its sentences.
        drawn: cells of tables that are drawn with strokes.
    """

    def __init__(self, copy: str, parts: Sequence[Sentence], drawn: Sequence[DrawnCell] = ()) -> None:
        self._copy, self._parts = copy, parts
        self._cells: dict[int, Cell] = {}
        self._read_to = 0
        starts = [part.start for part in parts]
        self._drawn = {
            bisect_right(starts, cell.start) - 1: Cell(
                cell.head,
                cell.label,
                bisect_left(starts, cell.head_start if cell.across else cell.label_start),
                cell.caption,
                cell.across,
            )
            for cell in drawn
        }

    def drawn(self, number: int) -> Cell | None:
        """The cell that sentence ``number`` is, where it stands in a drawn table."""
        return self._drawn.get(number)

    def cell(self, number: int) -> Cell | None:
        """The cell that sentence ``number`` is, where it stands in a table; numbers are asked for in order."""
        if number >= self._read_to:
            self._read(number)
        return self._cells.get(number)

    def _read(self, number: int) -> None:
        """Find the cells of the run of short lines around a line."""
        low = high = number
        while low > self._read_to and self._is_cell(low - 1):
            low -= 1
        while high + 1 < len(self._parts) and self._is_cell(high + 1):
            high += 1
        self._read_to = high + 1
        numbers = [index for index in range(low, high + 1) if not _RULE.fullmatch(self._line(index))]
        lines = [self._line(index) for index in numbers]
        start, columns, rows = _shape(lines)
        numbers, lines = numbers[start:], lines[start:]
        caption = self._line(numbers[0] - 1) if numbers and numbers[0] else ""
        serial = columns > 2 and bool(_SERIAL.fullmatch(lines[0]))
        for at in range(columns, columns * rows):
            label = at - at % columns + serial
            above = at % columns
            compared = across(lines[:columns], lines[above])
            row = numbers[above] if compared else numbers[label]
            self._cells[numbers[at]] = Cell(lines[above], lines[label], row, caption, compared)

    def _line(self, index: int) -> str:
        return self._copy[self._parts[index].start : self._parts[index].end].strip()

    def _is_cell(self, index: int) -> bool:
        line = self._line(index)
        return (
            self._parts[index].opens
            and len(line) <= _LONGEST
            and (not _PROSE.search(line) or bool(_RULE.fullmatch(line)))
        )


def _shape(lines: list[str]) -> tuple[int, int, int]:
    """Lines before the table, columns, and rows with the head; no rows where the lines make no table."""
    best = (0, 0, 0)
    for start in range(min(_LINES_BEFORE, len(lines)) + 1):
        for columns in range(2, _MOST_COLUMNS + 1):
            rows = _rows(lines[start:], columns)
            if rows * columns > best[1] * best[2]:
                best = (start, columns, rows)
    return best


def _rows(lines: list[str], columns: int) -> int:
    """How many rows with the head the lines make in so many columns; 0 where they make no table."""
    head = lines[:columns]
    if len(head) < columns or any(_is_number(cell) for cell in head):
        return 0
    form = [_is_number(cell) for cell in lines[columns : 2 * columns]]
    if len(form) < columns or not any(form[1:]) or form[0] and not _SERIAL.fullmatch(head[0]):
        return 0
    rows = 1
    while [_is_number(cell) for cell in lines[rows * columns : (rows + 1) * columns]] == form:
        rows += 1
    return rows if rows > 2 or rows == 2 and len(lines) == 2 * columns else 0


def _is_number(cell: str) -> bool:
    return bool(_NUMBER.fullmatch(cell)) and not _PERIOD.fullmatch(cell)
