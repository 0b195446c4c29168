"""Postings on their way from articles into shards, in two steps that worker processes share: the tokens of some articles are
sorted into ranges of hashes, then the shards of a range are made from what all articles have in it.

What some articles have in a range is bytes: their pairs as 32-bit numbers (article, value << 24 | how many, then the
hashes), and a line of text for words (article, value, words).
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from portal.search import shards
from portal.search.analysis import characters, filed_groups, tokens_of_names

#: The upper bits of a hash name its range. A range of 100,000 articles takes about 150 MB.
BITS = 3
_STARTS = [number << (32 - BITS) for number in range((1 << BITS) + 1)]
_COUNT_BITS = 24
_COUNT = (1 << _COUNT_BITS) - 1
_word_range = lru_cache(maxsize=65536)(lambda word: shards.shard_of(word, BITS))


class Taken(NamedTuple):
    """The tokens of one article: its number, weights and names (see :func:`portal.search.analysis.groups_of`)."""

    number: int
    weights: Mapping[str, str]
    names: tuple[str, ...]


class Sorted(NamedTuple):
    """The postings of some articles: how many, and what they have in each range."""

    total: int
    ranges: list[bytes]


def sort_in(articles: Iterable[Taken], every_character: bool) -> Sorted:
    """The postings of articles that are given in the order of their numbers."""
    total = 0
    pairs = [array("I") for _ in range(1 << BITS)]
    words: list[list[str]] = [[] for _ in range(1 << BITS)]
    for article in articles:
        hashes, others = _groups(article, every_character)
        for value, codes in hashes:
            total += len(codes)
            codes.sort()
            bounds = [bisect_left(codes, start) for start in _STARTS]
            for part, (start, end) in zip(pairs, pairwise(bounds), strict=True):
                part.extend((article.number, value << _COUNT_BITS | end - start))
                part.extend(codes[start:end])
        for value, tokens in others:
            total += len(tokens)
            for at, found in _by_range(tokens).items():
                words[at].append(f"{article.number} {value} {' '.join(found)}\n")
    return Sorted(total, [_joined(*parts) for parts in zip(pairs, words, strict=True)])


def _groups(article: Taken, every_character: bool) -> tuple[list[tuple[int, list[int]]], list[tuple[int, list[str]]]]:
    """Values with the hashes of their pairs, and with their words: what :func:`portal.search.analysis.groups_of` gives."""
    hashes, words = [], []
    for value, tokens in article.weights.items():
        pairs, *others = tokens.split(" ")
        hashes.append((int(value), shards.pair_hashes(pairs)))
        words.append((int(value), others))
    filed, filed_words = _filed("\n".join(article.names))
    hashes, words = filed_groups(hashes, filed), filed_groups(words, filed_words)
    if every_character:
        words.append((1, sorted(characters(article.weights, words))))
    return hashes, words


@lru_cache(maxsize=16384)
def _filed(names: str) -> tuple[frozenset[int], frozenset[str]]:
    tokens = tokens_of_names(names)
    pairs = frozenset(shards.token_hash(token) for token in tokens if shards.is_pair(token))
    return pairs, frozenset(token for token in tokens if not shards.is_pair(token))


def _by_range(words: Iterable[str]) -> dict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for word in words:
        found[_word_range(word)].append(word)
    return found


def _joined(pairs: array[int], lines: Sequence[str]) -> bytes:
    data = pairs.tobytes()
    return len(data).to_bytes(4, sys.byteorder) + data + "".join(lines).encode()


class Lists(NamedTuple):
    """Packed postings (see :class:`portal.search.shards.Shard`) of pairs by their hash, and of words."""

    pairs: dict[int, list[int]]
    words: dict[str, list[int]]


def lists_of(ranges: Iterable[bytes]) -> Lists:
    """The postings in one range or several, of all articles, in the order of their numbers."""
    pairs: defaultdict[int, list[int]] = defaultdict(list)
    words: defaultdict[str, list[int]] = defaultdict(list)
    for data in ranges:
        split = 4 + int.from_bytes(data[:4], sys.byteorder)
        numbers = array("I", data[4:split])
        at, end = 0, len(numbers)
        while at < end:
            head, start = numbers[at + 1], at + 2
            packed = numbers[at] << 3 | head >> _COUNT_BITS
            at = start + (head & _COUNT)
            for code in numbers[start:at]:
                pairs[code].append(packed)
        for line in data[split:].decode().split("\n")[:-1]:
            number, value, *found = line.split(" ")
            packed = int(number) << 3 | int(value)
            for word in found:
                words[word].append(packed)
    return Lists(pairs, words)


def shards_of(lists: Lists, bits: int, wanted: range) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of the wanted shards; empty ones too."""
    codes = sorted(lists.pairs)
    mask = (1 << (32 - bits)) - 1
    words: defaultdict[int, list[str]] = defaultdict(list)
    for word in sorted(lists.words):
        words[shards.shard_of(word, bits)].append(word)
    end = bisect_left(codes, wanted.start << (32 - bits))
    for shard in wanted:
        start, end = end, bisect_left(codes, shard + 1 << (32 - bits), end)
        pairs = {code & mask: lists.pairs[code] for code in codes[start:end]}
        yield shard, shards.encode(shards.Shard(pairs, {word: lists.words[word] for word in words[shard]}))


def portions(bits: int) -> list[tuple[range, range]]:
    """The ranges that are read together, and the shards that they make; there may be fewer shards than ranges."""
    together = min(bits, BITS)
    read, made = 1 << (BITS - together), 1 << (bits - together)
    return [
        (range(number * read, (number + 1) * read), range(number * made, (number + 1) * made))
        for number in range(1 << together)
    ]
