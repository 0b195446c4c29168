"""From the bytes of a text file to text, whatever encoding it was saved in.

The whole file decides, not its beginning: a page of ASCII markup may hold one line of Chinese.
Every encoding that can be meant is tried, and the reading with the most everyday characters wins.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from portal.articles.encoding import BOM
from portal.importing.marks import RESERVED
from portal.text.fold import fold

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: In order of preference where two read equally well.
_CANDIDATES = ("utf-8", "gb18030", "cp950", "big5hkscs", "utf-16-le", "utf-16-be")
NAMES = {
    "utf-8": "UTF-8",
    "gb18030": "GB18030（GBK）",
    "cp950": "Big5",
    "big5hkscs": "Big5（香港）",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
}
_LINE_END = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_UNSEEN = re.compile(r"[\u200b\u200e\u200f\u2060\ufeff\u00ad]")
_SIGNS = frozenset("，。、；：？！“”‘’（）《》〈〉【】—…·○〇￥％～「」『』　－／０１２３４５６７８９")


@dataclass(frozen=True)
class Decoded:
    """A text with ``\\n`` line ends.

    Args:
        text: what cannot be read is U+FFFD.
        encoding: as Python names it.
        score: from -3 to 1; below 0.5 it is hardly Chinese text.
        dropped: characters without shape (controls, reserved ones) that were taken out.
    """

    text: str
    encoding: str
    score: float
    dropped: int = 0

    @property
    def name(self) -> str:
        """The encoding as people call it."""
        return NAMES[self.encoding]


@cache
def everyday() -> frozenset[str]:
    """The 3,755 characters of GB 2312 level 1 (rows 16–55), which make up 99.7 % of running text."""
    found = bytearray()
    for row in range(0xB0, 0xD8):
        for cell in range(0xA1, 0xFF if row < 0xD7 else 0xFA):
            found += bytes((row, cell))
    return frozenset(found.decode("gb2312"))


@cache
def _weight(character: str) -> float:
    """What a character says of the encoding it was read in, from -3 to 1."""
    code = ord(character)
    if character == "\ufffd":
        return -3
    if code < 0x80:
        return -1 if code < 0x20 and character not in "\t\n\r\x0c" else 0
    if fold(character) in everyday() or character in _SIGNS:
        return 1
    if 0x3400 <= code < 0xA000:
        return -0.5
    if 0xE000 <= code < 0xF900 or 0x80 <= code < 0xA0:
        return -2
    return -0.3 if code < 0x2000 else -0.7


def score(text: str) -> float:
    """How much it reads like Chinese: the mean weight of the characters beyond ASCII, 0 where there are none."""
    counts = Counter(text)
    beyond = sum(number for character, number in counts.items() if character >= "\x80")
    total = sum(_weight(character) * number for character, number in counts.items())
    return total / beyond if beyond else total / max(len(text), 1)


def _read(data: bytes, encoding: str) -> tuple[str, float]:
    text = data.decode(encoding, "replace")
    points = score(text)
    if encoding.startswith("utf-16"):
        # Pairs of bytes of any encoding make some Han character or other; a NUL byte never comes from them.
        points -= 0 if b"\0" in data else 0.2
    return text, points


def decode(data: bytes) -> Decoded:
    """Read a text file.

    >>> decode("党建引领基层治理".encode("gbk")).encoding
    'gb18030'
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return _cleaned(text, encoding)
    try:
        text = data.decode("utf-8")
        if b"\0" not in data and (data.isascii() or score(text) > 0.3 or score(_reread(text)) > 0.9):
            return _cleaned(text, "utf-8")
    except UnicodeDecodeError:
        pass
    found = [
        (points, -rank, text, name) for rank, name in enumerate(_CANDIDATES) for text, points in [_read(data, name)]
    ]
    _, _, text, encoding = max(found)
    return _cleaned(text, encoding)


def _cleaned(text: str, encoding: str) -> Decoded:
    # U+0085 ends a line, but in a text that was read wrongly it is part of a character.
    text = _LINE_END.sub("\n", _reread(text.removeprefix(BOM)))
    clean = RESERVED.sub("", _CONTROL.sub("", text))
    dropped = len(text) - len(clean)
    return Decoded(_UNSEEN.sub("", clean), encoding, score(clean), dropped)


def _reread(text: str) -> str:
    """A text that was read wrongly and saved again: UTF-8 taken for GBK or Latin-1, GBK taken for Latin-1."""
    for wrong, right in (("cp1252", "utf-8"), ("latin-1", "utf-8"), ("latin-1", "gb18030"), ("gb18030", "utf-8")):
        if wrong != "gb18030" and any("\u3400" <= character < "\ua000" for character in text[:10000]):
            continue
        try:
            again = text.encode(wrong).decode(right)
        except UnicodeError:
            continue
        if again != text and score(again) > score(text) + 0.3:
            return again
    return text
