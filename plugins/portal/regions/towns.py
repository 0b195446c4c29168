"""Streets, towns and townships by name: the statistics codes have them, GB/T 2260 does not."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

#: Characters of the longest name that is looked for in a text.
LONGEST = 8


@lru_cache(maxsize=1)
def _counties() -> dict[str, tuple[str, ...]]:
    """Codes of the counties that have a street or town of a name."""
    found: dict[str, tuple[str, ...]] = {}
    for line in files("portal.regions").joinpath("data/towns.tsv").read_text(encoding="utf-8").splitlines():
        code, *groups = line.split("\t")
        for group in groups:
            suffix, *stems = group.split(" ")
            for stem in stems:
                name = stem + suffix
                found[name] = (*found[name], code) if name in found else (code,)
    return found


def counties_of(name: str) -> tuple[str, ...]:
    """Codes of the counties that have a street, town or township of this name.

    >>> counties_of("春熙路街道")
    ('510104',)
    """
    return _counties().get(name, ())


def ending_at(text: str, end: int, suffix: int) -> str:
    """The longest name of a street or town that ends at an offset, "" where none does.

    Args:
        suffix: where its suffix begins.
    """
    for start in range(max(0, end - LONGEST), suffix - 1):
        if text[start:end] in _counties():
            return text[start:end]
    return ""
