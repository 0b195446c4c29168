"""One shard of the index: tokens and the articles that hold them, as bytes.

A raw deflate stream of columns, each a row of varints (seven bits a byte, lowest first):

1. the number of pairs and of words;
2. of each pair (a token of two characters) the step of its hash from the last one's;
3. of each word its length in bytes, then all words in UTF-8;
4. of each token the number of its articles;
5. of each article the days since the last one's day (the first: since :data:`FIRST_DAY`);
6. of each article its number within the day; on the same day as the last one, the step less 1;
7. of each article one byte, its value (see :mod:`portal.search.analysis`).

A pair's hash is its two code points, mixed one to one: the upper bits name the shard, the lower
ones the pair, so no name is stored. theme/static/js/search/engine.js reads the same bytes.
"""

from __future__ import annotations

import re
import sys
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, compress, pairwise
from operator import sub
from typing import NamedTuple

from portal.articles.model import IDS_PER_DAY

#: An odd factor, so that multiplying modulo 2**32 maps one to one (Knuth's golden ratio).
_MIX = 0x9E3779B1
_MASK = 0xFFFFFFFF
#: 1970-01-01 as days since 1900-01-01; older articles are counted in wrapped steps.
FIRST_DAY = 25567
#: Days since 1900 stay below this (year 2259); steps are taken modulo it.
DAYS = 1 << 17
#: A packed posting, ``number << 3 | value``, in eight bytes: value and number within the day fill the lower 16 bits.
_WITHIN_DAY = (IDS_PER_DAY - 1).to_bytes(8, "little")
_VALUE_BITS = bytes(byte & 7 for byte in range(256))
#: Postings a shard holds at most on the average: about 1 to 2 KB deflated.
POSTINGS_PER_SHARD = 1100

Posting = tuple[int, int]


class _Varints(dict[int, bytes]):
    """Encoded numbers, filled as numbers are met."""

    def __missing__(self, value: int) -> bytes:
        rest, out = value, bytearray()
        while rest > 127:
            out.append(rest & 127 | 128)
            rest >>= 7
        self[value] = code = bytes([*out, rest])
        return code


#: Number -> its bytes.
VARINT = _Varints()
_ENCODED = re.compile(rb"[\x80-\xff]*[\x00-\x7f]")
#: 1 for a byte that ends a number, 0 for one that goes on.
_ENDS = bytes([1] * 128 + [0] * 128)


class _Values(dict[bytes, int]):
    """Numbers by their code, filled as codes are met."""

    def __missing__(self, code: bytes) -> int:
        self[code] = value = sum((byte & 127) << 7 * place for place, byte in enumerate(code))
        return value


#: The bytes of a number -> the number.
VALUE = _Values((bytes([byte]), byte) for byte in range(128))


def _numbers(data: bytes) -> list[int]:
    """A row of numbers."""
    return list(map(VALUE.__getitem__, _ENCODED.findall(data)))


