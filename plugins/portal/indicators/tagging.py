"""Parts of speech of a clause: one cutter for every caller, so that a phrase is cut the same everywhere."""

from __future__ import annotations

from collections import deque
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from portal.indicators import cutter as weighing
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
_whole = False


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
        return Cutter.kept(Dictionary(_folder / _FILE, _source()))
    except ValueError:  # not kept yet
        return None


def _source() -> str:
    """What the kept words were made of: the dictionary, our changes to it and the code that weighs them."""
    return source_of(dictionary_file(), (FIELD_WORDS, NO_WORDS, Path(weighing.__file__).read_bytes()))


def load() -> None:
    """Load all of the dictionary now, which takes a second, and keep it for builds that need a few words of it."""
    global _made, _whole
    if not _whole:  # another slice may have asked for it already
        _made, _whole = Cutter(jieba_dictionary(), FIELD_WORDS, NO_WORDS), True
    if _folder and _made and not _kept():
        write(_folder / _FILE, _made.entries(), _made.least, _source())


#: The phrases cut last, among which those made of them by leaving out their first words are found.
_recent: deque[tuple[str, tuple[Token, ...]]] = deque(maxlen=4)


@lru_cache(maxsize=4096)
def tokens(phrase: str) -> tuple[Token, ...]:
    """The words of the first :data:`MAX_TAGGED` characters, without guessing unknown words."""
    phrase = phrase[:MAX_TAGGED]
    found = _tail(phrase)
    if found is None:
        cut = cutter().cut(phrase)
        starts = accumulate((len(word) for word, _ in cut), initial=0)
        found = tuple([Token(word, flag, start) for (word, flag), start in zip(cut, starts, strict=False)])
        _recent.append((phrase, found))
    return found


def _tail(phrase: str) -> tuple[Token, ...] | None:
    """The words of a phrase that ends one cut before: since the cut goes from the end of a phrase to its beginning,
    what lies before a word does not change those from it on."""
    for whole, cut in tuple(_recent):
        if whole.endswith(phrase):
            at = len(whole) - len(phrase)
            tail = [token for token in cut if token.start >= at]
            if tail and tail[0].start == at:
                return tuple([Token(word, flag, start - at) for word, flag, start in tail])
    return None
