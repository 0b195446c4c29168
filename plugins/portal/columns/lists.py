"""The articles of a column or place, made once per build, and which lists a change concerns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from portal.articles.model import Article
from portal.columns.cards import tree_of
from portal.columns.tree import Column
from portal.regions.resolve import Place, place_of, resolve
from portal.site import Site


def by_column(site: Site) -> dict[str, list[Article]]:
    """Column key -> its own articles, newest first."""

    def make() -> dict[str, list[Article]]:
        found: defaultdict[str, list[Article]] = defaultdict(list)
        for article in site.articles:
            found[article.column].append(article)
        return dict(found)

    return site.shared("columns.by_column", make)


def articles_in(site: Site, key: str) -> list[Article]:
    """The articles of a column and of the columns under it, newest first; in the case library, all cases."""

    def make() -> list[Article]:
        lists = [by_column(site)[below] for below in tree_of(site).below(key) if below in by_column(site)]
        library = library_of(site)
        if library and library.key in tree_of(site).below(key):
            lists = [list({article.id: article for found in (*lists, cases(site)) for article in found}.values())]
            lists[0].sort(key=lambda a: (a.date, a.id), reverse=True)
        if len(lists) == 1:
            return lists[0]
        return sorted((a for articles in lists for a in articles), key=lambda a: (a.date, a.id), reverse=True)

    return site.shared(f"columns.articles.{key}", make)


def library_of(site: Site) -> Column | None:
    """The case library: the first column of type ``case``."""
    return next((column for column in tree_of(site).columns if column.type == "case"), None)


def _of_cases(site: Site, articles: Iterable[Article]) -> list[Article]:
    tree = tree_of(site)
    keys = {key for column in tree.columns if column.type == "case" for key in tree.below(column.key)}
    return [article for article in articles if article.type == "case" or article.column in keys]


def cases(site: Site) -> list[Article]:
    """What the case library holds, newest first: the cases of all columns, and whatever stands in columns of cases."""
    return site.shared("columns.cases", lambda: _of_cases(site, site.articles))


def columns_around(site: Site, articles: Iterable[Article]) -> set[str]:
    """Keys of the columns that list one of the articles."""
    tree, articles = tree_of(site), list(articles)
    found = {article.column for article in articles} & tree.by_key.keys()
    library = library_of(site)
    if library and _of_cases(site, articles):
        found.add(library.key)
    return {column.key for key in found for column in tree.line(key)}


def by_place(site: Site) -> dict[str, list[Article]]:
    """Slug of a place -> the articles that name it, newest first."""

    def make() -> dict[str, list[Article]]:
        named: defaultdict[str, list[Article]] = defaultdict(list)
        for article in site.articles:
            if article.region:
                named[article.region].append(article)
        found: dict[str, list[Article]] = {}
        mixed = set()
        for text, articles in named.items():
            place = resolve(text)
            if place and place.slug in found:
                found[place.slug] = found[place.slug] + articles
                mixed.add(place.slug)
            elif place:
                found[place.slug] = articles
        for slug in mixed:
            found[slug].sort(key=lambda a: (a.date, a.id), reverse=True)
        return found

    return site.shared("columns.by_place", make)


def places(site: Site) -> dict[str, Place]:
    """Slug -> place, of all places that articles name and of those around them."""

    def make() -> dict[str, Place]:
        named = [place for found in by_place(site).values() if (place := place_of(found[0]))]
        return {member.slug: member for place in named for member in (*place.ancestors, place)}

    return site.shared("columns.places", make)


def members(site: Site) -> dict[str, list[str]]:
    """Slug of a place -> slugs of the places that articles name in it, itself included."""

    def make() -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for slug, articles in by_place(site).items():
            place = place_of(articles[0])
            for member in (*place.ancestors, place) if place else ():
                found[member.slug].append(slug)
        return dict(found)

    return site.shared("columns.members", make)


def articles_at(site: Site, slug: str) -> list[Article]:
    """The articles of a place and of the places inside it, newest first."""
    inside = members(site).get(slug, [])
    if len(inside) == 1:
        return by_place(site)[inside[0]]
    found = [article for name in inside for article in by_place(site)[name]]
    return sorted(found, key=lambda a: (a.date, a.id), reverse=True)


def places_around(articles: Iterable[Article]) -> dict[str, Place]:
    """Slug -> place, of the places that list one of the articles."""
    named = [place for article in articles if (place := place_of(article))]
    return {member.slug: member for place in named for member in (*place.ancestors, place)}
