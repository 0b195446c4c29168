"""Names and questions by the pairs of characters in them."""

from __future__ import annotations

#: The least part of a figure's name, in percent, that a question must say.
CLOSE_ENOUGH = 34


def pairs(text: str) -> list[str]:
    """The distinct pairs of neighbouring characters, in order."""
    characters = list(text)
    return list(dict.fromkeys(a + b for a, b in zip(characters, characters[1:], strict=False)))
