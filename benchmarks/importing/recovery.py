"""How much of a clean text an import of its damaged copy brings back, and whether the rest is marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from portal.importing.draft import Source
from portal.importing.markdown import write
from portal.importing.pipeline import draft
from portal.importing.plaintext import read
from portal.text.fold import fold

_COMMENT = re.compile(r"<!-- 待核.*?-->")
_SPACE = re.compile(r"\s+")
#: Characters between a wrong place and its question.
NEAR = 40
MOVED = ("移到文章信息", "移作标题", "图片说明", "旧系统的记录")
_MARK = "\ue000"


@dataclass(frozen=True)
class Recovery:
    """Of one article: characters of the clean text, those that came back, wrong places, and those without a question."""

    characters: int
    back: int
    wrong: int
    unmarked: int
    examples: tuple[str, ...] = ()


def measure(clean: str, damaged: str) -> Recovery:
    """Import a damaged copy and compare; signs and widths are folded, spaces not counted."""
    source: Source = read(damaged.encode(), ".txt")
    made = draft(source)
    markdown, _ = write(made)
    moved = [text for rule, text in made.notes.removed if rule in MOVED]
    wanted = _without(clean, moved)
    got, places = _with_places(markdown)
    if got == wanted:
        return Recovery(len(wanted), len(wanted), 0, 0)
    matcher = SequenceMatcher(None, wanted, got, autojunk=False)
    back = sum(block.size for block in matcher.get_matching_blocks())
    wrong, unmarked, examples = 0, 0, []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            wrong += 1
            if not any(c - NEAR <= place <= d + NEAR for place in places):
                unmarked += 1
                examples.append(f"{wanted[max(a - 6, 0) : b + 6]} → {got[max(c - 6, 0) : d + 6]}")
    return Recovery(len(wanted), back, wrong, unmarked, tuple(examples))


def _without(clean: str, moved: list[str]) -> str:
    """The clean text without what belongs into the front matter or to a picture, wherever the text had it."""
    bare = [_bare(text) for text in moved]
    rows = [_bare(row) for row in clean.split("\n")]
    for text in bare:
        place = next((n for n, row in enumerate(rows) if row == text), None)
        place = next((n for n, row in enumerate(rows) if text in row), None) if place is None else place
        if place is not None and text:
            rows[place] = rows[place].replace(text, "", 1)
    return "".join(rows)


def _bare(text: str) -> str:
    return re.sub(r"[#*\\>●•-]", "", _SPACE.sub("", fold(text)))


def _with_places(markdown: str) -> tuple[str, list[int]]:
    body = re.sub(r"<!-- 旧系统.*?-->", "", _COMMENT.sub(_MARK, markdown))
    text = _bare(body)
    places, plain = [], []
    for character in text:
        if character == _MARK:
            places.append(len(plain))
        else:
            plain.append(character)
    return "".join(plain), places
