"""Where a predicate begins: 党组织书记|接受外埠培训, against 党员|教育基地."""

from __future__ import annotations

import re
from typing import NamedTuple

from portal.indicators.agents import is_agent
from portal.indicators.predicate_words import INTRANSITIVE, MANNERS, PREDICATES, VERB_TAGS
from portal.indicators.tagging import Token
from portal.indicators.verb_nouns import NOMINAL, closes_compound, grows, heads
from portal.text.lists import words

#: Adverbs and prepositions of one character that belong to no noun.
_ALONE = frozenset("正赴称达含均都已将被把因由向从对于据按以让使给跟也还又才就仍却未自再")
#: Adverbs and the like that may stand before a noun: 兼职|网格员.
_MODIFIERS = frozenset(
    words(
        "专门 单独 专职 兼职 无偿 共同 不同 非 特 最 原 再 新 独立 常年 长期 真正 大力 多 临时 一线 在线 义务 免费 自主 自动 各类 各级 各种 各项 各界 其他 其它 各 本 副 青年 青少年 老年 中年 成年 未成年 少年 中秋 春节 平时 夏季 冬季 暑期 假期 周末 春季 秋季 夜间 日间"
    )
)
#: Tags of what follows a verb that the lexicon does not know, where it is one.
_AFTER_VERB = frozenset(words("p d ul uz v m r ns b a ad vn nz nt nr j l i t s x eng f c"))
#: Words of one character that open a predicate after a noun that acts: 党员|向….
_SHORT = frozenset("携驾乘靠是按有为对向在从到以被把将由给让使因与同比进均都已也还共要需应可能会不未无")
#: Words of one character that open a predicate straight after the number: 3人|在….
_SHORT_AT_ONCE = frozenset(words("到 进 在 靠 被 由 因"))
_BRACKETED = re.compile(r"\([^()]*\)$")


#: Words of manner that are as often the first part of a compound: 现场|教学点.
_HOW = frozenset(words("现场 集中 联合"))
_COMPOUND = re.compile("[\u4e00-\u9fff]{2}(?:点(?!亮)|会(?!议|员)|课|站|基地|中心)")


class _Opening(NamedTuple):
    """A word that may open a predicate.

    Args:
        head: the noun before it, without a note in brackets.
        rest: what comes after it.
        following: the word after it.
    """

    token: Token
    head: str
    rest: str
    following: Token | None


def opens_predicate(cut: tuple[Token, ...], number: int, text: str) -> bool:
    """Whether the token begins a predicate rather than extends the noun before it."""
    token = cut[number]
    following = cut[number + 1] if number + 1 < len(cut) else None
    if _is_adverbial(token) or token.word in MANNERS or token.word in ("设", "获") and token.flag == "v":
        return following is not None
    at = _Opening(token, _BRACKETED.sub("", text[: token.start]), text[token.end :], following)
    if any(opens(at) for opens in _OPENINGS):
        return True
    return _known_verb_opens(at) if token.word in PREDICATES else _unknown_verb_opens(at)


def _is_adverbial(token: Token) -> bool:
    """30名党员|已…, 20家单位|通过…: an adverb, preposition or time that modifies no noun."""
    word, flag = token.word, token.flag
    if flag in ("d", "zg", "p", "ad") and word in _ALONE:
        return True
    long = flag in ("d", "p", "r", "t", "c") and len(word) > 1
    return long and word not in _MODIFIERS and (word not in NOMINAL or flag == "p")


def _ends_intransitive(at: _Opening) -> bool:
    """15名群众|受伤: a verb without an object closes the clause."""
    return (
        at.token.word in INTRANSITIVE
        and at.token.flag == "v"
        and not at.rest
        and len(at.head) > 1
        and is_agent(at.head)
    )


def _leads_to_noun(at: _Opening) -> bool:
    """100个车位|供居民…, 50名学生|到今年…."""
    if at.following is None:
        return False
    return (
        at.token.word == "供"
        and at.following.flag[0] == "n"
        or at.token.word == "到"
        and at.following.flag in ("t", "m")
    )


def _becomes(at: _Opening) -> bool:
    """12个村|创建成…: 成 and 为 make a predicate of any verb."""
    verbal = at.token.flag in ("v", "vn") and len(at.token.word) > 1 and len(at.head) > 1
    return verbal and at.following is not None and at.following.word in ("成", "为", "成为")


def _is_set_phrase(at: _Opening) -> bool:
    """5座桥|投入使用, 30户房屋|不同程度…."""
    if at.token.word == "不同":
        return at.following is not None and at.following.word == "程度"
    return at.token.word == "投入使用"


def _is_idiom(at: _Opening) -> bool:
    """20名选手|各显神通: an idiom closes the clause or leads to its verb."""
    if at.token.flag not in ("i", "l") or len(at.token.word) <= 3:
        return False
    if at.following is None:
        return at.token.flag == "i" or is_agent(at.head)
    return at.token.flag == "i" and at.following.flag == "v"


