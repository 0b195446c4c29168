"""The indicators' part in the site: cards, marked sentences, the data page and open data."""

from __future__ import annotations

from typing import Any

from portal.articles.html import mark
from portal.articles.model import Article, Body
from portal.columns.cards import figures_of
from portal.indicators import pages
from portal.indicators.cards import cards_of, marks_of
from portal.indicators.extract import extract
from portal.regions.resolve import place_of
from portal.settings import Settings
from portal.site import Part, Site

#: Cards shown before the others are folded away.
SHOWN = 6
SENTENCE_CLASS = "figure-sentence"


def analyse(article: Article, body: Body, settings: Settings) -> dict[str, Any]:
    """Figures, cards (most telling first) and marked sentences of one article."""
    figures = extract(body.text, article.title)
    place = place_of(article)
    return {
        "figures": [figure.to_json() for figure in figures],
        "cards": cards_of(body.text, figures, place.name if place else ""),
        "marks": marks_of(body.text, figures),
    }


def _context(site: Site, article: Article) -> dict[str, Any]:
    return {"cards": figures_of(site, article), "shown": SHOWN}


def _decorate(html: str, analysis: Any) -> str:
    """The article's HTML with every figure's sentence as a target of its card."""
    spans = [(start, end, anchor, SENTENCE_CLASS) for start, end, anchor in (analysis or {}).get("marks", [])]
    return mark(html, spans) if spans else html


def register() -> None:
    """Called by Pelican; the site is built from :data:`PART`."""


PART = Part(
    name="indicators",
    analyse=analyse,
    context=_context,
    decorate=_decorate,
    pages=pages.pages,
    files=pages.files,
    reserves=("data",),
)
