"""What the search box offers while a reader types, and near terms where nothing is found.

    search/words.z             practices with synonyms, indicators, places, columns and tags: ``[[text, kind, url], …]``

JSON, stored as a raw deflate stream; the browser fetches it only while somebody types or has found nothing, as it does the titles
(:mod:`portal.search.openings`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from portal.columns.cards import tree_of
from portal.columns.lists import by_place
from portal.columns.terms import PRACTICE, TAG, TOPIC, read_terms
from portal.indicators.collection import collect
from portal.indicators.table import BASE
from portal.regions.resolve import Place, place_of
from portal.search.answer_index import encode

if TYPE_CHECKING:
    from portal.site import Site

WORDS = "words.z"
#: Of each kind the most used so many, so that the file stays at a few KB.
MOST_INDICATORS, MOST_PLACES, MOST_TAGS = 150, 150, 80


def _words(site: Site) -> Iterator[list[str]]:
    practices, topics, tags = (read_terms(site, kind) for kind in (PRACTICE, TOPIC, TAG))
    for term in practices.used():
        for name in (term.name, *term.synonyms):
            yield [name, "做法", practices.url(term)]
    for term in topics.used():
        yield [term.name, "专题", topics.url(term)]
    groups = sorted(collect(site).briefs.values(), key=lambda g: (not g.declared, -g.places, -g.articles, g.key))
    for group in groups[:MOST_INDICATORS]:
        yield [group.name, "指标", f"{BASE}{group.key}/"]
    for column in tree_of(site).columns:
        yield [column.name, "栏目", column.url]
    places: Counter[Place] = Counter()
    for found in by_place(site).values():
        place = place_of(found[0])
        assert place is not None
        places.update(dict.fromkeys([*place.ancestors, place], len(found)))
    for place, _ in sorted(places.items(), key=lambda item: (-item[1], item[0].slug))[:MOST_PLACES]:
        yield [place.name, "地区", place.url]
    for term in sorted(tags.used(), key=lambda term: (-len(tags.articles[term.key]), term.key))[:MOST_TAGS]:
        yield [term.name, "标签", tags.url(term)]


def _distinct(words: Iterator[list[str]]) -> list[list[str]]:
    """One entry a text: 街道体制改革 is a practice, and a column of that name adds nothing."""
    found: dict[str, list[str]] = {}
    for entry in words:
        found.setdefault(entry[0], entry)
    return list(found.values())


def files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Path and content, not yet packed."""
    yield WORDS, encode(_distinct(_words(site)))
