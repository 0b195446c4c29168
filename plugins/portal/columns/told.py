"""The figures that articles tell of a place, whatever place the articles themselves are filed under."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from portal.articles.model import Article
from portal.columns.cards import figure_with_article, figures_of, gives_figures
from portal.site import Change, Site

#: Figures at the head of a place's page, and most of them out of one article.
SHOWN, OF_ONE = 9, 4
#: Page of all figures of a place; portal/indicators writes it.
BASE = "data/region/"


@dataclass(eq=False)
class Told:
    """The figures of a place.

    Args:
        slug: of the place.
        briefs: id of an article -> slug -> how many figures it tells, and the most telling ones.
        total: how many there are.
        articles: that tell of it, newest first.
    """

    slug: str
    briefs: Mapping[str, Any]
    total: int = 0
    articles: list[Article] = field(default_factory=list)

    @cached_property
    def best(self) -> tuple[tuple[str, str], ...]:
        """Ids of article and card of the most telling ones, no value twice."""
        found = [(article.id, self.briefs[article.id][self.slug][1]) for article in self.articles]
        return _best([(points, name, card, value) for name, best in found for card, points, value in best])

    def key(self, site: Site) -> str:
        """Changes when one of the figures shown does."""
        return f"{self.total} " + " ".join(f"{site.by_id[article].version}{card}" for article, card in self.best)


def told_of(site: Site) -> dict[str, Told]:
    """Slug of a place -> its figures, of all places with figures."""

    def make() -> dict[str, Told]:
        found: dict[str, Told] = {}
        briefs = site.briefs("indicators", "places")
        for article in site.articles:
            if not (brief := briefs.get(article.id)) or not gives_figures(site, article):
                continue
            for slug, (count, _) in brief.items():
                told = found.get(slug)
                if told is None:
                    told = found[slug] = Told(slug, briefs)
                told.total += count
                told.articles.append(article)
        return found

    return site.shared("columns.told", make)


def _best(offered: list[tuple[float, str, str, str]]) -> tuple[tuple[str, str], ...]:
    """The most telling, newer articles first among equals; what several articles say is shown once."""
    seen: set[str] = set()
    of_article: defaultdict[str, int] = defaultdict(int)
    found: list[tuple[str, str]] = []
    for _, article, card, value in sorted(offered, key=lambda item: -item[0]):
        if value not in seen and of_article[article] < OF_ONE:
            found.append((article, card))
            of_article[article] += 1
        seen.add(value)
        if len(found) == SHOWN:
            break
    return tuple(found)


def figures_at(site: Site, slug: str) -> list[dict[str, Any]]:
    """The place's most telling figures, each with its article."""
    told = told_of(site).get(slug)
    found = []
    for article_id, card_id in told.best if told else ():
        article = site.by_id[article_id]
        found += [figure_with_article(card, article) for card in figures_of(site, article) if card["id"] == card_id]
    return found


def slugs_told(site: Site, change: Change) -> set[str]:
    """Places that a changed article tells of, or told of."""
    now = site.briefs("indicators", "places")
    found = {slug for name in change.before for slug in change.was("indicators", "places", name) or ()}
    return found | {slug for name in change.after for slug in now.get(name) or ()}


def told_before(site: Site, change: Change, slug: str) -> bool:
    """Whether the place had figures as published."""
    for name, article in change.before.items():
        if gives_figures(site, article) and slug in (change.was("indicators", "places", name) or ()):
            return True
    told = told_of(site).get(slug)
    return told is not None and any(article.id not in change.after for article in told.articles)
