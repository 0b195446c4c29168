"""The words of a predicate that its name keeps, without figures, particles and lists."""

from __future__ import annotations

from portal.indicators.measures import UNITS
from portal.indicators.predicate_words import LEADING, LIGHT, VERB_TAGS
from portal.indicators.tagging import Token
from portal.text.lists import words

_UNITS = frozenset(UNITS)
_STOPS = frozenset(words(", 。 ; : ! ? 、 并 以及 并且 从而 进而"))
#: Words behind 等 in a list that are searched for what sums it up.
_LOOK_AHEAD = 16


def core_of(cut: tuple[Token, ...], first: int) -> tuple[list[Token], int]:
    """Tokens of the predicate that begins at ``first``, and where a list in it begins (0: nowhere)."""
    kept: list[Token] = []
    depth = 0
    for number in range(first, len(cut)):
        token = cut[number]
        nesting = (token.word in "“（(《") - (token.word in "”）)》")
        depth += nesting
        if not nesting and not depth and token.word in _STOPS:
            if not _list_goes_on(token, kept):
                return kept, number if token.word == "、" else 0
        elif not nesting and _left_out(cut, number, bool(kept)):
            continue
        kept.append(token)
    return kept, 0


def _list_goes_on(token: Token, kept: list[Token]) -> bool:
    """围绕教育、医疗|开展…: a list before the verb is a part of the predicate, as are 省、市."""
    if token.word != "、":
        return False
    before_verb = kept[0].word in LEADING and not any(later.flag in VERB_TAGS for later in kept[1:])
    return before_verb or kept[-1].word in "省市县区镇乡村国"


def _left_out(cut: tuple[Token, ...], number: int, inside: bool) -> bool:
    """Whether the token is a part of a figure, 了 or an adverb within the predicate."""
    word = cut[number].word
    if _of_figure(cut, number) or word == "了":
        return True
    return inside and word in LIGHT and not _covers_all(cut, number)


def _of_figure(cut: tuple[Token, ...], number: int) -> bool:
    """Whether a token is a part of a figure in the predicate: its digits, its unit, 的 of 10余天的."""
    token, before = cut[number], cut[number - 1] if number else None
    if token.word[0].isdigit() or before is None:
        return token.word[0].isdigit()
    if before.word[0].isdigit():
        return token.flag in ("q", "m") or token.word in _UNITS
    return token.word == "的" and before.word[0] in "余天日年月" and number > 1 and cut[number - 2].word[0].isdigit()


def _covers_all(cut: tuple[Token, ...], number: int) -> bool:
    """实现全|覆盖: here 全 is no filler."""
    return cut[number].word == "全" and number + 1 < len(cut) and cut[number + 1].word == "覆盖"


def summed_up(kept: list[Token], cut: tuple[Token, ...], listed: int) -> str:
    """参加家政、电商等培训 → 参加培训: what sums up the list at ``listed`` is the object; "" where nothing does."""
    for number in range(listed, min(len(cut), listed + _LOOK_AHEAD)):
        if cut[number].word in (",", "。", ";"):
            return ""
        if cut[number].word == "等" and number + 1 < len(cut):
            what = _up_to_stop(cut[number + 1 :])
            return kept[0].word + what if 2 <= len(what) <= 8 and all(token.word != "的" for token in kept) else ""
    return ""


def _up_to_stop(cut: tuple[Token, ...]) -> str:
    what = ""
    for token in cut:
        if token.word in _STOPS or token.word in ("的", "和", "与"):
            break
        what += token.word
    return what
