"""What a bare rate or attribute is of: the noun counted before it, or the subject of a clause before."""

from __future__ import annotations

import re

from portal.indicators.clause_nouns import without_verb
from portal.indicators.clauses import Place
from portal.indicators.noun_phrase import noun_after
from portal.indicators.openings import left_side
from portal.indicators.phrases import clean, trim_head
from portal.indicators.tagging import tokens
from portal.indicators.titles import SUFFIXED

#: Nouns that say nothing without what they are an attribute of: 年产值, 种植面积.
ATTRIBUTE = re.compile(
    r"(?:年均|年|总|日均|月均|人均|户均|亩均|预计|亩|新增|占地|种植|建筑|平均|综合|直接|间接|经济|每年|使用)*(?:面积|产值|产量|收入|销售额|销售收入|金额|总额|价值|投资|租金|营业额|营收|利润|效益|长度|全长|总长|里程|重量|总重|净重|毛重|单价|价格|均价|总价|产|资金|费用|成本|收益|时长|耗时|历时|用时|寿命|规模|损失|占地)"
)

_CLAUSE = re.compile("[,。;:]")
#: 据市政府网站介绍
SOURCE = re.compile(
    "^(?:据|根据|经)|(?:介绍|获悉|消息|了解)$|^[东西南北][起至邻临接靠]|^[起止]于|一[条排座个片幢栋]条?排?座?个?片?"
)
#: 种植草莓、葡萄等|农产品
_SUMMED = re.compile("、[^等]*等([\u4e00-\u9fff]{2,12})$")
_YEAR = re.compile(r"\d{4}年(?:\d{1,2}月)?")
#: Longest topic, in code points.
_LONGEST = 12


def topic_of(place: Place, inherited: str, strip: tuple[str, ...]) -> str:
    """What a bare rate or attribute is of, "" where nothing is said."""
    return topic_within(place, inherited, strip, _LONGEST) or (
        topic_within(place, "", strip, _LONGEST) if inherited else ""
    )


def _without_first_verb(phrase: str) -> str:
    """地质灾害 of 发生地质灾害."""
    cut = tokens(phrase)
    return phrase[cut[0].end :] if len(cut) > 1 and cut[0].flag == "v" and len(phrase) - cut[0].end > 2 else phrase


def topic_within(place: Place, inherited: str, strip: tuple[str, ...], room: int) -> str:
    """What an attribute is of: the noun counted before it, or the subject of the clause before."""
    stem = _stem(inherited, min(room, _LONGEST)) if inherited else ""
    if stem or inherited and not SUFFIXED.search(inherited):
        return stem
    near = 1 if inherited else 3  # what another figure has been named after since says no more of this one
    for clause in reversed(_CLAUSE.split(place.head.rstrip(",;: "))[-near:]):
        clause = _YEAR.sub("", clause)
        summed = _SUMMED.search(clause)
        clause = summed[1] if summed else clause
        if re.search(r"\d", clause) or SOURCE.search(clause):
            continue
        cut = tokens(noun_after(without_verb(trim_head(left_side(clause, strip))))[0])
        while cut and cut[-1].flag == "v":
            cut = cut[:-1]
        noun = clean("".join(token.word for token in cut))
        if (
            cut
            and cut[0].flag not in ("v", "p", "r")
            and cut[-1].flag[0] in "njl"
            and 2 <= len(noun) <= min(room, _LONGEST)
        ):
            return noun
    return ""


def _stem(inherited: str, room: int) -> str:
    """草莓 of 种植草莓: the thing of the figure before it, where that is no measure itself."""
    if SUFFIXED.search(inherited):
        return ""
    stem = clean(_without_first_verb(without_verb(inherited)))
    cut = tokens(stem)
    if cut and cut[-1].flag[0] == "v":
        return ""
    return stem if 2 <= len(stem) <= room and not ATTRIBUTE.fullmatch(stem) else ""
