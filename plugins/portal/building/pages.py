"""All pages of a site: those of the slices, every article's own, and the site-wide files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from portal.articles.model import Article
from portal.building.assemble import LiveSite
from portal.columns.cards import detail, tree_of, urls_by_path
from portal.columns.feeds import site_wide
from portal.errors import BuildError
from portal.site import Page, Part

#: Slices that templates of articles ask for.
CONTEXTS = ("columns", "regions", "indicators")


def _article_page(site: LiveSite, article: Article, parts: Sequence[Part]) -> Page:
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


def all_pages(site: LiveSite, parts: Sequence[Part]) -> list[Page]:
    """Every page of the site.

    Raises:
        BuildError: two pages of one address.
    """
    pages = [page for part in parts if part.pages for page in part.pages(site)]
    pages += site_wide(site, pages)
    pages += (_article_page(site, article, parts) for article in site.articles)
    _refuse_twins([page.path for page in pages])
    return pages


def _refuse_twins(paths: list[str]) -> None:
    seen: set[str] = set()
    for path in paths:
        if path in seen:
            raise BuildError(f"两个页面用了同一个网址 {path}。怎么改：检查 data/ 里各表的 key 有没有重复。")
        seen.add(path)
