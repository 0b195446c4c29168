"""The working copy of a text: the same length, one form of each character."""

from __future__ import annotations

import re
from functools import cache

from portal.text.fold import fold, simplified


class _Table(dict[int, str]):
    """Working characters by code point, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        piece = fold(character)
        # Offsets must not move, and AB岗 keeps its capitals.
        if len(piece) != 1 or character.isascii() or piece.isspace():
            piece = " " if character.isspace() and character not in "\r\n\u2028\u2029" else character
        self[code] = piece
        return piece


_TABLE = _Table()


@cache
def _may_change() -> re.Pattern[str]:
    """Characters that may have another working form: marks, letters and digits, and traditional characters."""
    traditional = "".join(character for character in simplified() if "\u4e00" <= character <= "\u9fff")
    return re.compile(f"[{traditional}\0-\u4dff\ua000-\U0010ffff]+")


#: More kinds of characters to change than any article has: these are changed one by one.
_MANY = 64


def working_copy(text: str) -> str:
    """Full-width characters half-width, traditional ones simplified, any space a space.

    Every stage reads this copy, so that no rule has to know two forms of a comma.

    >>> working_copy("覆蓋８５％，共２個")
    '覆盖85%,共2个'
    """
    found = set("".join(_may_change().findall(text)))
    changes = {character: form for character in found if (form := _TABLE[ord(character)]) != character}
    if len(changes) > _MANY or not changes.keys().isdisjoint(changes.values()):
        return text.translate(_TABLE)
    for character, form in changes.items():
        text = text.replace(character, form)
    return text
