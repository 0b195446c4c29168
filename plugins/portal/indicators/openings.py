"""What opens the left side of a figure and says nothing of what it measures: places, speakers, dates, adverbs."""

from __future__ import annotations

import re
from functools import lru_cache

from portal.indicators.clause_nouns import without_preposition
from portal.indicators.phrases import trim_head
from portal.indicators.tagging import tokens

_PLACE_WORD = re.compile(
    r"(?:全[省市区县旗州盟镇乡村]|[该我本][省市区县镇乡村队局所院校]|全街道|全社区|全系统|各地|各级(?!各)|地区(?!生产)|当地|区内|市内|辖区内?|境内)(?:各地)?(?![级直属])"
)

_ORDINAL = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}是(?!否)|[(（][一二三四五六七八九十\d]{1,2}[)）]|第[一二三四五六七八九十百]+[条款]|[这该此那][条座个项家所支](?=[\u4e00-\u9fff]{3})|\d{1,2}\s?[.、](?!\d))"
)
#: 他和队友们|接警
_SPEAKERS = re.compile(
    r"(?:他|她|我|咱)们?(?:[和与跟][\u4e00-\u9fff]{1,4}?们)?(?=[\u4e00-\u9fff]{2})(?!国|市|省|区|县|[村镇乡])"
)
#: 短短1个小时内: how long it took.
_WITHIN = re.compile(
    r"(?:短短|仅用?|在)*(?:\d+|[一二两三四五六七八九十]{1,2})(?:个|多)*(?:小时|分钟|天|月|年|周)[多间]?(?:的?时间)?(?:之内|以内|内|里|来)?(?:就|便|即)?"
)
_BARE_UNIT = re.compile(r"[省市区县镇乡村](?=累计|共|现|已|里|内|有|先后)")


#: 截至8月1日下午4时
_DATE = re.compile(
    r"(?:截至|截止|到)?(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?(?:(?:凌晨|早上?|上午|中午|下午|晚上?)?(?:\d{1,2}[时点](?:\d{1,2}分)?)?)?(?:许|左右|底|末|份|前|止)?(?![\u4e00-\u9fff]?\d)"
)


#: 罚款共计人民币2×500+3×100=|1300元: how it was reckoned.
_ARITHMETIC = re.compile(r"(?:人民币)?\d[\d.]*[×*+][\d.×*+]*=$")
#: 行动开展以来, 截至记者发稿时
_SINCE = re.compile(r"(?:[^,。;]{2,14}?以来|(?:截至|截止)?[^,。;]{0,4}发稿[时前])(?=[\u4e00-\u9fff]{2})")


def _ends_word(left: str, size: int) -> bool:
    """Whether a place's name ends a word here: 上海博物馆 and 新建县域 open with none."""
    if left[size : size + 1] in ("委", "级", "直", "政"):
        return False
    return (
        any(token.end == size for token in tokens(left[: size + 6]))
        or left[size : size + 1] in ("市", "县", "")
        or left[size] == "区"
        and left[size - 1] not in "社小街"
    )


def _too_short(left: str, size: int) -> bool:
    """Whether too little would be left for a noun, so that the place is a part of it: 大丰好人."""
    return size == 2 and len(left) == 4 and tokens(left)[-1].flag == "n" and left[2:] in _GENERAL


#: Nouns that say little without the place before them.
_GENERAL = frozenset(("好人", "工匠", "先锋", "榜样", "名师", "名医", "人家", "模式", "经验", "故事"))


@lru_cache(maxsize=512)
def left_side(left: str, strip: tuple[str, ...]) -> str:
    """The left side of a figure without what opens it.

    Args:
        strip: names of places to leave out at its head (the card shows them apart).
    """
    left = left.strip().lstrip("、”)")
    left = left if "”" in left else left.lstrip("“")
    for opening in (_ORDINAL, _SPEAKERS, _WITHIN, _DATE, _SINCE):
        left = left[opened.end() :] if (opened := opening.match(left)) else left
    left = _ARITHMETIC.sub("", left) if left.endswith("=") else left
    while True:
        before = left
        for name in strip if left.startswith(strip) else ():
            if left.startswith(name) and not _too_short(left, len(name)) and _ends_word(left, len(name)):
                left = left[len(name) :]
        left = without_preposition(left, False)
        for opening in (_PLACE_WORD, _BARE_UNIT):
            left = left[opened.end() :] if (opened := opening.match(left)) else left
        left = trim_head(left).lstrip("、")
        if left == before:
            return left
