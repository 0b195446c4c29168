"""The archive: a page of years, and a page for each year by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from typing import Any

from portal.articles.model import Article
from portal.columns.cards import card, key_of
from portal.columns.tree import HOME
from portal.site import Page, Site, Unit

BASE = "archive/"
ABOUT = {"title": "归档", "description": "按年月浏览全部文章", "column": ""}


def _months(year: str, months: dict[str, list[Article]]) -> list[dict[str, Any]]:
    return [
        {"month": month, "name": f"{int(month[5:])}月", "count": len(articles), "url": f"{BASE}{year}/#m{month[5:]}"}
        for month, articles in sorted(months.items(), reverse=True)
    ]


def archive_units(site: Site) -> Iterable[Unit]:
    """``archive/`` with all years and months, ``archive/{year}/`` with the articles."""
    years: dict[str, dict[str, list[Article]]] = defaultdict(lambda: defaultdict(list))
    for article in site.articles:
        years[article.day[:4]][article.day[:7]].append(article)
    summary: list[dict[str, Any]] = [
        {
            "year": year,
            "count": sum(map(len, months.values())),
            "url": f"{BASE}{year}/",
            "months": _months(year, months),
        }
        for year, months in sorted(years.items(), reverse=True)
    ]
    crumbs = [HOME, {"name": "归档", "url": BASE}]
    inputs = {"page": ABOUT, "crumbs": crumbs, "years": summary, "year": None, "months": []}
    yield Unit(f"{BASE}index.html", "", lambda: [Page(f"{BASE}index.html", "archive.html", inputs)])
    for entry in summary:
        months = dict(sorted(years[entry["year"]].items(), reverse=True))
        key = key_of(article for articles in months.values() for article in articles)
        yield Unit(entry["url"], key, partial(_year, site, entry, months))


def _year(site: Site, entry: dict[str, Any], months: dict[str, list[Article]]) -> list[Page]:
    year = entry["year"]
    inputs = {
        "page": {**ABOUT, "title": f"{year}年归档"},
        "crumbs": [HOME, {"name": "归档", "url": BASE}, {"name": f"{year}年", "url": entry["url"]}],
        # Only this year: else each new article would change the pages of all years.
        "years": [entry],
        "year": year,
        "months": [
            {"name": f"{int(month[5:])}月", "anchor": f"m{month[5:]}", "items": [card(site, a) for a in articles]}
            for month, articles in months.items()
        ],
    }
    return [Page(f"{entry['url']}index.html", "archive.html", inputs)]
