"""References: a name with the address of its page."""

from __future__ import annotations

import hashlib
from typing import Any

#: ``{"name": …, "url": …}``; the address is site-relative, None where there is no page.
Ref = dict[str, Any]


def text_code(text: str) -> str:
    """A stable ASCII code for a name without a hand-made key: eight hex digits of its own text,
    so that no two names merge as they do by pinyin (公示, 公式, 攻势)."""
    return "x-" + hashlib.blake2b(text.encode(), digest_size=4).hexdigest()
