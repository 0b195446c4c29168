"""What the search box offers while a reader types, and near terms where nothing is found.

    search/words.z             practices with synonyms, indicators, places, columns and tags: ``[[text, kind, url], …]``
    search/g/<bits>/<hex>.z    titles by the hash of their first two characters: ``{pair: [[title, url], …]}``

Both are JSON, stored as raw deflate streams; the browser fetches them only while somebody types or has found nothing.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from portal.columns.cards import tree_of
from portal.columns.terms import PRACTICE, TAG, TOPIC, read_terms
from portal.indicators.opendata import BASE, collect
from portal.regions.resolve import Place, place_of
from portal.search.answer_index import bits_for, path_of
from portal.search.query import dense
from portal.text.fold import fold

if TYPE_CHECKING:
    from portal.site import Site

WORDS = "words.z"
#: Of each kind the most used so many, so that the file stays at a few KB.
MOST_INDICATORS, MOST_PLACES, MOST_TAGS = 150, 150, 80
#: Titles of one beginning, newest first, and titles that a file holds on the average.
MOST_TITLES, TITLES_A_FILE = 24, 24


def _words(site: Site) -> Iterator[list[str]]:
    practices, topics, tags = (read_terms(site, kind) for kind in (PRACTICE, TOPIC, TAG))
    for term in practices.used():
        for name in (term.name, *term.synonyms):
            yield [name, "做法", practices.url(term)]
    for term in topics.used():
        yield [term.name, "专题", topics.url(term)]
    groups = sorted(collect(site).groups, key=lambda g: (not g.declared, -g.places, -g.articles, g.key))
    for group in groups[:MOST_INDICATORS]:
        yield [group.name, "指标", f"{BASE}{group.key}/"]
    for column in tree_of(site).columns:
        yield [column.name, "栏目", column.url]
    places: Counter[Place] = Counter()
    for article in site.articles:
        place = place_of(article)
        places.update([*place.ancestors, place] if place else [])
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


def files(site: Site) -> tuple[int, Iterator[tuple[str, bytes]]]:
    """Bits of the titles, and path and content (not yet packed) of every file."""
    titles: defaultdict[str, list[list[str]]] = defaultdict(list)
    for article in site.articles:
        plain = dense(fold(article.title))
        if len(plain) > 1 and len(titles[plain[:2]]) < MOST_TITLES:
            titles[plain[:2]].append([article.title, article.url])
    bits = bits_for(sum(map(len, titles.values())), TITLES_A_FILE)

    def made() -> Iterator[tuple[str, bytes]]:
        yield WORDS, _json(_distinct(_words(site)))
        contents: dict[str, dict[str, Any]] = {
            f"g/{bits}/{number:0{(bits + 3) // 4 or 1}x}.z": {} for number in range(1 << bits)
        }
        for pair, listed in sorted(titles.items()):
            contents[path_of("g", pair, bits)][pair] = listed
        yield from ((path, _json(content)) for path, content in contents.items())

    return bits, made()


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
