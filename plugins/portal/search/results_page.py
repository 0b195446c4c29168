"""Results as a page of the site: its own search page, filled in for readers without JavaScript."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from portal.search.answers_html import cards, marked
from portal.search.query import ONLY_WITHOUT, parse

_SLOTS = ("query", "status", "results", "more", "description", "answers", "answers_hidden")
#: Used where the site has no search page, as with a theme of its own.
_BARE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>搜索</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head><body><main data-search>
<h1>搜索</h1><form method="get"><input type="search" name="q" maxlength="120" aria-label="搜索词"><button>搜索</button></form>
<p role="status" data-status></p><ol data-results></ol><p data-more></p></main></body></html>"""


@dataclass(frozen=True)
class Shell:
    """A page with places for the results.

    Args:
        name: the site's name.
        pieces: text, slot, text, slot … text.
    """

    name: str
    pieces: tuple[str, ...]

    def fill(self, values: dict[str, str]) -> str:
        """The page, with the HTML given for each slot."""
        return "".join(values[piece] if index % 2 else piece for index, piece in enumerate(self.pieces))


def read_shell(path: Path) -> Shell | None:
    """The site's search page as a frame for results; None where there is none."""
    try:
        return shell_of(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return None


def bare_shell() -> Shell:
    """A plain page."""
    made = shell_of(_BARE)
    assert made is not None
    return made


def shell_of(html: str) -> Shell | None:
    """Make a frame of a search page: an element each with ``data-search``, ``data-status``, ``data-results`` and
    ``data-more``, and an input ``q``. None where one is missing. Figures are shown where there is ``data-answers``."""
    import re
    import secrets

    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html, "html.parser")
    mark = secrets.token_hex(8)
    slots = {name: f"{mark}-{name}-" for name in _SLOTS}
    page = soup.select_one("[data-search]")
    if page is None or soup.head is None:
        return None
    for name in ("status", "results", "more"):
        place = page.select_one(f"[data-{name}]")
        if place is None:
            return None
        del place["hidden"]
        place.string = slots[name]
    above = page.select_one("[data-answers]")
    if above is not None:
        above.string = slots["answers"]
        del above["hidden"]
        above[slots["answers_hidden"]] = ""
    box = page.select_one("input[name=q]")
    if box is None:
        return None
    box["value"] = slots["query"]
    for note in page.select("noscript"):
        note.decompose()
    link = soup.new_tag("link", rel="search", type="application/opensearchdescription+xml", href=slots["description"])
    soup.head.append(link)
    title = soup.title.get_text() if soup.title else ""
    pieces = re.split(f"{mark}-({'|'.join(_SLOTS)})-", str(soup))
    return Shell(title.split(" - ")[-1].strip() or "站内搜索", tuple(pieces))


def _row(hit: dict[str, Any]) -> str:
    label = '<span class="label">案例</span>' if hit["type"] == "case" else ""
    filed = f"归入：{hit['filed']}" if hit["filed"] else ""
    lacks = f"不含：{'、'.join(hit['lacks'])}" if hit["lacks"] else ""
    rest = "".join(f"<span>{escape(text)}</span>" for text in (hit["column"], hit["region"], filed, lacks) if text)
    return (
        f'<li><h2><a href="../{escape(hit["url"])}">{marked(hit["title"], hit["title_marks"])}</a></h2>'
        f'<p class="snippet">{marked(hit["snippet"], hit["marks"])}</p>'
        f'<p class="meta">{label}<time datetime="{escape(hit["date"])}">{escape(hit["date"])}</time>{rest}</p></li>'
    )


def _rows(hits: Sequence[dict[str, Any]]) -> str:
    """The results, with a line before the first that lacks words where others hold them all."""
    rows = [_row(hit) for hit in hits]
    whole = [hit["whole"] for hit in hits]
    if any(whole) and not all(whole):
        rows.insert(whole.index(False), '<li class="partial">以下文章没有全部字词，只含其中一部分。</li>')
    return "".join(rows)


def _status(answer: dict[str, Any]) -> str:
    partial = "结果不完整：有的索引文件读不到，请稍后再试。" if answer["incomplete"] else ""
    figures = f"上面有 {len(answer['answers'])} 条数据。" if answer["answers"] else ""
    query = parse(answer["query"])
    if query.only_without:
        return ONLY_WITHOUT.format(query=answer["query"])
    if not answer["hits"]:
        return partial + f"没有找到与“{answer['query']}”有关的文章。换个说法，或少写几个字试试。{figures}"
    last = answer["start"] + len(answer["hits"])
    total, full = answer["total"], answer["full"]
    found = f"{total} 篇"
    if 0 < full < total and not query.asks and not answer["relaxed"]:
        found = f"{full} 篇含有全部字词的，另有 {total - full} 篇只含其中一部分"
    return f"{partial}找到 {found}，这里是第 {answer['start'] + 1} 到 {last} 篇。{figures}"


def results_page(shell: Shell, answer: dict[str, Any], asked: dict[str, str], description: str) -> str:
    """The page of one answer.

    Args:
        shell: of the site.
        answer: as the JSON API gives it.
        asked: the parameters of the address.
        description: address of the OpenSearch description.
    """
    values = {
        "query": escape(answer["query"]),
        "status": escape(_status(answer)),
        "results": _rows(answer["hits"]),
        "more": "",
        "description": escape(description),
        "answers": cards(answer["answers"]),
        "answers_hidden": "data-any" if answer["answers"] else "hidden",
    }
    if answer["next"] is not None:
        following = urlencode({**asked, "start": answer["next"]})
        values["more"] = f'<a href="?{escape(following)}" rel="next">更多结果</a>'
    return shell.fill(values)


def message_page(shell: Shell, query: str, message: str, description: str) -> str:
    """A page that says why there is no answer."""
    texts = {"query": query, "status": message, "results": "", "more": "", "description": description, "answers": ""}
    return shell.fill({"answers_hidden": "hidden", **{name: escape(text) for name, text in texts.items()}})
