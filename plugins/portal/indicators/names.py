"""The name of a figure: the noun phrase measured, fit for a card title."""

from __future__ import annotations

import re
from dataclasses import replace

from portal.indicators.changes import change_of
from portal.indicators.clause_nouns import (
    LEADING_VERB,
    STARTS_VERB,
    inherited_noun,
    tail_noun,
    without_preposition,
    without_verb,
)
from portal.indicators.clauses import Place
from portal.indicators.following import noun_following
from portal.indicators.leads import lead_of
from portal.indicators.measures import (
    AREAS,
    BEFORE,
    EVENTS,
    LENGTHS,
    MASSES,
    MONEY,
    PEOPLE,
    POWERS,
    TIMES,
    UNITS,
    alternatives,
)
from portal.indicators.phrases import MAX_NAME, clean, trim_head, trim_tail
from portal.indicators.predicates import noun_after, predicate_of
from portal.indicators.tagging import tokens
from portal.indicators.titles import SUFFIXED, suffix_of
from portal.text.lists import words

_NO_NOUN = re.compile(
    r"^(?:[,。;:、)）!?\s-]|$|了(?=[,。;、]|$)|等(?=[\u4e00-\u9fff]{2}.*物|[,。;])|(?:大?台阶|大?关口?|大关)(?=[,。;、]|$)|的(?!达|占)|以[上下内]|左右|不等|[—/]|和|与|及|以及|并|\((?![^()]{1,8}\)[\u4e00-\u9fff]))"
)

_PLACE_WORD = re.compile(
    r"^(?:全[省市区县旗州盟镇乡村]|[该我本][省市区县镇乡村]|全街道|全社区|全系统|各地|各级(?!各)|地区(?!生产)|当地|区内|市内|辖区内|境内)(?:各地)?(?![级直属])"
)


def noun_of(place: Place, unit: str, strip: tuple[str, ...], inherited: str) -> str:
    """The noun measured by the figure at ``place``, without the suffix that its unit wants.

    Args:
        strip: names of places to leave out at its head (the card shows them apart).
        inherited: noun of the figure before it in the sentence, for a figure without its own.
    """
    left = _left(place.left, strip)
    if unit == "元" and _PRICED.search(left):
        left = _PRICED.sub("", left)
        thing = clean(tail_noun(trim_tail(left)))
        if len(thing) >= 2:
            return thing if SUFFIXED.search(thing) else thing + "价格"
    change = change_of(left, place)
    if change:
        return change
    group = _GROUP.match(place.right) if unit == "人" else None
    if group:
        return lead_of(left).verb + clean(group["quoted"] or group["noun"])
    if place.right.startswith("的") and unit in _MEASURES:
        thing = _measured(left, place)
        if thing:
            return thing
    listed = _OF_LIST.match(place.right_full) if unit in _MEASURES and not SUFFIXED.search(trim_tail(left)) else None
    if listed:
        thing = clean(noun_after(listed["noun"])[0])
        if len(thing) >= 2 and not thing.endswith("标准"):
            return lead_of(left).verb + thing
    if not place.right.strip() and place.before_figure and lead_of(left).verb:
        # 运了两车20吨饮用水: both measure what follows.
        following = _NEXT_FIGURE.match(place.right_full)
        if following and not _NO_NOUN.match(following["after"]):
            both = replace(place, right=following["after"], before_figure=False)
            return noun_following(left, both, unit, inherited)
    if _NO_NOUN.match(place.right) or _pairs(left, place):
        return _before(left, place, unit, strip, inherited)
    return noun_following(left, place, unit, inherited)


#: Units that measure what follows 的: 价值1万余元的药品, 800批次的物资.
_MEASURES = frozenset((*MONEY, *AREAS, *LENGTHS, *MASSES, *POWERS, *EVENTS, *TIMES))

#: 套餐只要23元: what is said of a price.
_PRICED = re.compile(r"(?:(?<![人])只要|只需|仅需|只卖|卖到?|售价?|要价|收费)(?:为|是)?$")

#: 116人的讲师团, 八人组成的突击队: whose members are counted.
_GROUP = re.compile(r"(?:组成)?的(?P<quoted>“[^“”]{2,14}”)(?=[,。;、]|$)|(?:组成)?的(?:“[^“”]{1,14}”的?)?(?P<noun>[\u4e00-\u9fff“”]{1,14}?(?:讲师团|宣讲团|服务团|专家团|服务队|突击队|先锋队|工作队|救援队|志愿队|小分队|队伍|团队|班子|小组|专班|代表团|调研团|工作组))")

#: 每年600万元、连续3年的稳定资助: what all of a list measures.
_OF_LIST = re.compile(r"、[^,。;、的]{0,10}\d[^,。;、的]{0,6}的(?P<noun>[\u4e00-\u9fff]{2,14})")

_QUANTITY = re.compile(r"(?:总|市|占地|建筑|使用|种植|装机)*(?:价值|面积|价|占地|容积|体积|容量|产值)$|[全总]?[长重高宽深]$")


