"""The pages under data/region/: all figures of a place, article by article, and the list of all places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from portal.articles.model import Article
from portal.columns.cards import figure_with_article, figures_of
from portal.columns.lists import places
from portal.columns.paging import Slice, paginate
from portal.columns.refs import Ref
from portal.columns.told import BASE, told_of
from portal.indicators.comparison import LEVELS, level_of, shown
from portal.indicators.groups import Entry, Group
from portal.indicators.moments import moment_of
from portal.indicators.opendata import Data
from portal.indicators.table import BASE as DATA
from portal.regions.resolve import Place, resolve
from portal.site import Page, Site, Unit

#: Indicators named at the head of a place's page.
MOST_INDICATORS = 24


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


def units(site: Site, data: Data, marks: Mapping[str, str], crumbs: list[Ref]) -> Iterable[Unit]:
    """A page for every place with figures (several where they are many), and the list of the places."""
    entries: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in data.entries:
        if entry.slug:
            entries[entry.slug].append(entry)
    crumbs = [*crumbs, {"name": "各地数据", "url": BASE}]
    for slug, place in told_places(site).items():
        own = entries[slug]
        articles = [site.by_id[name] for name in dict.fromkeys(entry.article for entry in own)]
        for part in paginate(articles, f"{BASE}{slug}/", site.settings.page_size):
            inside = {article.id for article in part.items}
            key = "".join(
                f"{marks[e.article]}{e.card}{_key(data, e)}" for e in own if part.number is None or e.article in inside
            )
            made = partial(_page, site, data, place, part, own, crumbs)
            yield Unit(part.path, f"{part.key}{key}{bool(places(site).get(slug))}", lambda made=made: [made()])  # type: ignore[misc]
    yield Unit(f"{BASE}index.html", "", lambda: [_index(site, entries, crumbs)])


def _key(data: Data, entry: Entry) -> str:
    group = data.of_card.get((entry.article, entry.card))
    return f"{group.key}{group.name}" if group else ""


def _page(site: Site, data: Data, place: Place, part: Slice[Article], own: list[Entry], crumbs: list[Ref]) -> Page:
    first = part.number is None
    listed = places(site).get(place.slug)
    inputs = {
        "page": {"title": f"{place.name}的数据", "description": f"各篇文章写到的{place.name}的数字", "column": ""},
        "crumbs": [*crumbs, {"name": place.name, "url": f"{BASE}{place.slug}/"}],
        "name": place.name,
        "region": {"name": place.name, "url": listed.url} if listed else None,
        "around": [{"name": p.name, "url": f"{BASE}{p.slug}/"} for p in place.ancestors if p.slug in told_places(site)],
        "total": len(own) if first else None,
        "articles": len({entry.article for entry in own}) if first else None,
        "indicators": _indicators(data, own) if first else [],
        "groups": [_told(site, data, article, own) for article in part.items],
        "pager": part.pager,
    }
    return Page(part.path, "data_region.html", inputs)


def _told(site: Site, data: Data, article: Article, own: list[Entry]) -> dict[str, Any]:
    """What an article says of the place, in the order of the text."""
    ids = {entry.card: entry for entry in own if entry.article == article.id}
    cards = sorted((c for c in figures_of(site, article) if c["id"] in ids), key=lambda c: int(c["id"][1:]))
    figures = []
    for card in cards:
        found = data.of_card.get((article.id, card["id"]))
        figures.append({**figure_with_article(card, article), "indicator": _ref(found) if found else None})
    about = {"title": article.title, "url": article.url, "date": article.day, "source": article.source}
    return {"article": about, "figures": figures}


def _ref(group: Group) -> Ref:
    return {"name": group.name, "url": f"{DATA}{group.key}/"}


def _indicators(data: Data, own: list[Entry]) -> list[dict[str, Any]]:
    """The indicators that the place can be compared by, each with its latest value reached, else planned."""
    latest: dict[str, tuple[Group, Entry]] = {}
    for entry in sorted(own, key=lambda e: moment_of(e.period, e.date).year):
        group = data.of_card.get((entry.article, entry.card))
        if group and (entry in group.results or group.key not in latest or latest[group.key][1] not in group.results):
            latest[group.key] = (group, entry)
    ordered = sorted(latest.values(), key=lambda pair: (-pair[0].places, not pair[0].declared, pair[0].key))
    return [
        {
            **_ref(group),
            "text": shown(entry),
            "period": entry.period,
            "places": group.places,
            "stage": _stage(group, entry),
        }
        for group, entry in ordered[:MOST_INDICATORS]
    ]


def _stage(group: Group, entry: Entry) -> str:
    return "result" if entry in group.results else "plan" if entry in group.plans else "standard"


def _index(site: Site, entries: Mapping[str, list[Entry]], crumbs: list[Ref]) -> Page:
    levels: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for slug, place in told_places(site).items():
        ref = {"name": place.name, "url": f"{BASE}{slug}/", "count": told_of(site)[slug].total}
        levels[level_of(entries[slug][0]) if entries[slug] else len(LEVELS) - 1].append(ref)
    inputs = {
        "page": {"title": "各地数据", "description": "按地区看文章里的数字", "column": ""},
        "crumbs": crumbs,
        "groups": [{"name": LEVELS[level], "entries": levels[level]} for level in sorted(levels)],
    }
    return Page(f"{BASE}index.html", "data_regions.html", inputs)
