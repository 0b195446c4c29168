"""The sentences of figures in an article's HTML: anchors for the cards, and the way back."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterable, Mapping

from portal.articles.html import TOKEN, VOID, mark

SENTENCE_CLASS = "figure-sentence"
_ANCHOR = re.compile(r' id="(s-[0-9a-f]{8})"')


def marked(html: str, marks: Iterable[tuple[int, int, str]], cards: Mapping[str, str]) -> str:
    """The HTML with every figure's sentence as a target, and a link behind it that leads back.

    The link has no text of its own (the style sheet shows one while its sentence is the target), so
    that copying, reading aloud and searching meet the article's words alone; its name is for screen readers.

    Args:
        html: well-formed HTML.
        marks: ``(start, end, anchor)`` in the offsets of ``text_of(html)``.
        cards: anchor -> id of the element to go back to.
    """
    spans = [(start, end, anchor, SENTENCE_CLASS) for start, end, anchor in marks]
    return _with_links(mark(html, spans), cards) if spans else html


def _with_links(html: str, cards: Mapping[str, str]) -> str:
    pieces: list[str] = []
    stack: list[tuple[str, str]] = []
    waiting: list[str] = []
    last = 0
    for match in TOKEN.finditer(html):
        closing, tag, attributes, _ = match.groups()
        if tag is None or tag.lower() in VOID:
            continue
        tag = tag.lower()
        if not closing:
            found = _ANCHOR.search(attributes) if tag == "span" else None
            stack.append((tag, found[1] if found else ""))
            continue
        if stack and stack[-1][0] == tag:
            anchor = stack.pop()[1]
            if anchor in cards:
                waiting.append(cards[anchor])
        # A link inside a link is no HTML: the way back stands behind the outer one.
        if waiting and not any(name == "a" for name, _ in stack):
            pieces += [html[last : match.end()], *map(_link, waiting)]
            last = match.end()
            waiting = []
    return "".join([*pieces, html[last:]])


def _link(card: str) -> str:
    return f'<a class="back" href="#{entities.escape(card)}" aria-label="返回数据卡片"></a>'


def unmarked(html: str) -> str:
    """The HTML without what :func:`marked` put in, for summaries: an id must not stand on a page twice."""
    pieces: list[str] = []
    stack: list[bool] = []
    last = 0
    for match in TOKEN.finditer(html):
        closing, tag, attributes, _ = match.groups()
        if tag is None or tag.lower() in VOID:
            continue
        if not closing:
            ours = f'class="{SENTENCE_CLASS}"' in attributes or (
                tag == "a" and 'class="back" href="#card-' in attributes
            )
            stack.append(ours)
        else:
            ours = bool(stack) and stack.pop()
        if ours:
            pieces.append(html[last : match.start()])
            last = match.end()
    return "".join([*pieces, html[last:]])
