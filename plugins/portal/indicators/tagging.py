"""Parts of speech of a clause: one cutter for every caller, so that a phrase is cut the same everywhere."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from portal.indicators.cutter import Cutter, dictionary_file, jieba_dictionary
from portal.indicators.dictionary import Dictionary, source_of, write
from portal.indicators.lexicon import FIELD_WORDS, NO_WORDS

#: Characters of a clause that are tagged; what lies further off bears on no name.
MAX_TAGGED = 48
_FILE = "words.sqlite"


class Token(NamedTuple):
    """A word, its tag of the ICTCLAS set (n, v, d, p …) and where it starts in the phrase."""

    word: str
    flag: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.word)


#: Where the dictionary is kept from one build to the next, None where it is read anew.
_folder: Path | None = None
_made: Cutter | None = None


def keep_in(folder: Path) -> None:
    """Say where the dictionary may be kept."""
    global _folder
    _folder = folder


def cutter() -> Cutter:
    """The cutter, with as much of the dictionary as is loaded or kept."""
    global _made
    if _made is None:
        _made = _kept() or Cutter(jieba_dictionary(), FIELD_WORDS, NO_WORDS)
    return _made


def _kept() -> Cutter | None:
    if _folder is None:
        return None
    try:
        return Cutter.kept(Dictionary(_folder / _FILE, source_of(dictionary_file())), FIELD_WORDS, NO_WORDS)
    except ValueError:  # not kept yet
        return None


def load() -> None:
    """Load all of the dictionary now, which takes a second, and keep it for builds that need a few words of it."""
    global _made
    text = jieba_dictionary()
    if _folder and not _kept():
        write(_folder / _FILE, text, source_of(dictionary_file()))
    _made = Cutter(text, FIELD_WORDS, NO_WORDS)


@lru_cache(maxsize=4096)
def tokens(phrase: str) -> tuple[Token, ...]:
    """The words of the first :data:`MAX_TAGGED` characters, without guessing unknown words."""
    found = []
    position = 0
    for word, flag in cutter().cut(phrase[:MAX_TAGGED]):
        found.append(Token(word, flag, position))
        position += len(word)
    return tuple(found)
