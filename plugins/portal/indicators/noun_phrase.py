"""The noun phrase that follows a number, and where it ends."""

from __future__ import annotations

from portal.indicators.predicate_openings import opens_at_once, opens_predicate
from portal.indicators.tagging import Token, tokens
from portal.text.lists import words

_LINKS = frozenset(words("、 和 与 及 以及 或 或者 等 之一 中 — : / | ， , 。 ;"))
#: 5个方面|强对标补短板: nothing after these belongs to the noun.
_CLOSING = frozenset(words("方面 环节 层面"))
#: 13个岗位|上: where, not what.
_WITHIN_IT = frozenset("上里内中")
#: Marks that open, and what closes them.
BRACKETS = {"“": "”", "(": ")", "（": "）", "《": "》", "‘": "’", '"': '"'}


def noun_after(text: str, event: bool = False) -> tuple[str, str]:
    """The noun phrase that follows a figure, and what comes after it in the clause.

    Args:
        event: the figure counts events, which are named by what was done: 组织开展大排查行动.

    >>> noun_after("街道社区党组织书记接受外埠培训")
    ('街道社区党组织书记', '接受外埠培训')
    """
    text = text.lstrip(" 的")
    cut = tokens(text)
    if cut and not event and opens_at_once(cut, text):
        return "", text.strip()
    number, total = _without_loose_end(cut, _end(cut, text, event)), len(cut)
    end = cut[number].start if number < total else len(text)
    if 1 < number < total and cut[number - 1].word in _WITHIN_IT:
        return text[: cut[number - 1].start].strip(), text[end:].strip()
    return text[:end].strip(), text[end:].strip()


def _end(cut: tuple[Token, ...], text: str, event: bool) -> int:
    """Number of the token behind the phrase; beyond the last where it takes all of the text."""
    number = 0
    while number < len(cut):
        token = cut[number]
        if token.word in BRACKETS:
            closing = _closing(cut, number)
            if closing is None:
                return number
            number = closing + 1
        elif number and token.word == "及" and text[token.end : token.end + 2] in ("以上", "以下"):
            number += 2  # 二级及以上医院
        elif number and _ends_before(cut, number, text, event):
            return number
        elif token.word in _CLOSING and not event:
            return number + 1
        else:
            number += 1
    return number


def _ends_before(cut: tuple[Token, ...], number: int, text: str, event: bool) -> bool:
    """Whether the phrase ends before the token: at a link, 的, a number or what opens a predicate."""
    token, last = cut[number], number + 1 == len(cut)
    if token.word in _LINKS or token.word == "的" or token.word.isdigit():
        return True
    if token.word == "并" and not last and cut[number + 1].flag == "v":
        return True
    if event:
        # 开展大排查行动|让…, 组织培训|后…: events end at what came of them or after them.
        return token.word in ("让", "使") and token.flag in ("v", "p") or token.word == "后" and not last
    return opens_predicate(cut, number, text)


def _without_loose_end(cut: tuple[Token, ...], number: int) -> int:
    """120名党员|同时|走进…: links and adverbs before the end belong to what follows."""
    while 1 < number < len(cut) and cut[number].word != "的" and _is_loose(cut[number - 1]):
        number -= 1
    return number


def _is_loose(token: Token) -> bool:
    return token.flag in ("c", "d", "ad") and token.word not in BRACKETS.values()


def _closing(cut: tuple[Token, ...], number: int) -> int | None:
    """Number of the token that closes the mark at ``number``; None where nothing does."""
    wanted = BRACKETS[cut[number].word]
    return next((later for later in range(number + 1, len(cut)) if cut[later].word == wanted), None)
