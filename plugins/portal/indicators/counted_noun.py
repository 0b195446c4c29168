"""The noun that a number counts, with what a list or a link joins to it: 草鱼等鱼苗."""

from __future__ import annotations

import re

from portal.indicators.agents import is_agent
from portal.indicators.behind import next_has_no_noun
from portal.indicators.clause_nouns import LEADING_VERB
from portal.indicators.clauses import Place
from portal.indicators.counted_list import headed
from portal.indicators.joined import joined
from portal.indicators.measures import EVENTS
from portal.indicators.noun_phrase import noun_after
from portal.indicators.phrases import trim_tail
from portal.indicators.tagging import tokens
from portal.text.lists import words

#: 58名党员|平均年龄67岁
_AGED = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:平均)?(?:年龄|工龄|党龄)$")
#: 检查员到场|后: when, not what.
_AFTERWARDS = re.compile(r"(?<=[\u4e00-\u9fff]{3})(?:(?<![售课战病雨背前])后|之后|以后)$")
#: People and bodies, which are counted in none of the units of things: 60项部门救助事项.
_BODIES = re.compile("(?:部门|单位|群众|居民|村民|党员|干部|企业|社区|街道|[镇村]|职工|学生|老人|儿童|力量|人员|员工)$")
_THINGS = frozenset(words("项 件 条 款 类 份 起 种"))
#: 10节书法课|的费用: what is counted in events is named already.
_EVENTFUL = re.compile("(?:课|课程|会|会议|活动|讲座|培训|比赛|演出|考试)$")
#: 工作|中的典型案例: what is counted is named within it.
_INNER = re.compile("[中里]的(?=[\u4e00-\u9fff“]{2})")
#: 11个所、79个站、26个点
_PLACE_WORD = re.compile("[所站点](?=[、,。;的和及]|$)")


def counted_noun(right: str, place: Place, unit: str) -> tuple[str, str]:
    """The noun after the figure with what a list or a link joins to it, and what comes after it."""
    place_word = _PLACE_WORD.match(right)
    if place_word:
        return place_word[0], right[1:]
    noun, rest = noun_after(right, unit in EVENTS)
    noun = _without_time(noun, place)
    if place.before_figure:
        noun = _without_verb(trim_tail(noun))
    if unit in EVENTS and rest.startswith("的") and not _EVENTFUL.search(noun):
        noun, rest = _event(noun, rest)
    inner = _INNER.match(rest) if not place.before_figure else None
    if inner and not noun.endswith(("村", "镇", "市", "区", "县", "社区", "街道")):
        noun, rest = noun_after(rest[inner.end() :])  # 5起工作中的典型案例
    noun = headed(noun, place)
    if _is_modifier(noun, rest, unit):
        whole, left_over = noun_after(right, True)
        if tokens(whole)[-1].flag[0] == "n" and len(whole) <= 20:
            noun, rest = whole, left_over
    whole, left_over = joined(noun, rest)
    return (noun, rest) if _links_next(noun, rest, whole, left_over, place) else (whole, left_over)


def _without_time(noun: str, place: Place) -> str:
    """人员到齐|后, and 除…|外: what these leave out or follow is no part of the noun."""
    noun = _AFTERWARDS.sub("", noun) if noun.endswith("后") else noun
    noun = _AGED.sub("", noun) if noun.endswith("龄") else noun
    if noun.endswith("外") and "除" in place.left:
        return noun.removesuffix("外").removesuffix("以").removesuffix("之")
    return noun


def _without_verb(noun: str) -> str:
    """53名困难学生|发放106万元: a verb between a noun and the next figure belongs to that one."""
    verb = LEADING_VERB.search(noun)
    if verb and is_agent(noun[: verb.start()]):
        return noun[: verb.start()]
    cut = tokens(noun)
    return noun[: cut[-1].start] if len(cut) > 1 and cut[-1].flag == "v" and is_agent(noun[: cut[-1].start]) else noun


def _event(noun: str, rest: str) -> tuple[str, str]:
    """一次“有主题…”的主题党日活动: the event is named after 的."""
    event, after = noun_after(rest[1:], True)
    if not 2 <= len(event) <= 16:
        return noun, rest
    return (event if noun[:1] in "“‘" or len(noun) + len(event) > 20 else f"{noun}的{event}"), after


def _is_modifier(noun: str, rest: str, unit: str) -> bool:
    """60项部门|救助事项: bodies are not counted as things, so a verb after them goes on with the noun."""
    return bool(unit in _THINGS and rest and _BODIES.search(noun)) and tokens(rest)[0].flag in ("v", "vn")


def _links_next(noun: str, rest: str, whole: str, left_over: str, place: Place) -> bool:
    """13名志愿者和潭溪村26名小朋友: what the link joins is counted by the next figure."""
    if not place.before_figure:
        return False
    if not left_over and whole != noun and "、" not in rest and not rest.startswith("等"):
        return True
    if "、" in rest and not left_over and whole != noun and next_has_no_noun(place):
        return True
    return "、" in rest and rest[0] == "和" or left_over.rstrip().endswith("的")
