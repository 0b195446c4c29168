"""The pages of the columns themselves: lists, the case library, and columns that are one text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from json import dumps
from typing import Any

from portal.articles.links import resolve
from portal.articles.model import Article
from portal.columns.cards import card, key_of, tree_of, urls_by_path
from portal.columns.feeds import feed_page
from portal.columns.library import library
from portal.columns.lists import articles_in as articles_in
from portal.columns.lists import columns_around, library_of
from portal.columns.paging import Slice, paginate
from portal.columns.terms import TOPIC, read_terms, terms_of
from portal.columns.tree import Column
from portal.columns.years import year_links, year_units
from portal.site import Change, Group, Page, Site, Unit

#: The way up from an article's page to the site's root, inside a tag.
_UP = re.compile(r'(<[^>]* (?:href|src)=")\.\./\.\./')


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


def _extra(site: Site, column: Column, articles: list[Article]) -> dict[str, Any]:
    """What stands beside the newest articles of a column."""
    if column.type == "case":
        return library(site, articles)
    return {"topics": _topic_strip(site) if column.type == "topic" else []}


def _list_page(site: Site, column: Column, part: Slice[Article]) -> Page:
    articles, items = articles_in(site, column.key), part.items
    if part.number is None:
        items = sorted(items, key=lambda article: not article.pinned)
        beside = {**_extra(site, column, articles), "years": year_links(column, articles)}
    else:
        beside = {**dict.fromkeys(_extra(site, column, []), []), "years": []}
    shown = {
        "items": [card(site, article) for article in items],
        "pager": part.pager,
        "feed": f"{column.url}feed.xml",
        "below": [] if column is library_of(site) else sorted(tree_of(site).below(column.key)),
        **beside,
    }
    template = "case_library.html" if column.type == "case" else "column.html"
    return Page(part.path, template, {**_head(site, column), **shown})


def _lists(site: Site, column: Column) -> Iterable[Unit]:
    articles = articles_in(site, column.key)
    feed = partial(feed_page, site, f"{column.url}feed.xml", column.name, column.url, articles)
    for part in paginate(articles, column.url, site.settings.page_size):
        page = partial(_list_page, site, column, part)
        if part.number is None:
            strip = dumps(_topic_strip(site)) if column.type == "topic" else ""
            yield Unit(part.path, key_of(articles, strip), lambda page=page: [page(), feed()])  # type: ignore[misc]
        else:
            yield Unit(part.path, key_of(part.items, part.key), lambda page=page: [page()])  # type: ignore[misc]
    yield from year_units(site, column, articles)


def _texts(site: Site, column: Column) -> list[Page]:
    return [_text(site, column)]


def _text(site: Site, column: Column) -> Page:
    shown = articles_in(site, column.key)
    bodies = [{"title": a.title, "url": a.url, "html": _body(site, a)} for a in reversed(shown)]
    return Page(f"{column.url}index.html", "page.html", {**_head(site, column), "articles": bodies})


def _body(site: Site, article: Article) -> str:
    # Bodies are written for article pages, two folders deep; a column page lies one folder deep.
    html = _UP.sub(r"\1../", site.body(article.id).html)
    return resolve(html, urls_by_path(site), "../")[0]


def column_groups(site: Site, change: Change | None) -> Iterable[Group]:
    """The pages of all columns, or of those that a change concerns."""
    wanted = None if change is None else columns_around(site, change.articles)
    topics = change is None or any(terms_of(site, TOPIC, [article]) for article in change.articles)
    for column in tree_of(site).columns:
        if column.type == "page":
            text = Unit(f"{column.url}index.html", "", partial(_texts, site, column))
            yield Group(f"column {column.key}", lambda text=text: [text])  # type: ignore[misc]
        elif wanted is None or column.key in wanted or (topics and column.type == "topic"):
            yield Group(f"column {column.key}", partial(_lists, site, column))
