"""The noun phrase at the end of a clause, and what a figure takes from the one before it."""

from __future__ import annotations

import re

from portal.indicators import lexicon
from portal.indicators.measures import alternatives
from portal.indicators.phrases import trim_head
from portal.indicators.tagging import tokens
from portal.text.lists import words

LEADING_VERB = re.compile(rf"(?:{alternatives(lexicon.LEADING_VERBS)})(?:了|起|出)?$")

PEOPLE_NOUN = re.compile(r"[人者员民众户属童童师生工]$|人物|群众|居民|干部|人数|人口|书记|家庭|企业|老人|儿童|青年|代表|队伍|力量")

_VISITS = re.compile("走访|入户|慰问|救助|转移|搬迁|安置|覆盖|受益|惠及")


def inherited_noun(noun: str, unit: str) -> str:
    """The noun of the figure before it, unless the unit speaks of other things: 13个自然湾、558户、2059人."""
    if _VISITS.search(noun):
        return noun
    if unit in ("户", "人", "口") and (noun == "住户" or not PEOPLE_NOUN.search(noun)):
        if noun in ("住户", "人口") or _DWELT_IN.search(noun) or len(noun) > 16:
            return "住户" if unit == "户" else "人口"
        return noun + "涉及"
    return noun


#: Whose households and people are counted after it: 13个自然湾、558户、2059人.
_DWELT_IN = re.compile("[村庄湾寨组区乡镇县市楼栋幢屋房宅院]$|街道|网格|面积|小区|居民点")

PREPOSITION = re.compile(r"^(?:向|为|对|给|与|同|由|从|在|针对|面向|围绕|依托|通过|根据|依据|按照|按)")

#: Verbs that are as often part of a noun: 服务设施, 培训班.
_NOUNS_TOO = frozenset(
    words("服务 建设 发展 联系 培训 生产 销售 种植 养殖 帮扶 救助 调解 整治 维修 改造 配置 开放 管理 规划建设")
)

_ANY_VERB = re.compile(alternatives(w for w in lexicon.LEADING_VERBS if w not in _NOUNS_TOO))


def without_preposition(phrase: str, always: bool = True) -> str:
    """与高校签订合作意向书 → 签订合作意向书; without a verb only the preposition goes, where ``always``."""
    opening = PREPOSITION.match(phrase)
    if not opening or len(tokens(phrase)[0].word) != len(opening[0]):
        return phrase
    for verb in _ANY_VERB.finditer(phrase, 2):
        rest = phrase[verb.end() :]
        if len(rest) >= 2 and not rest.startswith(("的", "员", "者", "中心")):
            return phrase[verb.start() :]
    return PREPOSITION.sub("", phrase) if always else phrase


_CONDITION = re.compile(r"\d[\d.,]*[万亿余多]*[\u4e00-\u9fff㎡]{1,4}(?:以[上下内])?的")

_ETC = re.compile(r"、|等(?![级候奖次品功线于距同待份额])")


def tail_noun(phrase: str) -> str:
    """The noun phrase at the end of a clause: after the last link, with its verb."""
    phrase = _CONDITION.split(phrase)[-1]
    whole = phrase
    pieces = _ETC.split(phrase)
    if len(pieces) > 1:
        head, phrase = pieces[0], pieces[-1]
        if len(phrase) < 2:
            # 农家乐、民宿等600余家: nothing sums the list up, so the list itself is the noun.
            pair = "、".join(pieces[-3:-1])
            phrase = pair if len(pieces) == 3 and len(pair) <= 18 else pieces[-2]
        elif "等" not in whole and _coordinate(pieces):
            pieces[0] = head = trim_head(pieces[0])
            phrase = "、".join(without_verb(piece) if not number else piece for number, piece in enumerate(pieces))
        verb = STARTS_VERB.match(head)
        if verb and len(phrase) + len(verb[0]) <= 18 and not STARTS_VERB.match(phrase):
            phrase = verb[0] + phrase
    return trim_head(_without_light(phrase))


#: Longest list that is a name.
_MAX_LIST = 16


def _coordinate(pieces: list[str]) -> bool:
    """Whether the pieces are nouns of one list: 中小学校、幼儿园."""
    if sum(map(len, pieces)) > _MAX_LIST or any(len(piece) < 2 or any(c.isdigit() for c in piece) for piece in pieces):
        return False
    return not any(STARTS_VERB.match(piece) or tokens(piece)[-1].flag[0] not in "nvlj" for piece in pieces[1:])


_LIGHT = re.compile("已|将|共|累计|先后")


def _without_light(phrase: str) -> str:
    """“理法官驿站”已受理矛盾纠纷 → “理法官驿站”受理矛盾纠纷."""
    if not _LIGHT.search(phrase):
        return phrase
    return "".join(token.word for token in tokens(phrase) if token.word not in ("已", "已经", "将", "共", "累计", "先后", "共计"))


STARTS_VERB = lexicon.starts_with(lexicon.LEADING_VERBS)


def without_verb(noun: str) -> str:
    """划分网格 → 网格."""
    found = STARTS_VERB.match(noun)
    return noun[found.end() :] if found else noun


def without_adverbs(left: str) -> str:
    """The left side without adverbs between its verb and the number."""
    return re.sub(r"(?:了|起|出|共|约|近|各|至少|等)+$", "", left.strip())
