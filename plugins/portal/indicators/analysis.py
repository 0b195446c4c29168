"""One article's figures with everything its page needs, as JSON values: pure, cached by content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from portal.errors import Problem, declare
from portal.indicators import kinds, times
from portal.indicators.cards import cards_of, marks_of, order_of, tables_of
from portal.indicators.extract import MAX_FIGURES, MAX_SENTENCE, extract
from portal.indicators.figure import Figure
from portal.indicators.onpage import page_cards as page_cards
from portal.indicators.onpage import ways_back as ways_back
from portal.indicators.overrides import Decided, apply
from portal.indicators.surroundings import Surroundings
from portal.text import sentences

declare(
    "warning",
    {
        "figures-many": "文章里的数字太多，只取了一部分做数据卡片",
        "figures-long": "有一句话太长，没有从里面取数据",
    },
)

_DIGIT = re.compile(r"\d")


def analyse_text(
    text: str,
    title: str = "",
    place: str = "",
    entries: Iterable[Mapping[str, Any]] = (),
    path: str = "",
    html: str = "",
) -> dict[str, Any]:
    """Figures, cards and marked sentences.

    Args:
        text: of the article; offsets count in it.
        title: sets the document's place where the text does not hold it.
        place: the article's 地区 for cards without a place of their own.
        entries: the editor's word, see :func:`portal.articles.figure_entries.read_entries`.
        path: the article's file, for problems.
        html: what the text was read from, for the heads of tables and the headings that figures stand under.

    Returns:
        ``figures`` in reading order, ``cards`` (one a figure, most telling first; ids f1, f2 … by
        reading order), ``tables`` (bands of a standard), ``order`` (ids on the article's page),
        ``marks`` and ``problems``.
    """
    found = extract(text, title)
    decided = apply(text, found, entries, path)
    around = Surroundings(html if decided.figures else "")
    figures, headed = _settled(text, decided, around)
    cards = cards_of(text, figures, place, decided.checked, decided.restated, around, headed)
    tables = tables_of(text, figures, cards)
    problems = [*decided.problems, *_skipped(text, len(found), path)]
    return {
        "figures": [figure.to_json() for figure in figures],
        "cards": cards,
        "tables": tables,
        "order": order_of(cards, tables),
        "marks": marks_of(text, figures),
        "problems": [problem.to_json() for problem in problems],
    }


def _settled(text: str, decided: Decided, around: Surroundings) -> tuple[list[Figure], set[int]]:
    """The figures with kind and time as their surroundings tell them, and ``start`` of those whose time is from a
    heading; what an editor stands for stays as it is."""
    figures, headed = [], set()
    for figure in kinds.settle(text, decided.figures, around):
        if figure.start not in decided.checked:
            period, from_heading = times.period_of(text, figure, around.at(figure.start))
            figure = replace(figure, period=period) if period != figure.period else figure
            headed |= {figure.start} if from_heading else set()
        figures.append(figure)
    return figures, headed


def _skipped(text: str, count: int, path: str) -> list[Problem]:
    """What the extraction left out so that its time stays bounded."""
    found: list[Problem] = []
    if count >= MAX_FIGURES:
        hint = "大张的数据表放进附件；正文里写主要的数字"
        found.append(Problem("figures-many", path, None, f"文章里的数字超过 {MAX_FIGURES} 个，后面的没有做卡片", hint))
    if len(text) > MAX_SENTENCE and any(len(line) > MAX_SENTENCE for line in text.split("\n")):
        for sentence in sentences.split(text):
            size = sentence.end - sentence.start
            if size > MAX_SENTENCE and _DIGIT.search(text, sentence.start, sentence.end):
                start = text[sentence.start : sentence.start + 12]
                message = f"「{start}…」这一句有 {size} 个字，没有从里面取数据"
                found.append(Problem("figures-long", path, None, message, "加上句号或分段"))
                break
    return found
