"""Pages of practices, topics, series, tags and regions: each lists its articles; an index lists them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from json import dumps
from typing import Any

from portal.articles.model import Article
from portal.columns.cards import card, figure_with_article, figures_of, key_of, telling_figures
from portal.columns.feeds import feed_page
from portal.columns.lists import articles_at, by_place, members, places, places_around
from portal.columns.paging import Slice, paginate
from portal.columns.refs import Ref
from portal.columns.telling import within
from portal.columns.terms import KINDS, PRACTICE, TAG, Kind, Term, Terms, read_terms, terms_of
from portal.columns.told import BASE as FIGURES_OF
from portal.columns.told import figures_at, slugs_told, told_of
from portal.columns.tree import HOME
from portal.regions.resolve import Place
from portal.site import Change, Group, Page, Site, Unit

#: Figures at the head of a region, practice or topic page: one from each of the newest articles that have one of it.
HEAD_FIGURES = 6
#: Of a page's articles, only the newest so many are asked for figures: bounded work on large sites.
LOOKED_AT = 60
#: Figures of a case that are looked at for one of the page's subject.
TOLD = 12
#: Kinds whose pages list case studies before other articles.
CASES_APART = ("region", "practice")


#: The figures of an article that are about what a page is about.
About = Callable[[Article], list[dict[str, Any]]]


def _of_place(site: Site, place: Place, article: Article) -> list[dict[str, Any]]:
    """What a case or another article says of the place or of one inside it."""
    own = telling_figures(site, article) if article.type == "case" else figures_of(site, article)
    return [f for f in own if within(f["region"], f["region_fallback"], article, place)]


def _of_term(site: Site, terms: Terms, term: Term, article: Article) -> list[dict[str, Any]]:
    """What came of a case that names the term before others; else what a sentence says that names the term."""
    case = article.type == "case"
    figures = telling_figures(site, article, TOLD) if case else figures_of(site, article)
    if case and terms.of(article)[0] == term:
        return figures
    return [f for f in figures if any(name in f["sentence"] for name in (term.name, *term.synonyms))]


def _figures(articles: list[Article], about: About) -> list[dict[str, Any]]:
    shown = []
    for article in articles[:LOOKED_AT]:
        shown += [figure_with_article(figure, article) for figure in about(article)[:1]]
        if len(shown) == HEAD_FIGURES:
            break
    return shown


def _page(site: Site, part: Slice[Article], articles: list[Article], head: dict[str, Any], about: About) -> Page:
    first = part.number is None
    cases = [a for a in articles if a.type == "case"] if first and head["kind"] in CASES_APART else []
    shown = {
        "figures": (figures_at(site, head["slug"]) or _figures(articles, about)) if first else [],
        "cases": [card(site, a) for a in cases],
        "children": head["children"] if first else [],
        "items": [card(site, a) for a in part.items],
        "pager": part.pager,
    }
    return Page(part.path, "listing.html", {**head, **shown})


def _listing(site: Site, base: str, articles: list[Article], head: dict[str, Any], about: About) -> Iterable[Unit]:
    others = [a for a in articles if a.type != "case"] if head["kind"] in CASES_APART else articles
    for part in paginate(others, base, site.settings.page_size):
        page = partial(_page, site, part, articles, head, about)
        if part.number is None:
            feed = partial(feed_page, site, f"{base}feed.xml", head["name"], base, articles)
            told = told_of(site).get(head["slug"])
            key = key_of(articles, dumps(head["children"]) + (told.key(site) if told else ""))
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
        "slug": "",
        "figures_total": 0,
        "figures_url": None,
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
    about = partial(_of_term, site, terms, term)
    yield from _listing(site, base, terms.articles[term.key], head, about)


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


def _inside(site: Site) -> dict[str, list[Place]]:
    """Slug of a place, "" for none -> the places right inside it, by slug."""
    found: dict[str, list[Place]] = defaultdict(list)
    for place in sorted(places(site).values(), key=lambda place: place.slug):
        found[place.ancestors[-1].slug if place.ancestors else ""].append(place)
    return found


def _region_groups(site: Site, change: Change | None) -> Iterable[Group]:
    inside = _inside(site)

    def entries(found: list[Place]) -> list[dict[str, Any]]:
        counts = [sum(len(by_place(site)[slug]) for slug in members(site)[place.slug]) for place in found]
        return [{"name": p.name, "url": p.url, "count": n, "description": ""} for p, n in zip(found, counts, strict=True)]

    def units(place: Place) -> Iterable[Unit]:
        crumbs = [{"name": "地区", "url": "region/"}, *({"name": p.name, "url": p.url} for p in place.ancestors)]
        head = _head("region", "地区", place.name, place.url, crumbs)
        head |= {"children": entries(inside.get(place.slug, [])), "slug": place.slug}
        if told := told_of(site).get(place.slug):
            head |= {"figures_total": told.total, "figures_url": f"{FIGURES_OF}{place.slug}/"}
        return _listing(site, place.url, articles_at(site, place.slug), head, partial(_of_place, site, place))

    def index() -> Iterable[Unit]:
        groups = [{"name": p.name, "entries": entries([p]) + entries(inside.get(p.slug, []))} for p in inside[""]]
        page = partial(_taxonomy, "region/", "全部地区", groups, "按地区浏览全部文章和案例")
        yield Unit("region/index.html", dumps(groups), lambda: [page()])

    concerned = places(site) if change is None else places_around(change.articles)
    told = set() if change is None else slugs_told(site, change) & places(site).keys()
    for slug in (*concerned, *sorted(told - concerned.keys())):
        place = places(site).get(slug)
        yield Group(f"region {slug}", partial(units, place)) if place else Group.gone(f"region {slug}")
    if change is None or concerned:
        yield Group("region", index)


def _kind_groups(site: Site, kind: Kind, change: Change | None) -> Iterable[Group]:
    terms = read_terms(site, kind)

    def index() -> Iterable[Unit]:
        key = dumps([[term.key, term.name, len(terms.articles[term.key])] for term in terms.used()])
        yield Unit(f"{kind.key}/index.html", key, lambda: [_term_index(kind, terms)])

    concerned = terms.used() if change is None else terms_of(site, kind, change.articles)
    for term in concerned:
        name = f"{kind.key} {term.key}"
        yield Group(name, partial(_term_units, site, terms, term)) if terms.has_page(term) else Group.gone(name)
    if change is None or concerned:
        yield Group(kind.key, index)


def listing_groups(site: Site, change: Change | None) -> Iterable[Group]:
    """The pages of all terms and regions with their indexes, or of those that a change concerns."""
    for kind in KINDS:
        yield from _kind_groups(site, kind, change)
    yield from _region_groups(site, change)
