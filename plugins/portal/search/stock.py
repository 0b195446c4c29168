"""Search for an ordinary Pelican site, whatever its theme.

``PLUGINS = ["portal.search"]`` writes ``search/index.html`` and the index over the site's articles and pages. The
page stands in the block ``content`` of the theme's ``base.html`` (Pelican's own where the theme has none); a theme may
bring a ``portal_search.html`` of its own. Nothing here imports Pelican: an article is anything with ``title``, ``url``,
``date``, ``content``, ``category`` and ``tags``.
"""

from __future__ import annotations

import sysconfig
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from portal.articles.html import text_of
from portal.articles.model import IDS_PER_DAY, document_number
from portal.errors import PortalError
from portal.search.analysis import weigh
from portal.search.excerpts import Excerpt
from portal.search.index import FOLDER, Entry, write

#: Holds portal_search.html.
TEMPLATES = str(Path(__file__).parent / "templates")
TEMPLATE = "portal_search.html"
#: Day of what has no date, as Pelican's pages.
_UNDATED = "19000101"
_PAGE = "page.js"


def _scripts() -> Path:
    """The folder of the browser's modules: in the checkout, or where an installed package keeps them.

    Raises:
        PortalError: they are in neither.
    """
    checkout = Path(__file__).parents[3] / "theme" / "static" / "js" / "search"
    installed = Path(sysconfig.get_path("data")) / "share" / "dangjian-portal" / "search"
    for folder in (checkout, installed):
        if (folder / _PAGE).is_file():
            return folder
    raise PortalError("找不到搜索页的脚本。怎么改：从源码目录用 pip install -e . 安装 dangjian-portal")


def _numbers(contents: Iterable[Any]) -> dict[int, Any]:
    """Document number -> content. The number comes from date and address, so that one edit moves no other's."""
    taken: dict[int, Any] = {}
    for content in sorted(contents, key=lambda content: content.url):
        date = getattr(content, "date", None)
        first = document_number(f"{date:%Y%m%d}-001" if date and date.year >= 1900 else f"{_UNDATED}-001") - 1
        within = zlib.crc32(content.url.encode())
        while first + within % IDS_PER_DAY in taken:
            within += 1
        taken[first + within % IDS_PER_DAY] = content
    return taken


def _entry(number: int, content: Any) -> Entry:
    date = getattr(content, "date", None)
    category = str(getattr(content, "category", "") or "")
    title, text = text_of(str(content.title)), text_of(content.content)
    excerpt = Excerpt(
        title=title,
        url=content.url,
        date=f"{date:%Y-%m-%d}" if date else "",
        column=category,
        region="",
        type="article",
        source=str(getattr(content, "relative_source_path", "") or ""),
        text=text,
        names=tuple(dict.fromkeys([str(tag) for tag in getattr(content, "tags", ())] + [category] * bool(category))),
    )
    version = f"{zlib.crc32(repr(excerpt).encode()):08x}"
    return Entry(number, weigh(title, text), excerpt, version)


def index_files(contents: Iterable[Any]) -> Iterator[tuple[str, bytes]]:
    """Output path and bytes of the index of a site's articles and pages."""
    entries = [_entry(number, content) for number, content in _numbers(contents).items()]
    columns = {entry.excerpt.column: entry.excerpt.column for entry in entries if entry.excerpt.column}
    for path, data in write(entries, columns):
        yield f"{FOLDER}/{path}", data


def script_files() -> Iterator[tuple[str, bytes]]:
    """Output path and bytes of the browser's modules, as they are."""
    folder = _scripts()
    for path in sorted(folder.glob("*.js")):
        yield f"{FOLDER}/js/search/{path.name}", path.read_bytes()
    sheet = next((p for p in (folder / "search.css", folder.parents[1] / "css" / "search.css") if p.is_file()), None)
    if sheet:
        yield f"{FOLDER}/search.css", sheet.read_bytes()
