"""The piece of text that a result shows, and what is marked in it.

Whole phrases and words of the query are marked; where a word does not occur as it was typed, the
longest pieces of it that do, from two characters up. theme/static/js/search/snippet.js has the
same rules; both are held to tests/specs/search/snippet.json.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portal.search.query import Query
from portal.search.terms import TRANSPARENT
from portal.text.fold import fold_with_offsets

#: Characters of a snippet, and how many of them stand before the first mark at most.
LENGTH = 96
BEFORE = 24
_ENDS = "。！？；\n"

Range = tuple[int, int]


@dataclass(frozen=True)
class Marked:
    """A text and the ranges of it to mark, as code points."""

    text: str
    marks: tuple[Range, ...]


def dense_with_offsets(text: str) -> tuple[str, list[int]]:
    """:func:`portal.search.query.dense` of the folded text, with each position's origin."""
    folded, offsets = fold_with_offsets(text)
    kept = [i for i, c in enumerate(folded) if c not in TRANSPARENT and not c.isspace()]
    return "".join(folded[i] for i in kept), [*(offsets[i] for i in kept), len(text)]


def needles(query: Query, text: str) -> list[str]:
    """What to mark in dense text: the whole query, else its words, else pieces of them."""
    if query.whole and query.whole in text:
        return [query.whole]
    found: list[str] = []
    for word in (*query.phrases, *query.words):
        found.extend([word] if word in text else _pieces(word, text))
    return list(dict.fromkeys(found))


def _pieces(word: str, text: str) -> list[str]:
    found, start = [], 0
    while start < len(word) - 1:
        end = start + 2
        while end <= len(word) and word[start:end] in text:
            end += 1
        if end - 1 - start >= 2:
            found.append(word[start : end - 1])
            start = end - 1
        else:
            start += 1
    return found


def _occurrences(needle_list: Sequence[str], text: str) -> list[tuple[int, int, int]]:
    """Start, end and needle of every occurrence, by start, longest first."""
    found = []
    for index, needle in enumerate(needle_list):
        at = text.find(needle)
        while at >= 0:
            found.append((at, at + len(needle), index))
            at = text.find(needle, at + len(needle))
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
    return Marked(text, tuple(_original(_occurrences(needles(query, plain), plain), offsets)))


def _start(text: str, first: int) -> int:
    """Where a snippet begins whose first mark is at ``first``: at a sentence, if one is near."""
    earliest = max(0, first - BEFORE)
    ends = [text.rfind(end, earliest, first) for end in _ENDS]
    return max(ends) + 1 if max(ends) >= 0 else earliest


def snippet(query: Query, text: str) -> Marked:
    """The piece of the text that says most of the query: the most different words first, then
    the earliest. Line ends become spaces; ``…`` stands where text was left out."""
    plain, offsets = dense_with_offsets(text)
    found = _occurrences(needles(query, plain), plain)
    best, first = 0, 0
    for start, _, _ in found:
        count = len({index for a, b, index in found if a >= start and b <= start + LENGTH - BEFORE})
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
