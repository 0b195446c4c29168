"""Blocks out of HTML: what a page, a Word file turned to HTML, and Markdown have in common."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from bs4 import NavigableString, Tag

from portal.importing import marks
from portal.importing.draft import Block
from portal.importing.marks import RESERVED, size
from portal.text.lists import words

_BLOCKS = frozenset(
    words(
        "address article aside blockquote body center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html "
        "li main nav ol p pre section table tbody tfoot thead tr td th ul figcaption"
    )
)
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
#: Characters of a cell; a longer one holds text, so the table only lays it out.
_CELL = 300


@dataclass
class Reader:
    """Reads one element after the other into :attr:`blocks`."""

    blocks: list[Block] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    merged: bool = False
    _words: list[str] = field(default_factory=list)
    _kind: str = "line"
    _level: int = 0
    _gap: int = 1

    def flush(self) -> None:
        """End the paragraph that is being read."""
        text, self._words = "".join(self._words), []
        for number, piece in enumerate(text.split(marks.BREAK)):
            piece = _closed(piece)
            if marks.plain(piece).strip("\u3000 \u00a0\t"):
                indent = 2 if re.match(r"[\u3000\u2003\u00a0]", marks.plain(piece)) else 0
                gap = self._gap if number == 0 else 0
                self.blocks.append(Block(self._kind, piece.strip(), self._level, gap=gap, indent=indent))  # type: ignore[arg-type]

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
        elif re.match(r"https?://", href) and size(element.get_text()):
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
        for item in element.find_all("li", recursive=False):
            note = _NOTE_ID.match(str(item.get("id") or ""))
            if note:
                self._note(item, note[1])
                continue
            self._kind, self._level = "item", sign * level
            self.read(item, depth + 1)
            self.flush()
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
        cells = [list(row.find_all(["td", "th"], recursive=False)) for row in rows]
        flat = [cell for row in cells for cell in row]
        if (
            len(flat) <= 1
            or len(rows) == 1
            or any(cell.find(["table", "img"]) or size(cell.get_text()) > _CELL for cell in flat)
        ):
            for cell in flat:
                self.read(cell, depth + 1)
                self.flush()
            return
        self.merged |= any(str(cell.get(key) or "1") != "1" for cell in flat for key in ("rowspan", "colspan"))
        grid = _grid(cells)
        if not any(cell.name == "th" for cell in cells[0]) and any(re.search(r"\d", text) for text in grid[0][1:]):
            grid.insert(0, [""] * len(grid[0]))
        if any(size(text) for row in grid for text in row):
            self.blocks.append(Block("table", "", rows=tuple(map(tuple, grid)), gap=1))


def _grid(cells: list[list[Tag]]) -> list[list[str]]:
    """Cell texts, merged cells filled up with empty ones."""
    rows: list[dict[int, str]] = [{} for _ in cells]
    for number, row in enumerate(cells):
        column = 0
        for cell in row:
            while column in rows[number]:
                column += 1
            across, down = (min(_span(cell, key), 50) for key in ("colspan", "rowspan"))
            for y in range(number, min(number + down, len(rows))):
                for x in range(column, column + across):
                    rows[y].setdefault(x, "")
            rows[number][column] = _cell(cell)
    width = max((max(row, default=-1) for row in rows), default=-1) + 1
    return [[row.get(x, "") for x in range(width)] for row in rows]


def _span(cell: Tag, key: str) -> int:
    text = str(cell.get(key) or "1")
    return max(int(text), 1) if text.isdigit() and len(text) < 4 else 1


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
