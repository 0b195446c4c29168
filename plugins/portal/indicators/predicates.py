"""What is said of the noun after a number, as a short verb phrase: 推行…管理."""

from __future__ import annotations

import re

from portal.indicators.long_predicates import joined_words, shortened
from portal.indicators.noun_phrase import BRACKETS
from portal.indicators.phrases import clean
from portal.indicators.predicate_core import core_of, summed_up
from portal.indicators.predicate_words import (
    INTRANSITIVE,
    KEPT,
    LEADING,
    LIGHT,
    MANNERS,
    MAX_PREDICATE,
    PREDICATES,
    VERB_TAGS,
    WITHIN,
)
from portal.indicators.tagging import Token, tokens
from portal.text.lists import words

#: What follows names or divides the things rather than tells them from others: 5个活动分别为…, 20支队伍分为3组.
_NAMING = frozenset(words("包括 包含 如 分为 分成 分别为 依次为 组成 合计 共计"))
#: 通过路演、展示等方式: how it is done, whatever follows.
_BY = frozenset(words("通过 依托 围绕 利用 借助 凭借 以"))
#: Prepositions of those for whom something is done.
_FOR = frozenset(words("为 给 向 对 同 与 跟"))
#: 建成回收站的目标, 筹集价值(60万元)
_TASK = re.compile("的(?:目标|任务|要求|局面)$|(?<=[\u4e00-\u9fff]{2})总?价值$")
#: 完成任务|后: when, not what.
_AT_TIMES = frozenset(words("后 时 之后 之前 期间 之际 以后 以来"))


def predicate_of(rest: str) -> str:
    """What follows the noun as a short verb phrase for “… 的” names, or "".

    >>> predicate_of("全部推行了社区专职工作者员额管理")
    '推行社区专职工作者员额管理'
    """
    cut = tokens(rest)
    first = _first(cut)
    if first >= len(cut) or not _is_verbal(cut, first) or _only_names(cut, first):
        return ""
    kept, listed = core_of(cut, first)
    if not kept or _leads_nowhere(kept):
        return ""
    if kept[0].word == "被":
        return _suffered(kept[1:])
    kept = _without_beneficiary(kept)
    if not kept or listed and kept[0].word in _BY:
        return ""
    phrase = joined_words(kept)
    if listed:
        phrase = summed_up(kept, cut, listed) or phrase
    if len(phrase) > MAX_PREDICATE - 2 or _acts_there(kept):
        phrase = shortened(kept)
    phrase = clean(_TASK.sub("", phrase))
    if kept[-1].word in _AT_TIMES or _too_bare(phrase, kept[0]):
        return ""
    return phrase if len(phrase) <= MAX_PREDICATE else ""


def _suffered(kept: list[Token]) -> str:
    """洪水冲走 of 被洪水冲走, 遭冲走 of 被冲走: no name opens with 被."""
    phrase = clean(joined_words(kept))
    if not 1 <= len(phrase) <= MAX_PREDICATE or kept[-1].word in _AT_TIMES:
        return ""
    harmed = kept[0].flag in ("v", "vn") and kept[0].word[0] in "冲毁盗骗烧砸撞咬困淹埋杀绑劫抢"
    if len(phrase) < 2 or phrase[0] in "困淹":
        return "受" + phrase
    return "遭" + phrase if harmed else phrase


def _first(cut: tuple[Token, ...]) -> int:
    """Number of the first token behind the adverbs that the name leaves out."""
    first = 0
    while first < len(cut) and cut[first].word not in KEPT and _is_light(cut, first):
        first += 1
    return first + 2 if joined_words(cut[first : first + 2]) == "不同程度" else first


def _is_light(cut: tuple[Token, ...], number: int) -> bool:
    """已, 全部, 紧急|驰援, 不慎|溺水: adverbs, and adjectives that say how it is done."""
    token = cut[number]
    if token.word in LIGHT or token.word in MANNERS or token.flag == "d" and len(token.word) > 1:
        return True
    adjective = token.flag in ("a", "ad") and len(token.word) > 1
    return adjective and number + 1 < len(cut) and cut[number + 1].flag == "v"


def _is_verbal(cut: tuple[Token, ...], first: int) -> bool:
    """Whether a predicate begins here."""
    token = cut[first]
    if token.word == "在" or token.word in KEPT or token.word in PREDICATES or token.flag in ("i", "l"):
        return True
    if token.flag in ("p", "d", "ad") or token.word in LEADING:
        return any(later.flag in ("v", "vn", "vg") or later.word in PREDICATES for later in cut[first + 1 :])
    return token.flag in VERB_TAGS or token.flag == "vn" and len(cut) > first + 1


def _only_names(cut: tuple[Token, ...], first: int) -> bool:
    """5个活动|包括…, 3个品牌|为“…”: names of the things, not what they do."""
    word = cut[first].word
    return word in _NAMING or word in ("为", "是") and first + 1 < len(cut) and cut[first + 1].word in BRACKETS


def _leads_nowhere(kept: list[Token]) -> bool:
    """按照村规民约: a preposition without a verb, but 在… says where."""
    preposition = kept[0].word in LEADING and kept[0].word != "在"
    return preposition and not any(token.flag in (*VERB_TAGS, "vn") for token in kept[1:])


def _acts_there(kept: list[Token]) -> bool:
    """在广场|举办|文艺演出: where it is done matters less than what is done."""
    return kept[0].word == "在" and any(token.flag == "v" and len(token.word) > 1 for token in kept[1:-1])


def _too_bare(phrase: str, first: Token) -> bool:
    """Whether two characters say nothing without their object; 受伤 does."""
    if len(phrase) < 2:
        return True
    return len(phrase) == 2 and phrase not in INTRANSITIVE and first.flag not in ("v", "vn", "a")


def _without_beneficiary(kept: list[Token]) -> list[Token]:
    """查体 of 为老人进行查体, which opens no title: for whom it is done goes, and so does 进行."""
    if kept[0].word in _FOR:
        verbs = [n for n, token in enumerate(kept) if n and token.flag in ("v", "vn") and len(token.word) > 1]
        later = [n for n in verbs if n + 1 == len(kept) or kept[n + 1].word not in WITHIN]
        kept = kept[later[0] :] if later else []
    return kept[1:] if len(kept) > 1 and kept[0].word == "进行" and kept[1].flag in ("vn", "v") else kept
