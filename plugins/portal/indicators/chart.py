"""Horizontal bars as inline SVG, drawn at build time.

Sizes are in em and per cent, without a view box: the chart fills its place on a phone and on a wide screen
while its letters keep the size that the reader has set. Colours come from the style sheet by class.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

#: Heights in em of the letters: the place's name, one bar, and the gap below a place.
LABEL, BAR, STEP, GAP = 1.45, 0.9, 1.4, 0.55
#: Width in em of the narrowest place that must hold a bar with its value: a phone's 320 px at 16 px letters.
NARROWEST = 20.0
#: The longest bar takes no more than this share of the width, in per cent.
LONGEST = 84.0
#: The shortest bar that can still be seen, in per cent.
SHORTEST = 0.6


@dataclass(frozen=True)
class Bar:
    """One value of one place.

    Args:
        label: the place; bars of one place that follow each other share it.
        shown: the value as readers see it, with its comparator in words.
        low, high: where the bar ends; a range is drawn from low to high.
        comparator: ``>`` and ``>=`` end in an arrow, ``<`` and ``<=`` are hollow, ``~`` is lighter.
    """

    label: str
    shown: str
    low: float
    high: float | None = None
    comparator: str = "="


def svg(identity: str, title: str, bars: Sequence[Bar], whole: float | None = None) -> str:
    """The chart as one ``<svg role="img">`` element.

    Args:
        identity: id of the element, unique on its page, ASCII.
        title: what is compared, read out first.
        bars: in the order from top to bottom.
        whole: the value at the right end of the scale (100 for shares of a whole); the largest value by default.
    """
    top = max([whole or 0.0, *(bar.high if bar.high is not None else bar.low for bar in bars)]) or 1.0
    longest = _longest(bars)
    parts, y, last = [], 0.0, None
    for bar in bars:
        if bar.label != last:
            y += GAP if last is not None else 0
            parts.append(f'<text class="chart-label" x="0" y="{_em(y + 1.05)}">{escape(bar.label, quote=False)}</text>')
            y, last = y + LABEL, bar.label
        parts += _bar(bar, y, longest, top)
        y += STEP
    return (
        f'<svg id="{identity}" class="chart" role="img" aria-labelledby="{identity}-t {identity}-d" width="100%" height="{_em(y)}">'
        f'<title id="{identity}-t">{escape(title, quote=False)}</title><desc id="{identity}-d">{escape(describe(bars), quote=False)}</desc>{"".join(parts)}</svg>'
    )


def describe(bars: Sequence[Bar]) -> str:
    """The chart in words, for those who do not see it."""
    return "；".join(f"{bar.label} {bar.shown}" for bar in bars)


def _bar(bar: Bar, y: float, longest: float, top: float) -> list[str]:
    end = max(SHORTEST, (bar.high if bar.high is not None else bar.low) / top * longest)
    start = 0.0
    parts = []
    if bar.high is not None:
        start = bar.low / top * longest
        middle = _em(y + BAR / 2 - 0.06)
        parts.append(f'<rect class="chart-reach" x="0" y="{middle}" width="{_percent(start)}" height=".12em"/>')
    shape = {"~": " about", "<": " at-most", "<=": " at-most"}.get(bar.comparator, "")
    width = _percent(max(SHORTEST, end - start))
    parts.append(
        f'<rect class="chart-bar{shape}" x="{_percent(start)}" y="{_em(y)}" width="{width}" height="{_em(BAR)}"/>'
    )
    indent = 0.4
    if bar.comparator in (">", ">="):
        indent = 1.0
        # A box of its own lets the arrow stand at a share of the width and still be drawn in em.
        parts.append(
            f'<svg x="{_percent(end)}" y="{_em(y)}" width="{_em(BAR / 2 + 0.1)}" height="{_em(BAR)}" viewBox="0 0 5 9" preserveAspectRatio="none">'
            '<path class="chart-bar" d="M.6 0 5 4.5.6 9z"/></svg>'
        )
    place = f'x="{_percent(end)}" dx="{_em(indent)}" y="{_em(y + BAR - 0.1)}"'
    parts.append(f'<text class="chart-value" {place}>{escape(bar.shown, quote=False)}</text>')
    return parts


def _longest(bars: Sequence[Bar]) -> float:
    """Per cent that the longest bar may take so that every value fits behind its bar on a phone."""
    widest = max((_width(bar.shown) + 1.2 for bar in bars), default=0.0)
    return max(35.0, min(LONGEST, 100 * (1 - widest / NARROWEST)))


def _width(text: str) -> float:
    """Width in em: Han characters take one, others about 0.58."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.58 for c in text)


def _em(size: float) -> str:
    return f"{round(size, 2):g}em"


def _percent(share: float) -> str:
    return f"{round(share, 2):g}%"
