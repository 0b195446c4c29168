"""Tables of PDF files: rows of short pieces that stand under each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: Rows of a table; fewer may be a line with white in it.
FEWEST = 3
#: Heights of a line: the white between cells, and the widest cell of a table of two columns.
_GAP, _WIDEST = 0.8, 14


@dataclass(frozen=True)
class Piece:
    """A run of text on the page; PDF points, y upwards."""

    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def height(self) -> float:
        """Of the run."""
        return self.top - self.bottom


Rows = Sequence[Sequence[Piece]]


def find(rows: Rows, unit: float) -> Mapping[int, tuple[tuple[str, ...], ...]]:
    """Tables among the rows of a region.

    Args:
        rows: from the top, each from the left.
        unit: height of a line.

    Returns:
        number of a table's first row -> its cells; numbers of its other rows -> ().
    """
    found: dict[int, tuple[tuple[str, ...], ...]] = {}
    start = 0
    while start < len(rows):
        end = start + 1
        while end < len(rows) and _under(rows[end - 1], rows[end], unit):
            end += 1
        if end - start >= FEWEST and _is_table(rows[start:end], unit):
            found |= dict.fromkeys(range(start, end), ())
            found[start] = tuple(tuple(piece.text for piece in row) for row in rows[start:end])
        start = end
    return found


def _under(above: Sequence[Piece], below: Sequence[Piece], unit: float) -> bool:
    """Whether two rows have cells under each other, as many of them."""
    return (
        len(above) == len(below) >= 2
        and above[0].bottom - below[0].top < 3 * unit
        and all(a.left < b.right and b.left < a.right for a, b in zip(above, below, strict=True))
    )


def _is_table(rows: Rows, unit: float) -> bool:
    gaps = [right.left - left.right for row in rows for left, right in zip(row, row[1:], strict=False)]
    widths = [piece.right - piece.left for row in rows for piece in row]
    return min(gaps) > _GAP * unit and (len(rows[0]) > 2 or max(widths) < _WIDEST * unit)
