"""One edit brings few files of the index up to date: those of the tokens that came or went.

Document numbers and values depend on the article alone, so a shard changes only where a changed
article's tokens do. The result is byte for byte what :func:`portal.search.index.write` makes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from portal.search import excerpts, shards
from portal.search.analysis import groups_of, weigh
from portal.search.index import FORMAT, SMALL_SITE, Entry, head, shard_path
from portal.search.splices import Move, edited

#: Path in the index folder -> bytes of the file published now, or None.
Read = Callable[[str], bytes | None]
Changes = dict[str, list[Move]]


def _values(weights: Mapping[str, str], names: Iterable[str], every_character: bool) -> dict[str, int]:
    return {token: value for value, tokens in groups_of(weights, names, every_character) for token in tokens}


def _published(read: Read, number: int, every_character: bool) -> dict[str, int]:
    """The tokens of an article as the published index has them; empty where it has none."""
    data = read(excerpts.path(number))
    if data is None:
        return {}
    excerpt = excerpts.decode(data)
    return _values(weigh(excerpt.title, excerpt.text), excerpt.names, every_character)


def _changes(read: Read, changed: Iterable[Entry], gone: Iterable[int], every_character: bool) -> tuple[Changes, int]:
    """Token -> (number, new value or -1 where the token went), and how many postings came."""
    changes: Changes = defaultdict(list)
    grown = 0
    after: dict[int, dict[str, int]] = {number: {} for number in gone}
    after |= {entry.number: _values(entry.weights, entry.excerpt.names, every_character) for entry in changed}
    for number, now in after.items():
        before = _published(read, number, every_character)
        grown += len(now) - len(before)
        for token in before.keys() | now.keys():
            if before.get(token) != now.get(token):
                changes[token].append((number, now.get(token, -1)))
    return changes, grown


def rewritten(
    read: Read,
    changed: Sequence[Entry],
    gone: Sequence[int],
    versions: Mapping[int, str],
    columns: Mapping[str, str],
    notes: Mapping[str, Any] | None = None,
) -> Iterator[tuple[str, bytes | None]] | None:
    """The files that differ from the published index: path and bytes, None for one to delete.

    Args:
        read: the published index.
        changed: new articles and those of another version.
        gone: numbers of articles that are published no more.
        versions: number -> version of all articles from now on.
        columns: column key -> name from now on.
        notes: see :func:`portal.search.index.head`.

    Returns:
        None where the index has to be made anew: content/data gives articles other names, or the site has
        grown or shrunk past a limit that names all files anew.

    Raises:
        ValueError: the published index is damaged or not ours (also while the files are gone through); it has
            to be made anew, and people should know.
    """
    try:
        old = json.loads(read("index.json") or b"")
        documents, bits, total = old["documents"], old["bits"], old["postings"]
    except (KeyError, TypeError) as error:
        raise ValueError("index.json") from error
    if old.get("format") != FORMAT:
        raise ValueError("index.json is of another format")
    every_character = len(versions) <= SMALL_SITE
    if old.get("names") != (notes or {}).get("names") or (documents <= SMALL_SITE) != every_character:
        return None
    changes, grown = _changes(read, changed, gone, every_character)
    if shards.bits_for(total + grown) != bits:
        return None
    groups: dict[int, Changes] = defaultdict(dict)
    for token in sorted(changes):
        groups[shards.shard_of(token, bits)][token] = changes[token]

    def files() -> Iterator[tuple[str, bytes | None]]:
        for entry in changed:
            yield excerpts.path(entry.number), excerpts.encode(entry.excerpt)
        for number in gone:
            yield excerpts.path(number), None
        for shard, moves in sorted(groups.items()):
            path = shard_path(shard, bits)
            yield path, edited(read(path) or b"", bits, moves)
        yield "index.json", head(versions, columns, total + grown, notes)

    return files()
