"""Tables of Word files and web pages as rows of equal length with one header, as Markdown has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bs4 import Tag

from portal.importing.marks import plain, size

HEADER = "多层表头并成一行"
#: Between the texts of a header of several rows.
_JOIN = "："
#: Columns and rows that one cell may cover; more is a slip of the pen or hostile.
_SPAN = 50
#: Characters of a cell; a longer one in a table of few cells, or with most of its text, is text that is laid out.
_CELL, _LAYOUT, _LONGEST, _MOST = 300, 4, 2000, 0.6


@dataclass(frozen=True)
class Table:
    """A table that was read.

    Args:
        rows: the first is the header.
        caption: a first row that is one cell, the table's title.
        added: characters that stand in several columns now.
        asked: what the editor should check.
    """

    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    added: int = 0
    asked: tuple[str, ...] = ()


def is_layout(cells: Sequence[Sequence[Tag]]) -> bool:
    """Whether a table only puts things beside each other: one row, one cell, text with pictures or tables in it."""
    flat = [cell for row in cells for cell in row]
    sizes = [size(cell.get_text()) for cell in flat]
    return (
        len(flat) <= 1
        or len(cells) == 1
        or max(map(len, cells)) == 1
        or any(cell.find(["table", "img"]) for cell in flat)
        or max(sizes) > _LONGEST
        or (max(sizes) > _CELL and (len(flat) <= _LAYOUT or max(sizes) > _MOST * sum(sizes)))
    )


def build(cells: Sequence[Sequence[Tag]], read: Callable[[Tag], str]) -> Table | None:
    """The table of rows of cells, or None where it holds no text."""
    rows = _grid(cells, read)
    if not any(size(text) for row in rows for text in row):
        return None
    width = len(rows[0])
    caption = ""
    while len(rows) > 2 and _span(cells[0][0] if cells[0] else None, "colspan") >= width > 1:
        caption = " ".join(filter(None, (caption, rows[0][0])))
        rows, cells = rows[1:], cells[1:]
    depth = _header_rows(cells)
    before = sum(size(text) for row in rows for text in row)
    if depth > 1:
        rows = [_one_header(cells[:depth], rows[:depth]), *rows[depth:]]
    elif _is_data(cells[0], rows[0]):
        rows.insert(0, [""] * width)
    added = sum(size(text) for row in rows for text in row) - before
    body = [cell for row in cells[depth if depth > 1 else 0 :] for cell in row]
    asked = ["表头有几层，并成了一行，请核对表格"] if depth > 1 else []
    if any(_span(cell, key) > 1 for cell in body for key in ("rowspan", "colspan")):
        asked.append("表格里有合并的单元格，拆成了单独的格子，请核对表格")
    return Table(tuple(map(tuple, rows)), caption, added, tuple(asked))


def _is_data(cells: Sequence[Tag], texts: Sequence[str]) -> bool:
    """Whether a first row is no header: it has figures."""
    return not any(cell.name == "th" for cell in cells) and any(re.search(r"\d", text) for text in texts[1:])


def _header_rows(cells: Sequence[Sequence[Tag]]) -> int:
    """Rows of the header: those marked as such, or as deep as the cells of the first row reach."""
    marked = next((n for n, row in enumerate(cells) if not row or any(cell.name != "th" for cell in row)), len(cells))
    across = any(_span(cell, "colspan") > 1 for cell in cells[0])
    deep = max((_span(cell, "rowspan") for cell in cells[0]), default=1)
    # Without a mark, a cell across several columns beside one down several rows is a header's corner.
    drawn = deep if across and deep > 1 else 1
    return min(max(marked if across else min(marked, 1), drawn), len(cells) - 1)


def _one_header(cells: Sequence[Sequence[Tag]], rows: Sequence[Sequence[str]]) -> list[str]:
    """Each column's header texts from the top down; those of merged cells count for every column they cover."""
    full = [list(row) for row in rows]
    for number, row in enumerate(cells):
        column = 0
        taken = _taken(cells[:number], number)
        for cell in row:
            while column in taken:
                column += 1
            across = min(_span(cell, "colspan"), len(full[number]) - column)
            for x in range(column, column + across):
                full[number][x] = rows[number][column]
            column += across
    texts = ([text for text in column if plain(text).strip()] for column in zip(*full, strict=True))
    return [_JOIN.join(dict.fromkeys(text)) for text in texts]


def _taken(above: Sequence[Sequence[Tag]], number: int) -> set[int]:
    """Columns of a row that cells of the rows above cover."""
    taken: set[int] = set()
    rows: list[set[int]] = [set() for _ in range(number + 1)]
    for y, row in enumerate(above):
        column = 0
        for cell in row:
            while column in rows[y]:
                column += 1
            across = _span(cell, "colspan")
            for below in range(y + 1, min(y + _span(cell, "rowspan"), number + 1)):
                rows[below] |= set(range(column, column + across))
            column += across
    taken |= rows[number]
    return taken


def _grid(cells: Sequence[Sequence[Tag]], read: Callable[[Tag], str]) -> list[list[str]]:
    """Cell texts, merged cells filled up with empty ones."""
    rows: list[dict[int, str]] = [{} for _ in cells]
    for number, row in enumerate(cells):
        column = 0
        for cell in row:
            while column in rows[number]:
                column += 1
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for y in range(number, min(number + down, len(rows))):
                for x in range(column, column + across):
                    rows[y].setdefault(x, "")
            rows[number][column] = read(cell)
    width = max((max(row, default=-1) for row in rows), default=-1) + 1
    return [[row.get(x, "") for x in range(width)] for row in rows]


def _span(cell: Tag | None, key: str) -> int:
    text = str(cell.get(key) or "1") if cell is not None else "1"
    return min(max(int(text), 1), _SPAN) if text.isdigit() and len(text) < 4 else 1
