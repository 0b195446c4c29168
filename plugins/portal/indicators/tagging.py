"""Parts of speech of a clause: one cutter for every caller, so that a phrase is cut the same everywhere."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from portal.indicators.cutter import Cutter, jieba_dictionary
from portal.indicators.lexicon import FIELD_WORDS

#: Characters of a clause that are tagged; what lies further off bears on no name.
MAX_TAGGED = 48


class Token(NamedTuple):
    """A word, its tag of the ICTCLAS set (n, v, d, p …) and where it starts in the phrase."""

    word: str
    flag: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.word)


@lru_cache(maxsize=1)
def _cutter() -> Cutter:
    return Cutter(jieba_dictionary(), FIELD_WORDS)


def load() -> None:
    """Load the dictionary now, which takes half a second."""
    tokens("党建")


@lru_cache(maxsize=4096)
def tokens(phrase: str) -> tuple[Token, ...]:
    """The words of the first :data:`MAX_TAGGED` characters, without guessing unknown words."""
    found = []
    position = 0
    for word, flag in _cutter().cut(phrase[:MAX_TAGGED]):
        found.append(Token(word, flag, position))
        position += len(word)
    return tuple(found)
