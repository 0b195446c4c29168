"""Where to read on: the articles before and after in the column, and related ones with the reason."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from portal.articles.model import Article
from portal.columns.refs import Ref
from portal.columns.terms import PRACTICE, SERIES, TAG, TOPIC, read_terms
from portal.regions.resolve import place_of
from portal.site import Site

#: Articles shown as related.
RELATED = 5
#: Of articles that share one trait, only the newest so many are looked at: bounded work on large sites.
LOOKED_AT = 40
#: What sharing a trait is worth, and the reason shown. Fixed weights, not counts over the site:
#: else one new article would change the related list of every page.
WEIGHTS = {
    "series": (5, "同一系列"),
    "practice": (4, "同一做法"),
    "topic": (3, "同一专题"),
    "region": (3, "同一地区"),
    "tag": (2, "同一标签"),
    "column": (1, "同一栏目"),
}


def _traits(site: Site, article: Article) -> list[tuple[str, str]]:
    traits = [
        (kind.key, term.key) for kind in (SERIES, PRACTICE, TOPIC, TAG) for term in read_terms(site, kind).of(article)
    ]
    place = place_of(article)
    return traits + ([("region", place.slug)] if place else []) + [("column", article.column)]


def _by_trait(site: Site) -> dict[tuple[str, str], list[Article]]:
    def make() -> dict[tuple[str, str], list[Article]]:
        found: dict[tuple[str, str], list[Article]] = defaultdict(list)
        for article in site.articles:
            for trait in _traits(site, article):
                if len(found[trait]) < LOOKED_AT:
                    found[trait].append(article)
        return dict(found)

    return site.shared("columns.by_trait", make)


def _places_in_column(site: Site) -> tuple[dict[str, list[Article]], dict[str, int]]:
    def make() -> tuple[dict[str, list[Article]], dict[str, int]]:
        lists: dict[str, list[Article]] = defaultdict(list)
        places = {}
        for article in site.articles:
            places[article.id] = len(lists[article.column])
            lists[article.column].append(article)
        return dict(lists), places

    return site.shared("columns.places", make)


def _ref(article: Article) -> Ref:
    return {"name": article.title, "url": article.url}


def by_traits(site: Site, article: Article) -> dict[str, tuple[int, int, str]]:
    """Id of every article that shares a trait: its points, the weight of the strongest trait and its words."""
    found: dict[str, tuple[int, int, str]] = {}
    for trait in _traits(site, article):
        weight, words = WEIGHTS[trait[0]]
        for other in _by_trait(site).get(trait, ()):
            points, most, reason = found.get(other.id, (0, 0, ""))
            found[other.id] = (points + weight, *max((most, reason), (weight, words)))
    return found


def _related(site: Site, article: Article, beside: set[str]) -> list[dict[str, Any]]:
    found = by_traits(site, article)
    best = sorted(
        (site.by_id[i] for i in found if i != article.id and i not in beside),
        key=lambda other: (found[other.id][0], other.date, other.id),
        reverse=True,
    )
    return [{"title": a.title, "url": a.url, "date": a.day, "reason": found[a.id][2]} for a in best[:RELATED]]


def neighbours(site: Site, article: Article) -> dict[str, Any]:
    """``previous`` (older), ``next`` (newer) and ``related`` of the article, as JSON values."""
    lists, places = _places_in_column(site)
    column, place = lists[article.column], places[article.id]
    newer = column[place - 1] if place else None
    older = column[place + 1] if place + 1 < len(column) else None
    beside = {a.id for a in (newer, older) if a}
    return {
        "previous": _ref(older) if older else None,
        "next": _ref(newer) if newer else None,
        "related": _related(site, article, beside),
    }
