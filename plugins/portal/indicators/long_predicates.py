"""Predicates too long for a name, cut down to the verb and the end of its object."""

from __future__ import annotations

from collections.abc import Iterable

from portal.indicators.phrases import last_words
from portal.indicators.predicate_words import INTRANSITIVE, KEPT, LEADING, MAX_PREDICATE, PREDICATES, VERB_TAGS, WITHIN
from portal.indicators.tagging import Token
from portal.text.lists import words

#: Going somewhere, which matters less than what is done there: 前往社区|开展义诊.
_GOING = frozenset(words("留在 前往 来到 赶到 深入 走进 奔赴 赶赴"))
#: Longest object that is kept whole, in code points.
_OBJECT = 12


def shortened(kept: list[Token]) -> str:
    """A long predicate as its verb and the end of its object."""
    if kept[0].word in LEADING and kept[0].word != "由":
        number = _led_verb(kept)
        if number:
            return _from_verb(kept, number)
        if kept[0].word == "在" and kept[-1].word in WITHIN:
            return ""
    purpose = _purpose(kept) if kept[0].word in _GOING else 0
    if purpose:
        phrase = joined_words(kept[purpose:])
        return shortened(kept[purpose:]) if len(phrase) > MAX_PREDICATE - 2 else phrase
    verb = kept[0].word
    if verb in KEPT and len(kept) > 1:
        verb += kept[1].word
    phrase = joined_words(kept)[len(verb) :]
    head = phrase.rsplit("的", 1)[-1]
    return verb + (head if "的" in phrase and 2 <= len(head) <= _OBJECT else last_words(phrase, _OBJECT))


def _led_verb(kept: list[Token]) -> int:
    """Number of the verb that a preposition leads to, against 在…的陪同|下; 0 for none."""
    for number in range(1, len(kept)):
        verbal = kept[number].flag in VERB_TAGS and len(kept[number].word) > 1
        last = number + 1 == len(kept)
        if verbal and (kept[number].word in INTRANSITIVE if last else kept[number + 1].word not in WITHIN):
            return number
    return 0


def _from_verb(kept: list[Token], number: int) -> str:
    verb, phrase = kept[number].word, joined_words(kept[number:])
    return phrase if len(phrase) <= MAX_PREDICATE else verb + last_words(phrase[len(verb) :], _OBJECT)


def _purpose(kept: list[Token]) -> int:
    """Number of the verb that says what is done there: 前往社区|开展义诊; 0 for none."""
    for number in range(1, len(kept) - 1):
        token = kept[number]
        if token.flag == "v" and token.word in PREDICATES and token.word not in INTRANSITIVE:
            return number
    return 0


def joined_words(cut: Iterable[Token]) -> str:
    """The words of the tokens as one phrase."""
    return "".join(token.word for token in cut)
