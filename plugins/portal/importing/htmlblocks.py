"""Blocks out of HTML: what a page, a Word file turned to HTML, and Markdown have in common."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from bs4 import NavigableString, Tag

from portal.importing import marks, tables
from portal.importing.draft import Block
from portal.importing.marks import RESERVED, size
from portal.text.lists import words

_BLOCKS = frozenset(
    words(
        "address article aside blockquote body center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html "
        "li main nav ol p pre section table tbody tfoot thead tr td th ul figcaption"
    )
)
#: What ends a paragraph; a link around it would be torn.
_BREAKING = [*_BLOCKS, "img", "br"]
_SKIPPED = frozenset(
    words(
        "script style noscript template svg iframe object embed head title select option button input textarea link meta"
    )
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_NOTE = re.compile(r"#(?:(?:foot|end)note-(?!ref)|_ftn|_edn|fn:)(\w+)$")
_NOTE_ID = re.compile(r"^(?:(?:foot|end)note-(?!ref)|_ftn|_edn|fn:)(\w+)$")
_DATA = re.compile(r"data:image/(png|jpe?g|gif|webp);base64,(.*)$", re.DOTALL | re.IGNORECASE)
#: Levels of elements; deeper pages are hostile.
_DEEPEST = 200


@dataclass
class Reader:
    """Reads one element after the other into :attr:`blocks`."""

    blocks: list[Block] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    _words: list[str] = field(default_factory=list)
    _kind: str = "line"
    _level: int = 0
    _number: int = 0
    _gap: int = 1

    def flush(self) -> None:
        """End the paragraph that is being read."""
        text, self._words = "".join(self._words), []
        for order, piece in enumerate(text.split(marks.BREAK)):
            piece = _closed(piece)
            if marks.plain(piece).strip("\u3000 \u00a0\t"):
                indent = 2 if re.match(r"[\u3000\u2003\u00a0]", marks.plain(piece)) else 0
                gap = self._gap if order == 0 else 0
                number, self._number = (self._number, 0) if self._kind == "item" else (0, self._number)
                self.blocks.append(Block(self._kind, piece.strip(), self._level, gap=gap, indent=indent, number=number))  # type: ignore[arg-type]

    def read(self, element: Tag, depth: int = 0) -> None:
        """Read what is inside an element.

        Raises:
            RecursionError: nested too deeply.
        """
        if depth > _DEEPEST:
            raise RecursionError
        for child in element.children:
            if isinstance(child, Tag):
                if child.name not in _SKIPPED and not _HIDDEN.search(str(child.get("style") or "")):
                    self._element(child, child.name, depth)
            elif type(child) is NavigableString:
                self._words.append(RESERVED.sub("", _SPACE.sub(" ", str(child))))

    def _element(self, element: Tag, name: str, depth: int) -> None:
        if name in ("br", "wbr"):
            self._words += [marks.BREAK] if name == "br" else []
        elif name == "img":
            self._picture(element)
        elif name == "table":
            self.flush()
            self._table(element, depth)
        elif name in ("ul", "ol"):
            self.flush()
            self._list(element, depth)
        elif name in _BLOCKS:
            self._block(element, name, depth)
        elif name == "a" and (note := _NOTE.search(str(element.get("href") or ""))):
            self._words.append(marks.NOTE + (note[1]) + marks.NOTE_END)
        else:
            self._inline(element, name, depth)

    def _inline(self, element: Tag, name: str, depth: int) -> None:
        opener, closer = "", ""
        href = str(element.get("href") or "") if name == "a" else ""
        if name in ("b", "strong") or _BOLD.search(str(element.get("style") or "")):
            opener, closer = marks.STRONG, marks.STRONG_END
        elif name in ("em", "i"):
            opener, closer = marks.EMPHASIS, marks.EMPHASIS_END
        elif re.match(r"https?://", href) and size(element.get_text()) and element.find(_BREAKING) is None:
            opener, closer = marks.LINK, marks.LINK_TO + re.sub(r"[<>\s]", "", href) + marks.LINK_END
        self._words.append(opener)
        self.read(element, depth + 1)
        self._words.append(closer)

    def _block(self, element: Tag, name: str, depth: int) -> None:
        self.flush()
        before = self._kind, self._level
        if re.fullmatch("h[1-6]", name):
            self._kind, self._level = "heading", int(name[1])
        elif name == "blockquote":
            self._kind = "quote"
        self.read(element, depth + 1)
        self.flush()
        self._kind, self._level = before

    def _list(self, element: Tag, depth: int) -> None:
        before = self._kind, self._level
        sign = -1 if element.name == "ol" else 1
        level = abs(before[1]) + 1 if before[0] == "item" else 1
        count = _whole(element.get("start"), 1)
        for item in element.find_all("li", recursive=False):
            note = _NOTE_ID.match(str(item.get("id") or ""))
            if note:
                self._note(item, note[1])
                continue
            count = _whole(item.get("value"), count)
            self._kind, self._level, self._number = "item", sign * level, count if sign < 0 else 0
            self.read(item, depth + 1)
            self.flush()
            count += 1
        self._kind, self._level = before

    def _note(self, item: Tag, key: str) -> None:
        for back in item.find_all("a", href=re.compile("^#(?:(?:foot|end)note-ref|_ftnref|_ednref|fnref)")):
            back.decompose()
        reader = Reader()
        reader.read(item)
        reader.flush()
        self.blocks.append(Block("note", " ".join(block.text for block in reader.blocks).strip(), name=key))

    def _picture(self, element: Tag) -> None:
        source = str(element.get("data-src") or element.get("src") or element.get("data-original") or "")
        width = str(element.get("width") or "")
        if not source or (width.isdigit() and int(width) < 20):
            return
        data = _DATA.match(source)
        # A picture that is in the site already keeps its place.
        path = unquote(urlsplit(source).path)
        name = path if source.startswith("/images/") else path.rpartition("/")[2] or "图片"
        if data:
            name = f"图{len(self.pictures) + 1}.{data[1].lower().replace('jpeg', 'jpg')}"
            try:
                self.pictures[name] = base64.b64decode(data[2])
            except (ValueError, binascii.Error):
                pass
        before, self._words = self._words, []
        alt = RESERVED.sub("", str(element.get("alt") or element.get("title") or "")).strip()
        self._words = before
        if size("".join(before)):
            self.flush()
        self.blocks.append(Block("picture", "", name=name, alt=alt, gap=1))

    def _table(self, element: Tag, depth: int) -> None:
        rows = [row for row in element.find_all("tr") if row.find_parent("table") is element]
        cells = [found for row in rows if (found := list(row.find_all(["td", "th"], recursive=False)))]
        if not cells or tables.is_layout(cells):
            for cell in (cell for row in cells for cell in row):
                self.read(cell, depth + 1)
                self.flush()
            return
        table = tables.build(cells, _cell)
        if table is not None:
            self.asked += [question for question in table.asked if question not in self.asked]
            self.counts[tables.HEADER] = self.counts.get(tables.HEADER, 0) - table.added
            self.blocks.append(Block("table", table.caption, rows=table.rows, gap=1))


def _whole(text: object, default: int) -> int:
    return int(str(text)) if re.fullmatch(r"\d{1,4}", str(text or "")) else default


def _cell(cell: Tag) -> str:
    reader = Reader()
    reader.read(cell)
    reader.flush()
    return " ".join(block.text.strip() for block in reader.blocks)


def _closed(text: str) -> str:
    """Emphasis that a paragraph's end cuts is closed there; empty and doubled emphasis goes."""
    pieces: list[str] = []
    for opener, closer in ((marks.STRONG, marks.STRONG_END), (marks.EMPHASIS, marks.EMPHASIS_END)):
        depth = 0
        pieces = []
        for piece in re.split(f"({opener}|{closer})", text):
            if piece == opener:
                depth += 1
                pieces += [opener] if depth == 1 else []
            elif piece == closer:
                depth -= 1
                pieces += [closer] if depth == 0 else []
                depth = max(depth, 0)
            else:
                pieces.append(piece)
        text = "".join([*pieces, closer if depth else ""])
        # **强** followed at once by **化** is one emphasis; spaces stand outside it.
        text = re.sub(rf"{closer}([ \u00a0]*){opener}", r"\1", text)
        text = re.sub(rf"{opener}([\s\u3000\u00a0]*)", rf"\1{opener}", text)
        text = re.sub(rf"([\s\u3000\u00a0]*){closer}", rf"{closer}\1", text)
        text = text.replace(opener + closer, "")
    return text


def blocks_of(element: Tag) -> Reader:
    """Read an element whole."""
    reader = Reader()
    reader.read(element)
    reader.flush()
    return reader


def texts(blocks: list[Block]) -> Iterator[str]:
    """Every text of the blocks."""
    for block in blocks:
        yield from block.texts()
