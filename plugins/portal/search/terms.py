"""Search tokens of folded text: Han bigrams, words whole, and what joins the two.

The browser has the same rules in theme/static/js/search/terms.js; both are held to
tests/specs/search/terms.json.
"""

from __future__ import annotations

import re
from collections import Counter
from operator import add

from portal.text.skeleton import TRANSPARENT as TRANSPARENT
from portal.text.skeleton import skeleton

#: Han characters, with the ideographic zero 〇 and the repeat mark 々.
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

_WORD = rf"[^\W_{HAN}]+"
#: A word may hold single joints: 1+8, 3.6, covid-19, 2020/11. The characters it touches come along.
# Its first character stands apart, so that a search skips what may begin no word.
_WORDS = re.compile(rf"[^\W_{HAN}](?:{_WORD})?(?:[+.&/-]{_WORD})*")
HAN_CHARACTER = re.compile(rf"[{HAN}]")
_NOT_HAN = re.compile(rf"[^{HAN}]+")
_LONE = re.compile(rf"(?<![^\W_])[{HAN}](?![^\W_])")
_JOINT = re.compile(r"[+&/-]")


def parts(word: str) -> list[str]:
    """What a word with joints is made of, or nothing: covid-19 -> covid, 19; 3.6 stays whole."""
    pieces = _JOINT.split(word)
    return pieces if len(pieces) > 1 else []


def terms(folded: str, apart: bool = True) -> Counter[str]:
    """How often each token occurs in folded text.

    A run of Han characters gives its bigrams. A Latin word or number is a token, and with the
    Han character that it touches another (ab岗, 第3), so that a short query keeps its order.
    A lone Han character that touches nothing is a token by itself.

    Args:
        folded: what :func:`portal.text.fold.fold` gave.
        apart: also the parts of words with joints, as an index wants them.

    >>> list(terms("党建引领ab岗"))
    ['党建', '建引', '引领', 'ab', '领ab', 'ab岗']
    """
    text = skeleton(folded)
    counts = pairs(text)
    counts.update(others(text, apart))
    return counts


def pairs(text: str) -> Counter[str]:
    """How often each two Han characters stand side by side in what :func:`portal.text.skeleton.skeleton` gave."""
    han = _NOT_HAN.sub("\n", text)
    counts = Counter(map(add, han, han[1:]))
    for pair in [pair for pair in counts if "\n" in pair]:
        del counts[pair]
    return counts


def others(text: str, apart: bool = True) -> Counter[str]:
    """How often the tokens occur that are no pair of Han characters; see :func:`terms`."""
    counts: Counter[str] = Counter()
    for match in _WORDS.finditer(text):
        word, start, end = match[0], match.start(), match.end()
        counts[word] += 1
        for piece in parts(word) if apart else ():
            counts[piece] += 1
        if HAN_CHARACTER.match(text, start - 1) and start:
            counts[text[start - 1] + word] += 1
        if HAN_CHARACTER.match(text, end):
            counts[word + text[end]] += 1
    counts.update(_LONE.findall(text))
    return counts
