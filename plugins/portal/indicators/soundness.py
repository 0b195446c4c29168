"""The last look at a name: what of a sentence still clings to its edges goes."""

from __future__ import annotations

from portal.indicators.phrases import CLOSED, TELLING
from portal.indicators.predicate_words import KEPT
from portal.indicators.tagging import MAX_TAGGED, Token, tokens
from portal.text.lists import words

#: Pronouns that point instead of naming, and adverbs tagged as nouns: 其间, 最后.
_POINTING = frozenset(
    words("其 其间 这里 那里 自己 我 你 他 她 它 我们 你们 他们 她们 咱们 我家 这 那 这些 那些 最后 最终")
)
#: Tags of words that never open a name.
_NO_OPENING = frozenset(words("c y u ul uz uj ug ud"))
#: Where or when, not what: 河道|旁, 毕业|后, 岗位|上; and what leads on to a verb that is missing.
_TRAILING = frozenset(
    words(
        "后 时 上 里 中 内 旁 边 之间 之内 以内 之后 以后 之前 近日 日前 据悉 呢 吗 吧 啊 嘛 着 就要 "
        "因此 则 却 刚 仍 还 都 也 均 已 已经 就 便 即 才 又 再 更是 向 对 在 为 从 自 于 把 将 及时 快速 迅速 大幅 远远 陆续 逐步"
    )
)
_SHORTEST = 2


def sound(noun: str) -> str:
    """The noun without adverbs, links and pointers before it, and without words of place and time after it.

    >>> sound("并解决河湖问题")
    '解决河湖问题'
    """
    return _without_beneficiary(_without_end(_without_opening(noun)))


def _without_beneficiary(noun: str) -> str:
    """售电增收 of 售电为村集体增收: for whom stands between the means and the verb that closes the name."""
    cut = tokens(noun)
    if len(cut) < 4 or cut[-1].flag != "v":
        return noun
    at = next((n for n in range(1, len(cut) - 2) if cut[n].word in ("为", "给") and cut[n].flag == "p"), 0)
    return noun[: cut[at].start] + cut[-1].word if at and "的" not in noun else noun


def _without_opening(noun: str) -> str:
    cut = tokens(noun)
    at = 0
    while at + 1 < len(cut) and _clings(cut, at):
        at += 1
        if cut[at].word == "的":
            at += 1
    found = noun[cut[at].start :] if at and at < len(cut) else noun
    return found if len(found) >= _SHORTEST else noun


def _clings(cut: tuple[Token, ...], at: int) -> bool:
    token, following = cut[at], cut[at + 1]
    if token.word in TELLING or token.word in KEPT:
        return False
    if token.word in _POINTING:
        return not (token.word == "其" and following.word in ("他", "它", "余"))
    if token.flag in _NO_OPENING:
        return True
    return token.flag == "d" and following.flag in ("v", "d", "p")


def _without_end(noun: str) -> str:
    cut = tokens(noun[-MAX_TAGGED:])
    kept = len(cut)
    while kept > 1 and _trails(cut[kept - 1], noun[: len(noun) - cut[-1].end + cut[kept - 1].end]):
        kept -= 1
    found = noun[: len(noun) - cut[-1].end + cut[kept - 1].end] if cut else noun
    return found if len(found) >= _SHORTEST else noun


def _trails(token: Token, whole: str) -> bool:
    return token.word in _TRAILING and token.word not in TELLING and not CLOSED.search(whole)
