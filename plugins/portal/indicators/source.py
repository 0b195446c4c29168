"""From a file as written to plain text whose offsets lead back into the file."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YAML = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<front>.*?)(?:^|\n)---[ \t]*(?:\r?\n|$)", re.DOTALL)
_TITLE = re.compile(r"^(?:title|标题)[ \t]*[:：][ \t]*(?P<title>[^\r\n]+)", re.MULTILINE | re.IGNORECASE)
_HEADER = re.compile(r"\ufeff?(?:[A-Za-z_\u4e00-\u9fff]{2,12}[ \t]*[:：][^\r\n]*\r?\n)+(?=\r?\n)")
_KEYS = re.compile(r"^\ufeff?(?:title|标题|date|发布日期|slug|category)[ \t]*[:：]", re.IGNORECASE)
_MARKS = re.compile(
    r"!\[[^\]\n]{0,300}\]\([^)\n]{0,600}\)|(?<=\])\([^)\n]{0,600}\)|<!--.{0,2000}?-->|</?[a-zA-Z][^<>\n]{0,300}>|"
    r"\*{1,3}|__|~~|`+|(?<!\])\[(?=[^\]\n]{1,200}\]\()|(?<=[^\]\n])\](?=\()|^[ \t]{0,3}#{1,6}[ \t]+|^[ \t]{0,3}>[ \t]?",
    re.DOTALL | re.MULTILINE,
)


#: Each cell of a table is a line of its own, as in the page's text.
_TABLE_ROW = re.compile(r"^[ \t]*\|.*\|[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Source:
    """Plain text with the way back.

    Args:
        text: without front matter and Markdown marks.
        title: from the front matter, or "".
        offsets: for each code point of ``text`` its offset in the file, and the file's length last.
    """

    text: str
    title: str
    offsets: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A range of ``text`` as a range of the file, without marks at its edges."""
        return self.offsets[start], (self.offsets[end - 1] + 1 if end > start else self.offsets[start])


def read(content: str, markdown: bool = True) -> Source:
    """Plain text of a file's content; ``markdown=False`` keeps all marks (a .txt file)."""
    title, start = "", 0
    front = _YAML.match(content)
    header = None if front else _HEADER.match(content)
    if front:
        start = front.end()
        found = _TITLE.search(front["front"])
        title = found["title"].strip(" \"'“”") if found else ""
    elif header and _KEYS.match(content):
        start = header.end()
        found = _TITLE.search(header[0])
        title = found["title"].strip() if found else ""
    pieces: list[str] = []
    offsets: list[int] = []
    position = start
    for mark in _MARKS.finditer(content, start) if markdown else ():
        pieces.append(content[position : mark.start()])
        offsets.extend(range(position, mark.start()))
        position = mark.end()
    pieces.append(content[position:])
    if markdown:
        pieces = [_TABLE_ROW.sub(lambda row: row[0].replace("|", "\n"), "".join(pieces))]
    offsets.extend(range(position, len(content)))
    return Source("".join(pieces), title, [*offsets, len(content)])
