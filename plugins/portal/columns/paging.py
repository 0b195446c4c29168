"""Pages of a long list, numbered from the oldest article.

Page 1 holds the oldest articles and never changes when a new one comes; the list's own address
shows the newest ones: the last full page and what has come since.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True)
class Slice(Generic[Item]):
    """One page of a list.

    Args:
        path: output path.
        items: newest first.
        number: counted from the oldest page, None for the newest.
        base, place, newest: the list's address, the page's number and that of the newest page.
    """

    path: str
    items: list[Item]
    number: int | None
    base: str
    place: int
    newest: int

    @property
    def pager(self) -> dict[str, Any]:
        """The pager for templates."""
        return _pager(self.base, self.place, self.newest)

    @property
    def key(self) -> str:
        """Changes when the pager does: an old page knows no more of the list's growth."""
        return f"{self.place} {min(self.newest - self.place, 2)}"


def _url(base: str, number: int, newest: int) -> str:
    return base if number >= newest else f"{base}{number}/"


def _pager(base: str, number: int, newest: int) -> dict[str, Any]:
    # An old page speaks of its neighbours only: a total would change all pages with each new one.
    top = min(number + 1, newest)
    return {
        "current": {"label": "最新" if number == newest else f"第 {number} 页", "url": _url(base, number, newest)},
        "newest": base if number < newest else None,
        "newer": _url(base, number + 1, newest) if number < newest else None,
        "older": _url(base, number - 1, newest) if number > 1 else None,
        "oldest": _url(base, 1, newest) if number > 1 else None,
        "numbers": [
            {"number": n, "url": _url(base, n, newest), "current": n == number}
            for n in range(top, max(0, number - 3), -1)
        ],
    }


def paginate(items: Sequence[Item], base: str, size: int) -> list[Slice[Item]]:
    """Cut a list (newest first) into pages under the address ``base`` (ends in ``/``).

    The first page returned is ``{base}index.html`` with ``size`` to ``2 * size - 1`` items;
    the others are ``{base}{number}/index.html`` with exactly ``size``.
    """
    newest = max(1, len(items) // size)
    oldest_first = list(items)[::-1]
    slices = []
    for number in range(newest, 0, -1):
        end = len(oldest_first) if number == newest else number * size
        part = oldest_first[(number - 1) * size : end][::-1]
        path = _url(base, number, newest) + "index.html"
        slices.append(Slice(path, part, None if number == newest else number, base, number, newest))
    return slices
