"""Nouns that a list or a link makes one of: 草鱼等鱼苗, 孩子及家长."""

from __future__ import annotations

import re

from portal.indicators.agents import is_agent
from portal.indicators.noun_phrase import noun_after
from portal.indicators.tagging import tokens
from portal.indicators.verb_nouns import NOMINAL


def joined(noun: str, rest: str) -> tuple[str, str]:
    """What the link after a noun joins to it: 草鱼、鲤鱼、白鲢等鱼苗 → 草鱼等鱼苗; 孩子及家长."""
    if not noun or rest[:1] not in _JOINS:
        return noun, rest
    listed = _LISTED.match(rest)
    if listed:
        what, after = noun_after(rest[listed.end() :])
        if what.startswith(("价值", "总价值", "价格")):
            return noun, after
        if what and what not in noun and (nominal(what) or _nominal_verb(what)):
            summed = f"{noun}等{what}"
            return (summed, after) if len(summed) <= MAX_JOINED else (what, after)
        return noun, after if what else rest
    whole, left, full = noun, rest, False
    while left and left[0] in _JOINS and left[0] not in "等以":
        link = left[0]
        second, after = noun_after(left[len(link) :])
        if not second or second[0].isdigit() or _COUNTED.match(second) or not nominal(second):
            break
        full = full or len(whole) + len(link) + len(second) > MAX_JOINED
        whole, left = whole if full else whole + link + second, after
    if left.startswith("的"):
        return noun, rest
    return whole, left


#: The rest of a list that is summed up: 、鲤鱼、白鲢等|鱼苗.
_LISTED = re.compile(r"(?:[、和及与][^,。;:\d等]{1,40})?等(?![级候奖次品功线于距同待份额])")
#: 4名教师和|一名医生
_COUNTED = re.compile("[一两二三四五六七八九十几数]+[名个位家支辆件项台座所条份户场]")
#: Longest noun made of several.
MAX_JOINED = 18
_JOINS = frozenset("、和及等")


def _nominal_verb(phrase: str) -> bool:
    """种植|基地, 培训|项目: a verb that is as often the first part of a noun."""
    cut = tokens(phrase)
    return len(cut) > 1 and cut[0].word in NOMINAL and cut[-1].flag[0] == "n"


def nominal(phrase: str) -> bool:
    """Whether a phrase ends as a noun and opens as no verb."""
    cut = tokens(phrase)
    return (
        (cut[-1].flag[0] in "nljzs" or is_agent(phrase))
        and cut[0].flag not in ("v", "p", "d", "r", "c")
        or cut[-1].flag == "vn"
    )
