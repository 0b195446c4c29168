"""The search's part in the site: the search page and the static index."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from portal.search.analysis import analyse
from portal.search.index import FOLDER, files
from portal.site import Page, Part, Site

#: Names of practices offered to a reader who has typed nothing.
MOST_SUGGESTIONS = 8


def _suggestions(site: Site) -> list[str]:
    declared: list[dict[str, Any]] = site.data.get("practices", {}).get("practice", [])
    return [entry["name"] for entry in declared if entry.get("name")][:MOST_SUGGESTIONS]


def _pages(site: Site) -> Iterable[Page]:
    inputs = {
        "page": {"title": "搜索", "description": f"在{site.settings.name}全站搜索文章、案例和数据", "column": ""},
        "crumbs": [{"name": "首页", "url": ""}, {"name": "搜索", "url": f"{FOLDER}/"}],
        "index": f"{FOLDER}/",
        "suggestions": _suggestions(site),
    }
    yield Page(f"{FOLDER}/index.html", "search.html", inputs)


PART = Part(
    name="search",
    analyse=analyse,
    pages=_pages,
    files=files,
    reserves=(FOLDER,),
)
