"""Web pages: the article found among its page, and what the page's head says of it."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

from portal.importing import metadata
from portal.importing.decoding import decode
from portal.importing.density import densest
from portal.importing.draft import Block, Source
from portal.importing.htmlblocks import blocks_of
from portal.importing.marks import size

OUTSIDE = "正文以外的网页内容"
#: Front matter key -> names of meta tags of Chinese government sites and of the web at large.
_META = {
    "title": ("articletitle", "og:title", "dc.title", "title"),
    "date": (
        "pubdate",
        "publishdate",
        "article:published_time",
        "og:release_date",
        "publish-date",
        "dc.date",
        "firstpublishedtime",
        "date",
    ),
    "source": ("contentsource", "source", "og:article:source", "mediaid", "dc.source"),
    "author": ("author", "og:article:author", "article:author", "dc.creator"),
    "tags": ("keywords",),
    "source_url": ("url", "og:url"),
}
#: Containers of the publishing systems that official sites run on (拓尔思, 开普, 大汉, 博达, 微信, …).
_CONTAINERS = (
    "#js_content", ".rich_media_content", ".TRS_Editor", ".trs_editor_view", "#UCAP-CONTENT", ".view.TRS_UEDITOR", "#zoom", "#vsb_content",
    ".v_news_content", "#zoomcon", ".pages_content", "#artibody", "#ContentText", "#fontzoom", ".bt-content", "#Zoom",
)  # fmt: skip
#: 题目_栏目_频道_网站.
_SECTIONS = re.compile(r"^([^_|｜]{8,}?)\s*[_|｜].*$")
_SITE_NAME = re.compile(r"\s*[-_|—–>»]+\s*[^-_|—–>»]{2,20}$")
_NESTING = re.compile(r"<(/?)(?:div|section|span|font|table|ul|ol|blockquote|b|strong|em|i|center)\b", re.IGNORECASE)
#: Elements within one another; pages made by editors have up to 40.
DEEPEST = 500
#: Characters of an article found by the density of its text; of shorter ones the extractor knows more.
SHORTEST = 120
_KEEP = ("p", "td", "li", "h1", "h2", "h3", "h4", "section", "span", "div", "blockquote")


def read(data: bytes, name: str) -> Source:
    """An .html file: a whole page, or a piece copied from an editor.

    Raises:
        RecursionError: elements nested too deeply.
    """
    decoded = decode(data)
    if _depth(decoded.text) > DEEPEST:
        raise RecursionError
    soup = BeautifulSoup(decoded.text, "lxml")
    body = soup.body or soup
    for element in body.find_all(["script", "style", "noscript", "template"]):
        element.decompose()
    total = size(body.get_text())
    main = _main(soup, decoded.text) or body
    around = _heading_lines(body, main) if main is not body else []
    reader = blocks_of(main)
    blocks = [*around, *reader.blocks]
    fields = _fields(soup, body, blocks)
    outside = total - sum(block.size for block in blocks)
    counts = {rule: count for rule, count in ({OUTSIDE: outside - sum(reader.counts.values())} | reader.counts).items() if count}
    return Source(tuple(blocks), fields, "网页", decoded.name, total, counts, reader.pictures, tuple(reader.asked))


def _depth(text: str) -> int:
    """How deeply elements are nested, roughly: parsers take long over what no page has."""
    depth = deepest = 0
    for match in _NESTING.finditer(text):
        depth = max(depth - 1, 0) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _main(soup: BeautifulSoup, text: str) -> Tag | None:
    """The element that holds the article: a container known by name, else the smallest one that holds
    what the extractor takes for the article. The element is kept whole, so that nothing of it is lost."""
    for selector in _CONTAINERS:
        found = [element for element in soup.select(selector) if size(element.get_text()) > 60]
        if found:
            return max(found, key=lambda element: size(element.get_text()))
    if not re.search(r"<(?:html|body|head)\b", text[:5000], re.IGNORECASE):
        return None
    place = densest(soup)
    return place if place is not None and size(place.get_text()) >= SHORTEST else _smallest(soup, _extracted(text))


def _extracted(text: str) -> list[str]:
    import trafilatura

    found = (
        trafilatura.extract(text, include_tables=True, include_comments=False, favor_recall=True, deduplicate=False)
        or ""
    )
    lines = (re.sub(r"\s|\|", "", line) for line in found.split("\n"))
    return [line for line in lines if len(line) >= 12]


def _smallest(soup: BeautifulSoup, lines: list[str]) -> Tag | None:
    """The smallest element with at least nine tenths of the lines' characters."""
    wanted = sum(map(len, lines))
    if not wanted:
        return None
    place: Tag | None = soup.body
    while place is not None:
        inner = [child for child in place.find_all(True, recursive=False) if _share(child, lines) >= 0.9 * wanted]
        if not inner or place.name in ("p", "table", "ul", "ol"):
            break
        place = inner[0]
    return place


def _share(element: Tag, lines: list[str]) -> int:
    text = re.sub(r"\s", "", element.get_text())
    return sum(len(line) for line in lines if line in text)


def _heading_lines(body: Tag, main: Tag) -> list[Block]:
    """Title and information lines that stand before the container: they are short and name themselves."""
    found: list[Block] = []
    inside = {id(element) for element in main.find_all(True)} | {id(main)}
    heading = next(
        (h for h in body.find_all(["h1", "h2"]) if id(h) not in inside and 4 <= size(h.get_text()) <= 100), None
    )
    if heading is not None:
        found.append(Block("heading", " ".join(heading.get_text().split()), 1))
    for element in main.find_all_previous(list(_KEEP)):
        text = " ".join(element.get_text(" ").split())
        if (
            not isinstance(element, Tag)
            or id(element) in inside
            or not 4 <= size(text) <= 200
            or element.find(["div", "p", "ul", "table"])
        ):
            continue
        entries = metadata.line_entries(text)
        if any(key for key, _, _ in entries) and text not in [block.text for block in found]:
            found.append(Block("line", text, gap=1))
        if len(found) > 6:
            break
    return found


def _fields(soup: BeautifulSoup, body: Tag, blocks: list[Block]) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in soup.find_all("meta"):
        key, content = (
            str(meta.get("name") or meta.get("property") or "").lower(),
            str(meta.get("content") or "").strip(),
        )
        if key and content:
            metas.setdefault(key, " ".join(content.split()))
    found = {key: next((metas[name] for name in names if name in metas), "") for key, names in _META.items()}
    title = soup.find("title")
    page_title = " ".join(title.get_text().split()) if title else ""
    wechat = body.select_one("#activity-name, .rich_media_title")
    heading = next((block.text for block in blocks if block.kind == "heading" and block.level == 1), "")
    own = found["title"] or (" ".join(wechat.get_text().split()) if wechat else "")
    cut = _SITE_NAME.sub("", _SECTIONS.sub(r"\1", page_title))
    if not own:
        own = heading if heading and (not cut or heading in page_title or cut in heading) else cut
    elif len(own) > 5 and heading.startswith(own.rstrip(".… ")):
        own = heading  # what the head tells is cut short
    told = {key: metadata.tidied(key, value) for key, value in found.items() if value}
    return {
        **{key: value for key, value in told.items() if value and _fits(key, value)},
        **({"title": own} if own else {}),
    }


def _fits(key: str, value: str) -> bool:
    from portal.importing import dates

    if key == "date":
        return dates.find(value) is not None
    if key == "source_url":
        return bool(re.match(r"https?://[^\s<>\"]+$", value))
    return len(value) <= (60 if key == "tags" else 100) and "<" not in value
