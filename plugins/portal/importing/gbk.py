"""GBK read one byte off: the characters between, and guesses for those at the edges that lack a byte."""

from __future__ import annotations

import re
from functools import lru_cache
from math import log1p

from portal.importing.charmodel import is_word, likelihood, plain
from portal.importing.decoding import everyday
from portal.importing.pinyin import is_reading
from portal.text.fold import fold

#: Guesses shown.
SHOWN = 5
#: Natural logarithm of the likelihood of an average character of prose, for comparing texts of different length.
AVERAGE = -6.0
#: Taken off where a character must be assumed to be gone without a trace, and where two stand for one pair of
#: bytes: of all pairs one in eight is no character, and vanishes.
VANISHED, GONE = 5.0, 2.0
#: Guesses near enough to the best to be looked up in the rest of the text, and what a find there counts.
CLOSE, ELSEWHERE = 60, 1.2
#: Taken off a traditional character in a simplified text.
OTHER_FORM = 4.0
#: Half-width signs that stand for full-width ones, as many systems "normalise" them.
_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "(": "（", ")": "）"}
_SIGNS = frozenset("，。、；：！“”‘’（）《》—…％·")


def bytes_of(character: str) -> bytes:
    """Its two bytes in GBK, or none."""
    try:
        found = _WIDE.get(character, character).encode("gbk")
    except UnicodeEncodeError:
        return b""
    return found if len(found) == 2 else b""


@lru_cache(maxsize=70000)
def decoded(pair: bytes) -> str:
    """The character of two bytes, or ""."""
    try:
        return pair.decode("gbk") if pair[:1] > b"\x80" else ""
    except UnicodeDecodeError:
        return ""


def worth(character: str) -> float:
    """1 for everyday characters and signs, below 0 for what hardly stands in prose."""
    if not character:
        return -4
    if fold(character) in everyday() or character in _SIGNS:
        return 1
    if "\u3400" <= character < "\ua000":
        return -1
    return -3 if "\ue000" <= character < "\uf900" else 0.5


def shifted(text: str) -> str | None:
    """The characters between the first and the last byte, or None where some pair is none."""
    codes = b"".join(map(bytes_of, text))
    if len(codes) != 2 * len(text):
        return None
    found = [decoded(codes[index : index + 2]) for index in range(1, len(codes) - 1, 2)]
    return "".join(found) if all(found) else None


def heads(byte: int, leads: list[int]) -> list[str]:
    """What the text before the first whole character may be: "" where it is lost.

    Args:
        byte: the first byte of the run, which ends or begins a character.
        leads: where known, the bytes that may stand before it.
    """
    ends = [c for lead in range(0x81, 0xFF) if worth(c := decoded(bytes((lead, byte)))) == 1]
    if not leads:
        begins = [decoded(bytes((byte, trail))) for trail in range(0x40, 0xFF)]
        return ["", *ends, *(c for c in begins if worth(c) == 1)]
    whole = [c for lead in leads if (c := decoded(bytes((lead, byte))))]
    # A pair in between may have vanished, but only one that is no character.
    twos = [(lead, trail) for lead in leads for trail in range(0x81, 0xFF)]
    first = {trail: c for lead, trail in twos if worth(c := decoded(bytes((lead, trail)))) == 1}
    gone = [a + b for trail, a in first.items() for b in ends if not decoded(bytes((trail, b.encode("gbk")[0])))]
    return whole + [pair for pair in gone if is_word(plain(pair))]


def tails(byte: int, hint: str, letter: str) -> list[str]:
    """What the text after the last whole character may be, up to a reading in brackets or a swallowed letter."""
    if letter and (c := decoded(bytes((byte, ord(letter))))):
        return [c]
    found = [c for trail in range(0x40, 0xFF) if worth(c := decoded(bytes((byte, trail)))) == 1]
    if not hint:
        return ["", *found]
    same = [c for c in found if is_reading(c, hint)]
    if same:
        return same
    read_so = [c for c in map(chr, range(0x4E00, 0xA000)) if is_reading(c, hint) and worth(c) > 0]
    return [a + b for a in found for b in read_so if is_word(plain(a + b))] or [""]


def ranked(before: str, choices: list[str], after: str, document: str = "") -> list[str]:
    """The choices, likeliest between their neighbours first; a lost character counts like an average one.

    Args:
        before, after: the neighbours.
        choices: guesses, "" for nothing.
        document: the whole text; what it says elsewhere it is likely to say here too.
    """
    left, right = plain(before), plain(after)
    scores = {
        choice: likelihood(left + plain(choice) + right) - AVERAGE * len(choice) - (VANISHED if not choice else GONE * (len(choice) - 1))
        for choice in choices
    }
    if document and plain(document) == document:
        scores = {choice: score - OTHER_FORM * (plain(choice) != choice) for choice, score in scores.items()}
    best = sorted(scores, key=lambda choice: -scores[choice])
    for choice in best[:CLOSE] if document else ():
        pairs = (before[-1:] + choice, choice + after[:1])
        scores[choice] += ELSEWHERE * sum(log1p(document.count(pair)) for pair in pairs if len(pair) > 1)
    best = sorted(best[:CLOSE], key=lambda choice: scores[choice])
    return list({plain(choice): choice for choice in best}.values())[::-1][:SHOWN]


def near(text: str, place: int, count: int) -> str:
    """Up to ``count`` Han characters after a place, or before it where the count is negative."""
    if count > 0:
        return re.match(r"[\u3400-\u9fff]*", text[place : place + count])[0]  # type: ignore[index]
    return re.search(r"[\u3400-\u9fff]*$", text[max(place + count, 0) : place])[0]  # type: ignore[index]
