"""Nouns that a clause before 的 modifies: 200个任务较重的村 counts 村."""

from __future__ import annotations

import re

from portal.indicators.agents import is_agent
from portal.indicators.clause_nouns import PEOPLE_NOUN
from portal.indicators.clauses import Place
from portal.indicators.divisions import holds
from portal.indicators.joined import joined
from portal.indicators.leads import lead_to
from portal.indicators.measures import PEOPLE
from portal.indicators.noun_phrase import noun_after
from portal.indicators.phrases import MAX_NAME, clean
from portal.indicators.predicates import predicate_of
from portal.indicators.tagging import tokens
from portal.text.lists import words

#: 任务较重, 基础薄弱: a quality rather than a thing.
_QUALITY = re.compile(r"(?:较|不|未|有|无|最|很|更|难|符合|具备)[\u4e00-\u9fff]*$|(?:困难|薄弱|突出|优秀|良好)$")
#: Tags of what opens a clause rather than a noun: 1名|因过失引起火灾的人员, 7名|刚考上大学的子女.
_NOT_NOUNS = frozenset(words("d p v zg ad"))
#: A clause that modifies a noun, in code points; that of a list of people may be longer.
_LONGEST, _LONGEST_LIST = 20, 30
_NOTHING = ("", "", "")


def relative(right: str, noun: str, rest: str, unit: str) -> tuple[str, str, str]:
    """200个任务较重的村 counts 村; 8个领域的实践 counts 领域: modifier, noun and rest, or empty strings."""
    right = right.strip() if _has_clause(noun, rest, unit) else ""
    at = _at_link(right, noun)
    if at < 0:
        return _NOTHING
    modifier, tail = right[:at], right[at + 1 :]
    if unit in PEOPLE and "、" in modifier and len(modifier) <= _LONGEST_LIST:
        return _people_of_list(modifier, tail)
    listed = bool(noun) and "、" in modifier
    if listed and not _acts_on_list(noun, rest) or not listed and len(modifier) > _LONGEST:
        return _NOTHING
    head, after = joined(*noun_after(tail))
    head, modifier = clean(head), "" if listed else modifier
    if not 1 <= len(head) <= 12 or unit in PEOPLE and not PEOPLE_NOUN.search(head):
        return _NOTHING
    return clean(modifier), head, after


def related(modifier: str, head: str, rest: str, place: Place) -> str:
    """A noun with a clause for its modifier, and with its verb or what is said of it where there is room."""
    whole = f"{modifier}的{head}" if modifier else head
    predicate = predicate_of(rest)
    if place.before_figure and len(predicate) <= 3:
        predicate = ""
    verb = lead_to(place).verb
    for said in (verb + predicate, predicate, verb):
        link = "的" if said and said.endswith(predicate) and predicate else ""
        if said and len(said) + len(link) + len(whole) <= MAX_NAME - 4:
            return said + link + whole
    if len(whole) <= MAX_NAME - 3:
        return whole
    return f"{predicate}的{head}" if predicate else verb + head


def _has_clause(noun: str, rest: str, unit: str) -> bool:
    """Whether what follows the number is a clause that modifies the noun counted."""
    if unit == "个" and holds(noun, rest):
        return False
    if not noun:
        return unit not in ("人", "户")
    if rest.startswith("的") and (_QUALITY.search(noun) or _is_clause(noun, rest, unit)):
        return True
    return _lists_traits(noun, rest, unit) or _acts_on_list(noun, rest)


def _is_clause(noun: str, rest: str, unit: str) -> bool:
    """Whether what stands before 的 is a clause rather than the thing counted: 新到岗|的志愿者."""
    cut = tokens(noun)
    if cut[0].flag in _NOT_NOUNS or cut[-1].flag in ("v", "a", "i", "f") or len(cut) == 1 and cut[0].flag == "l":
        return True
    return unit in PEOPLE and not PEOPLE_NOUN.search(noun) and bool(PEOPLE_NOUN.search(noun_after(rest[1:])[0]))


def _lists_traits(noun: str, rest: str, unit: str) -> bool:
    """12名法律、金融领域的专家: a list of things cannot be what is counted in people."""
    return unit in PEOPLE and not PEOPLE_NOUN.search(noun) and rest.startswith("、") and "的" in rest


def _acts_on_list(noun: str, rest: str) -> bool:
    """5个服务居民和企业的平台: a verb with two objects; 50个管理好、服务优的社区: two qualities."""
    if not rest or rest[0] not in "和与及、" or "的" not in rest[:_LONGEST_LIST]:
        return False
    cut = tokens(noun)
    if any(token.flag == "p" for token in cut) or is_agent(noun):
        return False
    return cut[0].flag == "v" or len(cut) > 1 and cut[-1].flag in ("a", "vn") and rest[0] == "、"


def _at_link(right: str, noun: str) -> int:
    """Where the first 的 of the clause stands, -1 for nowhere."""
    for token in tokens(right):
        if token.word in (",", "。", ";") or token.word[0].isdigit() and not noun:
            return -1
        if token.word == "的" and token.start:
            return token.start
    return -1


def _people_of_list(modifier: str, tail: str) -> tuple[str, str, str]:
    """法律、金融领域的专家: people behind a list, which is left out where it is long or open."""
    head, after = noun_after(tail)
    if not PEOPLE_NOUN.search(clean(head)) or len(head) > 12:
        return _NOTHING
    is_open = modifier.endswith(("等方面", "等", "等地", "等领域"))
    return "" if is_open or len(modifier) > 16 else clean(modifier), clean(head), after
