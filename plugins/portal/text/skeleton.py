"""Texts without the marks that readers look through."""

from __future__ import annotations

import re

#: Marks that stand inside names and set phrases: 「三抓」一增强 is found as 三抓一增强.
TRANSPARENT = "\"'`“”‘’「」『』《》〈〉«»‹›【】〖〗·•‧・"
_MARKS = re.compile("[" + re.escape(TRANSPARENT) + "]+")


def skeleton(folded: str) -> str:
    """The folded text without the marks that are looked through."""
    return _MARKS.sub("", folded)


def dense(folded: str) -> str:
    """Folded text without spaces and the marks that are looked through, as texts are compared."""
    return "".join(skeleton(folded).split())
