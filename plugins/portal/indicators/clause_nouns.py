"""The noun phrase at the end of a clause, and what a figure takes from the one before it."""

from __future__ import annotations

import re

from portal.indicators import lexicon
from portal.indicators.measures import alternatives
from portal.indicators.phrases import trim_head, without_asides, without_levels
from portal.indicators.tagging import MAX_TAGGED, Token, tokens
from portal.text.lists import words

LEADING_VERB = re.compile(rf"(?:{alternatives(lexicon.LEADING_VERBS)})(?:了|起|出)?$")

PEOPLE_NOUN = re.compile(
    r"[人者员民众户属童师生工友手警兵官]$|主任|专家|领导|[校队组会]长|司机|嘉宾|同学|学子|朋友|人物|邻居|群众|居民|干部|人数|人口|书记|家庭|企业|老人|儿童|青年|代表|队伍|力量"
)

_VISITS = re.compile("走访|入户|慰问|救助|转移|搬迁|安置|覆盖|受益|惠及")


def inherited_noun(noun: str, unit: str) -> str:
    """The noun of the figure before it, unless the unit speaks of other things: 13个自然湾、558户、2059人."""
    if _VISITS.search(noun):
        verb = STARTS_VERB.match(noun)
        return verb[0] if verb and unit in ("户", "人", "口") and _DWELT_IN.search(noun) else noun
    if noun.endswith("涉及") or tokens(noun[-MAX_TAGGED:])[-1].flag == "v":
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
        if len(rest) >= 2 and not rest.startswith(("的", "员", "者", "中心", "单位", "部门", "机构", "人")):
            return phrase[verb.start() :]
    return PREPOSITION.sub("", phrase) if always else phrase


_CONDITION = re.compile(r"\d[\d.,]*[万亿余多]*[\u4e00-\u9fff㎡]{1,4}(?<!分)(?:以[上下内])?(?<!分以[上下])的")

#: 进社区、进企业、进学校活动 is one activity.
_INTO = re.compile("(进[\u4e00-\u9fff]{2,4})(?:、进[\u4e00-\u9fff]{2,3}(?=[、活工行宣“]))+")
_MEANS = re.compile(r"等(?:多种)?(?:方式|形式|途径|渠道|手段|措施|举措|办法)(?=[\u4e00-\u9fff]{2})")
_ETC = re.compile(r"(?<![一二三四五六七八九十])、|、(?![一二三四五六七八九十])|等(?![级候奖次品功线于距同待份额])")


def tail_noun(phrase: str) -> str:
    """The noun phrase at the end of a clause: after the last link, with its verb."""
    phrase = without_asides(without_levels(phrase))
    phrase = _INTO.sub(r"\1", phrase) if "、进" in phrase else phrase
    phrase = _MEANS.split(_CONDITION.split(phrase)[-1])[-1]
    pieces = _ETC.split(phrase)
    if len(pieces) > 1:
        phrase = _of_list(pieces, "等" in phrase)
    return trim_head(_without_light(_without_subject(phrase)))


def _of_list(pieces: list[str], is_open: bool) -> str:
    """The noun of a list, with the verb that opens it: 培育农家乐、民宿.

    Args:
        is_open: 等 stands in the list.
    """
    head, phrase = pieces[0], pieces[-1]
    if len(phrase) < 2:
        # 农家乐、民宿等600余家: nothing sums the list up, so the list itself is the noun.
        pair = "、".join(pieces[-3:-1])
        phrase = pair if len(pieces) == 3 and len(pair) <= 18 else pieces[-2]
    elif not is_open and _coordinate(pieces):
        head = _from_verb(trim_head(head))
        phrase = "、".join((without_verb(head), *pieces[1:]))
    elif _WHERE.search(head):
        phrase = _from_any_verb(phrase)
    verb = STARTS_VERB.match(head)
    fits = verb and len(phrase) + len(verb[0]) <= 18 and not STARTS_VERB.match(phrase)
    return verb[0] + phrase if verb and fits else phrase


#: Longest phrase that keeps the subject of its verb.
_LONG_SUBJECT = 12


