"""The pages under data/region/: all figures of a place, article by article, and the list of all places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from typing import Any

from portal.articles.model import Article
from portal.columns.cards import figure_with_article, figures_of
from portal.columns.lists import places, places_around
from portal.columns.paging import Slice, paginate
from portal.columns.refs import Ref
from portal.columns.told import BASE, told_before, told_of
from portal.indicators.collection import Brief, Data, articles_differing, collect
from portal.indicators.comparison import LEVELS, level_at, shown
from portal.indicators.moments import moment_of
from portal.indicators.rows import Row
from portal.indicators.table import BASE as DATA
from portal.regions.resolve import Place, resolve
from portal.site import Change, Group, Page, Site, Unit

#: Indicators named at the head of a place's page.
MOST_INDICATORS = 24
#: Articles, the newest, whose figures they are chosen from: bounded work on large sites.
LOOKED_AT = 60


def place_at(site: Site, slug: str) -> Place | None:
    """The place of a slug: of the gazetteer, or one that articles are filed under."""
    return places(site).get(slug) or (resolve(slug) if slug.isdigit() else None)


def told_places(site: Site) -> dict[str, Place]:
    """Slug -> place, of all places with figures."""
    return site.shared(
        "indicators.places", lambda: {slug: p for slug in sorted(told_of(site)) if (p := place_at(site, slug))}
    )


def refs(site: Site, most: int) -> list[dict[str, Any]]:
    """The places with most figures, each with how many and its page."""
    found = sorted(told_places(site).items(), key=lambda item: (-told_of(site)[item[0]].total, item[0]))
    return [{"name": p.name, "url": f"{BASE}{slug}/", "count": told_of(site)[slug].total} for slug, p in found[:most]]


def groups(site: Site, change: Change | None, crumbs: list[Ref]) -> Iterable[Group]:
    """A page for every place with figures (several where they are many), and the list of the places."""
    crumbs = [*crumbs, {"name": "各地数据", "url": BASE}]
    slugs = told_of(site) if change is None else sorted(_concerned(site, change))
    for slug in slugs:
        yield Group(f"figures of {slug}", partial(_units, site, change, slug, crumbs))
    if slugs:
        index = Unit(f"{BASE}index.html", "", lambda: [_index(site, crumbs)])
        yield Group("figures of places", lambda: [index])


def _concerned(site: Site, change: Change) -> set[str]:
    """The places whose page may differ: of figures that have changed or go by another label, and those inside or with articles
    for the first or last time."""
    now = site.briefs("indicators", "places")
    names = articles_differing(site, change)
    found = {slug for name in names for slug in (*(change.was("indicators", "places", name) or ()), *(now.get(name) or ()))}
    grown = {slug for slug in found if (slug in told_of(site)) != told_before(site, change, slug)}
    if names:
        found |= {slug for name in collect(site, change).relabelled for slug in now.get(name) or ()}
    if grown:
        found |= {slug for slug, place in told_places(site).items() if any(p.slug in grown for p in place.ancestors)}
    listed = places_around(article for pair in change.differing("region") for article in pair if article)
    return found | {slug for slug, place in told_places(site).items() if listed and place.slug in listed}


def _units(site: Site, change: Change | None, slug: str, crumbs: list[Ref]) -> Iterable[Unit]:
    place = told_places(site).get(slug)
    if place is None:
        return
    data, articles = collect(site, change), told_of(site)[slug].articles
    for part in paginate(articles, f"{BASE}{slug}/", site.settings.page_size):
        shown = {article.id: article for article in (*(articles[:LOOKED_AT] if part.number is None else ()), *part.items)}
        key = "".join(data.mark(article) for article in shown.values())
        around = [other.slug for other in _around(site, place)]
        made = partial(_page, site, data, slug, part, crumbs)
        yield Unit(part.path, f"{part.key}{key}{around}{place.slug in places(site)}", lambda made=made: [made()])  # type: ignore[misc]


def _around(site: Site, place: Place) -> list[Place]:
    return [other for other in place.ancestors if other.slug in told_places(site)]


def _page(site: Site, data: Data, slug: str, part: Slice[Article], crumbs: list[Ref]) -> Page:
    first = part.number is None
    # The code of a place that is no more has its page, too, by the name of what took its place.
    place, told = told_places(site)[slug], told_of(site)[slug]
    listed = places(site).get(place.slug)
    inputs = {
        "page": {"title": f"{place.name}的数据", "description": f"各篇文章写到的{place.name}的数字", "column": ""},
        "crumbs": [*crumbs, {"name": place.name, "url": f"{BASE}{slug}/"}],
        "name": place.name,
        "region": {"name": place.name, "url": listed.url} if listed else None,
        "around": [{"name": p.name, "url": f"{BASE}{p.slug}/"} for p in _around(site, place)],
        "total": told.total if first else None,
        "articles": len(told.articles) if first else None,
        "indicators": _indicators(data, told.articles[:LOOKED_AT], slug) if first else [],
        "groups": [_told(site, data, article, slug) for article in part.items],
        "pager": part.pager,
    }
    return Page(part.path, "data_region.html", inputs)


def _told(site: Site, data: Data, article: Article, slug: str) -> dict[str, Any]:
    """What an article says of the place, in the order of the text."""
    own = {row.entry.card for row in data.rows(article) if row.entry.slug == slug}
    cards = sorted((c for c in figures_of(site, article) if c["id"] in own), key=lambda c: int(c["id"][1:]))
    refs, figures = data.refs(article), []
    for card in cards:
        found = refs.get(card["id"])
        figures.append({**figure_with_article(card, article), "indicator": ref_of(found) if found else None})
    about = {"title": article.title, "url": article.url, "date": article.day, "source": article.source}
    return {"article": about, "figures": figures}


def ref_of(brief: Brief) -> Ref:
    """Name and page of an indicator."""
    return {"name": brief.name, "url": f"{DATA}{brief.key}/"}


def _indicators(data: Data, articles: Iterable[Article], slug: str) -> list[dict[str, Any]]:
    """The indicators that the place can be compared by, each with its latest value reached, else planned; those of many
    places come first, but by powers of two, so that one more place elsewhere moves nothing here."""
    own = [
        (row, found)
        for article in articles
        for row in data.rows(article)
        if row.entry.slug == slug and (found := data.refs(article).get(row.entry.card))
    ]
    latest: dict[str, tuple[Brief, Row]] = {}
    for row, found in sorted(own, key=lambda pair: moment_of(pair[0].entry.period, pair[0].entry.date).year):
        if row.traits.stage == "result" or found.key not in latest or latest[found.key][1].traits.stage != "result":
            latest[found.key] = (found, row)
    ordered = sorted(latest.values(), key=lambda pair: (-pair[0].places.bit_length(), not pair[0].declared, pair[0].key))
    return [
        {**ref_of(brief), "text": shown(row.entry), "period": row.entry.period, "stage": row.traits.stage}
        for brief, row in ordered[:MOST_INDICATORS]
    ]


def _index(site: Site, crumbs: list[Ref]) -> Page:
    levels: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for slug, place in told_places(site).items():
        ref = {"name": place.name, "url": f"{BASE}{slug}/", "count": told_of(site)[slug].total}
        levels[level_at(place.code, place.name)].append(ref)
    inputs = {
        "page": {"title": "各地数据", "description": "按地区看文章里的数字", "column": ""},
        "crumbs": crumbs,
        "groups": [{"name": LEVELS[level], "entries": levels[level]} for level in sorted(levels)],
    }
    return Page(f"{BASE}index.html", "data_regions.html", inputs)
