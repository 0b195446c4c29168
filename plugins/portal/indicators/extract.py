"""All figures of a text, stage by stage."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache

from portal.indicators import clutter, measures, numbers, periods, traps, units
from portal.indicators.cells import Tables
from portal.indicators.drawn import DrawnCell, cells, cells_on_lines
from portal.indicators.figure import Figure, Kind
from portal.indicators.named import Named
from portal.indicators.naming import Naming
from portal.indicators.numbers import Span
from portal.indicators.scope import Scopes
from portal.indicators.working import working_copy
from portal.regions.gazetteer import short_name
from portal.text import sentences
from portal.text.sentences import Sentence

#: Figures taken from one text; a table of fifty thousand numbers is data, not an article.
MAX_FIGURES = 5000
#: Longer sentences are no prose: their figures are left out so that time stays bounded.
MAX_SENTENCE = 5000

#: Characters beside the figures of a cell of a drawn table, as in 约占45%(估算).
BESIDE = 4

_STANDARD = re.compile(r"标准|每个|每名|每[户村社街]|不低于|不少于|至少")


def extract(text: str, title: str = "") -> list[Figure]:
    """The figures of a text in order, without overlap.

    Args:
        text: plain text; offsets of the result count in its code points.
        title: its title where the text does not hold it; sets the document's place.
    """
    plain = clutter.without(text)
    if plain is None:
        return _extract(text, title)
    return [_placed(figure, text, plain) for figure in _extract(plain.text, title)]


def _placed(figure: Figure, text: str, plain: clutter.Plain) -> Figure:
    """The figure with its places in the text with its clutter."""
    start, end = plain.span(figure.start, figure.end)
    first, last = plain.span(figure.sentence_start, figure.sentence_end)
    return replace(figure, start=start, end=end, raw=text[start:end], sentence_start=first, sentence_end=last)


def _extract(text: str, title: str) -> list[Figure]:
    strokes = working_copy(text)
    copy, drawn = cells_on_lines(strokes), cells(strokes)
    spans = _with_bare(list(numbers.find(copy)), drawn)
    if not spans:
        return []
    parts = sentences.split(copy)
    by_sentence = _by_sentence(copy, parts, spans, {cell.start for cell in drawn})
    if not by_sentence:
        return []
    scopes = Scopes(copy, working_copy(title), parts)
    tables = Tables(copy, parts, drawn)
    found: list[Figure] = []
    for number, spans in by_sentence.items():
        found.extend(_figures(text, copy, parts, number, spans, scopes, tables))
        if len(found) >= MAX_FIGURES:
            break
    return found


def _with_bare(spans: list[Span], drawn: list[DrawnCell]) -> list[Span]:
    """The spans with the bare numbers of cells whose unit stands in the head."""
    bare = [cell.bare for cell in drawn if cell.bare]
    return sorted([*spans, *bare], key=lambda span: span.start) if bare else spans


def _by_sentence(
    copy: str, parts: list[Sentence], spans: list[Span], drawn: set[int]
) -> dict[int, list[Span]]:
    """Spans that are no traps, by sentence number; what fills a drawn cell needs nothing around it to be measured."""
    starts = [sentence.start for sentence in parts]
    walls: list[tuple[int, int]] | None = None
    found: dict[int, list[Span]] = {}
    for span in spans:
        number = bisect_right(starts, span.core) - 1
        sentence = parts[number]
        if span.end > sentence.end or sentence.end - sentence.start > MAX_SENTENCE:
            continue
        if walls is None:
            walls = traps.spans_of_names(copy)
        if _inside(walls, span):
            continue
        trap = traps.is_trap(copy, span, sentence.start)
        fills = span.start in drawn and span.end == sentence.end
        if trap and not (fills and trap in traps.OF_CONTEXT and not span.unit.endswith(("年", "日"))):
            continue
        found.setdefault(number, []).append(span)
    return found


def _inside(walls: list[tuple[int, int]], span: Span) -> bool:
    at = bisect_right(walls, (span.core, len(walls) and walls[-1][1] + 1)) - 1
    return at >= 0 and walls[at][0] <= span.core < walls[at][1]


def _figures(
    text: str, copy: str, parts: list[Sentence], number: int, spans: list[Span], scopes: Scopes, tables: Tables
) -> list[Figure]:
    sentence = parts[number]
    found: list[Figure] = []
    alone = copy[sentence.start : sentence.end].strip(" 。;") == copy[spans[0].start : spans[0].end]
    beside = sentence.end - sentence.start - sum(span.end - span.start for span in spans)
    cell = tables.drawn(number) if beside <= BESIDE else None
    cell = cell or (tables.cell(number) if alone else None)
    if alone and cell is None:
        return []  # what it is a figure of stands nowhere
    naming = Naming(copy, sentence, spans)
    for index, span in enumerate(spans):
        quantity = units.quantity_of(span)
        if quantity is None:
            continue
        where = scopes.place_at(cell.row, parts[cell.row].end) if cell else scopes.place_at(number, span.start)
        name = (
            cell.name(quantity.unit) if cell else naming.name(index, quantity.unit, _names_of(where, scopes.document))
        )
        if not name:
            continue
        period = cell.period() if cell else periods.period_of(copy, sentence.start, span.start, span.end)
        place = naming.places[index]
        kind = _kind(quantity.unit, period, place.head[-30:] + place.left, place.right)
        raw = text[span.start : span.end]
        found.append(
            Figure(
                span.start,
                span.end,
                raw,
                quantity.value,
                quantity.value_high,
                quantity.unit,
                quantity.unit_raw,
                quantity.comparator,
                name,
                where.name if where else None,
                period,
                kind,
                sentence.start,
                sentence.end,
            )  # fmt: skip
        )
    return found


@lru_cache(maxsize=64)
def _names_of(where: Named | None, document: Named | None) -> tuple[str, ...]:
    """Names of the governing and the document's place, full and short, for leaving out of titles."""
    names = [name for place in (where, document) if place for name in (*place.above, place.name)]
    return tuple(sorted({*names, *map(short_name, names)}, key=lambda name: (-len(name), name)))


def _kind(unit: str, period: str | None, left: str, right: str) -> Kind:
    kind = measures.kind_of(unit)
    if unit in ("次", "场", "轮") and period and period.startswith("每"):
        return "frequency"
    if kind != "ratio" and _STANDARD.search(left + right[:4]):
        return "standard"
    return kind  # type: ignore[return-value]