_SO_FAR = frozenset(("共", "累计", "共计", "已", "先后"))
_TOWARDS = frozenset(("为", "给", "向", "在"))


def _without_subject(phrase: str) -> str:
    """评选出“金牌讲解员” of 大赛最终评选出“金牌讲解员”: a verb that an adverb or 了, 出 marks as one opens the name."""
    if len(phrase) < _LONG_SUBJECT - 4:
        return phrase
    cut = tokens(phrase)
    for number in range(len(cut) - 2, 0, -1):
        token = cut[number]
        if token.flag not in ("v", "vn") or len(phrase) - token.end < 3:
            continue
        if not STARTS_VERB.match(token.word) and not (token.flag == "v" and cut[number - 1].word in _SO_FAR):
            continue
        if _is_marked(cut, number, len(phrase)) and "的" not in phrase[token.end :]:
            return phrase[token.start :]
    return phrase


def _is_marked(cut: tuple[Token, ...], number: int, length: int) -> bool:
    """Whether the words around a verb show that it is the predicate: 最终|评选|出, 活动|吸引, 为居民|解决."""
    before = cut[number - 1]
    if length >= _LONG_SUBJECT and (before.flag in ("d", "ad") or cut[number + 1].word in ("了", "出", "起")):
        return True
    if before.word in ("活动", "行动", "大赛", "以来"):
        return True
    return any(token.word in _SO_FAR and token.start <= 4 for token in cut[1:number]) or any(
        token.word in _TOWARDS and token.flag == "p" for token in cut[:number]
    )


#: Longest list that is a name.
_MAX_LIST = 16


_WHERE = re.compile("[在对向为于到]")


def _from_any_verb(piece: str) -> str:
    """张贴通告 of 在村口、人员密集区域张贴通告: what is done after a list of places."""
    cut = tokens(piece)
    for number, token in enumerate(cut[:-1]):
        if token.flag == "v" and len(token.word) > 1:
            return piece[token.start :] if number and len(piece) - token.end >= 2 else piece
        if token.flag[0] not in "nsf" and token.flag != "vn":
            break
    return piece


def _from_verb(piece: str) -> str:
    """投放鲢鱼 of 向阳澄湖投放鲢鱼: the first item of a list with the verb that governs it."""
    cut = tokens(piece)
    if STARTS_VERB.match(piece):
        return piece
    for token in reversed(cut[1:-1]):
        if token.flag == "v" and STARTS_VERB.match(token.word):
            return piece[token.start :]
    return piece


def _coordinate(pieces: list[str]) -> bool:
    """Whether the pieces are nouns of one list: 中小学校、幼儿园."""
    if len(_from_verb(trim_head(pieces[0]))) + sum(map(len, pieces[1:])) > _MAX_LIST or any(
        len(piece) < 2 or any(c.isdigit() for c in piece) for piece in pieces
    ):
        return False
    return not any(STARTS_VERB.match(piece) or tokens(piece)[-1].flag[0] not in "nvlj" for piece in pieces[1:])


_LIGHT = re.compile("已|将|共|累计|先后")
_MAY = re.compile("(?:每年)?可(?=增加|实现|创造|带动|节约|节省|增收|创收|为)")
_FILLERS = frozenset(("已", "已经", "将", "共", "累计", "先后", "共计"))


def _without_light(phrase: str) -> str:
    """“理法官驿站”已受理矛盾纠纷 → “理法官驿站”受理矛盾纠纷."""
    phrase = _MAY.sub("", phrase)
    if not _LIGHT.search(phrase):
        return phrase
    return "".join(token.word for token in tokens(phrase) if token.word not in _FILLERS)


STARTS_VERB = lexicon.starts_with(lexicon.LEADING_VERBS)


def without_verb(noun: str) -> str:
    """划分网格 → 网格."""
    found = STARTS_VERB.match(noun)
    return noun[found.end() :] if found else noun


def without_adverbs(left: str) -> str:
    """The left side without adverbs between its verb and the number."""
    return re.sub(r"(?:了|起|出|共|约|近|各|至少|等)+$", "", left.strip())
