"""Newspaper columns out of order: 下转 and 上接, and sentences cut off by the edge of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from portal.importing.draft import Block, Change, Notes
from portal.importing.lines import is_open
from portal.importing.marks import plain, size

ORDER, TURN = "报纸版面的顺序", "转版标记"
_VERSION = r"(?:第?\s*[A-Z]?\s*[\d一二三四五六七八九十]+\s*[版页]|[\u4e00-\u9fff]{1,4}版)"
_ONWARD = re.compile(rf"\s*[(（【\[]?\s*▶?\s*(?:紧?下转|转)\s*{_VERSION}[^)）】\]]{{0,12}}[)）】\]]?\s*$")
_FROM = re.compile(rf"^\s*[(（【\[]?\s*◀?\s*(?:紧?上接|接)\s*{_VERSION}[^)）】\]]{{0,12}}[)）】\]]?\s*")


def _last_text(blocks: Sequence[Block]) -> int | None:
    return next(
        (i for i in range(len(blocks) - 1, -1, -1) if blocks[i].kind == "paragraph" and size(blocks[i].text) > 20), None
    )


def reorder(blocks: Sequence[Block], notes: Notes) -> list[Block]:
    """The blocks in the order in which they are meant to be read, as far as the text proves it.

    Two proofs are known: 下转 in one place with 上接 in another of the same text, and a text that
    ends inside a sentence while its beginning, up to 下转, follows on it.
    """
    kept, onward, come = _without_turns(list(blocks), notes)
    if onward is not None and come is not None and come >= onward:
        return _bring_near(kept, onward, come, notes)
    if onward is None:
        return kept
    return _rotate(kept, onward, notes)


def _without_turns(blocks: list[Block], notes: Notes) -> tuple[list[Block], int | None, int | None]:
    """Take the marks out: the blocks, the place after 下转, and the place of what 上接 opens."""
    kept: list[Block] = []
    onward = come = None
    for block in blocks:
        text = block.text
        if block.kind == "paragraph" and (match := _FROM.match(text)):
            notes.remove(TURN, match[0])
            text, come = text[match.end() :], len(kept)
        if block.kind == "paragraph" and (match := _ONWARD.search(text)):
            notes.remove(TURN, match[0])
            text = text[: match.start()]
            onward = len(kept) + bool(text.strip())
        if text.strip() or block.kind != "paragraph":
            kept.append(replace(block, text=text))
    return kept, onward, come


def _bring_near(blocks: list[Block], onward: int, come: int, notes: Notes) -> list[Block]:
    """What 上接 opens goes right after 下转; what stood between comes after it, and is asked about."""
    between, rest = blocks[onward:come], blocks[come:]
    first, second = blocks[onward - 1], rest[0]
    if is_open(first.text):
        question = "按「下转」「上接」接成一句，请核对"
        text = first.text.rstrip() + notes.ask(question) + second.text.lstrip()
        rest = [replace(first, text=text), *rest[1:]]
        notes.changes.append(_moved(first.text, second.text, question))
        blocks = blocks[: onward - 1]
    else:
        blocks = blocks[:onward]
    if between:
        notes.asked.append(f"「下转」和「上接」之间隔着 {len(between)} 段，移到了文末，可能是另一篇的")
    return [*blocks, *rest, *between]


def _rotate(blocks: list[Block], onward: int, notes: Notes) -> list[Block]:
    """The text after 下转 is the beginning where the last paragraph goes on in the first."""
    last = _last_text(blocks)
    rest = "文中有「下转」，转到别的版上的部分不在这个文件里，请补上，或者删去这条"
    if last is None or last < onward or not is_open(blocks[last].text):
        if onward >= len(blocks) - 1:
            notes.asked.append(rest)
        return blocks
    head, tail = blocks[:onward], blocks[onward:]
    first = next((i for i, block in enumerate(head) if block.kind == "paragraph"), None)
    if first is None:
        return blocks
    cut = last - onward
    question = (
        f"原稿各栏的次序是乱的：末段「……{plain(tail[cut].text)[-8:]}」没有写完，"
        f"开头的「{plain(head[first].text)[:8]}……」没有前文，两处接得上；文中又有「下转」，所以把「下转」以后的部分移到了前面，请核对次序"
    )
    notes.changes.append(_moved(tail[cut].text, head[first].text, question))
    text = tail[cut].text.rstrip() + notes.ask(question) + head[first].text.lstrip()
    notes.asked.append(rest)
    return [*tail[:cut], replace(tail[cut], text=text), *tail[cut + 1 :], *head[:first], *head[first + 1 :]]


def _moved(before: str, after: str, question: str) -> Change:
    return Change(
        ORDER,
        f"……{plain(before)[-10:]} ¶ {plain(after)[:10]}……",
        f"……{plain(before)[-10:]}{plain(after)[:10]}……",
        question,
    )
