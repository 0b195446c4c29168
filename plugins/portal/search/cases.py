"""The case library for the browser: a small table of what each case can be chosen by, and what its row shows.

    search/c/table.z       all cases, oldest first: number, column, place, practices, level, domain, year
    search/c/<block>.z     rows of :data:`BLOCK` cases each, counted from the oldest
    search/c/cases.csv     all cases for a spreadsheet

The first two are JSON, stored as raw deflate streams. With the table every combination of choices is counted
exactly; rows are fetched only where they are shown. theme/static/js/search/library.js reads them.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from portal.columns.cards import card, tree_of
from portal.columns.library import level_order
from portal.columns.lists import cases as cases_of_site
from portal.columns.period import years_of
from portal.columns.terms import PRACTICE, read_terms
from portal.regions.resolve import Place, place_of

if TYPE_CHECKING:
    from portal.articles.model import Article
    from portal.site import Site

#: Where the files lie in the index folder.
FOLDER = "c/"
TABLE = f"{FOLDER}table.z"
CSV = f"{FOLDER}cases.csv"
#: Cases whose rows share a file.
BLOCK = 32
#: Headings of the CSV, here and in theme/static/js/search/library.js.
HEADINGS = ("标题", "地区", "层级", "实施单位", "做法", "领域", "时间", "发布日期", "数据一", "数据二", "网址")


def block_path(block: int) -> str:
    """Where the rows of a block lie."""
    return f"{FOLDER}{block}.z"


def cases_of(site: Site) -> list[Article]:
    """The cases of all columns, oldest id first."""
    return sorted(cases_of_site(site), key=lambda article: article.number)


def files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Path in the index folder and content, not yet packed; nothing where the site has no case library."""
    cases = cases_of(site)
    if not any(column.type == "case" for column in tree_of(site).columns):
        return
    yield TABLE, _json(table(site, cases))
    for block in range((len(cases) + BLOCK - 1) // BLOCK):
        yield block_path(block), _json([_row(site, case) for case in cases[block * BLOCK : (block + 1) * BLOCK]])
    yield CSV, _csv(site, cases)


def table(site: Site, cases: Sequence[Article]) -> dict[str, Any]:
    """What each case can be chosen by, in columns; -1 stands for nothing.

    ``numbers`` are steps from one document number to the next. ``places`` are ``[slug, name, index of the
    place around it]``, the outer one first; ``practices`` are ``[key, name, url]``.
    """
    practices = read_terms(site, PRACTICE)
    terms = [practices.of(case) for case in cases]
    used = [term for term in practices.used() if any(term in found for found in terms)]
    places = _places(cases)
    levels = sorted({case.level for case in cases} - {""}, key=level_order)
    domains = sorted({case.domain for case in cases} - {""})
    columns = sorted({case.column for case in cases})
    numbers = [case.number for case in cases]
    at = {place.slug: index for index, place in enumerate(places)}
    return {
        "block": BLOCK,
        "columns": columns,
        "practices": [[term.key, term.name, practices.url(term)] for term in used],
        "places": [[p.slug, p.name, at[p.ancestors[-1].slug] if p.ancestors else -1, p.url] for p in places],
        "levels": levels,
        "domains": domains,
        "cases": {
            "number": [now - last for last, now in zip([0, *numbers], numbers, strict=False)],
            "column": [columns.index(case.column) for case in cases],
            "place": [at[place.slug] if (place := place_of(case)) else -1 for case in cases],
            "practice": [[used.index(term) for term in found if term in used] for found in terms],
            "level": [levels.index(case.level) if case.level else -1 for case in cases],
            "domain": [domains.index(case.domain) if case.domain else -1 for case in cases],
            "year": [list(map(int, years_of(case))) for case in cases],
        },
    }


def _places(cases: Sequence[Article]) -> list[Place]:
    """All places of the cases and those around them, by slug, the outer ones first."""
    found = {member for case in cases if (place := place_of(case)) for member in (*place.ancestors, place)}
    return sorted(found, key=lambda place: (len(place.ancestors), place.slug))


def _row(site: Site, case: Article) -> dict[str, Any]:
    shown = card(site, case)
    figures = [
        [f["comparator_text"], f["number"], f["unit"] or "", (f.get("of") or {}).get("text", ""), f["name"], f["url"], f["where"]]
        for f in shown["figures"]
    ]
    return {
        **{name: shown[name] for name in ("title", "url", "date", "unit", "period", "summary")},
        "sample": int(shown["sample"]),
        "figures": figures,
    }


def spoken(figure: Sequence[str]) -> str:
    """A figure of a row in one line, its place first where that is not the case's own: 建立党支部的网格占比 超过80%."""
    comparator, number, unit, whole, name, _, where = figure
    return f"{where + ' ' if where else ''}{name} {whole + '中' if whole else ''}{comparator}{number}{unit}"


def _csv(site: Site, cases: Sequence[Article]) -> bytes:
    base = site.settings.url.rstrip("/") + "/" if site.settings.url else ""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    practices = read_terms(site, PRACTICE)
    for case in reversed(cases):
        row, place = _row(site, case), place_of(case)
        figures = [spoken(figure) for figure in row["figures"]] + ["", ""]
        where = "".join(dict.fromkeys(p.name for p in (*place.ancestors, place))) if place else ""
        names = "、".join(term.name for term in practices.of(case))
        cells = [row["title"], where, case.level, case.unit, names, case.domain, case.period, case.day, *figures[:2]]
        writer.writerow([*map(_cell, cells), base + case.url])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _cell(value: str) -> str:
    """A cell that a spreadsheet shows as text: a leading sign must not start a formula."""
    return "'" + value if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
