"""Paragraphs and sentences with their places in the text."""

from __future__ import annotations

import re
from typing import NamedTuple

#: Marks that end a sentence; those that close a quotation or bracket stay with it.
_END = re.compile(r"[。！？!?；;]+[”’\"』」）)]*|…{2,}[”’\"』」）)]*")
#: What str.strip takes away, and the byte order mark.
_BLANK = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + "\ufeff"
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")


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
    number = 0
    for line in _LINE.finditer(text):
        position, stop = line.span()
        opens = True
        for end in [*(mark.end() for mark in _END.finditer(text, position, stop)), stop]:
            piece = text[position:end]
            low = position + len(piece) - len(piece.lstrip(_BLANK))
            high = position + len(piece.rstrip())
            if low < high:
                found.append(Sentence(low, high, number, opens))
                opens = False
            position = end
        number += not opens
    return found
