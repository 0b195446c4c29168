"""Plain text files: lines with their indents and the gaps between them."""

from __future__ import annotations

import html
import re

from portal.articles.frontmatter import read as read_front
from portal.importing.decoding import decode
from portal.importing.draft import Block, Source
from portal.importing.marks import size

MARKDOWN = (".md", ".markdown")
ENTITIES, SIGNS = "网页的字符代码", "Markdown 符号和文章信息"
_INDENT = re.compile(r"[ \t\u3000\u00a0\u2002\u2003]*")
_ENTITY = re.compile(
    r"&(?:nbsp|ensp|emsp|ldquo|rdquo|lsquo|rsquo|hellip|mdash|ndash|middot|amp|lt|gt|quot|#\d{2,6}|#x[0-9a-fA-F]{2,5});"
)


def lines(text: str) -> list[Block]:
    """The lines of a text that are not empty, each with the number of empty ones before it."""
    found: list[Block] = []
    gap = 0
    for number, row in enumerate(text.split("\n"), 1):
        row = row.replace("\f", "")
        indent = _INDENT.match(row)[0]  # type: ignore[index]
        if not row.strip():
            gap += 1
            continue
        columns = sum(2 if character in "\u3000\u2003" else 4 if character == "\t" else 1 for character in indent)
        found.append(Block("line", row.strip(), line=number, gap=gap, indent=columns))
        gap = 0
    return found


def read(data: bytes, suffix: str) -> Source:
    """A .txt or .md file.

    Entities such as ``&nbsp;``, left behind where a page was saved as text, are read as what they mean.
    """
    decoded = decode(data)
    total = size(decoded.text)
    if suffix in MARKDOWN:
        return _markdown(decoded.text, decoded.name, total)
    plain = _ENTITY.sub(lambda match: html.unescape(match[0]), decoded.text)
    changed = total - size(plain)
    return Source(tuple(lines(plain)), {}, "纯文本", decoded.name, total, {ENTITIES: changed} if changed else {})


def _markdown(text: str, encoding: str, total: int) -> Source:
    """Markdown by way of HTML, so that its structure is read by the one reader of structure."""
    from bs4 import BeautifulSoup
    from markdown import markdown

    from portal.importing.htmlblocks import blocks_of

    front = read_front(text.encode(), "", len(text) / 1024 / 1024 * 4 + 1)
    fields = {key: str(field.value) for key, field in front.fields.items() if isinstance(field.value, str)}
    body = front.body if front.fields else text
    reader = blocks_of(BeautifulSoup(markdown(body, extensions=["tables", "footnotes", "sane_lists"]), "lxml"))
    dropped = total - sum(block.size for block in reader.blocks)
    return Source(
        tuple(reader.blocks), fields, "Markdown", encoding, total, {SIGNS: dropped} if dropped else {}, reader.pictures
    )
