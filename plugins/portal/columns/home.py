"""The home page, the page for addresses that do not exist, and redirects of moved articles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from portal.articles.model import Article, article_url
from portal.columns.cards import card, figure_with_article, telling_figures, tree_of
from portal.columns.feeds import feed_page
from portal.columns.library import library as choices
from portal.columns.lists import articles_in, cases, library_of
from portal.columns.terms import TOPIC, read_terms
from portal.columns.tree import Column
from portal.site import Page, Site

NEWS, CASES, FIGURES, LINES, PRACTICES = 8, 3, 3, 6, 12
#: Columns shown in pairs where PORTAL_HOME_COLUMNS names none.
DEFAULT_COLUMNS = 6


def _headline(site: Site) -> Article | None:
    """The newest article marked 头条, else the newest pinned one, else the newest with a picture."""
    marks = (lambda a: a.headline, lambda a: a.pinned, lambda a: a.image, lambda a: True)
    return next((a for mark in marks for a in site.articles if mark(a)), None)


def _box(site: Site, column: Column, count: int, without: Article | None) -> dict[str, Any]:
    articles = [a for a in articles_in(site, column.key) if a is not without]
    articles.sort(key=lambda a: not a.pinned)
    return {
        "name": column.name,
        "url": column.url,
        "description": column.description,
        "items": [card(site, a) for a in articles[:count]],
    }


def _key_figures(site: Site) -> list[dict[str, Any]]:
    """The most telling figure of each of the newest articles whose text names its place."""
    tree, shown = tree_of(site), []
    for article in site.articles:
        figures = telling_figures(site, article, 1)
        told_first_hand = tree.by_key[article.column].type in ("list", "case")
        if told_first_hand and figures and not figures[0]["region_fallback"]:
            shown.append(figure_with_article(figures[0], article))
        if len(shown) == FIGURES:
            break
    return shown


def _shown_columns(site: Site, news: Column | None) -> list[Column]:
    tree = tree_of(site)
    if site.settings.home_columns:
        return [tree.by_key[key] for key in site.settings.home_columns if key in tree.by_key]
    plain = [c for c in tree.top() if c.type in ("list", "data") and c is not news and articles_in(site, c.key)]
    return plain[:DEFAULT_COLUMNS]


def home_page(site: Site) -> Page:
    """index.html (docs/templates.md: home.html)."""
    tree, topics = tree_of(site), read_terms(site, TOPIC)
    lists = [column for column in tree.top() if column.type == "list"]
    news = next((c for c in lists if articles_in(site, c.key)), lists[0] if lists else None)
    library = library_of(site)
    headline = _headline(site)
    inputs = {
        "page": {"title": "", "description": site.settings.slogan, "column": ""},
        "headline": card(site, headline) if headline else None,
        "news": {"column": news.ref, "items": _box(site, news, NEWS, headline)["items"]} if news else None,
        "figures": _key_figures(site),
        "cases": {"column": library.ref, "items": _box(site, library, CASES, None)["items"]} if library else None,
        "practices": choices(site, cases(site))["practices"][:PRACTICES] if library else [],
        "topics": [
            {"name": t.name, "url": topics.url(t), "description": t.description, "count": len(topics.articles[t.key])}
            for t in topics.used()[:4]
        ],
        "columns": [_box(site, column, LINES, headline) for column in _shown_columns(site, news)],
    }
    return Page("index.html", "home.html", inputs)


def _redirects(site: Site) -> Iterable[Page]:
    for article in site.articles:
        for key in article.formerly:
            if key != article.column:
                yield Page(article_url(key, article.id), "redirect.html", {"title": article.title, "url": article.url})


def front_pages(site: Site) -> Iterable[Page]:
    """The home page, its feed, 404.html and redirects."""
    yield home_page(site)
    yield feed_page(site, "feed.xml", site.settings.name, "", site.articles)
    columns = [{"name": column.name, "url": column.url} for column in tree_of(site).top()]
    about = {"title": "页面不存在", "description": "", "column": ""}
    yield Page("404.html", "404.html", {"page": about, "columns": columns})
    yield from _redirects(site)
