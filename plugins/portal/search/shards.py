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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from operator import sub

from portal.articles.model import IDS_PER_DAY

#: An odd factor, so that multiplying modulo 2**32 maps one to one (Knuth's golden ratio).
_MIX = 0x9E3779B1
_MASK = 0xFFFFFFFF
#: 1970-01-01 as days since 1900-01-01; older articles are counted in wrapped steps.
FIRST_DAY = 25567
#: Days since 1900 stay below this (year 2259); steps are taken modulo it.
_DAYS = 1 << 17
#: Where the day and the number within it lie in a packed posting, ``number << 3 | value``.
_DAY_SHIFT = 3 + IDS_PER_DAY.bit_length() - 1
_WITHIN_DAY = IDS_PER_DAY - 1
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


_VARINT = _Varints()
#: One encoded number.
_ENCODED = re.compile(rb"[\x80-\xff]*[\x00-\x7f]", re.S)


class _Values(dict[bytes, int]):
    """Numbers by their code, filled as codes are met."""

    def __missing__(self, code: bytes) -> int:
        self[code] = value = sum((byte & 127) << 7 * place for place, byte in enumerate(code))
        return value


_VALUE = _Values((bytes([byte]), byte) for byte in range(128))


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


def hashed(tokens: Iterable[str]) -> list[tuple[int, str]]:
    """Hash and token of all tokens, sorted: :func:`token_hash` for half a million at once."""
    tokens = list(tokens)
    pairs = [token for token in tokens if len(token) == 2 and is_pair(token)]
    codes = array("I", "".join(pairs).encode("utf-16-be"))
    if sys.byteorder == "little":
        codes.byteswap()
    known = list(zip([code * _MIX & _MASK for code in codes], pairs, strict=True))
    known += [(token_hash(token), token) for token in tokens if not is_pair(token)]
    return sorted(known)


def _columns(lists: Sequence[Sequence[int]]) -> tuple[bytes, bytes, bytes]:
    """Days, numbers within the day and values of packed postings, one list after the other."""
    flat = list(chain.from_iterable(lists))
    days = [packed >> _DAY_SHIFT for packed in flat]
    within = [packed >> 3 & _WITHIN_DAY for packed in flat]
    steps = list(map(sub, days, [0, *days]))
    places = [n if step else n - last - 1 for n, last, step in zip(within, [0, *within], steps, strict=False)]
    start = 0
    for postings in lists:
        steps[start] = (days[start] - FIRST_DAY) % _DAYS
        places[start] = within[start]
        start += len(postings)
    code = _VARINT.__getitem__
    return b"".join(map(code, steps)), b"".join(map(code, places)), bytes([packed & 7 for packed in flat])


@dataclass
class Shard:
    """What a shard holds: postings packed as ``number << 3 | value``, sorted.

    Args:
        pairs: of each pair the lower bits of its hash, ascending, and its postings.
        words: of each word itself, ascending, and its postings.
    """

    pairs: dict[int, list[int]]
    words: dict[str, list[int]]


def gather(tokens: Iterable[tuple[int, str, list[int]]], bits: int) -> Shard:
    """A shard of hash, token and postings of each token, sorted by hash."""
    mask = (1 << (32 - bits)) - 1
    tokens = list(tokens)
    pairs = {code & mask: postings for code, token, postings in tokens if is_pair(token)}
    return Shard(pairs, dict(sorted((token, postings) for _, token, postings in tokens if not is_pair(token))))


def encode(shard: Shard) -> bytes:
    """The bytes of a shard."""
    codes = list(shard.pairs)
    names = [_VARINT[step] for step in map(sub, codes, [0, *codes])]
    spelt = [word.encode() for word in shard.words]
    lists = [*shard.pairs.values(), *shard.words.values()]
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_HUFFMAN_ONLY)
    out = []
    for section in (
        _VARINT[len(names)] + _VARINT[len(spelt)] + b"".join(names),
        b"".join(_VARINT[len(word)] for word in spelt) + b"".join(spelt),
        b"".join(_VARINT[len(postings)] for postings in lists),
        *_columns(lists),
    ):
        # A block of its own for each column: its bytes have their own frequencies.
        out.append(compressor.compress(section) + compressor.flush(zlib.Z_BLOCK))
    return b"".join(out) + compressor.flush()


def _numbers(data: bytes, start: int, count: int) -> tuple[list[int], int]:
    """``count`` varints from ``start``, and where they end."""
    found, position = [], start
    for _ in range(count):
        value = shift = 0
        while data[position] > 127:
            value |= (data[position] & 127) << shift
            shift, position = shift + 7, position + 1
        found.append(value | data[position] << shift)
        position += 1
    return found, position


def _packed(steps: list[int], places: list[int], values: list[int]) -> list[int]:
    """The postings of one token."""
    found = []
    day, within = FIRST_DAY, 0
    for index, (step, place, value) in enumerate(zip(steps, places, values, strict=True)):
        within = place if step or not index else within + place + 1
        day = (day + step) % _DAYS
        found.append((day * IDS_PER_DAY + within) << 3 | value)
    return found


def decode(data: bytes, bits: int = 0, wanted: Iterable[str] | None = None) -> Shard:
    """What a shard holds, of the wanted tokens or of all.

    Raises:
        ValueError: the bytes are no shard.
    """
    try:
        return _decode(zlib.decompress(data, -15), bits, wanted)
    except (zlib.error, IndexError, UnicodeDecodeError) as error:
        raise ValueError(f"not a shard: {error}") from error


def _decode(data: bytes, bits: int, wanted: Iterable[str] | None) -> Shard:
    (pairs, words), position = _numbers(data, 0, 2)
    steps, position = _numbers(data, position, pairs)
    lengths, position = _numbers(data, position, words)
    names: list[int | str] = list(accumulate(steps))
    for length in lengths:
        names.append(data[position : position + length].decode())
        position += length
    # All that follows is numbers, values too: reading them together takes half the time.
    rest = list(map(_VALUE.__getitem__, _ENCODED.findall(data, position)))
    counts = rest[: pairs + words]
    total = sum(counts)
    if len(rest) != len(counts) + 3 * total or len(counts) != pairs + words:
        raise ValueError("cut short")
    days, places, values = (rest[len(counts) + part * total :][:total] for part in range(3))
    mask = (1 << (32 - bits)) - 1
    keep = None if wanted is None else {token_hash(t) & mask if is_pair(t) else t for t in wanted}
    shard, start = Shard({}, {}), 0
    for name, count in zip(names, counts, strict=True):
        end = start + count
        if keep is None or name in keep:
            postings = _packed(days[start:end], places[start:end], values[start:end])
            if isinstance(name, int):
                shard.pairs[name] = postings
            else:
                shard.words[name] = postings
        start = end
    return shard


def postings_of(shard: Shard, token: str, bits: int) -> list[Posting] | None:
    """The postings (number, value) of a token, or None where the shard does not hold it."""
    mask = (1 << (32 - bits)) - 1
    packed = shard.pairs.get(token_hash(token) & mask) if is_pair(token) else shard.words.get(token)
    return None if packed is None else [(posting >> 3, posting & 7) for posting in packed]
