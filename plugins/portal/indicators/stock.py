"""Figures for the articles of an ordinary Pelican site, whatever its theme.

``PLUGINS = ["portal.indicators"]`` gives every article ``article.figures`` (the cards of
docs/templates.md, in the order of the page) and marks the sentences in its content; templates may
``{% include "figure_cards.html" %}``. Nothing here imports Pelican: an article is anything with
``title``, ``metadata`` and ``_content``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from portal.articles.html import text_of
from portal.indicators.analysis import analyse_text, page_cards, ways_back
from portal.indicators.marks import marked, unmarked

#: Holds figure_cards.html.
TEMPLATES = str(Path(__file__).parent / "templates")
#: Metadata that may name an article's place; Pelican lowers the keys.
_PLACES = ("region", "地区")


def add_figures(article: Any) -> None:
    """Give a Pelican article its ``figures``, and mark their sentences in its content."""
    html = getattr(article, "_content", None) or ""
    text = text_of(html)
    metadata = getattr(article, "metadata", {})
    place = next((str(metadata[key]) for key in _PLACES if metadata.get(key)), "")
    analysis = analyse_text(text, str(getattr(article, "title", "")), place, html=html)
    article.figures = page_cards(analysis)
    after = marked(html, analysis["marks"], ways_back(analysis))
    # Raw HTML in an article need not be well formed; text is worth more than marks.
    if not article.figures or text_of(after) != text:
        return
    article._content = after
    summarise = getattr(article, "get_summary", None)
    if summarise is not None:
        # Lists show summaries of many articles: marks would give one page two elements of one id.
        article.get_summary = lambda siteurl: unmarked(summarise(siteurl))
