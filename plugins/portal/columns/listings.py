"""Pages of practices, topics, series, tags and regions: each lists its articles; an index lists them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from json import dumps
from typing import Any

from portal.articles.model import Article
from portal.columns.cards import card, figure_with_article, figures_of, key_of
from portal.columns.feeds import feed_page
from portal.columns.paging import Slice, paginate
from portal.columns.refs import Ref
from portal.columns.terms import KINDS, PRACTICE, TAG, Kind, Term, Terms, read_terms
from portal.columns.tree import HOME
from portal.regions.resolve import Place, place_of
from portal.site import Page, Site, Unit

#: Figures at the head of a region, practice or topic page: one from each of the newest articles.
HEAD_FIGURES = 6
#: Kinds whose pages list case studies before other articles.
CASES_APART = ("region", "practice")


def _figures(site: Site, articles: list[Article]) -> list[dict[str, Any]]:
    shown = []
    for article in articles:
        shown += [figure_with_article(figure, article) for figure in figures_of(site, article)[:1]]
        if len(shown) == HEAD_FIGURES:
            break
    return shown


def _page(site: Site, part: Slice[Article], articles: list[Article], head: dict[str, Any]) -> Page:
    first = part.number is None
    cases = [a for a in articles if a.type == "case"] if first and head["kind"] in CASES_APART else []
    shown = {
        "figures": _figures(site, articles) if first else [],
        "cases": [card(site, a) for a in cases],
        "children": head["children"] if first else [],
        "items": [card(site, a) for a in part.items],
        "pager": part.pager,
    }
    return Page(part.path, "listing.html", {**head, **shown})


def _listing(site: Site, base: str, articles: list[Article], head: dict[str, Any]) -> Iterable[Unit]:
    others = [a for a in articles if a.type != "case"] if head["kind"] in CASES_APART else articles
    for part in paginate(others, base, site.settings.page_size):
        page = partial(_page, site, part, articles, head)
        if part.number is None:
            feed = partial(feed_page, site, f"{base}feed.xml", head["name"], base, articles)
            key = key_of(articles, dumps(head["children"]))
            made = (page, feed) if head["feed"] else (page,)
            yield Unit(part.path, key, lambda made=made: [make() for make in made])  # type: ignore[misc]
        else:
            yield Unit(part.path, key_of(part.items, part.key), lambda page=page: [page()])  # type: ignore[misc]


def _head(kind: str, kind_name: str, name: str, base: str, crumbs: list[Ref]) -> dict[str, Any]:
    return {
        "page": {"title": f"{name} · {kind_name}", "description": "", "column": ""},
        "kind": kind,
        "kind_name": kind_name,
        "name": name,
        "description": "",
        "synonyms": [],
        "children": [],
        "festive": False,
        "feed": f"{base}feed.xml",
        "crumbs": [HOME, *crumbs, {"name": name, "url": base}],
    }


def _term_units(site: Site, terms: Terms, term: Term) -> Iterable[Unit]:
    kind, base = terms.kind, terms.url(term)
    head = _head(kind.key, kind.name, term.name, base, [{"name": kind.name, "url": f"{kind.key}/"}])
    head |= {"description": term.description, "synonyms": list(term.synonyms), "festive": term.festive}
    head["page"]["description"] = term.description
    if kind is TAG and term not in terms.declared:
        head["feed"] = None
    yield from _listing(site, base, terms.articles[term.key], head)


def _taxonomy(base: str, name: str, groups: list[dict[str, Any]], description: str) -> Page:
    crumbs = [HOME, {"name": name, "url": base}]
    inputs = {
        "page": {"title": name, "description": description, "column": ""},
        "kind_name": name,
        "name": name,
        "crumbs": crumbs,
        "description": description,
        "groups": groups,
    }
    return Page(f"{base}index.html", "taxonomy.html", inputs)


def _term_index(kind: Kind, terms: Terms) -> Page:
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for term in terms.used():
        entry = {
            "name": term.name,
            "url": terms.url(term),
            "count": len(terms.articles[term.key]),
            "description": term.description,
        }
        groups[term.domain if kind is PRACTICE else ""].append(entry)
    return _taxonomy(
        f"{kind.key}/",
        f"全部{kind.name}",
        [{"name": n, "entries": e} for n, e in groups.items()],
        f"按{kind.name}浏览全部文章和案例",
    )


def _by_place(site: Site) -> tuple[dict[str, Place], dict[str, list[Article]]]:
    """Places by slug, and the articles of each, those of the places inside it included."""
    places: dict[str, Place] = {}
    found: dict[str, list[Article]] = defaultdict(list)
    for article in site.articles:
        place = place_of(article)
        for member in (*place.ancestors, place) if place else ():
            places.setdefault(member.slug, member)
            found[member.slug].append(article)
    return places, dict(found)


def _region_units(site: Site) -> Iterable[Unit]:
    places, found = _by_place(site)
    inside: dict[str, list[Place]] = defaultdict(list)
    for place in places.values():
        inside[place.ancestors[-1].slug if place.ancestors else ""].append(place)

    def entries(members: list[Place]) -> list[dict[str, Any]]:
        ordered = sorted(members, key=lambda p: p.slug)
        return [{"name": p.name, "url": p.url, "count": len(found[p.slug]), "description": ""} for p in ordered]

    for place in places.values():
        crumbs = [{"name": "地区", "url": "region/"}, *({"name": p.name, "url": p.url} for p in place.ancestors)]
        head = _head("region", "地区", place.name, place.url, crumbs)
        head["children"] = entries(inside[place.slug])
        yield from _listing(site, place.url, found[place.slug], head)
    tops = inside[""]
    groups = [
        {"name": p.name, "entries": entries([p]) + entries(inside[p.slug])} for p in sorted(tops, key=lambda p: p.slug)
    ]
    index = partial(_taxonomy, "region/", "全部地区", groups, "按地区浏览全部文章和案例")
    yield Unit("region/index.html", dumps(groups), lambda: [index()])


def listing_units(site: Site) -> Iterable[Unit]:
    """All pages of all terms and regions, with their indexes."""
    for kind in KINDS:
        terms = read_terms(site, kind)
        for term in terms.used():
            yield from _term_units(site, terms, term)
        key = dumps([[term.key, term.name, len(terms.articles[term.key])] for term in terms.used()])
        yield Unit(f"{kind.key}/index.html", key, lambda kind=kind, terms=terms: [_term_index(kind, terms)])  # type: ignore[misc]
    yield from _region_units(site)
