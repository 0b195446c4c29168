"""Headings: numbered ones, short lines between paragraphs, and those that open a paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from portal.articles.sections import section_of
from portal.importing.draft import Block, Notes
from portal.importing.lines import is_open
from portal.importing.marks import QUESTION, STRONG, STRONG_END, plain, size

_EMPHASIS = re.compile("[\ufdd0-\ufdd3]")
SIGNS = "标题和列表的符号"
#: Styles from the highest down.
_STYLES = (
    ("chapter", re.compile(r"第[一二三四五六七八九十百]+[章部编][\s　、]?")),
    ("han", re.compile(r"[一二三四五六七八九十]{1,3}\s*[、.．]")),
    ("bracket", re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]")),
    ("digit", re.compile(r"\d{1,2}\s*[、.．](?!\d)")),
)
#: Characters of a heading; longer lines are sentences.
_LONGEST = 45
#: Run-in headings without a number come in series.
SERIES = 3
_HASHES = re.compile(r"(#{1,6})\s+(?=\S)")
_BULLET = re.compile(r"\s*[•●▪‣]\s*|\s*[-*+]\s+(?=\S)")
_LEAD = re.compile(
    r"(?P<number>(?:\d{1,2}\s*[、.．](?!\d)|[(（][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]{1,3}\s*、)\s*)?(?P<words>[^。！？；\n]{3,44}[。！？])(?=\S)"
)


def style_of(text: str) -> str:
    """The style of a line's number, or ""."""
    line = plain(text).strip()
    return next((name for name, pattern in _STYLES if pattern.match(line)), "")


def find(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs that are headings become headings with levels from 2."""
    named = [_as_heading(block, next_block) for block, next_block in zip(blocks, [*blocks[1:], None], strict=False)]
    return _levelled(named)


def marked(blocks: Sequence[Block], notes: Notes) -> list[Block]:
    """Lines with ``##`` become headings and lines with bullets items; the signs go."""
    return [_marked(block, notes) if block.kind in ("line", "paragraph") else block for block in blocks]


def _marked(block: Block, notes: Notes) -> Block:
    hashes, bullet = _HASHES.match(block.text), _BULLET.match(block.text)
    if hashes:
        text = block.text[hashes.end() :].rstrip("# ")
        notes.count(SIGNS, size(block.text) - size(text))
        return replace(block, kind="heading", text=text, level=len(hashes[1]))
    if bullet and size(block.text) > 2:
        notes.count(SIGNS, size(bullet[0]))
        return replace(block, kind="item", text=block.text[bullet.end() :], level=1)
    return block


def _as_heading(block: Block, following: Block | None) -> Block:
    if block.kind == "heading":
        return replace(block, text=_EMPHASIS.sub("", block.text))
    if block.kind != "paragraph" or following is None or following.kind in ("heading", "comment") and block.gap == 0:
        return block
    text = plain(block.text).strip().replace("\n", "")
    short = 3 <= size(text) <= _LONGEST and is_open(text) and not text.endswith(("，", "、", ",", "”，"))
    numbered = bool(style_of(text))
    if short and (numbered or section_of(text) or (_wordy(text) and size(following.text) > size(text))):
        # A heading is bold by itself.
        return replace(block, kind="heading", level=0, text=_EMPHASIS.sub("", block.text))
    return block


def _wordy(text: str) -> bool:
    """Words, not a figure, an address or a date; 「某某说」 and attributions are no headings."""
    return bool(re.match(r"[\u4e00-\u9fff“《「‘\"]", text)) and not re.search(r"[:：@/\\=]|\d{4}年\d|。", text)


def _levelled(blocks: Sequence[Block]) -> list[Block]:
    """Levels from 2: those that the source itself gave keep their order, the others follow their numbers' style."""
    given = sorted({block.level for block in blocks if block.kind == "heading" and block.level})
    # A style of numbers that headings of the source have stands at their level, deeper styles below it.
    known = {style_of(b.text): given.index(b.level) for b in blocks if b.kind == "heading" and b.level and style_of(b.text)}
    present = {style_of(b.text) or "han" for b in blocks if b.kind == "heading" and not b.level}
    ranks: dict[str, int] = {}
    last = len(given) - 1 if given and not known else -1
    for name, _ in _STYLES:
        if name in known or name in present:
            last = ranks[name] = known.get(name, last + 1)
    return [
        replace(b, level=min(2 + (given.index(b.level) if b.level else ranks[style_of(b.text) or "han"]), 5))
        if b.kind == "heading"
        else b
        for b in blocks
    ]


def run_in(blocks: Sequence[Block]) -> list[Block]:
    """The first sentence of a paragraph in bold where it is its heading: with a number, or in a series."""
    leads = {index: lead for index, block in enumerate(blocks) if (lead := _lead(block))}
    plain_ones = [index for index, lead in leads.items() if not lead["number"]]
    texts = [block for block in blocks if block.kind == "paragraph" and size(block.text) > 60]
    series = len(plain_ones) >= SERIES and len(plain_ones) >= 0.3 * len(texts)
    found = list(blocks)
    for index, lead in leads.items():
        if lead["number"] or series:
            text = blocks[index].text
            found[index] = replace(blocks[index], text=f"{STRONG}{lead[0]}{STRONG_END}{text[lead.end() :]}")
    return found


def _lead(block: Block) -> re.Match[str] | None:
    if block.kind != "paragraph" or STRONG in block.text[:60]:
        return None
    match = _LEAD.match(block.text)
    if not match or size(block.text[match.end() :]) < 20 or QUESTION.search(match[0]):
        return None
    words, commas = match["words"], len(re.findall("[，,]", match["words"]))
    if match["number"]:
        return match if commas <= 2 else None
    if (
        commas > 1
        or size(words) > (27 if commas else 20)
        or re.search(r"\d|年|月|日|“[^”]*$|指出|强调|表示|要求", words)
    ):
        return None
    return match
