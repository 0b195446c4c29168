"""The proof that nothing was lost: what the written Markdown shows is what the draft holds."""

from __future__ import annotations

import re

from portal.articles.markdown import render
from portal.importing.draft import Block, Draft
from portal.importing.marks import plain

_SPACE = re.compile(r"\s+")
#: Footnotes get numbers and arrows, and stand at the end.
_NOTE_SIGNS = re.compile(r"↩\d*")


def shown(blocks: tuple[Block, ...]) -> str:
    """What a reader should see of the blocks, without spaces."""
    body = [block for block in blocks if block.kind not in ("comment", "picture", "note")]
    notes = [block for block in blocks if block.kind == "note"]
    texts = [plain(text) for block in (*body, *notes) for text in block.texts()]
    return _SPACE.sub("", "".join(texts))


def difference(draft: Draft, markdown: str) -> str:
    """ "" where the rendered Markdown shows the draft's text and no other, else what differs first, Chinese.

    Footnote numbers are left out of the comparison, and captions, which HTML keeps in attributes.
    """
    body, problems = render(markdown, "", 1)
    fatal = [problem.message for problem in problems if problem.fatal]
    wanted = shown(draft.blocks)
    if body is None or not wanted:
        return "" if not wanted else "；".join(fatal)
    has_notes = any(block.kind == "note" for block in draft.blocks)
    captions = {plain(block.text) for block in draft.blocks if block.kind == "picture" and block.text}
    got = _SPACE.sub("", _without(body.text, captions))
    if has_notes:
        wanted, got = (re.sub(r"\d", "", _NOTE_SIGNS.sub("", text)) for text in (wanted, got))
    if got == wanted:
        return ""
    at = next((i for i, (a, b) in enumerate(zip(got, wanted, strict=False)) if a != b), min(len(got), len(wanted)))
    return f"应是「{wanted[max(at - 5, 0) : at + 10]}」，写成了「{got[max(at - 5, 0) : at + 10]}」"


def _without(text: str, captions: set[str]) -> str:
    return "\n".join(line for line in text.split("\n") if line.strip() not in captions)
