"""Where to read on: the articles before and after in the column, and related ones with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from heapq import nlargest
from typing import Any

from portal.articles.model import Article
from portal.columns.lists import by_column, by_place
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


_KINDS = {kind.key: kind for kind in (SERIES, PRACTICE, TOPIC, TAG)}
#: A way to share: the kind of trait and its key.
Trait = tuple[str, str]
#: The last one shown, as it is compared: points, date and id.
Least = tuple[int, str, str]


def traits_of(site: Site, article: Article) -> list[Trait]:
    """What the article may share with others."""
    traits = [
        (kind.key, term.key) for kind in (SERIES, PRACTICE, TOPIC, TAG) for term in read_terms(site, kind).of(article)
    ]
    place = place_of(article)
    return traits + ([("region", place.slug)] if place else []) + [("column", article.column)]


def sharing(site: Site, trait: Trait) -> list[Article]:
    """All articles of a trait, newest first."""
    kind, key = trait
    if kind == "region":
        return by_place(site).get(key, [])
    if kind == "column":
        return by_column(site).get(key, [])
    return read_terms(site, _KINDS[kind]).articles.get(key, [])


#: What an article shares with others: weight, reason, and the ids of those that are looked at.
Window = tuple[int, str, list[str]]


def windows(site: Site, article: Article) -> list[Window]:
    """Of every trait of the article, the newest articles that have it."""
    known: dict[Trait, Window] = site.shared("columns.windows", dict)
    traits = traits_of(site, article)
    for trait in traits:
        if trait not in known:
            known[trait] = (*WEIGHTS[trait[0]], [other.id for other in sharing(site, trait)[:LOOKED_AT]])
    return [known[trait] for trait in traits]


def by_traits(found: list[Window]) -> dict[str, int]:
    """Id of every article in the windows -> its points."""
    points: dict[str, int] = {}
    for weight, _, ids in found:
        for name in ids:
            points[name] = points.get(name, 0) + weight
    return points


def strongest(found: list[Window], name: str) -> tuple[int, str]:
    """Weight and words of the strongest trait shared with an article, (0, "") where there is none."""
    return max(((weight, words) for weight, words, ids in found if name in ids), default=(0, ""))


def best(site: Site, points: Mapping[str, int]) -> list[Article]:
    """The articles of most points, of equals the newest."""
    size = len(site.articles)
    numbers = site.shared("columns.numbers", lambda: {article.id: n for n, article in enumerate(site.articles)})
    # Points and age in one number, which compares quicker than a tuple.
    top = nlargest(RELATED, [count * size - numbers[name] for name, count in points.items()])
    return [site.articles[-number % size] for number in top]


def ranked(site: Site, article: Article, beside: set[str]) -> list[tuple[Article, int, str]]:
    """The articles shown as related, best first, with points and reason.

    Args:
        beside: ids of articles that are shown anyway.
    """
    found = windows(site, article)
    points = by_traits(found)
    for name in (article.id, *beside):
        points.pop(name, None)
    return [(other, points[other.id], strongest(found, other.id)[1]) for other in best(site, points)]


def _ref(article: Article) -> Ref:
    return {"name": article.title, "url": article.url}


def around(site: Site, article: Article) -> tuple[Article | None, Article | None]:
    """The next newer and the next older article of the column."""

    def make() -> dict[str, int]:
        return {a.id: place for articles in by_column(site).values() for place, a in enumerate(articles)}

    column, place = by_column(site)[article.column], site.shared("columns.places_in_column", make)[article.id]
    return column[place - 1] if place else None, column[place + 1] if place + 1 < len(column) else None


def _related(site: Site, article: Article) -> list[tuple[Article, int, str]]:
    """None where search is there, whose own list knows the words of the texts as well."""
    if "search" in site.parts:
        return []
    key = "columns.last_related"
    last = site.shared(key, dict)
    if article.id not in last:
        last.clear()
        last[article.id] = ranked(site, article, {a.id for a in around(site, article) if a})
    found: list[tuple[Article, int, str]] = last[article.id]
    return found


def neighbours(site: Site, article: Article) -> dict[str, Any]:
    """``previous`` (older), ``next`` (newer) and ``related`` of the article, as JSON values."""
    newer, older = around(site, article)
    return {
        "previous": _ref(older) if older else None,
        "next": _ref(newer) if newer else None,
        "related": [
            {"title": a.title, "url": a.url, "date": a.day, "reason": reason} for a, _, reason in _related(site, article)
        ],
    }


def shown(found: list[tuple[Article, int, str]]) -> list[Any]:
    """Ids of what is shown, and the least of it, None where there is room for more: a note for the next build."""
    least = [found[-1][1], found[-1][0].date, found[-1][0].id] if len(found) == RELATED else None
    return [[article.id for article, *_ in found], least]


def note(site: Site, article: Article) -> list[Any]:
    """What :mod:`portal.columns.touched` wants to know of the related list."""
    return shown(_related(site, article))
