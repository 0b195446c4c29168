"""How likely a run of characters is as Chinese: for ranking readings of damaged places.

The model is the word list with frequencies that comes with jieba (MIT), used as a unigram model:
the likelihood of a text is that of its best segmentation. Loading it takes about a second, so it
is only asked where something is damaged.
"""

from __future__ import annotations

import math
from functools import cache

from portal.text.fold import simplified

#: Natural logarithm, taken off the rarest word's: a character that is in no word list.
UNKNOWN = 3.0
#: Of signs, which the list has not: about their share of running text.
_SIGNS = dict.fromkeys("，,。、", -3.0) | dict.fromkeys("；：“”（）《》！？;:()!?", -5.0)
_LONGEST = 8


@cache
def _words() -> tuple[dict[str, float], float]:
    import logging

    import jieba

    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    total = math.log(jieba.dt.total)
    return {word: math.log(count) - total for word, count in jieba.dt.FREQ.items() if count}, -total


def plain(text: str) -> str:
    """The text in simplified characters, one for one."""
    table = simplified()
    return "".join(table.get(character, character) for character in text)


def forward(text: str) -> list[float]:
    """Natural logarithm of the probability of each beginning of the text: item n is that of ``text[:n]``."""
    words, floor = _words()
    best = [0.0]
    for end in range(1, len(text) + 1):
        last = text[end - 1]
        choices = [best[end - 1] + (words.get(last) or _SIGNS.get(last, floor - UNKNOWN))]
        for start in range(max(0, end - _LONGEST), end - 1):
            word = words.get(text[start:end])
            if word is not None:
                choices.append(best[start] + word)
        best.append(max(choices))
    return best


def backward(text: str) -> list[float]:
    """Of each end of the text: item n is that of ``text[n:]``."""
    words, floor = _words()
    best = [0.0] * (len(text) + 1)
    for start in range(len(text) - 1, -1, -1):
        first = text[start]
        choices = [best[start + 1] + (words.get(first) or _SIGNS.get(first, floor - UNKNOWN))]
        for end in range(start + 2, min(len(text), start + _LONGEST) + 1):
            word = words.get(text[start:end])
            if word is not None:
                choices.append(best[end] + word)
        best[start] = max(choices)
    return best


def likelihood(text: str) -> float:
    """Natural logarithm of the probability of the best segmentation."""
    return forward(text)[-1]


def is_word(text: str) -> bool:
    """Whether the word list has it."""
    return text in _words()[0]
