"""Pages of practices, topics, series, tags and regions: each lists its articles; an index lists them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from portal.articles.model import Article
from portal.columns.cards import card, figure_with_article, figures_of
from portal.columns.feeds import feed_page
from portal.columns.paging import paginate
from portal.columns.refs import Ref
from portal.columns.terms import KINDS, PRACTICE, Kind, Term, Terms, read_terms
from portal.columns.tree import HOME
from portal.regions.resolve import Place, place_of
from portal.site import Page, Site

#: Figures at the head of a region, practice or topic page: one from each of the newest articles.
HEAD_FIGURES = 6


def _figures(site: Site, articles: list[Article]) -> list[dict[str, Any]]:
    shown = []
    for article in articles:
        shown += [figure_with_article(figure, article) for figure in figures_of(site, article)[:1]]
        if len(shown) == HEAD_FIGURES:
            break
    return shown


def _listing(site: Site, base: str, articles: list[Article], head: dict[str, Any]) -> Iterable[Page]:
    split = head["kind"] in ("region", "practice")
    cases = [a for a in articles if a.type == "case"] if split else []
    others = [a for a in articles if not split or a.type != "case"]
    for part in paginate(others, base, site.settings.page_size):
        first = part.number is None
        shown = {
            "figures": _figures(site, articles) if first else [],
            "cases": [card(site, a) for a in cases] if first else [],
            "children": head["children"] if first else [],
            "items": [card(site, a) for a in part.items],
            "pager": part.pager,
        }
        yield Page(part.path, "listing.html", {**head, **shown})
    yield feed_page(site, f"{base}feed.xml", head["name"], base, articles)


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


def _term_pages(site: Site, terms: Terms, term: Term) -> Iterable[Page]:
    kind, base = terms.kind, terms.url(term)
    head = _head(kind.key, kind.name, term.name, base, [{"name": kind.name, "url": f"{kind.key}/"}])
    head |= {"description": term.description, "synonyms": list(term.synonyms), "festive": term.festive}
    head["page"]["description"] = term.description
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


def _by_place(site: Site) -> dict[Place, list[Article]]:
    """Articles of every place, those of the places inside it included."""
    found: dict[Place, list[Article]] = defaultdict(list)
    for article in site.articles:
        place = place_of(article)
        for member in [*place.ancestors, place] if place else []:
            found[member].append(article)
    return dict(found)


def _region_pages(site: Site) -> Iterable[Page]:
    places = _by_place(site)
    inside: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        inside[place.ancestors[-1].slug if place.ancestors else ""].append(place)

    def entries(members: list[Place]) -> list[dict[str, Any]]:
        ordered = sorted(members, key=lambda p: p.slug)
        return [{"name": p.name, "url": p.url, "count": len(places[p]), "description": ""} for p in ordered]

    for place, articles in places.items():
        crumbs = [{"name": "地区", "url": "region/"}, *({"name": p.name, "url": p.url} for p in place.ancestors)]
        head = _head("region", "地区", place.name, place.url, crumbs)
        head["children"] = entries(inside[place.slug])
        yield from _listing(site, place.url, articles, head)
    tops = inside[""]
    groups = [
        {"name": p.name, "entries": entries([p]) + entries(inside[p.slug])} for p in sorted(tops, key=lambda p: p.slug)
    ]
    yield _taxonomy("region/", "全部地区", groups, "按地区浏览全部文章和案例")


def listing_pages(site: Site) -> Iterable[Page]:
    """All pages of all terms and regions, with their indexes."""
    for kind in KINDS:
        terms = read_terms(site, kind)
        for term in terms.used():
            yield from _term_pages(site, terms, term)
        yield _term_index(kind, terms)
    yield from _region_pages(site)
