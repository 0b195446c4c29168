"""Parts of speech of a clause: one cutter for every caller, so that a phrase is cut the same everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

#: Characters of a clause that are tagged; what lies further off bears on no name.
MAX_TAGGED = 48


@dataclass(frozen=True)
class Token:
    """A word, its tag of the ICTCLAS set (n, v, d, p …) and where it starts in the phrase."""

    word: str
    flag: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.word)


@lru_cache(maxsize=1)
def _cutter() -> Any:
    """jieba with its own dictionary, which no other part of the program can alter."""
    import logging
    import warnings

    with warnings.catch_warnings():
        # Old escapes in jieba's patterns; not ours to mend.
        warnings.simplefilter("ignore")
        import jieba
        import jieba.posseg

    jieba.default_logger.setLevel(logging.WARNING)
    return jieba.posseg.POSTokenizer(jieba.Tokenizer())


def load() -> None:
    """Load the dictionary now, which takes a second or two."""
    tokens("党建")


@lru_cache(maxsize=4096)
def tokens(phrase: str) -> tuple[Token, ...]:
    """The words of the first :data:`MAX_TAGGED` characters, without guessing unknown words."""
    found = []
    position = 0
    for word, flag in _cutter().cut(phrase[:MAX_TAGGED], HMM=False):
        found.append(Token(word, flag, position))
        position += len(word)
    return tuple(found)
