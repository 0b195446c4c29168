"""The name of a figure: the noun phrase measured, fit for a card title."""

from __future__ import annotations

import re

from portal.indicators.changes import change_of
from portal.indicators.clause_nouns import (
    LEADING_VERB,
    PREPOSITION,
    STARTS_VERB,
    inherited_noun,
    tail_noun,
    without_preposition,
)
from portal.indicators.clauses import Place
from portal.indicators.following import noun_following
from portal.indicators.measures import BEFORE, EVENTS, MONEY, UNITS, alternatives
from portal.indicators.phrases import MAX_NAME, clean, noun_after, trim_head, trim_tail
from portal.indicators.tagging import tokens
from portal.indicators.titles import SUFFIXED
from portal.text.lists import words

_NO_NOUN = re.compile(
    r"^(?:[,。;:、)）!?\s]|$|的(?!达|占)|以[上下内]|左右|不等|[—/]|和|与|及|以及|并|\((?![^()]{1,8}\)[\u4e00-\u9fff]))"
)

_PLACE_WORD = re.compile(
    r"^(?:全[省市区县旗州盟镇乡村]|[该我本][省市区县镇乡村]|全街道|全社区|全系统|全国|各地|各级(?!各)|地区|当地|区内|市内|辖区内|境内)(?:各地)?(?![级直属])"
)


def noun_of(place: Place, unit: str, strip: tuple[str, ...], inherited: str) -> str:
    """The noun measured by the figure at ``place``, without the suffix that its unit wants.

    Args:
        strip: names of places to leave out at its head (the card shows them apart).
        inherited: noun of the figure before it in the sentence, for a figure without its own.
    """
    left = _left(place.left, strip)
    change = change_of(left, place)
    if change:
        return change
    if _NO_NOUN.match(place.right) or _pairs(left, place):
        return _before(left, place, unit, strip, inherited)
    return noun_following(left, place, unit, inherited)


_NEXT_FIGURE = re.compile(
    rf"(?:{alternatives(BEFORE)})?\d[\d.,]*[余多]?[万亿千百]*[余多]?(?:{alternatives(UNITS)})(?P<after>.*)", re.DOTALL
)


def _pairs(left: str, place: Place) -> bool:
    """主线1条支线4条: each number follows its own noun, so the one in between is the next figure's."""
    if not place.before_figure or not 2 <= len(place.right) <= 8 or re.search("[的了、,]", place.right):
        return False
    following = _NEXT_FIGURE.match(place.right_full[len(place.right) :])
    if not following or not _NO_NOUN.match(following["after"]) or re.search(r"[等地的]$", left):
        return False
    flags = [token.flag[0] for token in tokens(place.right)]
    if "v" in flags[1:]:
        return False
    counted = trim_tail(left)
    return len(counted) >= 2 and not LEADING_VERB.fullmatch(counted) and not PREPOSITION.match(left)


def left_of(place: Place, strip: tuple[str, ...]) -> str:
    """The left side of a figure without place names, adverbs and openers at its head."""
    return _left(place.left, strip)


_BARE_UNIT = re.compile(r"^[省市区县镇乡村](?=累计|共|现|已|里|内|有|先后)")


def _left(left: str, strip: tuple[str, ...]) -> str:
    left = left.strip().lstrip("、”)")
    while True:
        before = left
        for name in strip:
            if left.startswith(name) and left[len(name) : len(name) + 1] not in ("委", "级", "直", "政"):
                left = left[len(name) :]
        left = without_preposition(left, False)
        left = _BARE_UNIT.sub("", _PLACE_WORD.sub("", left))
        left = trim_head(left).lstrip("、")
        if left == before:
            return left


def _before(left: str, place: Place, unit: str, strip: tuple[str, ...], inherited: str) -> str:
    """The noun stands before its number: 基层党组织4070个."""
    if place.after_figure:
        # 69个县共提前转移23935户: what comes before 共 is the noun of the figure before.
        left = _IN_ALL.split(left)[-1] or left
    noun = clean(tail_noun(without_preposition(trim_tail(left))))
    if place.right.startswith("的") and len(noun) < 2:
        noun = clean(noun_after(place.right)[0])
    if noun.startswith("每") and unit not in MONEY and not SUFFIXED.search(noun):
        return noun + {"户": "户数", "人": "人数", "名": "人数"}.get(unit, inherited)
    if STARTS_VERB.fullmatch(noun):
        thing = STARTS_VERB.sub("", inherited) if place.after_figure or inherited else ""
        return noun + thing if thing and thing != inherited else noun
    if noun in _ATTRIBUTES and inherited and len(inherited) + len(noun) <= MAX_NAME:
        return SUFFIXED.sub("", inherited) + noun if unit not in EVENTS else noun
    if _SHARED.search(left) and inherited and place.right[:1] in ("", ",", "、", ";", "。"):
        return inherited_noun(inherited, unit)
    elliptical = _ELLIPTICAL.search(left)
    if elliptical and inherited and len(noun) >= 2 and len(noun) + len(inherited) < MAX_NAME - 2:
        return f"{noun}的{STARTS_VERB.sub('', inherited)}"
    if len(noun) >= 2 and noun not in ("总数", "总量", "总计", "规模"):
        return noun
    if place.right.startswith("、") and place.before_figure:
        # 161幢、约26万方不成套房屋: the noun closes the list.
        following = _NEXT_FIGURE.match(place.right_full[len(place.right) :])
        shared = (
            clean(noun_after(following["after"])[0]) if following and not _NO_NOUN.match(following["after"]) else ""
        )
        if len(shared) >= 2:
            return shared
    if place.previous is not None and inherited:
        return inherited_noun(inherited, unit)
    if unit in ("户", "人", "口") and _HAS.fullmatch(place.left.strip()):
        return "住户" if unit == "户" else "人口"
    head = re.split(r"[,。;:]", place.head.rstrip(",;: "))[-1]
    if re.search(r"\d", head):
        return inherited_noun(inherited, unit) if inherited else noun
    return clean(tail_noun(without_preposition(trim_tail(_left(head, strip))))) + noun


#: Nouns that say nothing without what they are an attribute of.
_ATTRIBUTES = frozenset(words("规模 价值 总价值 总规模 总金额 总面积 单价 均价 总投资"))

#: 甲街道、乙开发区各1个: the places share what was counted before.
_SHARED = re.compile(r"(?:街道|镇|乡|村|社区|开发区|园区|[区县市])(?:各|有|共)?$")

#: 建立党组织的不到200家: the noun is the one before.
_ELLIPTICAL = re.compile(r"[\u4e00-\u9fff]的(?:有|达|仅|仅有|就有|共有|约有)?$")

_IN_ALL = re.compile(r"(?<=[\u4e00-\u9fff)])(?:共计?|累计|总计|合计)(?=[\u4e00-\u9fff]{2})(?![建享同治青产])")

_HAS = re.compile(r"(?:现|共|总共|一共|只|就|约)*有?")
