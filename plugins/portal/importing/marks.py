"""Signs inside imported text that stand for emphasis, links, notes and questions.

They are Unicode noncharacters, which decoding removes from every input, and private characters of
plane 15, which it removes too; so whatever is met later was put there by us.
"""

from __future__ import annotations

import re

STRONG, STRONG_END = "\ufdd0", "\ufdd1"
EMPHASIS, EMPHASIS_END = "\ufdd2", "\ufdd3"
#: A link is LINK text LINK_TO address LINK_END.
LINK, LINK_TO, LINK_END = "\ufdd4", "\ufdd5", "\ufdd6"
#: A reference to a note is NOTE key NOTE_END.
NOTE, NOTE_END = "\ufdd7", "\ufdd8"
#: A line break inside a paragraph.
BREAK = "\ufdd9"
#: Where a rule that has just run asks a question.
ANCHOR = "\ufdda"
#: Question number n is ``chr(FIRST_QUESTION + n)``.
FIRST_QUESTION = 0xF0000

_HIDDEN = re.compile(
    f"{LINK_TO}[^{LINK_END}]*{LINK_END}|{NOTE}[^{NOTE_END}]*{NOTE_END}|[\ufdd0-\ufdef\U000f0000-\U000ffffd]"
)
_SPACE = re.compile(r"\s+")
QUESTION = re.compile("[\U000f0000-\U000ffffd]")
#: What decoding must not let in.
RESERVED = re.compile("[\ufdd0-\ufdef\U000f0000-\U0010ffff]")


def plain(text: str) -> str:
    """The text as a reader sees it.

    >>> plain("强化" + STRONG + "经费" + STRONG_END + chr(FIRST_QUESTION))
    '强化经费'
    """
    return _HIDDEN.sub("", text)


def squeeze(text: str) -> str:
    """The plain text without any space."""
    return _SPACE.sub("", plain(text))


def size(text: str) -> int:
    """Number of characters a reader sees, spaces not counted."""
    return len(squeeze(text))
