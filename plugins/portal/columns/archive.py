"""The archive: a page of years, and a page for each year by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from typing import Any

from portal.articles.model import Article
from portal.columns.tree import HOME
from portal.site import Change, Group, Page, Site, Unit

BASE = "archive/"
ABOUT = {"title": "归档", "description": "按年月浏览全部文章", "column": ""}


def _months(year: str, months: dict[str, list[Article]]) -> list[dict[str, Any]]:
    return [
        {"month": month, "name": f"{int(month[5:])}月", "count": len(articles), "url": f"{BASE}{year}/#m{month[5:]}"}
        for month, articles in sorted(months.items(), reverse=True)
    ]


def archive_groups(site: Site, change: Change | None) -> Iterable[Group]:
    """``archive/`` with all years and months, ``archive/{year}/`` with the articles.

    Given a change, the years that it concerns.
    """
    years: dict[str, dict[str, list[Article]]] = defaultdict(lambda: defaultdict(list))
    for article in site.articles:
        years[article.date[:4]][article.date[:7]].append(article)
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
    index = Unit(f"{BASE}index.html", "", lambda: [Page(f"{BASE}index.html", "archive.html", inputs)])
    yield Group("archive", lambda: [index])
    wanted = years.keys() if change is None else {article.date[:4] for article in change.articles}
    for entry in summary:
        if entry["year"] in wanted:
            months = dict(sorted(years[entry["year"]].items(), reverse=True))
            key = "\n".join([f"{a.url} {a.date} {a.title}" for found in months.values() for a in found])
            unit = Unit(entry["url"], key, partial(_year, entry, months))
            yield Group(f"archive {entry['year']}", lambda unit=unit: [unit])  # type: ignore[misc]
    yield from (Group.gone(f"archive {year}") for year in wanted if year not in years)


def _line(article: Article) -> dict[str, Any]:
    """An article in a long list: its name and day alone."""
    return {"title": article.title, "url": article.url, "date": article.day}


def _year(entry: dict[str, Any], months: dict[str, list[Article]]) -> list[Page]:
    year = entry["year"]
    inputs = {
        "page": {**ABOUT, "title": f"{year}年归档"},
        "crumbs": [HOME, {"name": "归档", "url": BASE}, {"name": f"{year}年", "url": entry["url"]}],
        # Only this year: else each new article would change the pages of all years.
        "years": [entry],
        "year": year,
        "months": [
            {"name": f"{int(month[5:])}月", "anchor": f"m{month[5:]}", "items": [_line(a) for a in articles]}
            for month, articles in months.items()
        ],
    }
    return [Page(f"{entry['url']}index.html", "archive.html", inputs)]
