"""The regions' part in the site: an article's place; its pages are made with the other lists."""

from __future__ import annotations

from typing import Any

from portal.articles.model import Article
from portal.errors import Problem
from portal.regions.resolve import place_of, problem_of
from portal.site import Part, Site


def _context(site: Site, article: Article) -> dict[str, Any]:
    place = place_of(article)
    return {"region": {"name": place.name, "url": place.url} if place else None}


def _check(site: Site) -> list[Problem]:
    return [problem for article in site.articles if (problem := problem_of(article))]


PART = Part(name="regions", context=_context, check=_check, reserves=("region",))