def _is_manner(at: _Opening) -> bool:
    """8名队员|紧急|集合: an adjective before the verb that closes the clause or has an aspect."""
    if at.token.flag not in ("a", "ad") or len(at.token.word) < 2 or at.following is None or at.following.flag != "v":
        return False
    after = at.rest[len(at.following.word) : len(at.following.word) + 1]
    return after in ("", "了", "过") and is_agent(at.head)


def _acts_somehow(at: _Opening) -> bool:
    """8户用户|正式|移交…, 志愿者们|共同|谱写: an adverb before a verb that makes no noun with what follows it."""
    if at.token.flag not in ("d", "ad") or len(at.token.word) < 2 or at.following is None or at.following.flag != "v":
        return False
    if at.token.word in _MODIFIERS and not is_agent(at.head):
        return False
    after = at.rest[len(at.following.word) :]
    return not grows(after) and not closes_compound(at.rest)


def _stays(at: _Opening) -> bool:
    """3名老人|堵|在路口: a verb with 在 or 到 for its place."""
    verbal = at.token.flag == "v" and at.following is not None and at.following.word in ("在", "到", "往", "给")
    return verbal and len(at.rest) > 2


def _gives(at: _Opening) -> bool:
    """50份物资|送给职工: 给, 到, 往 and 上 make a predicate of the verb that they close."""
    return at.token.flag == "v" and len(at.token.word) == 2 and at.token.word[1] in "给往至" and len(at.rest) > 1


def _has_aspect(at: _Opening) -> bool:
    """40名居民|领|了…: 了 and 着 follow verbs."""
    if at.following is None or at.following.flag not in ("ul", "uz"):
        return False
    return at.token.flag in ("v", "vn", "vg") or is_agent(at.head)


def _is_copula(at: _Opening) -> bool:
    """6个村|为示范村, against 以…|为主."""
    if at.token.word != "为" or at.following is None:
        return False
    return at.following.flag[0] in "nbm" and not at.rest.startswith("主")


#: What opens a predicate, whatever the lexicon says of the word.
_OPENINGS = (
    _ends_intransitive,
    _leads_to_noun,
    _becomes,
    _is_set_phrase,
    _is_idiom,
    _is_manner,
    _acts_somehow,
    _stays,
    _gives,
    _has_aspect,
    _is_copula,
)


def _known_verb_opens(at: _Opening) -> bool:
    """Whether a word of the lexicon opens a predicate after this noun."""
    verb = at.token.word
    if verb in ("参与", "参加", "组成") and at.following and at.following.word == "的":
        return is_agent(at.head)
    if (not at.rest or at.rest[0] in ",、。;") and verb in NOMINAL:
        return verb in ("参与", "参加") and is_agent(at.head)
    if len(verb) > 1 and (grows(at.rest) or verb in _HOW and _COMPOUND.match(at.rest)):
        return False
    if verb in ("都", "均", "已", "被"):
        return True
    if len(verb) == 1:
        return is_agent(at.head) and verb in _SHORT
    if verb in NOMINAL:
        return is_agent(at.head) and len(at.rest) >= 2 and not (at.following and heads(at.following.word))
    return True


def _unknown_verb_opens(at: _Opening) -> bool:
    """服务站点|制作统一标识, against 党员|教育基地: a verb that the lexicon does not know needs an object or the end."""
    word, flag = at.token.word, at.token.flag
    if flag not in VERB_TAGS or len(word) < 2 or word in NOMINAL or not is_agent(at.head):
        return False
    if at.following is None:
        return True
    takes = at.following.flag in _AFTER_VERB or at.following.flag == "n" and not closes_compound(at.following.word)
    return takes and not grows(at.rest)


def opens_at_once(cut: tuple[Token, ...], text: str) -> bool:
    """Whether a predicate follows straight after the number: 38人参加…, 10多万人就业."""
    word = cut[0].word
    if len(cut) > 1 and cut[0].flag == "a" and cut[1].word in INTRANSITIVE and cut[1].end == len(text):
        return True  # 468人|稳定脱贫
    if _adverb_before_verb(cut):
        return "的" not in text
    if word not in PREDICATES or len(word) < 2 and word not in _SHORT_AT_ONCE:
        return False
    rest = text[cut[0].end :]
    if grows(rest) or _modifies_next(cut, rest):
        return False
    return not rest or word not in NOMINAL or word in ("参加", "参与")


def _adverb_before_verb(cut: tuple[Token, ...]) -> bool:
    """6人|迅速赶往…."""
    first = cut[0]
    if first.flag not in ("d", "ad", "c") or len(first.word) < 2 or first.word in _MODIFIERS or len(cut) < 2:
        return False
    return cut[1].flag in ("v", "d", "p", "vd")


def _modifies_next(cut: tuple[Token, ...], rest: str) -> bool:
    """5个|创业|项目: a verb without an object modifies the noun after it."""
    if cut[0].word not in INTRANSITIVE or rest[:1] in ("了", "的", ""):
        return False
    return cut[1].flag[0] == "n" or cut[1].flag[0] == "v" and cut[1].word not in PREDICATES
