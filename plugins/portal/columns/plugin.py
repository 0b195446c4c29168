"""The columns' part in the site."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from portal.columns.archive import archive_pages
from portal.columns.cards import tree_of
from portal.columns.home import front_pages
from portal.columns.listings import listing_pages
from portal.columns.neighbours import neighbours
from portal.columns.pages import column_pages
from portal.columns.terms import KINDS
from portal.site import Page, Part, Site


def _pages(site: Site) -> Iterable[Page]:
    yield from front_pages(site)
    yield from column_pages(site)
    yield from listing_pages(site)
    yield from archive_pages(site)


def _navigation(site: Site) -> dict[str, Any]:
    tree = tree_of(site)
    nav = [{**column.ref, "children": [child.ref for child in tree.children(column.key)]} for column in tree.top()]
    about = next((column.ref for column in tree.top() if column.type == "page"), None)
    return {"nav": nav, "about": about}


PART = Part(
    name="columns",
    context=neighbours,
    pages=_pages,
    globals=_navigation,
    reserves=("archive", "feed.xml", "index.html", "404.html", *(kind.key for kind in KINDS)),
)
