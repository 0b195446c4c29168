"""Where the running text of a page is densest: the element that holds the article, by its paragraphs alone."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, NavigableString, Tag

from portal.importing.marks import size

_HOLDERS = ("p", "div", "section", "td", "span", "article", "li", "blockquote", "font", "center")
_INLINE = frozenset(("b", "strong", "span", "font", "em", "br", "a", "i", "u", "sub", "sup"))
_SIGNS = re.compile("[，。,；！？]")
#: Characters of a paragraph that counts, and the share of links in it from which it is a list of links.
SHORTEST, LINKED = 25, 0.3
#: Share of links in an element from which its paragraphs say nothing of the elements around it.
TASTE = 0.25
#: What a paragraph gives to the elements around it, from the inside.
_SHARES = (1.0, 0.5, 0.25)
#: An element around the best one is better where it has so much more text, and hardly anything else.
MORE, PURE = 1.15, 0.6


def densest(soup: BeautifulSoup) -> Tag | None:
    """The element with the article, or None where no text is long enough to tell."""
    shares: dict[int, float] = {}

    def linked(element: Tag) -> float:
        return shares[id(element)] if id(element) in shares else shares.setdefault(id(element), _linked(element))

    paragraphs = [(element, length) for element in soup.find_all(_HOLDERS) if (length := _prose(element))]
    scores: dict[int, float] = {}
    holders: dict[int, Tag] = {}
    for paragraph, points in paragraphs:
        place, worth = paragraph.parent, points[0]
        for share in _SHARES:
            if place is None or place.name in ("html", "[document]"):
                break
            holders[id(place)] = place
            scores[id(place)] = scores.get(id(place), 0.0) + worth * share
            # A sentence below a link is the taste of another article.
            worth *= max(0.0, 1 - linked(place) / TASTE)
            place = place.parent
    if not scores:
        return None
    best = max(holders.values(), key=lambda element: scores[id(element)] * (1 - linked(element)))
    own = [(p, points[1]) for p, points in paragraphs if p.parent is not None and linked(p.parent) < TASTE]
    return _wider(best, own)


def _prose(element: Tag) -> tuple[float, int] | None:
    """Points and characters of an element's own text, or None where it is no paragraph."""
    pieces = [
        str(child) if type(child) is NavigableString else child.get_text()
        for child in element.children
        if type(child) is NavigableString or (isinstance(child, Tag) and child.name in _INLINE)
    ]
    text = re.sub(r"\s", "", "".join(pieces))
    signs = len(_SIGNS.findall(text))
    if len(text) < SHORTEST or not signs or element.find_parent("a"):
        return None
    linked = sum(size(link.get_text()) for link in element.find_all("a"))
    return None if linked > LINKED * len(text) else (1 + signs + min(len(text) / 100, 3), len(text))


def _linked(element: Tag) -> float:
    """The share of an element's text that are links."""
    links = sum(size(link.get_text()) for link in element.find_all("a"))
    return min(links / max(size(element.get_text()), 1), 1.0)


def _wider(best: Tag, paragraphs: list[tuple[Tag, int]]) -> Tag:
    """The element around several parts of one article, where it holds little but them."""
    inside: dict[int, int] = {}
    for paragraph, length in paragraphs:
        # By identity: comparing elements compares all that is in them.
        for place in (paragraph, *paragraph.parents):
            inside[id(place)] = inside.get(id(place), 0) + length
    found, around = best, best.parent
    while around is not None and around.name not in ("body", "html", "[document]"):
        text = inside.get(id(around), 0)
        if text > inside.get(id(found), 0) * MORE and text >= PURE * size(around.get_text()):
            found = around
        around = around.parent
    return found