def _measured(left: str, place: Place) -> str:
    """送出药品价值 of 送出价值1万余元的药品."""
    right = place.right[1:]
    following = _NEXT_FIGURE.match(place.right_full[1:]) if place.before_figure and not right.strip() else None
    noun, rest = noun_after(following["after"] if following else right)
    noun = clean(noun)
    if not 2 <= len(noun) <= 16 or noun.endswith(("标准", "价格", "速度")):
        return ""
    phrase = trim_tail(left)
    quantity = _QUANTITY.search(phrase)
    lead = lead_of(phrase[: quantity.start()] if quantity else left)
    what = quantity[0] if quantity else ""
    what = {"占地": "占地面积", "长": "长度", "高": "高度", "宽": "宽度", "深": "深度", "重": "重量"}.get(what, what)
    predicate = predicate_of(rest) if not lead.verb and not what else ""
    return f"{predicate}的{noun}" if predicate and len(predicate + noun) <= MAX_NAME - 5 else lead.verb + noun + what


_NEXT_FIGURE = re.compile(
    rf"(?:{alternatives(BEFORE)})?\d[\d.,]*[余多]?[万亿千百]*[余多]?(?:{alternatives(UNITS)})(?P<after>.*)", re.DOTALL
)


#: A clause that closes with a number has its nouns before their numbers.
_ENDS_COUNTED = re.compile(rf"\d[余多]?[万亿]?(?:{alternatives(UNITS)})\s*$")


def _pairs(left: str, place: Place) -> bool:
    """主线1条支线4条: each number follows its own noun, so the one in between is the next figure's."""
    if not place.before_figure or not 2 <= len(place.right) <= 14 or re.search("[的了、,]", place.right):
        return False
    following = _NEXT_FIGURE.match(place.right_full[len(place.right) :])
    if not following or not (_NO_NOUN.match(following["after"]) or _ENDS_COUNTED.search(place.right_full)) or re.search(r"[等地的]$", left):
        return False
    flags = [token.flag for token in tokens(place.right)]
    if "v" in flags[1:]:
        return False
    counted = trim_tail(left)
    return len(counted) >= 2 and not LEADING_VERB.fullmatch(counted) and not lead_of(left).pivot and tokens(counted)[-1].flag != "v"


def left_of(place: Place, strip: tuple[str, ...]) -> str:
    """The left side of a figure without place names, adverbs and openers at its head."""
    return _left(place.left, strip)


_ORDINAL = re.compile(r"^[一二三四五六七八九十]{1,2}是(?!否)")
_BARE_UNIT = re.compile(r"^[省市区县镇乡村](?=累计|共|现|已|里|内|有|先后)")


def _left(left: str, strip: tuple[str, ...]) -> str:
    left = _ORDINAL.sub("", left.strip().lstrip("、”)"))
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
    column = _column(place, unit)
    if column:
        return noun + column if len(noun) >= 2 and len(noun + column) <= MAX_NAME - 4 and column not in noun else column
    aged = _AGED.search(left) if unit in PEOPLE and inherited else None
    if aged or len(noun) == 1 and noun in "男女" and inherited:
        return (aged[0] if aged else noun) + _TOLD_APART.sub("", without_verb(inherited).rsplit("的", 1)[-1])
    if place.right.startswith("的") and len(noun) < 2:
        noun = clean(noun_after(place.right)[0])
    if noun.startswith("每") and unit not in MONEY and not SUFFIXED.search(noun):
        return noun + {"户": "户数", "人": "人数", "名": "人数"}.get(unit, inherited)
    if 2 <= len(noun) <= 4 and place.after_figure and inherited.endswith(noun) and inherited != noun:
        return inherited
    if _RANK.fullmatch(noun) and inherited:
        return noun + _RANK.sub("", without_verb(inherited), count=1)
    if noun in _CHANGING and inherited:
        return inherited + noun
    if STARTS_VERB.fullmatch(noun):
        thing = without_verb(inherited) if place.after_figure or inherited else ""
        return noun + thing if thing and thing != inherited else noun
    if _ATTRIBUTE.fullmatch(noun):
        return _topic(place, inherited, strip, MAX_NAME - len(noun) - 4) + noun
    if noun in _ATTRIBUTES and inherited and len(inherited) + len(noun) <= MAX_NAME:
        return SUFFIXED.sub("", inherited) + noun if unit not in EVENTS else noun
    if _SHARED.search(left) and inherited and unit not in _MEASURES and _divides(noun, place):
        return inherited_noun(inherited, unit)
    elliptical = _ELLIPTICAL.search(left)
    if elliptical and inherited and len(noun) >= 2 and len(noun) + len(inherited) < MAX_NAME - 2:
        return f"{noun}的{without_verb(inherited)}"
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
    if unit in ("户", "人", "口") and _HAS.fullmatch(place.left.strip()) and not place.head.endswith(":"):
        return "住户" if unit == "户" else "人口"
    head = re.split(r"[,。;:]", place.head.rstrip(",;: "))[-1]
    if re.search(r"\d", head):
        return inherited_noun(inherited, unit) if inherited else noun
    return clean(tail_noun(without_preposition(trim_tail(_left(head, strip))))) + noun


