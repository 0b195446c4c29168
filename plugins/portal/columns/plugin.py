"""The columns' part in the site."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from portal.columns.archive import archive_units
from portal.columns.around import beside
from portal.columns.cards import tree_of
from portal.columns.home import front_pages
from portal.columns.listings import listing_units
from portal.columns.neighbours import neighbours
from portal.columns.pages import column_units
from portal.columns.terms import KINDS
from portal.site import Part, Site, Unit


def _units(site: Site) -> Iterable[Unit]:
    yield Unit("front", "", partial(front_pages, site))
    yield from column_units(site)
    yield from listing_units(site)
    yield from archive_units(site)


def _navigation(site: Site) -> dict[str, Any]:
    tree = tree_of(site)
    nav = [{**column.ref, "children": [child.ref for child in tree.children(column.key)]} for column in tree.top()]
    about = next((column.ref for column in tree.top() if column.type == "page"), None)
    return {"nav": nav, "about": about}


PART = Part(
    name="columns",
    context=neighbours,
    beside=beside,
    units=_units,
    globals=_navigation,
    reserves=("archive", "feed.xml", "index.html", "404.html", *(kind.key for kind in KINDS)),
)
