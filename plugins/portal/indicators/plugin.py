"""The indicators' part in the site: cards, marked sentences, the data page and open data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from portal.articles.model import Article, Body
from portal.errors import Problem
from portal.regions.resolve import place_of
from portal.settings import Settings
from portal.site import Change, Group, Part, Site

if TYPE_CHECKING:
    from pathlib import Path

#: Cards shown before the others are folded away.
SHOWN = 6


def analyse(article: Article, body: Body, settings: Settings) -> dict[str, Any]:
    """Figures, cards (most telling first) and marked sentences of one article."""
    from portal.indicators.analysis import analyse_text
    from portal.indicators.figure_rows import asked_in, families_in, mark_of, places_of, rows_of
    from portal.indicators.rows import read

    place = place_of(article)
    found = analyse_text(
        body.text, article.title, place.name if place else "", article.figures, article.path, body.html
    )
    rows, lines = rows_of(article, found, settings.url.rstrip("/") + "/" if settings.url else "")
    known = list(read(rows))
    stages = {row.entry.card: row.traits.stage for row in known}
    found["cards"] = [{**card, "stage": stages[card["id"]]} for card in found["cards"]]
    told = {"mark": mark_of(rows, found), "places": places_of(known, found)}
    return {**found, **told, "rows": rows, "lines": lines, "families": families_in(known), "asked": asked_in(known)}


def _keep(folder: Path) -> None:
    from portal.indicators import tagging

    tagging.keep_in(folder)


def _load(much: bool) -> None:
    from portal.indicators import analysis as analysis
    from portal.indicators import tagging

    if much:
        tagging.load()


def _groups(site: Site, change: Change | None) -> Iterable[Group]:
    """Everything under data/."""
    from portal.indicators import pages

    return pages.groups(site, change)


def _context(site: Site, article: Article) -> dict[str, Any]:
    from portal.indicators.onpage import page_cards

    return {"cards": page_cards(site.analysis("indicators", article.id), article.url), "shown": SHOWN}


def _decorate(html: str, analysis: Any) -> str:
    """The article's HTML with every figure's sentence as a target of its card."""
    from portal.indicators.marks import marked
    from portal.indicators.onpage import ways_back

    return marked(html, (analysis or {}).get("marks", []), ways_back(analysis))


def _check(site: Site) -> list[Problem]:
    """Decisions of editors that had no effect, and what was left out of long articles."""
    told = site.briefs("indicators", "problems")
    return [Problem.from_json(problem) for problems in told.values() for problem in problems]


def register() -> None:
    """Called by Pelican; the portal's own site is built from :data:`PART`, an ordinary one by signals."""
    from pelican import signals

    signals.generator_init.connect(_offer_template)
    signals.all_generators_finalized.connect(_add_figures)


def _offer_template(generator: Any) -> None:
    """Let templates of an ordinary Pelican site include figure_cards.html; the theme's own comes first."""
    from jinja2 import ChoiceLoader, FileSystemLoader

    from portal.indicators.stock import TEMPLATES

    generator.env.loader = ChoiceLoader([generator.env.loader, FileSystemLoader(TEMPLATES)])


def _add_figures(generators: Iterable[Any]) -> None:
    """``article.figures`` and marked sentences for every article of an ordinary Pelican site."""
    from pelican.generators import ArticlesGenerator

    from portal.indicators.stock import add_figures

    for generator in generators:
        if isinstance(generator, ArticlesGenerator):
            for name in (
                "articles",
                "translations",
                "hidden_articles",
                "hidden_translations",
                "drafts",
                "drafts_translations",
            ):
                for article in getattr(generator, name, ()):
                    add_figures(article)


PART = Part(
    name="indicators",
    analyse=analyse,
    keep=_keep,
    prepare=_load,
    context=_context,
    decorate=_decorate,
    check=_check,
    apart=("rows", "lines"),
    filed=("families", "asked"),
    recalled=("rows",),
    brief=("mark", "problems", "places"),
    units=_groups,
    reserves=("data",),
)
