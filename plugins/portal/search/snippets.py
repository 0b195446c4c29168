"""The piece of text that a result shows, and what is marked in it.

Whole phrases and words of the query are marked; where a word does not occur as it was typed, the
longest pieces of it that do, from two characters up. Numbers and Latin words are never cut, neither the query's nor the
text's: 12345 marks nothing in 1225. theme/static/js/search/snippet.js has the
same rules; both are held to tests/specs/search/snippet.json.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from portal.search.query import Query
from portal.search.terms import HAN, TRANSPARENT
from portal.text.fold import fold, fold_with_offsets

#: Characters of a snippet, and how many of them stand before the first mark at most.
LENGTH = 96
BEFORE = 24
_ENDS = "。！？；\n"
#: What dense text keeps.
_KEPT = re.compile(rf"[^\s{re.escape(TRANSPARENT)}]+")

_LETTER = re.compile(rf"[^\W_{HAN}]")
#: What joins words (see :mod:`portal.search.terms`) neither begins nor ends a piece.
_JOINTS = "+.&/-"

Range = tuple[int, int]


@dataclass(frozen=True)
class Marked:
    """A text and the ranges of it to mark, as code points."""

    text: str
    marks: tuple[Range, ...]


def dense_with_offsets(text: str) -> tuple[str, list[int]]:
    """:func:`portal.search.query.dense` of the folded text, with each position's origin."""
    # In nearly all texts folding gives one character for each: their places need not be looked for one by one.
    plain = all(map(_folds_to_one, set(text)))
    folded, offsets = (fold(text), range(len(text))) if plain else fold_with_offsets(text)
    kept: list[int] = []
    runs = []
    for run in _KEPT.finditer(folded):
        runs.append(run[0])
        kept.extend(offsets[run.start() : run.end()])
    return "".join(runs), [*kept, len(text)]


@lru_cache(maxsize=65536)
def _folds_to_one(character: str) -> bool:
    return len(fold(character)) == 1


def _cuts(text: str, at: int) -> bool:
    """Whether a number or Latin word goes on across a place of the text."""
    return 0 < at < len(text) and bool(_LETTER.match(text, at - 1) and _LETTER.match(text, at))


def _places(needle: str, text: str, offsets: Sequence[int]) -> Iterator[int]:
    """Where a needle stands in dense text without cutting a word; what was left out in between parts words."""
    at = text.find(needle)
    while at >= 0:
        end = at + len(needle)
        if any(_cuts(text, edge) and offsets[edge] - offsets[edge - 1] <= 1 for edge in (at, end)):
            at = text.find(needle, at + 1)
            continue
        yield at
        at = text.find(needle, end)


def _stands(needle: str, text: str, offsets: Sequence[int]) -> bool:
    return next(_places(needle, text, offsets), -1) >= 0


def needles(query: Query, text: str, offsets: Sequence[int]) -> list[str]:
    """What to mark in dense text: the whole query, else its words, else pieces of them."""
    if query.whole and _stands(query.whole, text, offsets):
        return [query.whole]
    found: list[str] = []
    for word in (*query.phrases, *query.words):
        found.extend([word] if _stands(word, text, offsets) else _pieces(word, text, offsets))
    return list(dict.fromkeys(found))


def _pieces(word: str, text: str, offsets: Sequence[int]) -> list[str]:
    found, start = [], 0
    while start < len(word) - 1:
        longest, end = start, start + 2
        while end <= len(word) and not _cuts(word, start) and word[start] not in _JOINTS and word[start:end] in text:
            if not _cuts(word, end) and word[end - 1] not in _JOINTS and _stands(word[start:end], text, offsets):
                longest = end
            end += 1
        if longest > start:
            found.append(word[start:longest])
        start = max(longest, start + 1)
    return found


def _occurrences(needle_list: Sequence[str], text: str, offsets: Sequence[int]) -> list[tuple[int, int, int]]:
    """Start, end and needle of every occurrence, by start, longest first."""
    found = [
        (at, at + len(needle), index)
        for index, needle in enumerate(needle_list)
        for at in _places(needle, text, offsets)
    ]
    return sorted(found, key=lambda o: (o[0], -o[1], o[2]))


def _original(ranges: Sequence[tuple[int, int, int]], offsets: Sequence[int]) -> list[Range]:
    """Ranges of the original text, joined where they touch."""
    joined: list[Range] = []
    for start, end, _ in ranges:
        first, last = offsets[start], offsets[end - 1] + 1
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def mark(query: Query, text: str) -> Marked:
    """The whole text with its marks: for titles."""
    plain, offsets = dense_with_offsets(text)
    return Marked(text, tuple(_original(_occurrences(needles(query, plain, offsets), plain, offsets), offsets)))


def _start(text: str, first: int) -> int:
    """Where a snippet begins whose first mark is at ``first``: at a sentence, if one is near."""
    earliest = max(0, first - BEFORE)
    ends = [text.rfind(end, earliest, first) for end in _ENDS]
    return max(ends) + 1 if max(ends) >= 0 else earliest


def _different(found: Sequence[tuple[int, int, int]], place: int, end: int) -> int:
    """How many different needles stand in the text from one occurrence to ``end``."""
    needles_there = set()
    for number in range(place, len(found)):
        start, last, index = found[number]
        if start >= end:
            break
        if last <= end:
            needles_there.add(index)
    return len(needles_there)


def snippet(query: Query, text: str) -> Marked:
    """The piece of the text that says most of the query: the most different words first, then
    the earliest. Line ends become spaces; ``…`` stands where text was left out."""
    plain, offsets = dense_with_offsets(text)
    found = _occurrences(needles(query, plain, offsets), plain, offsets)
    best, first = 0, 0
    for place, (start, _, _) in enumerate(found):
        count = _different(found, place, start + LENGTH - BEFORE)
        if count > best:
            best, first = count, offsets[start]
    begin = _start(text, first)
    end = min(len(text), begin + LENGTH)
    lead = "…" if begin else ""
    shift = len(lead) - begin
    marks = [
        (max(a, begin) + shift, min(b, end) + shift) for a, b in _original(found, offsets) if a < end and b > begin
    ]
    piece = text[begin:end].replace("\n", " ")
    return Marked(lead + piece + ("…" if end < len(text) else ""), tuple(marks))
