"""The articles of a column by year: a page for each, listing all by month; cases by the years of the work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from portal.articles.model import Article
from portal.columns.cards import tree_of
from portal.columns.period import years_of
from portal.columns.tree import Column
from portal.site import Page, Site, Unit


def year_url(column: Column, year: str) -> str:
    """Address of the column's page of a year: apart from its numbered pages and its articles."""
    return f"{column.url}year/{year}/"


def by_year(column: Column, articles: Iterable[Article]) -> dict[str, list[Article]]:
    """Year -> the column's articles of it, the latest year first."""
    years: Callable[[Article], Sequence[str]] = years_of if column.type == "case" else lambda a: (a.date[:4],)
    found: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        for year in years(article):
            found[year].append(article)
    return dict(sorted(found.items(), reverse=True))


def year_links(column: Column, articles: Iterable[Article]) -> list[dict[str, Any]]:
    """The years with their pages and the number of articles."""
    found = by_year(column, articles)
    return [{"year": year, "count": len(found[year]), "url": year_url(column, year)} for year in found]


def year_units(site: Site, column: Column, articles: Iterable[Article]) -> Iterable[Unit]:
    """A page for every year of the column."""
    found = by_year(column, articles)
    for year, of_year in found.items():
        # The other years by name alone: their counts would change this page with every article of theirs.
        key = "\n".join([*found, *(f"{a.url} {a.date} {a.period} {a.title}" for a in of_year)])
        yield Unit(year_url(column, year), key, partial(_pages, site, column, year, list(found), of_year))


def _pages(site: Site, column: Column, year: str, years: list[str], articles: list[Article]) -> list[Page]:
    tree, url = tree_of(site), year_url(column, year)
    inputs = {
        "page": {
            "title": f"{column.name} {year}年",
            "description": f"{column.name}{year}年的全部{'案例' if column.type == 'case' else '文章'}",
            "column": tree.line(column.key)[0].key,
        },
        "column": {"key": column.key, "name": column.name, "url": column.url, "type": column.type},
        "crumbs": [*tree.crumbs(column.key), {"name": f"{year}年", "url": url}],
        "year": year,
        "years": [{"year": name, "url": year_url(column, name)} for name in years],
        "count": len(articles),
        "months": _cases(articles) if column.type == "case" else _months(articles),
    }
    return [Page(f"{url}index.html", "column_year.html", inputs)]


def _months(articles: Iterable[Article]) -> list[dict[str, Any]]:
    found: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for article in articles:
        found[article.day[5:7]].append({"title": article.title, "url": article.url, "date": article.day, "period": ""})
    return [{"name": f"{int(month)}月", "anchor": f"m{month}", "items": items} for month, items in found.items()]


def _cases(articles: Iterable[Article]) -> list[dict[str, Any]]:
    lines = [{"title": a.title, "url": a.url, "date": a.day, "period": a.period} for a in articles]
    return [{"name": "", "anchor": "", "items": lines}]
