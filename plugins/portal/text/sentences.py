"""Paragraphs and sentences with their places in the text."""

from __future__ import annotations

import re
from typing import NamedTuple

_MARKS, _CLOSING, _LINES = "。！？!?；;", '”’"』」）)', "\r\n\u2028\u2029"
#: Marks that end a sentence, with those that close a quotation or bracket; line ends. It opens with one set of
#: characters, so that a search passes over all others at once.
_END = re.compile(
    rf"[{_MARKS}…{_LINES}](?:(?<=[{_MARKS}])[{_MARKS}]*[{_CLOSING}]*|(?<=…)…+[{_CLOSING}]*|(?<=[{_LINES}])[{_LINES}]*)"
)
#: What str.strip takes away, and the byte order mark.
_BLANK = frozenset([*(chr(code) for code in range(0x3001) if chr(code).isspace()), "\ufeff"])


class Sentence(NamedTuple):
    """One sentence without the spaces around it.

    Args:
        start: offset of its first character in the text, in code points.
        end: offset after its last.
        paragraph: number of its line among the lines with text, from 0.
        opens: it is the first sentence of its line.
    """

    start: int
    end: int
    paragraph: int
    opens: bool


def split(text: str) -> list[Sentence]:
    """The sentences in order. A line end always ends a sentence; a full stop inside a
    quotation or brackets does too, so that no sentence grows without bound."""
    found: list[Sentence] = []
    number = position = 0
    opens = True
    for mark in _END.finditer(text):
        start, end = mark.span()
        is_line = text[start] in _LINES
        low, high = _stripped(text, position, start if is_line else end)
        if low < high:
            found.append(Sentence(low, high, number, opens))
            opens = False
        if is_line:
            number += not opens
            opens = True
        position = end
    low, high = _stripped(text, position, len(text))
    if low < high:
        found.append(Sentence(low, high, number, opens))
    return found


def _stripped(text: str, low: int, high: int) -> tuple[int, int]:
    """The span without the spaces around it."""
    while low < high and text[low] in _BLANK:
        low += 1
    while low < high and text[high - 1].isspace():
        high -= 1
    return low, high
