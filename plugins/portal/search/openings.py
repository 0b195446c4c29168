"""Titles by how they begin, for what the search box offers while a reader types.

    search/g/<bits>/<hex>.z    titles by the hash of their first two characters: ``{pair: [[title, url], …]}``

JSON, stored as a raw deflate stream.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from portal.search.analysis import openings_of
from portal.search.answer_index import all_paths, bits_for, encode, path_of

if TYPE_CHECKING:
    from portal.articles.model import Article
    from portal.site import Change, Site

#: Titles of one beginning, newest first, and titles that a file holds on the average.
MOST_TITLES, TITLES_A_FILE = 24, 24


def bits_of(total: int) -> int:
    """The bits that name the files, of so many titles."""
    return bits_for(total, TITLES_A_FILE)


def _listed(articles: Iterable[Article]) -> list[list[str]]:
    return [[article.title, article.url] for article in articles]


def files(site: Site) -> tuple[int, Iterator[tuple[str, bytes]]]:
    """How many titles there are, and path and content (not yet packed) of every file."""
    found: defaultdict[str, list[Article]] = defaultdict(list)
    for article in site.articles:
        for opening in openings_of(article.title):
            if len(found[opening]) < MOST_TITLES:
                found[opening].append(article)
    total = sum(map(len, found.values()))

    def made() -> Iterator[tuple[str, bytes]]:
        bits = bits_of(total)
        contents: dict[str, dict[str, Any]] = {path: {} for path in all_paths("g", bits)}
        for opening, articles in sorted(found.items()):
            contents[path_of("g", opening, bits)][opening] = _listed(articles)
        yield from ((path, encode(content)) for path, content in contents.items())

    return total, made()


def edited(
    site: Site, change: Change, read: Callable[[str], bytes], total: int
) -> tuple[int, Iterator[tuple[str, bytes]]] | None:
    """How many titles there are from now on, and the files that may differ; None where all are named anew.

    Args:
        read: path in the index folder -> the published content, unpacked.
        total: how many there were.
    """
    bits, contents = bits_of(total), dict[str, dict[str, Any]]()
    for opening in sorted({opening for article in change.articles for opening in openings_of(article.title)}):
        path = path_of("g", opening, bits)
        if path not in contents:
            contents[path] = json.loads(read(path))
        content = contents[path]
        listed = _listed(site.filed("search", "openings", opening)[:MOST_TITLES])
        total += len(listed) - len(content.get(opening, ()))
        content[opening] = listed
    if bits_of(total) != bits:
        return None
    made = ({opening: listed for opening, listed in sorted(content.items()) if listed} for content in contents.values())
    return total, ((path, encode(content)) for path, content in zip(contents, made, strict=True))
