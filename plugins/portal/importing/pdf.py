"""PDF files with a text layer: lines in reading order, column after column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from portal.importing import pdftables
from portal.importing.draft import Block, Source
from portal.importing.marks import RESERVED
from portal.importing.pdftables import Piece
from portal.importing.reading import Unreadable

RUNNING = "页眉页脚和页码"
#: An article has a few pages, a collection of rules some hundred.
PAGES_MOST = 300
#: Characters a page; scans with a stamp or page number have less.
SCANNED = 15
#: In heights of a line: the white between columns, and the white that parts paragraphs.
COLUMN_GAP, PARAGRAPH_GAP = 0.9, 1.1
_DEEPEST = 30
_NUMBER = re.compile(r"\s*(?:第\s*)?[-—–·\s]*\d{1,4}[-—–·\s]*(?:页)?(?:\s*[/／共]\s*(?:共\s*)?\d{1,4}\s*页?)?\s*$")


def read(data: bytes, name: str) -> Source:
    """A .pdf file.

    Raises:
        Unreadable: broken, locked, scanned, or far too long.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise Unreadable("import-locked", name, "文件有密码", "去掉密码，另存一份再导入") from error
        raise Unreadable("import-broken", name, "PDF 已损坏或不完整", "重新取一份原稿") from error
    try:
        if len(document) > PAGES_MOST:
            hint = f"最多 {PAGES_MOST} 页；只取要用的几页另存"
            raise Unreadable("import-size", name, f"PDF 有 {len(document)} 页，太长了", hint)
        pages = [_lines(_pieces(document[number])) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise Unreadable("import-broken", name, "PDF 已损坏或不完整", "重新取一份原稿") from error
    finally:
        document.close()
    total = sum(block.size for page in pages for block in page)
    if total < SCANNED * max(len(pages), 1):
        hint = "先用文字识别（OCR）软件转成 Word 或文字稿，核对以后再导入"
        raise Unreadable("import-scan", name, "PDF 是扫描的图片，里面没有文字", hint)
    kept = _without_running(pages)
    blocks = tuple(block for page in kept for block in page)
    left_out = total - sum(block.size for block in blocks)
    tables = sum(block.kind == "table" for block in blocks)
    asked = (f"PDF 里有 {tables} 张表格，是按字的位置拼出来的，请逐格核对",) if tables else ()
    return Source(blocks, {}, "PDF", "", total, {RUNNING: left_out} if left_out else {}, asked=asked)


def _pieces(page: object) -> list[Piece]:
    """Runs of characters on one line without white as wide as a character between them."""
    text_page = page.get_textpage()  # type: ignore[attr-defined]
    text = text_page.get_text_range()
    found: list[Piece] = []
    space = False
    for index, character in enumerate(text if len(text) == text_page.count_chars() else _characters(text_page)):
        if character in " \r\n\t\u00a0\ufffe\u0002" or RESERVED.match(character):
            space = space or character in " \u00a0\t"
            continue
        # Loose boxes have the font's height, so that a comma stands as high as the character before it.
        left, bottom, right, top = text_page.get_charbox(index, loose=True)
        last = found[-1] if found else None
        if last and _goes_on(last, left, bottom, top):
            wide = (
                left - last.right > 0.15 * last.height
                and space
                and re.match("[!-~]", last.text[-1])
                and re.match("[!-~]", character)
            )
            text_now = last.text + (" " if wide else "") + character
            found[-1] = Piece(last.left, min(last.bottom, bottom), max(last.right, right), max(last.top, top), text_now)
        elif top > bottom:
            found.append(Piece(left, bottom, right, top, character))
        space = False
    return found


def _characters(text_page: object) -> Iterator[str]:
    """One string a character where some take two code units."""
    for index in range(text_page.count_chars()):  # type: ignore[attr-defined]
        yield text_page.get_text_range(index, 1) or " "  # type: ignore[attr-defined]


def _goes_on(last: Piece, left: float, bottom: float, top: float) -> bool:
    height = max(last.height, top - bottom)
    level = abs((last.top + last.bottom) / 2 - (top + bottom) / 2) < 0.35 * height
    return level and -0.5 * height < left - last.right < 0.8 * height


def _lines(pieces: Sequence[Piece]) -> list[Block]:
    """The lines of a page in reading order."""
    if not pieces:
        return []
    unit = median(piece.height for piece in pieces)
    found: list[Block] = []
    for region in _regions(list(pieces), unit, 0):
        rows = _rows(region, unit)
        edge = min(row[0].left for row in rows)
        steps = [above[0].bottom - below[0].top for above, below in zip(rows, rows[1:], strict=False)]
        usual = median(steps) if steps else 0.0
        grids = pdftables.find(rows, unit)
        for index, row in enumerate(rows):
            if index in grids:
                found += [Block("table", "", rows=grids[index], gap=1)] if grids[index] else []
                continue
            # White, or letters of another size: a title, a byline, a caption.
            gap = index > 0 and (
                steps[index - 1] > usual + PARAGRAPH_GAP * unit or not _alike(rows[index - 1][0], row[0])
            )
            indent = int((row[0].left - edge) / (unit / 2) + 0.3)
            # Line after line of short rows is centred or a table: no indent of paragraphs.
            found.append(Block("line", _joined(row), gap=int(gap), indent=indent if indent <= 8 else 0))
    return found


def _alike(first: Piece, second: Piece) -> bool:
    """Whether two lines are set in one size."""
    return abs(first.height - second.height) <= 0.2 * max(first.height, second.height)


def _regions(pieces: list[Piece], unit: float, depth: int) -> Iterator[list[Piece]]:
    """Regions in reading order: split between columns first, else above the place where columns begin."""
    cut = _column_cut(pieces, unit) if depth < _DEEPEST else None
    if cut is not None:
        yield from _regions([piece for piece in pieces if piece.right <= cut], unit, depth + 1)
        yield from _regions([piece for piece in pieces if piece.right > cut], unit, depth + 1)
        return
    for level in _row_cuts(pieces) if depth < _DEEPEST else ():
        above = [piece for piece in pieces if piece.bottom >= level]
        below = [piece for piece in pieces if piece.bottom < level]
        if _column_cut(below, unit) is not None or _column_cut(above, unit) is not None:
            yield from _regions(above, unit, depth + 1)
            yield from _regions(below, unit, depth + 1)
            return
    yield pieces


def _column_cut(pieces: Sequence[Piece], unit: float) -> float | None:
    """The right edge of the first column, where white from top to bottom follows it."""
    ordered = sorted(pieces, key=lambda piece: piece.left)
    edge = float("-inf")
    for index, piece in enumerate(ordered):
        if (
            index
            and piece.left - edge > COLUMN_GAP * unit
            and _is_column(ordered[:index], unit)
            and _is_column(ordered[index:], unit)
        ):
            return edge
        edge = max(edge, piece.right)
    return None


def _is_column(pieces: Sequence[Piece], unit: float) -> bool:
    """Several rows of some width: numbers beside a table are none."""
    widths = [piece.right - piece.left for piece in pieces]
    wide = sum(width for width in widths if width > 6 * unit)
    return len({round(piece.bottom / unit) for piece in pieces}) >= 3 and wide >= 0.5 * sum(widths)


def _row_cuts(pieces: Sequence[Piece]) -> Iterator[float]:
    """Levels where no piece crosses, from the top."""
    edge: float | None = None
    for piece in sorted(pieces, key=lambda piece: -piece.top):
        if edge is not None and piece.top < edge:
            yield edge - 0.01
        edge = piece.bottom if edge is None else min(edge, piece.bottom)


def _rows(pieces: Sequence[Piece], unit: float) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (-(piece.top + piece.bottom), piece.left)):
        middle = (piece.top + piece.bottom) / 2
        if rows and abs(middle - (rows[-1][0].top + rows[-1][0].bottom) / 2) < 0.5 * unit:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _joined(row: Sequence[Piece]) -> str:
    text = row[0].text
    for before, piece in zip(row, row[1:], strict=False):
        apart = piece.left - before.right > 0.6 * piece.height
        text += (" " if apart else "") + piece.text
    return text


def _without_running(pages: list[list[Block]]) -> list[list[Block]]:
    """Pages without their numbers and without lines that return on top or bottom of most of them."""
    edges = Counter(
        _shape(block.text) for page in pages for block in {id(b): b for b in [*page[:2], *page[-2:]]}.values()
    )
    often = {shape for shape, count in edges.items() if len(pages) >= 3 and count > 0.5 * len(pages)}
    kept = []
    for page in pages:
        last = len(page) - 1
        kept.append(
            [
                block
                for index, block in enumerate(page)
                if not (
                    index in (0, 1, last - 1, last)
                    and (_shape(block.text) in often or (index in (0, last) and _NUMBER.match(block.text)))
                )
            ]
        )
    return kept


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", re.sub(r"\s", "", text))
