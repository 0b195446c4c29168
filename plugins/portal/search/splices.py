"""Postings come and go in a shard whose others stay as they are: only the lists concerned are read.

Several times as quick as reading a shard and writing it anew, and byte for byte the same; a new article concerns about
700 shards.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from itertools import accumulate, pairwise
from operator import sub
from typing import NamedTuple, TypeVar

from portal.articles.model import IDS_PER_DAY
from portal.search import shards

#: Number of an article and its new value, -1 where the token went.
Move = tuple[int, int]
Name = TypeVar("Name", int, str)


#: Bytes that do not end a number, and a number of more than one byte.
_HIGH = bytes(range(128, 256))
_LONG = re.compile(rb"[\x80-\xff]+[\x00-\x7f]")


class _Numbers:
    """A row of varints.

    Args:
        data: bytes that end with a number.
    """

    def __init__(self, data: bytes) -> None:
        self.values = list(data.translate(None, _HIGH))
        self._long: list[int] = []
        self._more = [0]
        more = 0
        for match in _LONG.finditer(data):  # most numbers are one byte, which is their value
            index, code = match.start() - more, match[0]
            more += len(code) - 1
            self._long.append(index)
            self._more.append(more)
            self.values[index] = shards.VALUE[code]

    def start(self, index: int) -> int:
        """Where the number of that index starts in the bytes; of the one after the last, where the bytes end."""
        return index + self._more[bisect_left(self._long, index)]


class Postings(NamedTuple):
    """The postings of one token as the shard's last three columns hold them."""

    days: bytes
    places: bytes
    values: bytes


def _code(numbers: Iterable[int]) -> bytes:
    return b"".join(map(shards.VARINT.__getitem__, numbers))


def _moved(postings: Postings, number: int, value: int) -> Postings:
    """The postings with one come, gone or of another value: its day is made anew, and the step to the next one."""
    day, place = divmod(number, IDS_PER_DAY)
    steps, places = _Numbers(postings.days), _Numbers(postings.places)
    days = list(accumulate(steps.values, initial=shards.FIRST_DAY))[1:]
    if days and days[0] >= shards.DAYS:
        days = [wrapped - shards.DAYS for wrapped in days]
    start, end = bisect_left(days, day), bisect_right(days, day)
    # Those of the day: the first as it is, the others as steps less 1.
    within = [found - 1 for found in accumulate([step + 1 for step in places.values[start:end]])]
    at = bisect_left(within, place)
    known = within[at : at + 1] == [place]
    come = value >= 0
    within[at : at + known] = [place] if come else []
    around = [*days[start - 1 : start], *[day] * len(within), *days[end : end + 1]]
    renewed = [later - earlier for earlier, later in pairwise(around)]
    if not start and around:
        renewed.insert(0, (around[0] - shards.FIRST_DAY) % shards.DAYS)
    run = [later - earlier - 1 for earlier, later in pairwise([-1, *within])]
    after = min(end + 1, len(days))
    return Postings(
        postings.days[: steps.start(start)] + _code(renewed) + postings.days[steps.start(after) :],
        postings.places[: places.start(start)] + _code(run) + postings.places[places.start(end) :],
        postings.values[: start + at] + bytes([value] * come) + postings.values[start + at + known :],
    )


class _Splicer:
    """A shard being edited: what is left as it is goes over in whole stretches."""

    def __init__(self, old: shards.Layout) -> None:
        self._old = old
        self._bounds = list(accumulate(old.sizes, initial=0))
        self.sizes: list[int] = []
        self.columns: tuple[list[bytes], list[bytes], list[bytes]] = ([], [], [])

    def _kept(self, start: int, end: int) -> Postings:
        """The postings of some tokens."""
        old, first, last = self._old, self._bounds[start], self._bounds[end]
        shifts = (0, old.total, 2 * old.total)
        return Postings(*(old.data[old.starts[first + shift] : old.starts[last + shift]] for shift in shifts))

    def _add(self, postings: Postings) -> None:
        for column, part in zip(self.columns, postings, strict=True):
            column.append(part)

    def splice(self, names: list[Name], first: int, changes: Mapping[Name, list[Move]]) -> list[Name]:
        """The names that are left, ascending; sizes and columns are added to.

        Args:
            names: of pairs or of words.
            first: how many tokens stand before them.
        """
        left: list[Name] = []
        done: int = 0
        for name, moves in sorted(changes.items()):
            at = bisect_left(names, name)
            known = names[at : at + 1] == [name]
            left += names[done:at]
            self.sizes += self._old.sizes[first + done : first + at]
            self._add(self._kept(first + done, first + at))
            done = at + known
            postings = self._kept(first + at, first + done)
            for number, value in moves:
                postings = _moved(postings, number, value)
            if postings.values:
                left.append(name)
                self.sizes.append(len(postings.values))
                self._add(postings)
        self.sizes += self._old.sizes[first + done : first + len(names)]
        self._add(self._kept(first + done, first + len(names)))
        return left + names[done:]


def edited(stored: bytes, bits: int, changes: Mapping[str, list[Move]]) -> bytes:
    """The bytes of a shard with changed postings.

    Args:
        stored: its bytes before.
        changes: token -> what becomes of its postings.

    Raises:
        ValueError: the bytes are no shard.
    """
    old = shards.layout(stored)
    mask = (1 << (32 - bits)) - 1
    pairs = {shards.token_hash(token) & mask: moves for token, moves in changes.items() if shards.is_pair(token)}
    words = {token: moves for token, moves in changes.items() if not shards.is_pair(token)}
    splicer = _Splicer(old)
    codes = splicer.splice(old.pairs, 0, pairs)
    spelt = [word.encode() for word in splicer.splice(old.words, len(old.pairs), words)]
    return shards.deflated(map(sub, codes, [0, *codes]), spelt, splicer.sizes, map(b"".join, splicer.columns))