#: 其中一级155株, 第二批次两辆: what is ranked is said before.
_RANK = re.compile(r"(?:[一二三四五六七八九十特甲乙丙A-D]|国家|省|市|县|区)级|[一二三四甲乙丙A-D]类|第[一二三四五六七八九十]+(?:批次?|期|轮|阶段|组)")
_CHANGING = frozenset(words("增加 减少 提高 降低 下降 上升 增长 缩短 延长 提前 新增"))

_ATTRIBUTE = re.compile(
    r"(?:年均|年|总|日均|月均|人均|户均|亩均|预计|亩|新增|占地|种植|建筑|平均|综合|直接|间接|经济|每年|使用|涉及|涉案)*(?:面积|产值|产量|收入|销售额|销售收入|金额|总额|价值|投资|租金|营业额|营收|利润|效益|长度|全长|总长|里程|重量|总重|净重|毛重|单价|价格|均价|总价|产|资金|费用|成本|收益|时长|寿命|规模|损失)"
)


def topic_of(place: Place, inherited: str, strip: tuple[str, ...]) -> str:
    """What a bare rate or attribute is of, "" where nothing is said."""
    return _topic(place, inherited, strip, 12) or (_topic(place, "", strip, 12) if inherited else "")


def _topic(place: Place, inherited: str, strip: tuple[str, ...], room: int) -> str:
    """What an attribute is of: the noun counted before it, or the subject of the clause before."""
    if inherited and SUFFIXED.search(inherited):
        return ""
    if inherited:
        stem = clean(without_verb(SUFFIXED.sub("", inherited)))
        if tokens(stem)[:1] and tokens(stem)[-1].flag[0] == "v":
            return ""
        return stem if 2 <= len(stem) <= min(room, 12) and not _ATTRIBUTE.fullmatch(stem) else ""
    for clause in reversed(_CLAUSE.split(place.head.rstrip(",;: "))[-3:]):
        clause = _YEAR.sub("", clause)
        if re.search(r"\d", clause):
            continue
        cut = tokens(noun_after(trim_head(_left(clause, strip)))[0])
        while cut and cut[-1].flag == "v":
            cut = cut[:-1]
        noun = clean("".join(token.word for token in cut))
        if cut and cut[0].flag not in ("v", "p", "r") and cut[-1].flag[0] in "njl" and 2 <= len(noun) <= min(room, 12):
            return noun
    return ""


_CLAUSE = re.compile("[,。;:]")
_YEAR = re.compile(r"\d{4}年(?:\d{1,2}月)?")


#: Nouns that say nothing without what they are an attribute of.
_ATTRIBUTES = frozenset(words("规模 价值 总价值 总规模 总金额 总面积 单价 均价 总投资"))

#: 甲街道、乙开发区各1个: the places share what was counted before.
_SHARED = re.compile(r"(?:街道|镇|乡|村|社区|开发区|园区|[区县市])(?:各|有|共)?$")

#: 建立党组织的不到200家: the noun is the one before.
_ELLIPTICAL = re.compile(r"[\u4e00-\u9fff]的(?:有|达|仅|仅有|就有|共有|约有)?$")

#: 35岁以下12人: an age tells people apart.
_TOLD_APART = re.compile(r"^(?:[男女](?!性)|\d{2}周?岁(?:及?以[上下]))")
_AGED = re.compile(r"\d{2}周?岁(?:及?以[上下])$")

#: 违法次数: A(10次)、B(9次); 补助标准分别为: what stands before the colon is counted in every item.
_COLUMN = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{0,10}(?:次数|人数|户数|数量|面积|金额|资金|产量|产值|收入|价格|单价|费用|场次|长度|限额|额度|标准|补[贴助]|奖励|报酬))"
    r"[)）]?(?:分别|依次)?(?:为|是|如下)?:[^:]*$"
)
_SUM_HEAD = re.compile(r"(?:金额|资金|产值|收入|价格|单价|费用|限额|额度|标准|补[贴助]|奖励|报酬)$")


def _column(place: Place, unit: str) -> str:
    """The quantity that a list is headed with, where the unit fits it."""
    found = _COLUMN.search(place.head) if ":" in place.head else None
    what = found["what"] if found else ""
    what = (what if len(trim_head(what)) < 4 else trim_head(what)).rsplit("的", 1)[-1]
    if unit.endswith("元") and _SUM_HEAD.search(what):
        return what
    return what if what and what.endswith((suffix_of(unit, ""), "数量")[unit in ("个", "家", "项")]) else ""


def _divides(noun: str, place: Place) -> bool:
    """Whether a noun is but a place that shares what was counted before: 甲街道3个."""
    if place.right[:1] not in ("", ",", "、", ";", "。") or STARTS_VERB.match(noun):
        return False
    cut = tokens(noun)
    return not cut or len(cut) > 2 or cut[0].flag[0] != "v"


_IN_ALL = re.compile(r"(?<=[\u4e00-\u9fff)])(?:共计?|累计|总计|合计)(?=[\u4e00-\u9fff]{2})(?![建享同治青产])")

_HAS = re.compile(r"(?:现|共|总共|一共|只|就|约)*有?")
