"""References: a name with the address of its page."""

from __future__ import annotations

from typing import Any

#: ``{"name": …, "url": …}``; the address is site-relative, None where there is no page.
Ref = dict[str, Any]
