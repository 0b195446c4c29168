"""All pages of a site in units: those of the slices, every article's own, and the site-wide files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from portal.articles.model import Article
from portal.building.assemble import LiveSite
from portal.building.ledger import Ledger
from portal.columns.cards import detail, tree_of, urls_by_path
from portal.columns.feeds import site_wide
from portal.columns.terms import TAG, read_terms
from portal.site import Family, Page, Part, Unit

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
        "links": {path: paths[path] for path in site.links.get(article.id, ()) if path in paths},
    }
    # A slice that is switched off is null to templates.
    inputs |= dict.fromkeys(CONTEXTS)
    for part in parts:
        if part.context:
            inputs[part.name] = part.context(site, article)
    template = "case.html" if article.type == "case" else "article.html"
    return Page(article.url, template, inputs, body=article.id)


def _article_units(site: LiveSite, parts: Sequence[Part]) -> Iterable[Unit]:
    """One unit an article. Its key tells of the article itself and of all that its page takes from others."""
    urls, tags = urls_by_path(site), read_terms(site, TAG).with_page
    besides = [part.beside for part in parts if part.beside]

    def make(article: Article) -> list[Page]:
        return [article_page(site, article, parts)]

    for article in site.articles:
        key = [article.version, *(name for name in article.tags if name in tags), "\0"]
        key += [urls.get(path, "") for path in site.links.get(article.id, ())]
        key += [str(site.assets.get(entry["file"])) for entry in article.attachments]
        key += [beside(site, article) for beside in besides]
        yield Unit(article.url, "\n".join(key), partial(make, article))


def all_units(site: LiveSite, parts: Sequence[Part]) -> Iterable[Unit | Family]:
    """Every page of the site but the site-wide files."""
    for part in parts:
        if part.units:
            yield from part.units(site)
        if part.pages:
            yield Unit(f"{part.name} pages", "", partial(part.pages, site))
    yield from _article_units(site, parts)


def last_unit(site: LiveSite, ledger: Ledger) -> Unit:
    """The files that speak of all pages."""
    return Unit("last:site", "", lambda: site_wide(site, ledger.index_pages()))
