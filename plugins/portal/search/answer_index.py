"""The figures of the site by what they count and where, in small files for direct answers.

    search/a/<bits>/<hex>.z    by the hash of a pair of characters: names of figures that hold the pair,
                               as a name or ``[name, the name its cards are kept under]``, and places that begin with
                               it: ``{"n": {pair: […]}, "p": {pair: [[alias, [place, …]], …]}}``; a place is its code or its name
    search/b/<bits>/<hex>.z    by the hash of a name: the cards of the names of that hash, ``{name: [card, …]}``

All are JSON, stored as raw deflate streams. portal/search/answers.py and theme/static/js/search/answers.js read them;
:mod:`portal.search.answer_changes` edits them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from portal.indicators.collection import collect
from portal.search.pairs import CLOSE_ENOUGH, pairs
from portal.search.shards import token_hash
from portal.search.subjects import MOST_CARDS, Subjects, aliases_of, kept_as, worth_keeping

if TYPE_CHECKING:
    from portal.site import Site

#: Entries that a file holds on the average, which makes 1 to 2 KB.
NAMES_A_FILE, CARDS_A_FILE = 120, 60


def bits_for(entries: int, each: int) -> int:
    """How many bits of a hash name a file: powers of two, so that files are renamed only when the site has doubled."""
    return max(0, (entries // each).bit_length())


def bits_of(totals: list[int]) -> list[int]:
    """The bits of the names and of the cards.

    Args:
        totals: how many of both there are.
    """
    return [bits_for(totals[0], NAMES_A_FILE), bits_for(totals[1], CARDS_A_FILE)]


def path_of(kind: str, token: str, bits: int) -> str:
    """Where the file of a pair (``a``) or name (``b``) lies in the index folder."""
    return f"{kind}/{bits}/{token_hash(token) >> (32 - bits):0{(bits + 3) // 4 or 1}x}.z"


def all_paths(kind: str, bits: int) -> list[str]:
    """All files of a kind; empty ones too, since a browser reports a missing file as an error."""
    return [f"{kind}/{bits}/{number:0{(bits + 3) // 4 or 1}x}.z" for number in range(1 << bits)]


def askable(name: str) -> list[str]:
    """The pairs of a name with which a question for it may begin: behind them comes enough of the name."""
    found = pairs(name)
    return [pair for place, pair in enumerate(found) if 100 * (len(found) - place) >= CLOSE_ENOUGH * len(found)]


def entry_of(name: str, kept: str) -> str | list[str]:
    """A name as the files have it."""
    return name if kept == name else [name, kept]


def encode(content: Any) -> bytes:
    """The bytes of a file, not yet packed."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _names(subjects: Subjects, kept: dict[str, int]) -> dict[str, set[str]]:
    """Name -> the names that its cards are kept under.

    Args:
        kept: name -> how many articles have cards under it.
    """
    names: defaultdict[str, set[str]] = defaultdict(set)
    for article in subjects.data.site.articles:
        for subject in subjects.of(article):
            names[subject.name].add(subject.kept)
    for known in subjects.data.table.declared:
        for name in {kept_as(known), *subjects.aliases(known)}:
            names[name].add(kept_as(known))
    worth = {name for name, articles in kept.items() if worth_keeping(name, articles)}
    return {name: found & worth for name, found in names.items() if found & worth}


def files(site: Site) -> tuple[list[int], Iterator[tuple[str, bytes]]]:
    """How many names and cards there are, and path and content (not yet packed) of every file."""
    subjects = Subjects(collect(site))
    subjects.data.read_all()
    cards: defaultdict[str, list[list[Any]]] = defaultdict(list)
    articles: defaultdict[str, set[str]] = defaultdict(set)
    places: set[str] = set()
    for article in site.articles:
        for subject in subjects.of(article):
            articles[subject.kept].add(article.id)
            places.add(subject.place)
            if len(cards[subject.kept]) < MOST_CARDS:
                cards[subject.kept].append(subjects.card(article, subject))
    names = _names(subjects, {name: len(held) for name, held in articles.items()})
    cards = {name: held for name, held in cards.items() if worth_keeping(name, len(articles[name]))}  # type: ignore[assignment]
    by_pair: defaultdict[str, list[Any]] = defaultdict(list)
    for name in sorted(names):
        for pair in askable(name):
            by_pair[pair] += [entry_of(name, kept) for kept in sorted(names[name])]
    totals = [sum(map(len, by_pair.values())), sum(map(len, cards.values()))]
    return totals, _made(bits_of(totals), by_pair, _by_alias(places - {""}), cards)


def _by_alias(places: set[str]) -> dict[str, list[Any]]:
    """Beginning of an alias -> aliases with the places that they may mean."""
    meant: defaultdict[str, list[str]] = defaultdict(list)
    for place in sorted(places):
        for alias in aliases_of(place):
            meant[alias].append(place)
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for alias, listed in sorted(meant.items()):
        found[alias[:2]].append([alias, listed])
    return found


def _made(
    bits: list[int], by_pair: dict[str, list[Any]], places: dict[str, list[Any]], cards: dict[str, list[list[Any]]]
) -> Iterator[tuple[str, bytes]]:
    contents: dict[str, dict[str, Any]] = {path: {"n": {}, "p": {}} for path in all_paths("a", bits[0])}
    for kind, entries in (("n", by_pair), ("p", places)):
        for pair, listed in sorted(entries.items()):
            contents[path_of("a", pair, bits[0])][kind][pair] = listed
    contents |= {path: {} for path in all_paths("b", bits[1])}
    for name, held in sorted(cards.items()):
        contents[path_of("b", name, bits[1])][name] = held
    for path, content in contents.items():
        yield path, encode(content)
