"""The open data: every figure of the site as JSON and CSV, all together and for each indicator.

A change of one article replaces its lines in the two files of all figures, the rest is copied: the unit notes how many bytes
each article has in them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from portal.articles.model import Article
from portal.columns.cards import gives_figures
from portal.indicators.collection import Brief, Data, brief_of
from portal.indicators.declared import Table
from portal.indicators.groups import Group
from portal.indicators.rows import csv_line, csv_row, json_line
from portal.indicators.series import Series
from portal.indicators.table import BASE, BOM, FIELDS, SCHEMA_FILE, VERSION, schema_text
from portal.site import Change, File, Site, Spliced

#: The unit of the files of all figures.
UNIT = f"{BASE}{SCHEMA_FILE}"
_NEXT = ",\n"
_JSON = Series(f"{BASE}indicators.json", _NEXT.encode(), b"\n]}\n")
_CSV = Series(f"{BASE}indicators.csv")


def _base(site: Site) -> str:
    return site.settings.url.rstrip("/") + "/" if site.settings.url else ""


def told(site: Site) -> list[Article]:
    """The articles that have figures, newest first."""
    marks = site.briefs("indicators", "mark")

    def make() -> list[Article]:
        return [article for article in site.articles if article.id in marks and gives_figures(site, article)]

    return site.shared("indicators.told", make)


def _encoded(data: Data, article: Article) -> tuple[str, str]:
    """The lines of an article in JSON and CSV."""
    keys = {card: brief.key for card, brief in data.refs(article).items()}
    own = [keys.get(row.entry.card) for row in data.rows(article)]
    lines = list(zip(own, data.lines(article), strict=True))
    return _NEXT.join([json_line(line, key) for key, (line, _) in lines]), "".join([csv_row(line, key) for key, (_, line) in lines])


class AllFigures:
    """``data/indicators.json``, ``.csv`` and ``.schema.json``."""

    def __init__(self, data: Data, change: Change | None) -> None:
        self.data, self.change = data, change
        self._articles = told(data.site)
        self._pieces: dict[str, tuple[int, int]] = {}
        self._heads = [_json_head(_base(data.site), data.briefs.values(), data.table).encode(), _csv_head()]

    def files(self) -> Iterable[File | Spliced]:
        """The files; spliced where it is known what has changed."""
        yield from self._spliced() or self._whole()
        yield File(f"{BASE}{SCHEMA_FILE}", schema_text().encode())

    def note(self) -> dict[str, Any]:
        """For the next build: how many bytes each article has in the files, and the files."""
        pieces = [(article.id, *self._pieces[article.id]) for article in self._articles]
        gaps = len(_JSON.between) * max(0, len(pieces) - 1) + len(_JSON.end)
        sizes = [sum(sizes) + len(head) for sizes, head in zip(list(zip(*pieces, strict=True))[1:] or [(), ()], self._heads, strict=True)]
        return {"pieces": pieces, "sizes": [sizes[0] + gaps, sizes[1]]}

    def _encode(self, articles: Iterable[Article]) -> dict[str, list[bytes]]:
        found = {article.id: [text.encode() for text in _encoded(self.data, article)] for article in articles}
        self._pieces.update({name: (len(one), len(other)) for name, (one, other) in found.items()})
        return found

    def _whole(self) -> list[File | Spliced]:
        self.data.read_all_lines()
        found = self._encode(self._articles).values()
        return [series.whole(self._heads[n], [pieces[n] for pieces in found]) for n, series in enumerate((_JSON, _CSV))]

    def _spliced(self) -> list[File | Spliced]:
        """Nothing where it is not known what has changed, or the published files are not as they were left."""
        old = self.change.note(UNIT) if self.change else None
        if self.change is None or old is None:
            return []
        sizes = [self.change.size(series.path) for series in (_JSON, _CSV)]
        if sizes != old["sizes"]:
            return []
        self._pieces.update({name: (one, other) for name, one, other in old["pieces"]})
        differing = {**self.change.after, **self.data.relabelled}
        new = self._encode(article for article in self._articles if article.id in differing)
        order = [article.id for article in self._articles]
        return [
            series.spliced(
                self._heads[n], order, {name: pieces[n] for name, pieces in new.items()},
                [(name, lengths[n]) for name, *lengths in old["pieces"]], old["sizes"][n],
            )
            for n, series in enumerate((_JSON, _CSV))
        ]  # fmt: skip


def files_of(data: Data, found: Group) -> Iterable[File]:
    """``data/<key>/<key>.json`` and ``.csv`` of an indicator."""
    held = {(entry.article, entry.card) for entry in found.entries}
    articles = sorted((data.site.by_id[name] for name in {name for name, _ in held}), key=lambda a: (a.date, a.id))
    rows = [
        lines
        for article in reversed(articles)
        for row, lines in zip(data.rows(article), data.lines(article), strict=True)
        if (article.id, row.entry.card) in held
    ]
    head = _json_head(_base(data.site), [brief_of(found)], data.table).encode()
    path = f"{BASE}{found.key}/{found.key}"
    yield Series(f"{path}.json", _JSON.between, _JSON.end).whole(head, [json_line(row, found.key).encode() for row, _ in rows])
    yield Series(f"{path}.csv").whole(_csv_head(), [csv_row(line, found.key).encode() for _, line in rows])


def _about(found: Brief, table: Table) -> dict[str, Any]:
    return {
        "key": found.key,
        "name": found.name,
        "unit": found.unit,
        "kind": found.kind,
        "url": f"{BASE}{found.key}/",
        "definition": table.by_key[found.key].definition if found.declared else "",
        "figures": found.figures,
    }


def _json_head(base: str, indicators: Iterable[Brief], table: Table) -> str:
    # One figure a line: quick to write at 60,000 rows, and a change of one shows as one line.
    head = json.dumps({"version": VERSION, "schema": SCHEMA_FILE, "base": base}, ensure_ascii=False)[:-1]
    listed = _NEXT.join(json.dumps(_about(brief, table), ensure_ascii=False) for brief in indicators)
    return f'{head}, "indicators": [\n{listed}\n], "figures": [\n'


def _csv_head() -> bytes:
    return BOM + csv_line(field.heading for field in FIELDS).encode()
