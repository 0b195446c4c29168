"""Readings that a conversion program wrote after characters: 強(qiáng)化 becomes 強化.

They go only where they are a reading of the very characters before them. A single reading after a
rare character was put there for the reader and stays.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from portal.importing.decoding import everyday
from portal.importing.draft import Change, Result
from portal.importing.marks import ANCHOR
from portal.text.fold import fold, simplified

RULE = "误插的拼音"
#: From this many on they come from a program, not from an author.
PROGRAM = 5
_LETTERS = "a-zA-Zɑɡüêńňǹḿāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ\u0300-\u030c"
_NOTE = re.compile(rf"([\u3400-\u9fff]{{1,12}})[(（]\s*([{_LETTERS}][{_LETTERS}'’ ]{{0,60}})\s*[)）]")
#: Of two simplified forms the table has the other.
_SIMPLIFIED = {"瞭": "了", "著": "着", "乾": "干"}
_TONES = re.compile("[\u0300\u0301\u0304\u030c]")
_PLAIN_LETTERS = str.maketrans("ɑɡ", "ag", " '’")


def _spelled(text: str) -> str:
    """One spelling: decomposed, small letters, no spaces."""
    return unicodedata.normalize("NFD", text.translate(_PLAIN_LETTERS).lower())


def _toneless(text: str) -> str:
    return _TONES.sub("", text)


@cache
def readings(character: str) -> frozenset[str]:
    """Every reading of a character, decomposed, with and without tones."""
    from pypinyin.constants import PINYIN_DICT

    # Programs read the simplified character and write the traditional one: 瞭(le).
    both = (
        PINYIN_DICT.get(ord(form), "")
        for form in {character, _SIMPLIFIED.get(character) or simplified().get(character, "")} - {""}
    )
    found = {_spelled(reading) for text in both for reading in text.split(",") if reading}
    return frozenset(found | {_toneless(reading) for reading in found})


def is_reading(characters: str, pinyin: str) -> int:
    """How many of the last characters the pinyin reads: 0 where it reads none of them.

    >>> is_reading("进一步強", "qiáng"), is_reading("強化", "qiáng huà"), is_reading("强化", "ABC")
    (1, 2, 0)
    """
    rest = [_spelled(pinyin)]
    for count, character in enumerate(reversed(characters), 1):
        rest = [left[: -len(r)] for left in rest for r in readings(character) if r and left.endswith(r)]
        if "" in rest:
            return count
        if not rest:
            return 0
    return 0


def remove(text: str) -> Result:
    """Take the readings out; ask where letters in brackets are no reading though many others are."""
    found = list(_NOTE.finditer(text))
    if not found:
        return text, []
    read = {match.start(2): is_reading(match[1], match[2]) for match in found}
    program = sum(count > 0 for count in read.values()) >= PROGRAM
    changes: list[Change] = []

    def replace(match: re.Match[str]) -> str:
        characters, pinyin, count = match[1], match[2], read[match.start(2)]
        if count and (program or all(fold(c) in everyday() for c in characters[-count:])):
            changes.append(Change(RULE, match[0][-len(pinyin) - 2 - count :], characters[-count:]))
            return characters
        if program and not count and _toneless(_spelled(pinyin)) != _spelled(pinyin):
            question = f"括号里的「{pinyin}」不是「{characters[-1]}」的读音，这里可能缺字"
            changes.append(Change(RULE, match[0], match[0], question))
            return match[0] + ANCHOR
        return match[0]

    return _NOTE.sub(replace, text), changes
