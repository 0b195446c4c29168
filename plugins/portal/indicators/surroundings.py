"""What stands around a line of an article and governs its figures: headings, a list's lead, a table's head."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from portal.articles.html import TOKEN, lines_of

_COLONS = (":", "：")
#: Longest cell that may be a note on its row.
_NOTE = 16
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


class Around(NamedTuple):
    """What governs a line from outside.

    Args:
        head: of its table column.
        label: the first cell of its table row.
        cells: head and text of the cells of that row.
        row: which row it is in the article, and table: which table; 0 outside tables.
        lead: the line with a colon before its list or table.
        headings: of the sections it stands in, the nearest first.
    """

    head: str = ""
    label: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    row: int = 0
    table: int = 0
    lead: str = ""
    headings: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The row as a reader would say it, "" outside tables."""
        return "；".join(f"{head}：{text}" if head else text for head, text in self.cells)

    @property
    def notes(self) -> list[str]:
        """The head of its column, and the cells of its row short enough to say something of the number beside them:
        2026年目标, 全省."""
        return [self.head, *(text for _, text in self.cells if len(text) <= _NOTE)]


class Surroundings:
    """The lines of an article with what governs each.

    Args:
        html: the article's; without any, nothing is known.
    """

    def __init__(self, html: str = "") -> None:
        lines = lines_of(html) if html else []
        self._starts: list[int] = []
        at = 0
        for _, text in lines:
            self._starts.append(at)
            at += len(text) + 1
        self._around = _Walk(html, lines).found if lines else []

    def at(self, offset: int) -> Around:
        """What governs the text at an offset of ``text_of(html)``."""
        number = bisect_right(self._starts, offset) - 1
        return self._around[number] if 0 <= number < len(self._around) else Around()


@dataclass
class _Row:
    """A table row while it is read: its lines, and the column of each."""

    lines: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    column: int = -1
    head: bool = True


class _Walk:
    """One pass over the tags of an article, line by line."""

    def __init__(self, html: str, lines: list[tuple[int, str]]) -> None:
        self._lines, self._next = lines, 0
        self.found = [Around()] * len(lines)
        self._headings: list[tuple[int, str]] = []
        self._level = 0
        self._leads: list[str] = []
        self._heads: dict[int, str] = {}
        self._row: _Row | None = None
        self._rows = self._tables = 0
        for match in TOKEN.finditer(html):
            if match[2]:
                self._take(match.start())
                self._tag(match[2].lower(), bool(match[1]))
        self._take(len(html) + 1)

    def _take(self, stop: int) -> None:
        """Settle the lines that begin before a tag."""
        while self._next < len(self._lines) and self._lines[self._next][0] < stop:
            self._line(self._next, self._lines[self._next][1])
            self._next += 1

    def _line(self, number: int, text: str) -> None:
        if self._level:
            while self._headings and self._headings[-1][0] >= self._level:
                self._headings.pop()
            self._headings.append((self._level, text))
        headings = tuple(text for _, text in reversed(self._headings))
        self.found[number] = Around(lead=self._leads[-1] if self._leads else "", headings=headings)
        if self._row:
            self._row.lines.append(number)
            self._row.columns.append(self._row.column)

    def _tag(self, tag: str, closing: bool) -> None:
        if tag in _HEADINGS:
            self._level = 0 if closing else _HEADINGS[tag]
        elif tag in ("ul", "ol", "table"):
            self._tables += tag == "table" and not closing
            if closing:
                self._leads = self._leads[:-1]
                self._heads = {} if tag == "table" else self._heads
            else:
                last = self._lines[self._next - 1][1] if self._next else ""
                outer = self._leads[-1] if self._leads else ""
                self._leads.append(last if last.endswith(_COLONS) else outer)
        elif tag == "tr":
            if closing:
                self._close_row()
            self._row = None if closing else _Row()
        elif tag in ("td", "th") and self._row and not closing:
            self._row.column += 1
            self._row.head = self._row.head and tag == "th"

    def _close_row(self) -> None:
        row = self._row
        if not row or not row.lines:
            return
        texts = {column: self._lines[number][1] for number, column in zip(row.lines, row.columns, strict=True)}
        if row.head:
            self._heads = texts
            return
        self._rows += 1
        cells = tuple((self._heads.get(column, ""), text) for column, text in texts.items())
        for number, column in zip(row.lines, row.columns, strict=True):
            self.found[number] = self.found[number]._replace(
                head=self._heads.get(column, ""),
                label=texts.get(0, ""),
                cells=cells,
                row=self._rows,
                table=self._tables,
            )
