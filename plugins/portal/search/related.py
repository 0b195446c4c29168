"""Articles that speak of the same: what the front matter has in common, and the words of their texts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from portal.articles.model import Article
from portal.columns.neighbours import best, by_traits, shown, strongest, windows
from portal.columns.touched import displaced, points, sharers, window_moves
from portal.site import Change, Site

#: Points of one shared keyword, and of the words of an article together at most: a practice in common weighs 4.
WORD_POINTS, MOST_POINTS = 2, 6
#: Traits of this weight (a series, a practice) say more than words.
STRONG = 4
#: Keywords that must be shared to be a reason of their own.
LEAST_SHARED = 2
#: Of articles with a keyword, only the newest so many are looked at: bounded work on large sites.
LOOKED_AT = 20


def keywords_of(site: Site) -> Mapping[str, list[str]]:
    """Id -> the keywords of the articles that have some."""
    return site.briefs("search", "keywords")


def sharing(site: Site, word: str) -> list[Article]:
    """All articles that have a keyword, newest first."""

    def make() -> dict[str, list[Article]]:
        found: defaultdict[str, list[Article]] = defaultdict(list)
        words = keywords_of(site)
        for article in site.articles:
            for each in words.get(article.id, ()):
                found[each].append(article)
        return found

    return site.shared("search.by_word", make).get(word, [])


def _windows(site: Site, article: Article) -> dict[str, list[str]]:
    """Keyword of the article -> ids of the newest articles that have it."""
    known: dict[str, list[str]] = site.shared("search.windows", dict)
    words = keywords_of(site).get(article.id, ())
    for word in words:
        if word not in known:
            known[word] = [sharer.id for sharer in sharing(site, word)[:LOOKED_AT]]
    return {word: known[word] for word in words}


def _ranked(site: Site, article: Article) -> list[tuple[Article, int, str]]:
    """The articles to read on with, best first, with points and reason."""
    by_word, by_trait = _windows(site, article), windows(site, article)
    points = by_traits(by_trait)
    for name, count in Counter(name for ids in by_word.values() for name in ids).items():
        if name in points or count >= LEAST_SHARED:
            points[name] = points.get(name, 0) + min(WORD_POINTS * count, MOST_POINTS)
    points.pop(article.id, None)

    def reason(name: str) -> str:
        weight, words = strongest(by_trait, name)
        common = [word for word, ids in by_word.items() if name in ids]
        return f"都写到{'、'.join(common[:2])}" if weight < STRONG and len(common) >= LEAST_SHARED else words

    return [(other, points[other.id], reason(other.id)) for other in best(site, points)]


def _related(site: Site, article: Article) -> list[tuple[Article, int, str]]:
    """Ranked once for an article's page and its note."""
    last = site.shared("search.last_related", dict)
    if article.id not in last:
        last.clear()
        last[article.id] = _ranked(site, article)
    found: list[tuple[Article, int, str]] = last[article.id]
    return found


def related(site: Site, article: Article) -> list[dict[str, Any]]:
    """The articles to read on with, best first, each with the reason: ``{title, url, date, reason}``."""
    return [{"title": a.title, "url": a.url, "date": a.day, "reason": why} for a, _, why in _related(site, article)]


def note(site: Site, article: Article) -> list[Any]:
    """What :func:`touches` wants to know of the related list."""
    return shown(_related(site, article))


def touches(site: Site, change: Change) -> Iterable[str]:
    """Ids of the articles whose related list may differ by a change."""
    words = keywords_of(site)

    def held(article: Article) -> list[str]:
        if change.after.get(article.id) is article:
            return words.get(article.id, [])
        return change.was("search", "keywords", article.id) or []

    near: defaultdict[str, set[str]] = defaultdict(set)
    for name, others in sharers(site, change).items():
        near[name] |= others
    for word, moved in window_moves(held, lambda word: sharing(site, word), LOOKED_AT, change).items():
        for article in sharing(site, word):
            near[article.id] |= moved

    def most(own: Article, other: Article) -> int:
        common = len(set(words.get(own.id, ())).intersection(words.get(other.id, ())))
        return points(site, own, other) + min(WORD_POINTS * common, MOST_POINTS)

    return displaced(change, "search", near, most, site.by_id)


def context(site: Site, article: Article) -> dict[str, Any]:
    """What the article's page gets as ``search``: related articles and keywords."""
    return {"related": related(site, article), "keywords": list(keywords_of(site).get(article.id, ()))}
