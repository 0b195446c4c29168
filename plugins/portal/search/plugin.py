"""The search's part in the site: the search page and the static index."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from portal.articles.model import document_number
from portal.search.analysis import analyse
from portal.search.index import FOLDER, column_names, entries_of, files
from portal.search.update import rewritten
from portal.site import Page, Part, Published, Site

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


#: Above this share of changed articles the whole index is made as quickly.
MOST_CHANGED = 0.1


def _refresh(site: Site, published: Published) -> Iterable[tuple[str, bytes | None]] | None:
    changed = [article for article in site.articles if published.versions.get(article.id) != article.version]
    gone = [document_number(known) for known in published.versions if known not in site.by_id]
    if len(changed) + len(gone) > MOST_CHANGED * len(site.articles):
        return None
    versions = {article.number: article.version for article in site.articles}

    def read(path: str) -> bytes | None:
        return published.read(f"{FOLDER}/{path}")

    files = rewritten(read, list(entries_of(site, changed)), gone, versions, column_names(site))
    return None if files is None else [(f"{FOLDER}/{path}", content) for path, content in files]


PART = Part(
    name="search",
    analyse=analyse,
    pages=_pages,
    files=files,
    refresh=_refresh,
    reserves=(FOLDER,),
)
