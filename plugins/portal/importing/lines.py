"""From lines to paragraphs: lines that a mailer, a newspaper column or a PDF broke are joined again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from portal.importing.draft import Block, Change, Notes
from portal.importing.marks import plain, size

RULE = "拆断的行"
OVERLAP = "断行处重复的字"
#: Half-width columns; nobody wraps longer lines, and shorter ones are a list.
WIDEST, NARROWEST = 130, 20
#: Share of full lines from which a text counts as hard-wrapped.
WRAPPED = 0.35
_FLOATS = ("picture", "table")
_ENDS = "。！？；：…!?;:"
_CLOSERS = "”’」』）)》】\"'"
_NEW = re.compile(
    r"\s*(?:#{1,6}\s|[一二三四五六七八九十百]+\s*[、.．]|[(（][一二三四五六七八九十\d]+[)）]|第[一二三四五六七八九十百\d]+[章节条部]|\d{1,2}\s*[、.．)）](?!\d)|"
    r"[①-⑳]|[•·●○■□◆▪*+-]\s|>|——|[(（]?[上下][接转])"
)


def width(text: str) -> int:
    """Half-width columns a text takes in a fixed-width font."""
    return sum(2 if character > "\u02ff" else 1 for character in plain(text))


def is_open(text: str) -> bool:
    """Whether a paragraph ends inside a sentence."""
    bare = plain(text).rstrip().rstrip(_CLOSERS)
    return not bare.endswith(tuple(_ENDS))


def starts_anew(text: str) -> bool:
    """Whether a line begins a paragraph by its number or sign."""
    return bool(_NEW.match(plain(text)))


def full_width(blocks: Sequence[Block]) -> int:
    """The column at which a hard-wrapped text breaks its lines, or 0 where it is not hard-wrapped."""
    widths = [width(block.text) for block in blocks if block.kind == "line"]
    if len(widths) < 4:
        return 0
    full = sorted(widths)[int(len(widths) * 0.9) - 1]
    least = least_gap(blocks)
    pairs = [(a, b) for a, b in zip(blocks, blocks[1:], strict=False) if b.gap <= least and a.kind == b.kind == "line"]
    broken = [a for a, _ in pairs if full - 6 <= width(a.text) <= full + 4]
    inside = [a for a in broken if is_open(a.text)]
    if not NARROWEST <= full <= WIDEST or len(broken) < WRAPPED * len(widths) or len(inside) < 0.5 * len(broken):
        return 0
    return full


def least_gap(blocks: Sequence[Block]) -> int:
    """The gap between lines that follow each other: 0 in most texts, 1 where every line is a paragraph of a file."""
    return min((b.gap for a, b in zip(blocks, blocks[1:], strict=False) if a.kind == b.kind == "line"), default=0)


def join(blocks: Sequence[Block], notes: Notes) -> list[Block]:
    """Paragraphs out of lines; other blocks stay and end a paragraph."""
    blocks = _floats_out(blocks, full_width(blocks))
    full, least = full_width(blocks), least_gap(blocks)
    indented = sum(block.indent >= 2 for block in blocks) > 0.1 * len(blocks)
    joined: list[Block] = []
    last: Block | None = None
    for block in blocks:
        if block.kind != "line":
            joined.append(block)
            last = None
            continue
        if last is not None and _continues(last, block, full if block.gap <= least else 0, indented):
            merged = _merge(
                joined[-1].text, block.text, notes, sure=block.gap == 0 or (full > 0 and block.gap <= least)
            )
            joined[-1] = replace(joined[-1], text=merged)
        else:
            joined.append(replace(block, kind="paragraph"))
        last = block
    return joined


def _floats_out(blocks: Sequence[Block], full: int) -> list[Block]:
    """Pictures and tables that stand inside a sentence go behind the paragraph that it belongs to."""
    found: list[Block] = []
    waiting: list[Block] = []
    for index, block in enumerate(blocks):
        if waiting and (block.kind != "line" or not (found and is_open(found[-1].text))):
            found, waiting = found + waiting, []
        last, after = found[-1] if found else None, blocks[index + 1 :]
        if block.kind in _FLOATS and last and last.kind == "line" and (waiting or _cut(last, after, full)):
            waiting.append(block)
            continue
        found.append(block)
    return found + waiting


def _cut(last: Block, after: Sequence[Block], full: int) -> bool:
    """Whether a sentence that ends open before a picture goes on behind it."""
    following = next((block for block in after if block.kind not in _FLOATS), None)
    if following is None or following.kind != "line" or size(last.text) < 12 or not is_open(last.text):
        return False
    if following.indent >= 2 or starts_anew(following.text):
        return False
    return width(last.text) >= full - 6 if full else not _headline(following)


def _continues(last: Block, block: Block, full: int, indented: bool) -> bool:
    """Whether a line goes on with the paragraph of the line before it."""
    if starts_anew(block.text) or plain(last.text).lstrip().startswith("#"):
        return False
    if full:
        if indented:
            return block.indent < 2
        return width(last.text) >= full - 6 and (is_open(last.text) or width(last.text) >= full - 1)
    # A text with a line for each paragraph: only a long line that stops inside a sentence goes on.
    long = size(last.text) >= 35 and is_open(last.text)
    return long and size(block.text) >= 8 and (block.indent < 2 or not indented) and not _headline(block)


def _headline(block: Block) -> bool:
    """A short line without a full stop may be a heading."""
    return size(block.text) <= 40 and is_open(block.text) and not re.match(r"[，、。；：）”,;:)]", plain(block.text))


def _merge(first: str, second: str, notes: Notes, sure: bool) -> str:
    """Two pieces of one sentence; a space only between Latin words; a character printed twice once."""
    left, right = first.rstrip(), second.lstrip()
    # Only the last characters count: a paragraph may be joined from thousands of lines.
    end = plain(left[-40:])
    a, b = end[-1:], plain(right)[:1]
    space = " " if re.fullmatch(r"[A-Za-z0-9,.;:]", a) and re.fullmatch(r"[A-Za-z0-9]", b) else ""
    before = f"{end[-8:]}¶{plain(right)[:8]}"
    again = _overlap(left, right) if not sure else 0
    if again:
        notes.count(OVERLAP, again)
        right = right[again:]
    after = f"{end[-8:]}{space}{plain(right)[:8]}"
    question = "" if sure else f"原稿在这里断开，接成「{after}」" + ("，去掉了重复的字" if again else "") + "，请核对"
    notes.changes.append(Change(OVERLAP if again else RULE, before, after, question))
    mark = notes.ask(question) if question else ""
    return left + space + mark + right


def _overlap(left: str, right: str) -> int:
    """Characters at the break that were printed at the end of one column and again at the head of the next."""
    if not re.match(r"[\u4e00-\u9fff]+[、，,。；;]", plain(right)):
        return 0
    for count in range(min(6, len(right)), 0, -1):
        if left.endswith(right[:count]) and re.match(r"[、，,。；;]", right[count : count + 1]):
            return count
    return 0
