"""All pages of a site in units: those of the slices, every article's own, and the site-wide files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from portal.articles.model import Article
from portal.building.assemble import LiveSite, id_named
from portal.building.ledger import Ledger
from portal.columns.cards import detail, tree_of, urls_by_path
from portal.columns.feeds import site_wide
from portal.site import Change, Group, Page, Part, Unit

#: Slices that templates of articles ask for.
CONTEXTS = ("columns", "regions", "indicators")


def article_page(site: LiveSite, article: Article, parts: Sequence[Part]) -> Page:
    """An article's own page."""
    head = detail(site, article)
    tree = tree_of(site)
    paths = urls_by_path(site)
    inputs: dict[str, Any] = {
        "page": {
            "title": article.title,
            "description": article.summary,
            "column": tree.line(article.column)[0].key,
        },
        "article": head,
        "crumbs": tree.crumbs(article.column),
        "links": {path: url for path in site.links.get(article.id, ()) if (url := _address(site, paths, path))},
    }
    # A slice that is switched off is null to templates.
    inputs |= dict.fromkeys(CONTEXTS)
    for part in parts:
        if part.context:
            inputs[part.name] = part.context(site, article)
    template = "case.html" if article.type == "case" else "article.html"
    return Page(article.url, template, inputs, body=article.id)


def _address(site: LiveSite, urls: Mapping[str, str], path: str) -> str:
    """Where a link to a content file leads, also when the article has moved to another folder since; "" for nowhere."""
    moved = site.by_id.get(id_named(path))
    return urls.get(path) or (moved.url if moved else "")


def _article_groups(site: LiveSite, parts: Sequence[Part], wanted: Iterable[str]) -> Iterable[Group]:
    """One group of one unit an article."""

    def note(article: Article) -> dict[str, Any]:
        return {part.name: part.note(site, article) for part in parts if part.note}

    def unit(article: Article) -> Iterable[Unit]:
        yield Unit(article.url, "", lambda: [article_page(site, article, parts)], partial(note, article))

    for article_id in wanted:
        article = site.by_id[article_id]
        yield Group(article.url, partial(unit, article))


def _touched(site: LiveSite, parts: Sequence[Part], change: Change) -> set[str]:
    """Ids of the articles whose page may differ: those that have changed, and those that take something from them."""
    found = set(change.after)
    urls = [{article.path: article.url for article in side.values()} for side in (change.before, change.after)]
    moved = {path for path in {**urls[0], **urls[1]} if urls[0].get(path) != urls[1].get(path)}
    ids = {(old or new).id for old, new in change.differing("column", "path")}  # type: ignore[union-attr]
    if moved or ids:
        found |= {
            name for name, links in site.links.items() if any(link in moved or id_named(link) in ids for link in links)
        }
    if change.assets:
        found |= {article.id for article in site.articles if article.attachments}
    for part in parts:
        if part.touches:
            found.update(part.touches(site, change))
    return found & site.by_id.keys()


def all_groups(site: LiveSite, parts: Sequence[Part], change: Change | None) -> Iterable[Group]:
    """Every page of the site but the site-wide files; given a change, the groups that may differ by it."""
    for part in parts:
        if part.units:
            yield from part.units(site, change)
    if change is None:
        yield from _article_groups(site, parts, site.by_id)
        return
    yield from _article_groups(site, parts, sorted(_touched(site, parts, change)))
    kept = {article.url for article in change.after.values()}
    yield from (Group.gone(article.url) for article in change.before.values() if article.url not in kept)


def last_unit(site: LiveSite, ledger: Ledger) -> Unit:
    """The files that speak of all pages."""
    return Unit("last:site", "", lambda: site_wide(site, ledger.index_pages()))