def bits_for(postings: int) -> int:
    """How many bits of the hash name a shard: powers of two, so that a growing site renames
    its shards only when it has doubled."""
    return max(0, (postings // POSTINGS_PER_SHARD).bit_length())


def is_pair(token: str) -> bool:
    """Whether the token is two characters of 16 bits, which its hash alone names."""
    return len(token) == 2 and token[0] < "\U00010000" > token[1]


def token_hash(token: str) -> int:
    """32 bits: one to one for pairs, FNV-1a of the UTF-8 bytes for words, both mixed."""
    if is_pair(token):
        value = ord(token[0]) << 16 | ord(token[1])
    else:
        value = 0x811C9DC5
        for byte in token.encode():
            value = (value ^ byte) * 0x01000193 & _MASK
    return value * _MIX & _MASK


def shard_of(token: str, bits: int) -> int:
    """The shard that holds the token."""
    return token_hash(token) >> (32 - bits)


def pair_hashes(pairs: str) -> list[int]:
    """The :func:`token_hash` of each of several pairs, one after the other in one piece: quicker than one by one."""
    codes = array("I", pairs.encode("utf-16-be"))
    if sys.byteorder == "little":
        codes.byteswap()
    return [code * _MIX & _MASK for code in codes]


def _columns(lists: Sequence[Sequence[int]]) -> tuple[bytes, bytes, bytes]:
    """Days, numbers within the day and values of packed postings, one list after the other."""
    flat = _little(array("Q", list(chain.from_iterable(lists)))).tobytes()
    # The day is all that lies above 16 bits: taken out of all postings at once, as is the number below.
    days = _little(array("I", flat[2:] + b"\0\0"))[::2].tolist() if flat else []
    below = int.from_bytes(flat, "little") >> 3 & int.from_bytes(_WITHIN_DAY * (len(flat) // 8), "little")
    within = _little(array("H", below.to_bytes(len(flat), "little")))[::4].tolist()
    steps = list(map(sub, days, [0, *days]))
    places = [n if step else n - last - 1 for n, last, step in zip(within, [0, *within], steps, strict=False)]
    start = 0
    for postings in lists:
        steps[start] = (days[start] - FIRST_DAY) % DAYS
        places[start] = within[start]
        start += len(postings)
    code = VARINT.__getitem__
    return b"".join(map(code, steps)), b"".join(map(code, places)), flat[::8].translate(_VALUE_BITS)


def _little(numbers: array[int]) -> array[int]:
    """The numbers with their lowest byte first, or such numbers as they are."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


@dataclass
class Shard:
    """What a shard holds: postings packed as ``number << 3 | value``, sorted.

    Args:
        pairs: of each pair the lower bits of its hash, ascending, and its postings.
        words: of each word itself, ascending, and its postings.
    """

    pairs: dict[int, list[int]]
    words: dict[str, list[int]]


def encode(shard: Shard) -> bytes:
    """The bytes of a shard."""
    codes = list(shard.pairs)
    names = map(sub, codes, [0, *codes])
    spelt = [word.encode() for word in shard.words]
    lists = [*shard.pairs.values(), *shard.words.values()]
    sizes = map(len, lists)
    return deflated(names, spelt, sizes, _columns(lists))


def deflated(steps: Iterable[int], words: Sequence[bytes], sizes: Iterable[int], columns: Iterable[bytes]) -> bytes:
    """The bytes of a shard whose numbers are known.

    Args:
        steps: of the pairs.
        words: in UTF-8.
        sizes: numbers of postings, of the pairs and of the words.
        columns: days, numbers within the day and values of all postings.
    """
    code = VARINT.__getitem__
    names = list(map(code, steps))
    # Without string matching neither a window nor a table is needed: to clear them would take longer than all else.
    compressor = zlib.compressobj(9, zlib.DEFLATED, -9, 8, zlib.Z_HUFFMAN_ONLY)
    out = []
    for section in (
        code(len(names)) + code(len(words)) + b"".join(names),
        b"".join(map(code, map(len, words))) + b"".join(words),
        b"".join(map(code, sizes)),
        *columns,
    ):
        # A block of its own for each column: its bytes have their own frequencies.
        out.append(compressor.compress(section) + compressor.flush(zlib.Z_BLOCK))
    return b"".join(out) + compressor.flush()


def _packed(steps: list[int], places: list[int], values: list[int]) -> list[int]:
    """The postings of one token."""
    found = []
    day, within = FIRST_DAY, 0
    for index, (step, place, value) in enumerate(zip(steps, places, values, strict=True)):
        within = place if step or not index else within + place + 1
        day = (day + step) % DAYS
        found.append((day * IDS_PER_DAY + within) << 3 | value)
    return found


class Layout(NamedTuple):
    """An inflated shard before its postings are read.

    Args:
        data: all bytes.
        pairs: the lower bits of the hash of each pair, ascending.
        words: ascending.
        sizes: numbers of postings, of the pairs and of the words.
        total: their sum.
        starts: where the days, then the numbers within the day, then the values of all postings begin, and their end.
    """

    data: bytes
    pairs: list[int]
    words: list[str]
    sizes: list[int]
    total: int
    starts: list[int]


def layout(stored: bytes) -> Layout:
    """The layout of a shard.

    Raises:
        ValueError: the bytes are no shard.
    """
    try:
        return _layout(zlib.decompress(stored, -15))
    except (zlib.error, IndexError, UnicodeDecodeError) as error:
        raise ValueError(f"not a shard: {error}") from error


def _layout(data: bytes) -> Layout:
    ends = [0, *compress(range(1, len(data) + 1), data.translate(_ENDS))]
    pairs, words = _numbers(data[: ends[2]])
    tokens = pairs + words
    steps = _numbers(data[ends[2] : ends[2 + pairs]])
    position, spelt = ends[2 + tokens], []
    for length in _numbers(data[ends[2 + pairs] : position]):
        spelt.append(data[position : position + length].decode())
        position += length
    # In the words' bytes ends of numbers mean nothing.
    ends = [position, *ends[bisect_right(ends, position) :]]
    sizes = _numbers(data[position : ends[tokens]])
    total = sum(sizes)
    if len(ends) != 1 + tokens + 3 * total or len(steps) != pairs or ends[-1] != len(data):
        raise ValueError("cut short")
    return Layout(data, list(accumulate(steps)), spelt, sizes, total, ends[tokens:])


def decode(data: bytes, bits: int = 0, wanted: Iterable[str] | None = None) -> Shard:
    """What a shard holds, of the wanted tokens or of all.

    Raises:
        ValueError: the bytes are no shard.
    """
    found = layout(data)
    mask = (1 << (32 - bits)) - 1
    keep = None if wanted is None else {token_hash(t) & mask if is_pair(t) else t for t in wanted}
    shard = Shard({}, {})
    # Reading days, numbers and values together takes half the time.
    rest = _numbers(found.data[found.starts[0] :])
    days, places, values = (rest[part * found.total :][: found.total] for part in range(3))
    names: list[int | str] = [*found.pairs, *found.words]
    for name, (start, end) in zip(names, pairwise(accumulate(found.sizes, initial=0)), strict=True):
        if keep is None or name in keep:
            postings = _packed(days[start:end], places[start:end], values[start:end])
            if isinstance(name, int):
                shard.pairs[name] = postings
            else:
                shard.words[name] = postings
    return shard


def postings_of(shard: Shard, token: str, bits: int) -> list[Posting] | None:
    """The postings (number, value) of a token, or None where the shard does not hold it."""
    mask = (1 << (32 - bits)) - 1
    packed = shard.pairs.get(token_hash(token) & mask) if is_pair(token) else shard.words.get(token)
    return None if packed is None else [(posting >> 3, posting & 7) for posting in packed]
