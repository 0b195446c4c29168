"""The pages of the columns themselves: lists, the case library, and columns that are one text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from portal.articles.links import resolve
from portal.articles.model import Article
from portal.columns.cards import card, tree_of, urls_by_path
from portal.columns.feeds import feed_page
from portal.columns.paging import paginate
from portal.columns.terms import PRACTICE, TOPIC, read_terms
from portal.columns.tree import Column
from portal.regions.resolve import place_of
from portal.site import Page, Site

#: The way up from an article's page to the site's root, inside a tag.
_UP = re.compile(r'(<[^>]* (?:href|src)=")\.\./\.\./')
#: Links to practices and regions above the case library's list.
LIBRARY_LINKS = 24


def articles_in(site: Site, key: str) -> list[Article]:
    """The articles of a column and of the columns under it, newest first."""

    def make() -> list[Article]:
        keys = tree_of(site).below(key)
        return [article for article in site.articles if article.column in keys]

    return site.shared(f"columns.articles.{key}", make)


def _tabs(site: Site, column: Column) -> list[dict[str, Any]]:
    tree = tree_of(site)
    head = column if tree.children(column.key) or not column.parent else tree.by_key[column.parent]
    family = [head, *tree.children(head.key)]
    if len(family) == 1:
        return []
    names = ["全部" if member is head else member.name for member in family]
    return [
        {"name": name, "url": member.url, "current": member is column}
        for name, member in zip(names, family, strict=True)
    ]


def _years(articles: Iterable[Article]) -> list[dict[str, Any]]:
    years = Counter(article.day[:4] for article in articles)
    return [{"year": y, "count": n, "url": f"archive/{y}/"} for y, n in sorted(years.items(), reverse=True)]


def _library(site: Site, cases: list[Article]) -> dict[str, Any]:
    practices = read_terms(site, PRACTICE)
    used = Counter(term for article in cases for term in practices.of(article))
    places = Counter(place for article in cases if (place := place_of(article)))
    levels = Counter(article.level for article in cases if article.level)
    return {
        "practices": [
            {"name": t.name, "url": practices.url(t), "count": n} for t, n in used.most_common(LIBRARY_LINKS)
        ],
        "regions": [{"name": p.name, "url": p.url, "count": n} for p, n in places.most_common(LIBRARY_LINKS)],
        "levels": [{"name": name, "count": n} for name, n in levels.most_common()],
    }


def _head(site: Site, column: Column) -> dict[str, Any]:
    tree = tree_of(site)
    about = {"title": column.name, "description": column.description, "column": tree.line(column.key)[0].key}
    fields = ("key", "name", "url", "description", "keywords", "type")
    return {
        "page": about,
        "column": {name: getattr(column, name) for name in fields},
        "crumbs": tree.crumbs(column.key),
        "tabs": _tabs(site, column),
    }


def _topic_strip(site: Site) -> list[dict[str, Any]]:
    topics = read_terms(site, TOPIC)
    return [
        {"name": t.name, "url": topics.url(t), "description": t.description, "count": len(topics.articles[t.key])}
        for t in topics.used()
    ]


def _lists(site: Site, column: Column) -> Iterable[Page]:
    articles = articles_in(site, column.key)
    template = "column.html"
    extra: dict[str, Any] = {"topics": []}
    if column.type == "case":
        template = "case_library.html"
        extra = _library(site, articles)
    if column.type == "topic":
        extra = {"topics": _topic_strip(site)}
    for part in paginate(articles, column.url, site.settings.page_size):
        items = part.items
        if part.number is None:
            items = sorted(items, key=lambda article: not article.pinned)
        newest = (
            {**extra, "years": _years(articles)} if part.number is None else {**dict.fromkeys(extra, []), "years": []}
        )
        feed = f"{column.url}feed.xml"
        cards = [card(site, article) for article in items]
        yield Page(
            part.path, template, {**_head(site, column), "items": cards, "pager": part.pager, "feed": feed, **newest}
        )
    yield feed_page(site, f"{column.url}feed.xml", column.name, column.url, articles)


def _text(site: Site, column: Column) -> Page:
    shown = articles_in(site, column.key)
    bodies = [{"title": a.title, "url": a.url, "html": _body(site, a)} for a in reversed(shown)]
    return Page(f"{column.url}index.html", "page.html", {**_head(site, column), "articles": bodies})


def _body(site: Site, article: Article) -> str:
    # Bodies are written for article pages, two folders deep; a column page lies one folder deep.
    html = _UP.sub(r"\1../", site.body(article.id).html)
    return resolve(html, urls_by_path(site), "../")[0]


def column_pages(site: Site) -> Iterable[Page]:
    """All pages of all columns."""
    for column in tree_of(site).columns:
        if column.type == "page":
            yield _text(site, column)
        else:
            yield from _lists(site, column)
