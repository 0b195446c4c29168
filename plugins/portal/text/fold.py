"""Folding: one form for everything that readers take for the same text.

NFKC (full-width to half-width), traditional to simplified by one character table, lower
case. It goes code point by code point, so that a folded position always leads back to the
original one, and Python and the browser agree (tests/specs/search/fold.json).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

#: Characters nobody sees: soft hyphen, zero-width spaces and joiners, variation selectors, BOM.
INVISIBLE = frozenset([0x00AD, *range(0x200B, 0x2010), 0x2060, *range(0xFE00, 0xFE10), 0xFEFF])


@cache
def simplified() -> dict[str, str]:
    """Traditional character -> simplified one, OpenCC's first reading; see text/data/README.md."""
    text = files("portal.text").joinpath("data/simplified.txt").read_text(encoding="utf-8")
    pairs = "".join(line for line in text.splitlines() if not line.startswith("#"))
    return dict(zip(pairs[::2], pairs[1::2], strict=True))


class _Table(dict[int, str]):
    """Folded text by code point, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        known = simplified()
        plain = "".join(known.get(c, c) for c in unicodedata.normalize("NFKC", character))
        self[code] = folded = "" if code in INVISIBLE else plain.lower()
        return folded


_TABLE = _Table()


def fold(text: str) -> str:
    """The text in the one form that is indexed and compared.

    >>> fold("黨建引領 ＡＢ崗")
    '党建引领 ab岗'
    """
    return text.lower() if text.isascii() else text.translate(_TABLE)


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """The folded text and, for each of its code points, the index of the original one.

    The list has one entry more than the folded text: the length of the original, so that a
    folded range ``[a, b)`` is ``[offsets[a], offsets[b])`` of the original where it ends at
    a character's end.

    >>> fold_with_offsets("㎡裡")
    ('m2里', [0, 0, 1, 2])
    """
    pieces: list[str] = []
    offsets: list[int] = []
    for index, character in enumerate(text):
        piece = _TABLE[ord(character)]
        pieces.append(piece)
        offsets.extend([index] * len(piece))
    offsets.append(len(text))
    return "".join(pieces), offsets


@cache
def _in_table() -> re.Pattern[str]:
    low = "".join(key for key in simplified() if key < "\U00010000")
    return re.compile(f"[{low}\U00020000-\U0003ffff]")


def uses_table(text: str) -> bool:
    """Whether folding the text needs the traditional-to-simplified table (or may, for rare
    characters beyond 16 bits): a browser that shows the text then loads it, and else does without."""
    return _in_table().search(text) is not None
