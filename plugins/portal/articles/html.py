"""Text out of our own sanitised HTML, and marks put back into it at offsets of that text.

The input is well-formed (nh3 wrote it), which a parser for the open web need not be told: one
regular expression cuts it into tags, entities and text.
"""

from __future__ import annotations

import heapq
import html as _entities
import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

TOKEN = re.compile(
    r'<(/?)([a-zA-Z][a-zA-Z0-9]*)([^>"]*(?:"[^"]*"[^>"]*)*)>|(&#?[a-zA-Z0-9]+;)|<!--.*?-->|[^<&]+|[<&]', re.DOTALL
)
_BLOCK_NAMES = (
    "address article aside blockquote caption col colgroup dd details div dl dt figcaption figure footer h1 h2 h3 h4 "
    "h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
BLOCKS = frozenset(_BLOCK_NAMES.split())
_VOID_NAMES = "area br col embed hr img input link meta source track wbr"
VOID = frozenset(_VOID_NAMES.split())
#: Nothing but paragraphs and headings of bare text, as most articles are.
_SIMPLE = re.compile(r'(?:<(?:p|h[1-6](?: id="[^"]*")?)>[^<&]*+</(?:p|h[1-6])>\n?)*+')
_SIMPLE_TEXT = re.compile(r">([^<&]+)</")
_SPACE = str.maketrans("\n\t\r", "   ")


class Piece(NamedTuple):
    """Text that reads the same in HTML and as text, or one entity or line break.

    Args:
        start: offset in the HTML.
        end: offset after it.
        text: what a reader sees.
    """

    start: int
    end: int
    text: str


class Walk(NamedTuple):
    """What one pass over the HTML finds: lines of pieces, and the (start, end) of inline elements."""

    lines: list[list[Piece]]
    inline: list[tuple[int, int]]


def text_of(html: str) -> str:
    """What a reader reads: one line a block, ``<br>`` as a line end, entities decoded.

    Footnote signs and the arrows back from footnotes are left out: ``80%¹`` must not read ``80%1``.
    """
    if "<" not in html and "&" not in html:
        return _spaced(html).strip()
    if _SIMPLE.fullmatch(html):
        return "\n".join(filter(None, [_spaced(text).strip() for text in _SIMPLE_TEXT.findall(html)]))
    return "\n".join(text for _, text in lines_of(html))


def lines_of(html: str) -> list[tuple[int, str]]:
    """The lines of :func:`text_of`, each with the offset in the HTML where its text begins."""
    return [(line[0].start, "".join(piece.text for piece in line)) for line in _walk(html).lines]


def mark(html: str, spans: Iterable[tuple[int, int, str, str]]) -> str:
    """Wrap text ranges in ``<span id=anchor class=…>``; :func:`text_of` of the result is unchanged.

    A range ends with the block it starts in. A range that cuts through an inline element grows to
    the element's edge. Ranges may lie inside one another; of two that overlap otherwise, the later
    one starts where the earlier ends, or becomes an empty span there.

    Args:
        html: well-formed HTML.
        spans: ``(start, end, anchor, css_class)``, offsets in ``text_of(html)``; anchor and class may
            be empty. An anchor that is there already is not written again. Empty ranges and ranges
            outside the text are left out.
    """
    walk = _walk(html)
    ranges = []
    for order, (start, end, anchor, css_class) in enumerate(_located(walk, spans)):
        start, end = _widen(start, end, walk.inline)
        ranges.append((start, -end, order, anchor, css_class))
    if not ranges:
        return html
    return _insert(html, _nested(ranges, walk.inline))


def _walk(html: str) -> Walk:
    lines: list[list[Piece]] = []
    inline: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    line: list[Piece] = []
    skipping = preformatted = 0
    for match in TOKEN.finditer(html):
        closing, tag, attributes, entity = match.groups()
        if tag is None:
            if not skipping:
                text = match[0]
                if entity:
                    text = _entities.unescape(text)
                elif text.startswith("<!--"):
                    continue
                elif not preformatted:
                    text = _spaced(text)
                _add(line, match.start(), match.end(), text)
            continue
        tag = tag.lower()
        if tag in BLOCKS:
            line = _flush(line, lines)
        if tag == "br" and not skipping and line:
            _trim(line)
            line.append(Piece(match.start(), match.end(), "\n"))
        if tag in VOID:
            continue
        if not closing:
            stack.append((tag, match.start()))
            skipping += bool(skipping or _is_note(tag, attributes))
            preformatted += tag == "pre"
        elif stack and stack[-1][0] == tag:
            start = stack.pop()[1]
            skipping -= bool(skipping)
            preformatted -= tag == "pre"
            if tag not in BLOCKS:
                inline.append((start, match.end()))
    _flush(line, lines)
    return Walk(lines, inline)


def _spaced(text: str) -> str:
    """With spaces for line ends and tabs; to translate what has none takes long."""
    return text.translate(_SPACE) if "\n" in text or "\t" in text else text


def _is_note(tag: str, attributes: str) -> bool:
    return tag == "a" and ('class="footnote-ref"' in attributes or 'class="footnote-backref"' in attributes)


def _add(line: list[Piece], start: int, end: int, text: str) -> None:
    if not line or line[-1].text == "\n":
        stripped = text.lstrip()
        if not stripped:
            return
        if len(text) == end - start:
            start += len(text) - len(stripped)
            text = stripped
    line.append(Piece(start, end, text))


def _trim(line: list[Piece]) -> None:
    """Drop white space and line breaks at the end of a line."""
    while line:
        last = line.pop()
        text = last.text.rstrip()
        if text:
            line.append(last if len(text) == len(last.text) else Piece(last.start, last.start + len(text), text))
            return


def _flush(line: list[Piece], lines: list[list[Piece]]) -> list[Piece]:
    if line:
        _trim(line)
        if line:
            lines.append(line)
    return []


def _located(walk: Walk, spans: Iterable[tuple[int, int, str, str]]) -> Iterable[tuple[int, int, str, str]]:
    """Text offsets turned into HTML offsets."""
    pieces: list[Piece] = []
    starts: list[int] = []
    line_ends: list[int] = []
    offset = 0
    for line in walk.lines:
        for piece in line:
            pieces.append(piece)
            starts.append(offset)
            line_ends.append(-1)
            offset += len(piece.text)
        line_ends[-len(line) :] = [offset] * len(line)
        offset += 1
    for start, end, anchor, css_class in spans:
        if start < 0 or end <= start:
            continue
        first = bisect_right(starts, start) - 1
        if first < 0:
            continue
        if start >= starts[first] + len(pieces[first].text):
            first += 1
            if first == len(pieces):
                continue
            start = starts[first]
        end = min(end, line_ends[first])
        if end <= start:
            continue
        last = bisect_right(starts, end - 1) - 1
        yield (
            _html_offset(pieces[first], start - starts[first], False),
            _html_offset(pieces[last], end - starts[last], True),
            anchor,
            css_class,
        )


def _html_offset(piece: Piece, offset: int, ending: bool) -> int:
    if piece.end - piece.start == len(piece.text):
        return piece.start + offset
    return piece.end if ending else piece.start


def _widen(start: int, end: int, inline: list[tuple[int, int]]) -> tuple[int, int]:
    """Grow until no inline element is cut through."""
    changed = True
    while changed:
        changed = False
        for left, right in inline:
            if (left < start < right) != (left < end < right):
                start, end, changed = min(start, left), max(end, right), True
    return start, end


Range = tuple[int, int, int, str, str]


def _nested(ranges: list[Range], inline: list[tuple[int, int]]) -> list[Range]:
    """The ranges made to lie inside or beside one another, in order of their start."""
    heapq.heapify(ranges)
    placed: list[Range] = []
    ends: list[int] = []
    while ranges:
        start, minus_end, order, anchor, css_class = heapq.heappop(ranges)
        while ends and ends[-1] <= start:
            ends.pop()
        if ends and ends[-1] < -minus_end:
            edge = ends[-1]
            whole = _widen(edge, -minus_end, inline) == (edge, -minus_end)
            heapq.heappush(ranges, (edge, minus_end if whole else -edge, order, anchor, css_class))
            continue
        placed.append((start, minus_end, order, anchor, css_class))
        if -minus_end > start:
            ends.append(-minus_end)
    return placed


def _insert(html: str, ranges: list[Range]) -> str:
    opens: dict[int, list[str]] = {}
    empties: dict[int, list[str]] = {}
    closes: dict[int, int] = {}
    used: set[str] = set()
    for start, minus_end, _, anchor, css_class in ranges:
        name, style = _entities.escape(anchor), _entities.escape(css_class)
        fresh = anchor and anchor not in used and f'id="{name}"' not in html
        used.add(anchor)
        tag = "<span" + (f' id="{name}"' if fresh else "") + (f' class="{style}"' if style else "") + ">"
        if -minus_end == start:
            empties.setdefault(start, []).append(tag + "</span>")
        else:
            opens.setdefault(start, []).append(tag)
            closes[-minus_end] = closes.get(-minus_end, 0) + 1
    parts, last = [], 0
    for place in sorted({*opens, *empties, *closes}):
        parts += [html[last:place], "</span>" * closes.get(place, 0), *empties.get(place, ()), *opens.get(place, ())]
        last = place
    return "".join([*parts, html[last:]])
