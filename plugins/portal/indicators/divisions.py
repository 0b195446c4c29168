"""Villages, streets and households that are counted, whatever is said of them: 26个村集体经济收入达到10万元以上."""

from __future__ import annotations

import re

from portal.indicators.agents import is_agent
from portal.indicators.clause_nouns import PEOPLE_NOUN
from portal.indicators.noun_phrase import noun_after
from portal.indicators.tagging import tokens
from portal.indicators.titles import SUFFIXED

_PLACE_NOUN = re.compile(
    r"(?P<place>(?:村[庄落屯寨]|[村乡镇县市区户])(?:\([^()]{1,6}\))?)(?=(?:生活|垃圾|人居|断|通|停|供|受|人民|全|没|失|联|恢复|道路|交通|电力|通信|通讯|供水|供电|用电|饮水|徒步|居民|村民|群众|百姓))"
)


def bare_place(noun: str, rest: str, unit: str) -> tuple[str, str]:
    """132个村通信中断 counts 村: what happened to it is a sentence without a verb the lexicon knows.

    Nor does one count in 个 an amount: 26个村集体经济收入达到10万元以上 are villages.
    """
    found = _PLACE_NOUN.match(noun) if unit in ("个", "户") else None
    people = _BODY_PEOPLE.match(noun) if not found and unit in ("家", "个", "所") else None
    if people:
        return people["place"], noun[people.end() :] + rest
    found = found or (_FIRST_DIVISION.match(noun) if _is_amount(noun, unit) else None)
    return (found["place"], noun[len(found["place"]) :] + rest) if found else (noun, rest)


def _is_amount(noun: str, unit: str) -> bool:
    """村集体经济收入: an amount, which none of these units counts; 村民小组数 is a count."""
    return unit in ("个", "家", "户", "名") and "、" not in noun and bool(SUFFIXED.search(noun)) and not noun.endswith("数")


def reached_of(noun: str, rest: str, unit: str, before: bool) -> str:
    """集体经济收入达标的村 of 26个村集体经济收入达到10万元以上."""
    division = _FIRST_DIVISION.match(noun)
    reaches = bool(_REACHES.match(rest))
    if not division:
        # 12家企业年产值超过1亿元; the next figure may follow at once.
        thing = _THING.match(noun) if unit in ("个", "家", "户") and (reaches or before and not rest) else None
        return f"{thing['what']}达标的{thing['thing']}" if thing else ""
    told = unit == "个" and (reaches or before and rest in ("", "均", "都")) and SUFFIXED.search(noun)
    return f"{noun[division.end() :]}达标的{division['place']}" if told else ""


_THING = re.compile(r"(?P<thing>[\u4e00-\u9fff]{2,8}?)(?P<what>(?:年|总)?(?:规模|产值|营收|收入|销售额|面积))$")
_REACHES = re.compile("均?都?已?(?:达到|突破|超过|超|达|在)")
#: 5家单位相关负责人走进…: units of bodies count bodies.
_BODY_PEOPLE = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{0,8}?(?:站所|单位|企业|公司|机构|部门|学校|医院|商会))(?P<people>(?:相关|有关|主要|共)?(?:负责人|负责同志|代表(?!团|队)|职工|员工|干部|师生|工作人员|领导))"
)
_FIRST_DIVISION = re.compile(
    r"(?P<place>(?:行政|自然)?村|社区|街道|乡镇|镇街|镇|乡|县市区|县区|小区)(?=[\u4e00-\u9fff]{2})"
)


_SETTLED = re.compile("(?:村庄?|社区|小区|街道|乡镇|[镇乡县市区]|单位|企业|网格)$")
_BARE = frozenset(["村", "乡镇", "镇", "乡", "社区", "街道", "县", "区", "县市区", "村庄", "小区"])


def holds(noun: str, rest: str) -> bool:
    """Whether the figure counts places though 的 and their people or things follow: 5个失联村庄的群众."""
    if not rest.startswith("的"):
        return False
    if noun in _BARE:
        return True
    first = tokens(noun_after(rest[1:])[0])[:1]
    return bool(_SETTLED.search(noun) and first and (PEOPLE_NOUN.search(first[0].word) or is_agent(first[0].word)))
