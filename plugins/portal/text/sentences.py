"""Paragraphs and sentences with their places in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Marks that end a sentence; those that close a quotation or bracket stay with it.
_END = re.compile(r"[。！？!?；;]+[”’\"』」）)]*|…{2,}[”’\"』」）)]*")
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")


@dataclass(frozen=True)
class Sentence:
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
        opens = True
        for start, end in _pieces(text, line.start(), line.end()):
            found.append(Sentence(start, end, number, opens))
            opens = False
        number += not opens
    return found


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one line, trimmed, empty ones left out."""
    position = start
    for mark in _END.finditer(text, start, end):
        yield from _trimmed(text, position, mark.end())
        position = mark.end()
    yield from _trimmed(text, position, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and (text[start].isspace() or text[start] == "\ufeff"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
