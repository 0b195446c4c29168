"""Where a figure stands: its clause, and what lies left and right of it."""

from __future__ import annotations

import re
from typing import NamedTuple

from portal.indicators.numbers import Span
from portal.text.sentences import Sentence

_MARKS = ",。;!?:|"
_RIGHT_END = re.compile(r"[,。;!?:|\n]")


class Place(NamedTuple):
    """A figure among its neighbours.

    Args:
        left: text from the clause start, or the figure before it, to the span.
        right: text from the span to the clause end or the next figure.
        right_full: text from the span to the clause end, figures and all.
        head: text from the sentence start to the clause start.
        tail: text from the clause end to the sentence end.
        after_figure: an earlier figure stands in the same clause.
        before_figure: the next figure ends ``right``.
        listed: a ``、`` with a figure before it opens the left side.
        previous: index of the figure before it in the clause, if any.
        before: text from the clause start to the figure before it, "" where there is none.
    """

    left: str
    right: str
    right_full: str
    head: str
    tail: str
    after_figure: bool
    before_figure: bool
    listed: bool
    previous: int | None
    before: str


def _before_bracket(text: str, floor: int, opened: int) -> str:
    """两居室 of 两居室(约48㎡): a figure alone in brackets measures what stands before them."""
    start = max((text.rfind(mark, floor, opened) + 1 for mark in _MARKS + "、)"), default=floor)
    return text[max(start, floor) : opened]


def place_of(text: str, sentence: Sentence, spans: list[Span], index: int) -> Place:
    """The surroundings of ``spans[index]``; the spans are those of one sentence."""
    span = spans[index]
    clause = max((text.rfind(mark, sentence.start, span.start) + 1 for mark in _MARKS), default=0)
    clause = max(clause, sentence.start)
    # A bracket that opened and closed before the span belongs to the noun; an open one is a wall.
    opened = text.rfind("(", clause, span.start)
    bracketed = opened >= 0 and text.find(")", opened, span.start) < 0
    if bracketed:
        clause = opened + 1
    left_from, after, listed, previous = clause, False, False, None
    if index and spans[index - 1].end > clause:
        left_from, after, previous = spans[index - 1].end, True, index - 1
        comma = text.rfind("、", left_from, span.start)
        if comma >= 0 and text.find(")", comma, span.start) <= text.find("(", comma, span.start):
            left_from, listed = comma + 1, True
    found = _RIGHT_END.search(text, span.end, sentence.end)
    clause_end = found.start() if found else sentence.end
    closed = text.find(")", span.end, clause_end)
    if closed >= 0 and text.find("(", span.end, closed) < 0:
        clause_end = closed
    right_end, before = clause_end, False
    if index + 1 < len(spans) and spans[index + 1].start < clause_end:
        right_end, before = spans[index + 1].start, True
    left = text[left_from : span.start]
    if bracketed and not left.strip():
        left = _before_bracket(text, sentence.start, opened)
    return Place(
        left,
        text[span.end : right_end],
        text[span.end : clause_end],
        text[sentence.start : clause],
        text[clause_end : sentence.end],
        after,
        before,
        listed,
        previous,
        text[clause : spans[index - 1].start] if previous is not None else "",
    )
