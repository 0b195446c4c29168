"""Articles that speak of the same: what the front matter has in common, and the words of their texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from portal.articles.model import Article
from portal.columns.neighbours import RELATED, by_traits
from portal.site import Site

#: Points of one shared keyword, and of the words of an article together at most: a practice in common weighs 4.
WORD_POINTS, MOST_POINTS = 2, 6
#: Traits of this weight (a series, a practice) say more than words.
STRONG = 4
#: Keywords that must be shared to be a reason of their own.
LEAST_SHARED = 2
#: Of articles with a keyword, only the newest so many are looked at: bounded work on large sites.
LOOKED_AT = 20


def keywords_of(site: Site) -> Mapping[str, list[str]]:
    """Id -> the keywords of every article, read once per build."""
    return site.shared("search.keywords", lambda: site.analyses("search", "keywords"))


def _by_word(site: Site) -> Mapping[str, list[str]]:
    """Keyword -> ids of the newest articles that have it."""

    def make() -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        words = keywords_of(site)
        for article in site.articles:
            for word in words.get(article.id) or ():
                if len(found[word]) < LOOKED_AT:
                    found[word].append(article.id)
        return dict(found)

    return site.shared("search.by_word", make)


def related(site: Site, article: Article) -> list[dict[str, Any]]:
    """The articles to read on with, best first, each with the reason: ``{title, url, date, reason}``."""
    own = keywords_of(site).get(article.id) or []
    shared: defaultdict[str, list[str]] = defaultdict(list)
    for word in own:
        for other in _by_word(site)[word]:
            shared[other].append(word)
    traits = by_traits(site, article)
    scores: dict[str, tuple[int, str]] = {}
    for other in traits.keys() | {other for other, held in shared.items() if len(held) >= LEAST_SHARED}:
        score, weight, reason = traits.get(other, (0, 0, ""))
        points = min(WORD_POINTS * len(shared.get(other, ())), MOST_POINTS)
        common = shared.get(other, [])
        told = f"都写到{'、'.join(common[:2])}" if weight < STRONG and len(common) >= LEAST_SHARED else reason
        scores[other] = (score + points, told)
    best = sorted(
        (site.by_id[other] for other in scores if other != article.id),
        key=lambda other: (scores[other.id][0], other.date, other.id),
        reverse=True,
    )
    return [{"title": a.title, "url": a.url, "date": a.day, "reason": scores[a.id][1]} for a in best[:RELATED]]


def context(site: Site, article: Article) -> dict[str, Any]:
    """What the article's page gets as ``search``: related articles and keywords."""
    return {"related": related(site, article), "keywords": list(keywords_of(site).get(article.id) or [])}
