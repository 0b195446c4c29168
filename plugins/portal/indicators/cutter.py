"""Words and parts of speech by jieba's dictionary and its method without guessing: the cut of highest
probability, a word's being its share of the corpus behind the dictionary (jieba, finalseg switched off).

The method is jieba's own, so that the cut is the same (tests/indicators/test_cutter.py compares them); jieba
itself keeps every prefix of every word, which takes more time and several times the memory.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

#: What jieba cuts by its dictionary; the rest are marks.
_WORDS = re.compile(r"([\u4e00-\u9fd5a-zA-Z0-9+#&._]+)")
_LATIN = re.compile(r"[a-zA-Z0-9]+")
_DIGIT = re.compile(r"[.0-9]")


#: How much likelier an added word is than its pieces, as a logarithm.
_MORE = 1e-6


class Kept(Protocol):
    """A dictionary that is not read whole (:mod:`portal.indicators.dictionary`)."""

    least: float

    def words(self, opening: str) -> list[tuple[str, float | None, str]]:
        """Word, weight (None where it is never cut) and tag of the words that begin with a pair; of those of one
        character, for ""."""


class _Lengths(dict[str, tuple[int, ...]]):
    """Opening pair -> lengths of the words that begin with it, got by ``look`` when a pair is first asked for."""

    def __init__(self, look: Callable[[str], tuple[int, ...]]) -> None:
        super().__init__()
        self._look = look

    def get(self, pair: str, default: tuple[int, ...] = ()) -> tuple[int, ...]:  # type: ignore[override]
        if pair not in self:
            self[pair] = self._look(pair) if len(pair) > 1 else default
        return self[pair]


class Cutter:
    """A dictionary and its cut.

    Args:
        dictionary: ``word frequency tag`` in each line.
        added: more words by tag; they are as frequent as the pieces they would be cut into need to stay whole.
        dropped: entries that are phrases rather than words: 共出动.
    """

    def __init__(
        self, dictionary: str, added: Mapping[str, Iterable[str]] | None = None, dropped: Iterable[str] = ()
    ) -> None:
        fields = dictionary.split()
        words, counts, tags = fields[::3], list(map(int, fields[1::3])), fields[2::3]
        least = math.log(sum(counts))
        log = {count: math.log(count or 1) - least for count in set(counts)}
        self._least = -least
        self._weights = dict(zip(words, map(log.__getitem__, counts), strict=True))
        known = {tag: tag for tag in tags}
        self._tags = dict(zip(words, map(known.__getitem__, tags), strict=True))
        # Opening pair of characters -> lengths of the words that begin with it, as bits.
        lengths: dict[str, int] = {}
        for word in words:
            pair = word[:2]
            lengths[pair] = lengths.get(pair, 0) | 1 << len(word)
        several = {bits: tuple(n for n in range(2, 64) if bits >> n & 1) for bits in set(lengths.values())}
        self._lengths = {pair: several[bits] for pair, bits in lengths.items() if len(pair) > 1}
        for word in dropped:
            self._weights.pop(word, None)
        self._single = _singles(self._weights)
        self._add_all(added)

    @classmethod
    def kept(cls, dictionary: Kept) -> Cutter:
        """The cutter that was kept, reading what a text needs and no more."""
        cutter = cls.__new__(cls)
        cutter._least = dictionary.least
        cutter._weights, cutter._tags = {}, {}

        def look(opening: str) -> tuple[int, ...]:
            found = dictionary.words(opening)
            cutter._weights |= {word: weight for word, weight, _ in found if weight is not None}
            cutter._tags |= {word: tag for word, _, tag in found}
            return tuple(sorted({len(word) for word, *_ in found if len(word) > 1}))

        look("")
        cutter._single = _singles(cutter._weights)
        cutter._lengths = _Lengths(look)
        return cutter

    def entries(self) -> Iterator[tuple[str, float | None, str]]:
        """What :meth:`kept` makes the cutter of again, with :attr:`least`."""
        return ((word, self._weights.get(word), tag) for word, tag in self._tags.items())

    @property
    def least(self) -> float:
        """The weight of what is no word."""
        return self._least

    def _add_all(self, added: Mapping[str, Iterable[str]] | None) -> None:
        for tag, extra in (added or {}).items():
            for word in extra:
                self._add(word, tag)

    def _add(self, word: str, tag: str) -> None:
        """Weighty enough to be cut whole rather than in pieces, as jieba's suggest_freq has it."""
        if len(word) > 1:
            whole = sum(self._weights.get(piece, self._least) for piece in self._cut(word))
            self._weights[word] = max(self._weights.get(word, -math.inf), whole + _MORE)
            self._lengths[word[:2]] = tuple(sorted({*self._lengths.get(word[:2], ()), len(word)}))
        self._tags[word] = tag

    def cut(self, text: str) -> list[tuple[str, str]]:
        """Words with their tags of the ICTCLAS set; ``x`` for marks, ``m`` for digits, ``eng`` for Latin."""
        found: list[tuple[str, str]] = []
        for number, part in enumerate(_WORDS.split(text)):
            if number % 2:
                self._tagged(part, found)
            elif part:
                found += [(mark, _mark_tag(mark)) for mark in part]
        return found

    def words(self, text: str) -> list[str]:
        """The words without tags; marks are left out, Latin letters and digits stand one by one."""
        return [word for part in _WORDS.findall(text) for word in self._cut(part)]

    def tag(self, word: str) -> str:
        """The tag of a word that :meth:`words` gave."""
        return self._tags.get(word, "x")

    def rarity(self, word: str, unknown: float) -> float:
        """How rare a word that :meth:`words` gave is, as a negative logarithm; ``unknown`` where the dictionary lacks it."""
        return -self._weights.get(word, -unknown)

    def _tagged(self, part: str, found: list[tuple[str, str]]) -> None:
        tags = self._tags
        if not _LATIN.search(part):
            found += [(word, tags.get(word, "x")) for word in self._cut(part)]
            return
        latin = ""
        for word in self._cut(part):
            if len(word) == 1 and _LATIN.match(word):
                latin += word
                continue
            if latin:
                found.append((latin, "eng"))
                latin = ""
            found.append((word, tags.get(word, "x")))
        if latin:
            found.append((latin, "eng"))

    def _cut(self, part: str) -> list[str]:
        """The words of highest probability; of equals the longer first word."""
        single_of, weight_of, lengths_of, least = self._single.get, self._weights.get, self._lengths.get, self._least
        size = len(part)
        best = [0.0] * (size + 1)
        step = [1] * size
        for at in range(size - 1, -1, -1):
            top = single_of(part[at], least) + best[at + 1]
            for length in lengths_of(part[at : at + 2], ()):
                stop = at + length
                if stop > size:
                    break
                weight = weight_of(part[at:stop])
                if weight is not None and weight + best[stop] >= top:
                    top, step[at] = weight + best[stop], length
            best[at] = top
        words, at = [], 0
        while at < size:
            stop = at + step[at]
            words.append(part[at:stop])
            at = stop
        return words


def _singles(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights of words of one character: a small table that stays near at hand, since every character asks it."""
    return {word: weight for word, weight in weights.items() if len(word) == 1}


def _mark_tag(mark: str) -> str:
    if _DIGIT.match(mark):
        return "m"
    return "eng" if _LATIN.match(mark) else "x"


def dictionary_file() -> Path:
    """The dictionary that comes with jieba: ``word frequency tag`` in each line."""
    spec = find_spec("jieba")  # to import jieba itself takes longer than to read what is wanted of the dictionary
    assert spec is not None and spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "dict.txt"


def jieba_dictionary() -> str:
    """The text of :func:`dictionary_file`."""
    return dictionary_file().read_text(encoding="utf-8")
