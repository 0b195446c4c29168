"""An article as templates see it: a card in a list, or the head of its own page."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from portal.articles.model import Article
from portal.columns.refs import Ref
from portal.columns.telling import own_place, section_at, sections_of, telling
from portal.columns.terms import PRACTICE, SERIES, TAG, TOPIC, read_terms
from portal.columns.tree import ColumnTree
from portal.regions.resolve import place_of
from portal.site import Site

#: Han characters read in a minute: our round figure for silent reading of news prose, behind 约 N 分钟 only.
CHARACTERS_A_MINUTE = 400

#: Figures shown on a card.
CARD_FIGURES = 2


def tree_of(site: Site) -> ColumnTree:
    """The column tree that the driver has read for this build."""
    tree = site.shared("columns.tree", ColumnTree)
    assert isinstance(tree, ColumnTree)
    return tree


def urls_by_path(site: Site) -> dict[str, str]:
    """Content path -> site-relative address of every article."""
    return site.shared("columns.urls", lambda: {article.path: article.url for article in site.articles})


def region_ref(article: Article) -> Ref | None:
    """Name and page of the article's place, or None."""
    place = place_of(article)
    return {"name": place.name, "url": place.url} if place else None


def gives_figures(site: Site, article: Article) -> bool:
    """Whether the article's figures are data of the site: a page about the site (a column of type ``page``) tells how
    to write in, and its examples are no facts."""
    column = tree_of(site).by_key.get(article.column)
    return column is None or column.type != "page"


def figures_of(site: Site, article: Article) -> list[dict[str, Any]]:
    """The article's figure cards, most telling first, each with the address of its sentence."""
    if not gives_figures(site, article):
        return []
    cards = (site.analysis("indicators", article.id) or {}).get("cards", [])
    return [{**card, "url": f"{article.url}#{card['anchor']}"} for card in cards]


def telling_figures(site: Site, article: Article, count: int = CARD_FIGURES) -> list[dict[str, Any]]:
    """At most so many figures for a list, each with ``where``: its place where that is not the article's own, else "".

    Those of a case are of its own place and of what came of it; there may be none.
    """
    figures = figures_of(site, article)
    if article.type == "case" and figures:
        told = (site.analysis("indicators", article.id) or {}).get("figures", [])
        starts = {f"f{number}": figure["start"] for number, figure in enumerate(told, 1)}
        figures = telling(figures, starts, article, site.body(article.id), count)
    return [{**figure, "where": _where(figure, article)} for figure in figures[:count]]


def figure_sections(site: Site, article: Article) -> dict[str, str]:
    """Id of each figure and table card of a case -> the section it stands in; empty where the case has no sections."""
    analysis = site.analysis("indicators", article.id) or {} if article.type == "case" else {}
    told = analysis.get("figures", [])
    sections = sections_of(site.body(article.id)) if told else []
    if not sections:
        return {}
    found = {f"f{number}": section_at(sections, figure["start"]) for number, figure in enumerate(told, 1)}
    return found | {table["id"]: found[table["members"][0]] for table in analysis.get("tables", [])}


def _where(figure: dict[str, Any], article: Article) -> str:
    if figure["region_fallback"] or own_place(figure["region"], article) == "own":
        return ""
    return figure["region"] or ""


def figure_with_article(figure: dict[str, Any], article: Article) -> dict[str, Any]:
    """A figure shown away from its article: with title, date and source."""
    origin = {"title": article.title, "url": article.url, "date": article.day, "source": article.source}
    return {**figure, "article": origin}


def key_of(articles: Iterable[Article], more: str = "") -> str:
    """Changes when one of the articles does, their order, or the text."""
    return "".join([article.version for article in articles]) + "|" + more


def card(site: Site, article: Article) -> dict[str, Any]:
    """The article in a list (docs/templates.md: card); made once per build and article."""

    def make() -> dict[str, Any]:
        column, practices = tree_of(site).by_key[article.column], read_terms(site, PRACTICE)
        return {
            "id": article.id,
            "title": article.title,
            "url": article.url,
            "date": article.day,
            "source": article.source,
            "summary": article.summary,
            "type": article.type,
            "sample": article.sample,
            "column": column.ref,
            "region": region_ref(article),
            "practices": [practices.ref(term) for term in practices.of(article)],
            "unit": article.unit,
            "level": article.level,
            "period": article.period,
            "image": article.image,
            "pinned": article.pinned,
            "figures": telling_figures(site, article),
        }

    return site.shared(f"card.{article.id}", make)


def _facts(site: Site, article: Article) -> list[dict[str, Any]]:
    practices, region = read_terms(site, PRACTICE), region_ref(article)
    facts = [
        ("地区", [region] if region else []),
        ("层级", [{"name": article.level, "url": None}] if article.level else []),
        ("实施单位", [{"name": article.unit, "url": None}] if article.unit else []),
        ("时间", [{"name": article.period, "url": None}] if article.period else []),
        ("做法", [practices.ref(term) for term in practices.of(article)]),
        ("领域", [{"name": article.domain, "url": None}] if article.domain else []),
    ]
    return [{"label": label, "entries": entries} for label, entries in facts if entries]


def _attachment(site: Site, entry: dict[str, Any]) -> dict[str, Any]:
    path = entry["file"]
    size = site.assets.get(path, 0)
    shown = f"{size / (1 << 20):.1f} MB" if size >= 1 << 20 else f"{max(1, round(size / 1024))} KB"
    name = path.rpartition("/")[2]
    return {"name": entry.get("name") or name, "url": path, "type": name.rpartition(".")[2].upper(), "size": shown}


def detail(site: Site, article: Article) -> dict[str, Any]:
    """The head of the article's own page (docs/templates.md: article.html)."""
    tags, topics, series = (read_terms(site, kind) for kind in (TAG, TOPIC, SERIES))
    part_of = series.of(article)
    return {
        "id": article.id,
        "version": article.version,
        "title": article.title,
        "url": article.url,
        "date": article.day,
        "time": article.date[11:],
        "updated": article.updated.replace("T", " "),
        "source": article.source,
        "source_url": article.source_url,
        "author": article.author,
        "editor": article.editor,
        "summary": article.summary,
        "sample": article.sample,
        "type": article.type,
        "minutes": max(1, math.ceil(article.characters / CHARACTERS_A_MINUTE)),
        "column": tree_of(site).by_key[article.column].ref,
        "tags": [tags.ref(term) for term in tags.of(article)],
        "topics": [topics.ref(term) for term in topics.of(article)],
        "series": series.ref(part_of[0]) if part_of else None,
        "image": article.image,
        "attachments": [_attachment(site, entry) for entry in article.attachments],
        "facts": _facts(site, article) if article.type == "case" else [],
    }
