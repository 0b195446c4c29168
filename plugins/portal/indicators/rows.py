"""The figures of an article as data pages and open data take them; :mod:`portal.indicators.figure_rows` makes them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from portal.indicators.groups import Entry, Traits


class Row(NamedTuple):
    """A figure with a card.

    Args:
        banded: whether it belongs to a table of bands, and means something there alone.
        sure: how sure the extraction is of it.
        at: where its sentence starts in the text.
        mark: changes when the figure or its row of the open data does.
    """

    entry: Entry
    traits: Traits
    banded: bool
    sure: float
    at: int
    mark: str


def read(rows: Iterable[list[Any]]) -> Iterator[Row]:
    """The inverse of what :func:`portal.indicators.figure_rows.rows_of` gives."""
    for entry, traits, *rest in rows:
        yield Row(Entry(*entry), Traits(*traits), *rest)


def json_line(encoded: str, indicator: str | None) -> str:
    """A figure's object in the open data."""
    return f'{{"indicator": {json.dumps(indicator)}{encoded}'


def csv_row(line: str, indicator: str | None) -> str:
    """A figure's line in the open data."""
    return (indicator or "") + line


def csv_line(cells: Iterable[Any]) -> str:
    """One line of CSV with its end."""
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue()
