"""The columns' part in the site."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from portal.articles.model import Article
from portal.columns.archive import archive_groups
from portal.columns.cards import figure_sections, tree_of
from portal.columns.home import front_pages
from portal.columns.listings import listing_groups
from portal.columns.neighbours import neighbours, note
from portal.columns.pages import column_groups
from portal.columns.terms import KINDS
from portal.columns.touched import touches
from portal.columns.unregistered import check
from portal.site import Change, Group, Part, Site, Unit


def _groups(site: Site, change: Change | None) -> Iterable[Group]:
    yield Group("front", lambda: [Unit("front", "", partial(front_pages, site))])
    yield from column_groups(site, change)
    yield from listing_groups(site, change)
    yield from archive_groups(site, change)


def _navigation(site: Site) -> dict[str, Any]:
    tree = tree_of(site)
    nav = [{**column.ref, "children": [child.ref for child in tree.children(column.key)]} for column in tree.top()]
    about = next((column.ref for column in tree.top() if column.type == "page"), None)
    return {"nav": nav, "about": about}


def _context(site: Site, article: Article) -> dict[str, Any]:
    return {**neighbours(site, article), "sections": figure_sections(site, article)}


PART = Part(
    name="columns",
    context=_context,
    note=note,
    touches=touches,
    units=_groups,
    globals=_navigation,
    check=check,
    reserves=("archive", "feed.xml", "index.html", "404.html", *(kind.key for kind in KINDS)),
)
