"""The title: the line that stands before the text and is none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from portal.articles.fields import PLACEHOLDER, TITLE_MOST
from portal.importing.chrome import prose
from portal.importing.draft import Block, Notes
from portal.importing.marks import plain, size, squeeze

RULE = "移作标题"
_SUBTITLE = re.compile(r"^(?:——|--|—|－－|──)")
_SECTION = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+\s*、|[(（][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十]+[章节部]|\d+\s*[.、．])"
)
_FIRST_CLAUSE = re.compile(r"[^，。,；;：:！!？?\s]{4,40}")


def take(blocks: Sequence[Block], fields: dict[str, str], notes: Notes) -> list[Block]:
    """Put the title into the fields; the blocks without it and its repetitions.

    A title that the format told stays; lines that repeat it go. Without any, the field holds a
    place for the editor to fill in.
    """
    kept = list(blocks)
    if not fields.get("title"):
        place = _place(kept)
        if place is None:
            fields["title"] = f"{PLACEHOLDER}标题{_idea(kept)}）"
            notes.asked.append("原稿里没有标题，请拟一个，写在 title 后面")
        else:
            fields["title"] = _line(kept[place].text)
            notes.remove(RULE, kept.pop(place).text)
            while (
                place < len(kept) and _SUBTITLE.match(plain(kept[place].text).strip()) and not prose(kept[place].text)
            ):
                fields["title"] += _line(re.sub(_SUBTITLE, "——", plain(kept[place].text).strip()))
                notes.remove(RULE, kept.pop(place).text)
    return _without_repeats(kept, fields["title"], notes)


def _line(text: str) -> str:
    return " ".join(plain(text).split())


def _place(blocks: Sequence[Block]) -> int | None:
    for index, block in enumerate(blocks[:12]):
        text = plain(block.text).strip()
        if block.kind in ("picture", "comment") or not text:
            continue
        if block.kind not in ("line", "paragraph", "heading") or prose(text) or _SECTION.match(text):
            return None
        if len(re.findall("[，,；;]", text)) > 1 or (size(text) > 40 and re.search("[，,]", text)):
            return None
        if 4 <= size(text) <= TITLE_MOST and not text.endswith(("。", "；", "，", ",", ";", "：", ":")):
            return index
    return None


def _idea(blocks: Sequence[Block]) -> str:
    """The first clause of the text, as a hint in the placeholder."""
    for block in blocks:
        match = _FIRST_CLAUSE.search(plain(block.text))
        if match:
            return f"，正文开头是：{match[0]}"
    return ""


def _without_repeats(blocks: list[Block], title: str, notes: Notes) -> list[Block]:
    wanted = squeeze(title)
    kept = []
    for index, block in enumerate(blocks):
        if index < 6 and block.kind in ("line", "paragraph", "heading") and squeeze(block.text) == wanted:
            notes.remove("重复的标题", block.text)
        else:
            kept.append(block)
    return kept
