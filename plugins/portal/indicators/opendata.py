"""The open data: every figure of the site as JSON and CSV, all together and for each indicator."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from portal.columns.cards import gives_figures
from portal.indicators.declared import Table, read_indicators
from portal.indicators.groups import Entry, Group, group, known_as
from portal.indicators.rows import _cell as _cell
from portal.indicators.rows import csv_line, csv_row, json_line, read
from portal.indicators.rows import region_code as region_code
from portal.indicators.table import BASE, BOM, FIELDS, SCHEMA_FILE, VERSION, schema_text
from portal.indicators.table import COMPARATORS as COMPARATORS
from portal.indicators.table import KIND_NAMES as KIND_NAMES
from portal.indicators.table import schema as schema
from portal.site import File, Site


@dataclass(frozen=True)
class Data:
    """All figures of the site, and the indicators they make.

    Args:
        entries: newest article first, in reading order within an article.
        encoded, lines: rows of the open data in JSON and CSV, see :func:`portal.indicators.rows.rows_of`.
        groups: indicators with a page.
        of_card: (article id, card id) -> its indicator.
    """

    entries: tuple[Entry, ...]
    encoded: tuple[str, ...]
    lines: tuple[str, ...]
    groups: tuple[Group, ...]
    of_card: Mapping[tuple[str, str], Group]

    @cached_property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """For each row, ids of its article and card."""
        return tuple((entry.article, entry.card) for entry in self.entries)

    @cached_property
    def rows(self) -> tuple[dict[str, Any], ...]:
        """The open-data rows."""
        return tuple(json.loads(json_line(*row)) for row in zip(self.encoded, self.keys_of_rows, strict=True))

    @cached_property
    def keys_of_rows(self) -> tuple[str | None, ...]:
        """For each row, the key of its indicator."""
        found = [self.of_card.get(key) for key in self.keys]
        return tuple(g.key if g else None for g in found)

    @cached_property
    def number_of(self) -> Mapping[tuple[str, str], int]:
        """Ids of article and card -> number of the row."""
        return {key: number for number, key in enumerate(self.keys)}


def collect(site: Site) -> Data:
    """The site's figures, made once per build.

    Raises:
        DataError: content/data/indicators.toml is wrong.
    """

    def make() -> Data:
        table: Table = read_indicators(site.data.get("indicators", {}))
        rows = site.analyses("indicators", "rows")
        told = [article for article in site.articles if gives_figures(site, article)]
        made = [found for article in told for found in read(rows.get(article.id) or ())]
        # Figures of a standard that goes by bands mean something in their table alone.
        plain = [(entry, traits) for entry, traits, banded, _, _ in made if not banded]
        # Most names stand alone: nothing to compare.
        counts = Counter((t[1:], e.kind) for e, t in plain)
        plain = [
            (e, t) for e, t in plain if counts[t[1:], e.kind] > 1 or known_as(table, t.core, t.units, e.kind, e.unit)
        ]
        groups = tuple(group((e for e, _ in plain), table, (t for _, t in plain)))
        groups = tuple(g for g in groups if g.has_page)
        of_card = {(entry.article, entry.card): g for g in groups for entry in g.entries}
        return Data(tuple(e for e, *_ in made), tuple(m[3] for m in made), tuple(m[4] for m in made), groups, of_card)

    data = site.shared("indicators.data", make)
    assert isinstance(data, Data)
    return data


# -- files --------------------------------------------------------------------------------------


def _base(site: Site) -> str:
    return site.settings.url.rstrip("/") + "/" if site.settings.url else ""


def files(site: Site) -> Iterable[File]:
    """``data/indicators.json``, ``.csv`` and ``.schema.json``."""
    data = collect(site)
    about = [_about(found) for found in data.groups]
    yield File(f"{BASE}indicators.json", _json(_base(site), about, map(json_line, data.encoded, data.keys_of_rows)))
    yield File(f"{BASE}indicators.csv", _csv(map(csv_row, data.lines, data.keys_of_rows)))
    yield File(f"{BASE}{SCHEMA_FILE}", schema_text().encode())


def files_of(site: Site, found: Group) -> Iterable[File]:
    """``data/<key>/<key>.json`` and ``.csv`` of an indicator."""
    data = collect(site)
    numbers = sorted(data.number_of[entry.article, entry.card] for entry in found.entries)
    path = f"{BASE}{found.key}/{found.key}"
    rows = [json_line(data.encoded[number], found.key) for number in numbers]
    yield File(f"{path}.json", _json(_base(site), [_about(found)], rows))
    yield File(f"{path}.csv", _csv(csv_row(data.lines[number], found.key) for number in numbers))


def _about(found: Group) -> dict[str, Any]:
    definition = found.declared.definition if found.declared else ""
    return {
        "key": found.key,
        "name": found.name,
        "unit": found.unit,
        "kind": found.kind,
        "url": f"{BASE}{found.key}/",
        "definition": definition,
        "figures": len(found.entries),
    }


def _json(base: str, indicators: Sequence[dict[str, Any]], rows: Iterable[str]) -> bytes:
    # One figure a line: quick to write at 60,000 rows, and a change of one shows as one line.
    head = json.dumps({"version": VERSION, "schema": SCHEMA_FILE, "base": base}, ensure_ascii=False)[:-1]
    listed = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in indicators)
    figures = ",\n".join(rows)
    return f'{head}, "indicators": [\n{listed}\n], "figures": [\n{figures}\n]}}\n'.encode()


def _csv(lines: Iterable[str]) -> bytes:
    return BOM + "".join([csv_line(field.heading for field in FIELDS), *lines]).encode()


# -- the schema ---------------------------------------------------------------------------------
