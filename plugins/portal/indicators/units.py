"""From a span as written to value, unit and comparator."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from portal.indicators.measures import AFTER, BEFORE
from portal.indicators.numbers import Span
from portal.text.numerals import value_of


class Quantity(NamedTuple):
    """Value, unit and comparator of a span; see :class:`portal.indicators.figure.Figure`."""

    value: float
    value_high: float | None
    unit: str
    unit_raw: str
    comparator: str


_YUAN = ("元人民币", "人民币", "块钱", "元")
_TWO_SCALES = re.compile(r"(\d+亿)(\d{1,4}万)|(\d+万)(\d千|\d{4})")
_SCALE_END = re.compile(r"[余多几]?([十百千]?[万亿]+)$")


def quantity_of(span: Span) -> Quantity | None:
    """The span's quantity, or None where its digits write no number worth keeping."""
    value, high = _number(span.low), _number(span.high) if span.high else None
    if value is None or (span.high and high is None):
        return None
    if high is not None:
        value = _shared_scale(span, value, high)
        if high <= value:
            return None
    unit = "元" if span.unit in _YUAN else "个百分点" if span.unit == "百分点" else span.unit or "人"
    scale = _SCALE_END.search(span.high or span.low) if unit.endswith("元") else None
    unit_raw = (scale[1] if scale else "") + span.unit
    return Quantity(value, high, unit, unit_raw, _comparator(span))


@lru_cache(maxsize=4096)
def _number(raw: str) -> float | None:
    """Value of a number, a share in words, or a round 百/千/万."""
    raw = raw.replace(" ", "")
    parts = _TWO_SCALES.fullmatch(raw)
    if parts:
        return sum(value_of(part) or 0 for part in parts.groups() if part)
    if raw.startswith("百分之"):
        return value_of(raw[3:])
    if "分之" in raw:
        whole, _, part = raw.partition("分之")
        return _share(part, whole)
    if "/" in raw:
        return _share(*raw.split("/"))
    if raw in ("半", "半数", "一半"):
        return 50.0
    if "成" in raw:
        whole, _, rest = raw.partition("成")
        tenths = value_of(whole)
        ones = 5 if rest == "半" else value_of(rest) or 0
        return None if tenths is None else round(tenths * 10 + ones, 6)
    # 超万亿元, 近千名: a scale alone is one of it.
    return value_of("1" + raw if raw[:1] in "百千万亿" else raw)


def _share(part: str, whole: str) -> float | None:
    low, high = value_of(part), value_of(whole)
    return 100 * low / high if low and high and low <= high else None


def _shared_scale(span: Span, value: float, high: float) -> float:
    """3-5万 is 30,000 to 50,000: the lower end takes the upper one's 万 where it has none."""
    scale = _SCALE_END.search(span.high)
    if scale and not _SCALE_END.search(span.low):
        factor = value_of("1" + scale[1]) or 1
        if value * factor < high:
            return value * factor
    return value


def _comparator(span: Span) -> str:
    if span.before:
        return BEFORE[span.before]
    if span.after:
        return AFTER.get(span.after) or BEFORE[span.after]
    if span.more:
        return ">"
    return "="
