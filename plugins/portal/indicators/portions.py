"""Shares that name a part and leave its whole to the words before: 党员占到三成半."""

from __future__ import annotations

import re

from portal.indicators.agents import is_agent
from portal.indicators.clause_nouns import PEOPLE_NOUN, without_verb
from portal.indicators.clauses import Place
from portal.indicators.phrases import clean, last_noun, trim_head
from portal.indicators.tagging import MAX_TAGGED, tokens
from portal.indicators.titles import SUFFIXED

#: Endings of rates of their own.
RATE = re.compile(r"(?:率|份额|占比|比例|比重|满意度|知晓度|[全得福意]感|达标|度|指数|比)$")
_ALL = re.compile("^全[省市区县镇乡村国]")


#: 养老床位中护理型 names its whole itself.
_WITH_WHOLE = re.compile("[\u4e00-\u9fff]{2,}(?<![集高初其之])中(?![小心])[\u4e00-\u9fff]{2}")


def part_of(place: Place, left: str, phrase: str, inherited: str) -> str:
    """联户长中党员占比 of 联户长83万名,党员占到三成半: a part names its whole where that stands before it.

    Args:
        left: what stands before the share in its clause.
        phrase: the same as a noun.
        inherited: noun of the figure before it.

    Returns:
        "" for a share that names no part.
    """
    of = _OF_WHOLE.match(phrase)
    if of:
        return f"{clean(of['part'])}的{last_noun(clean(of['whole']), 12)}占比"
    some = _SOME.match(left) if inherited or _whole(place) else None
    if some:
        stem = SUFFIXED.sub("", _whole(place) or without_verb(inherited.rsplit("的", 1)[-1])) or inherited
        return f"{last_noun(clean(trim_head(some['part'])), 14)}的{last_noun(stem, 10)}占比"
    if _SHARE_ALONE.fullmatch(left) and inherited and place.previous is not None:
        return f"{last_noun(inherited, 24)}占比"
    part = _PART.match(left)
    part_name = clean(trim_head(part["part"])) if part else ""
    if (
        not 2 <= len(part_name) <= 13
        or RATE.search(part_name)
        or SUFFIXED.search(part_name)
        or _WITH_WHOLE.match(part_name)
    ):
        return ""
    whole = clean(last_noun(_whole(place), 10)) or _population(inherited)
    if not 2 <= len(whole) <= 10 or whole[-2:] == part_name[-2:] or part_name in whole:
        return ""
    return f"{whole}中{part_name}占比"


def _whole(place: Place) -> str:
    """热线投诉 of 热线投诉中: what a clause before says the parts are of."""
    within = _WITHIN.search(place.head)
    return clean(trim_head(_ALL.sub("", within["whole"]))) if within else ""


def _population(inherited: str) -> str:
    """The people or things counted before, without the verb and the condition."""
    stem = without_verb(inherited.rsplit("的", 1)[-1])
    stem = re.sub("(?<=[\u4e00-\u9fff]{3})(?:队伍|人数|总数|数量|总量)$", "", stem)
    if _SUM.search(stem):
        return stem  # 党建经费3800万元,其中村级占六成
    people = stem and PEOPLE_NOUN.search(tokens(stem[-MAX_TAGGED:])[-1].word)
    return stem if is_agent(stem) or people or _HEADMAN.search(stem) else ""


_SUM = re.compile("(?:经费|资金|投入|投资|收入|支出|总额)$")
_HEADMAN = re.compile("[户楼栋元巷街路河林田片格]长$")


#: 涉林涉地的占四成
_SOME = re.compile(
    "(?:其中)?(?P<part>[^,。;占]{2,16}?)的(?:就|约|仅|又|已|均|都)?(?:占(?:到|了|比|比达)?|达到?|有|超过?|不到)$"
)
_SHARE_ALONE = re.compile("(?:约|仅|就)?占(?:比|到|了|比为)?")
#: 60岁以上的又占农村党员的
_OF_WHOLE = re.compile("(?P<part>[^,。;]{2,12})的又?占(?P<whole>[\u4e00-\u9fff]{2,12}?)(?:总数|总量)?的?$")
#: 党员占到, 物业类占: a part whose whole is not said with it.
_PART = re.compile("(?P<part>[^,。;占]{2,14}?)(?:已|就|约|仅|又)?占(?:到|了|比|比达|比为|比例为)?(?:近|约|超)?$")
#: 热线投诉中,
_WITHIN = re.compile("(?:^|[,。;:])(?P<whole>[^,。;:]{2,24})(?<!其)[中里],[^。;:]*$")
