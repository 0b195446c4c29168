"""The name of a figure: the noun phrase measured, fit for a card title."""

from __future__ import annotations

import re
from dataclasses import replace

from portal.indicators.behind import (
    ATTRIBUTE_ONLY,
    MEASURED,
    NEXT_FIGURE,
    NO_NOUN,
    behind_de,
    behind_next,
    counted_behind_de,
)
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
from portal.indicators.elliptical import completed, shared
from portal.indicators.following import noun_following
from portal.indicators.leads import lead_of
from portal.indicators.measures import (
    LENGTHS,
    MONEY,
    PEOPLE,
    UNITS,
    alternatives,
)
from portal.indicators.openings import left_side
from portal.indicators.phrases import MAX_NAME, clean, trim_head, trim_tail
from portal.indicators.predicates import noun_after, predicate_of
from portal.indicators.tagging import tokens
from portal.indicators.titles import SUFFIXED, suffix_of


def noun_of(place: Place, unit: str, strip: tuple[str, ...], inherited: str) -> str:
    """The noun measured by the figure at ``place``, without the suffix that its unit wants.

    Args:
        strip: names of places to leave out at its head (the card shows them apart).
        inherited: noun of the figure before it in the sentence, for a figure without its own.
    """
    left = left_side(place.left, strip)
    note = _NOTE.match(place.right)
    if note:
        place = replace(place, right=place.right[note.end() :], right_full=place.right_full[note.end() :])
    said = _priced(left, place, unit) or change_of(left, place) or behind_de(left, place, unit)
    if said:
        return said
    skipped = behind_next(left, place, unit)
    if skipped:
        return noun_following(left, skipped, unit, inherited)
    counted = counted_behind_de(left, place, unit)
    if counted:
        return counted
    spent = _spent_on(left, place) if unit.endswith("元") else ""
    if spent:
        return spent
    attribute = (
        place.after_figure and unit in MEASURED and not place.right.startswith("的") and ATTRIBUTE_ONLY.fullmatch(left)
    )
    if attribute or NO_NOUN.match(place.right) or unit.endswith("元") and _SPENT.search(left) or _pairs(left, place):
        return _before(left, place, unit, strip, inherited)
    return noun_following(left, place, unit, inherited)


#: 2400台(套)的: another word for the unit.
_NOTE = re.compile(r"\((?:套|间|户|台|栋|个|处|家|座|人|件|条|份|名|次|辆|站|所|部|幢)\)(?:的(?![达占]))?")


def _spent_on(left: str, place: Place) -> str:
    """民生实事安排 of 安排148亿元用于民生实事, 打造精品民宿投资 of 投资600万元打造精品民宿."""
    verb = _SPENT.search(left)
    what = _USED_FOR.match(place.right) if verb else None
    if verb and what:
        return what["what"] + verb[0]
    done = predicate_of(place.right) if verb and verb[0] == "投资" else ""
    return f"{done}投资" if 4 <= len(done) <= 12 and tokens(place.right)[0].flag == "v" else ""


_USED_FOR = re.compile("(?:主要|全部)?用于(?P<what>[\u4e00-\u9fff“”]{2,12}?)(?=[,。;]|的|$)")


def _priced(left: str, place: Place, unit: str) -> str:
    """套餐价格 of 套餐只要23元, 竞得价格 of 以12万元的价格竞得; "" for other figures."""
    if unit != "元":
        return ""
    if _PRICED.search(left):
        thing = clean(tail_noun(trim_tail(_PRICED.sub("", left))))
        if len(thing) >= 2:
            return thing if SUFFIXED.search(thing) else thing + "价格"
    priced = _AT_PRICE.match(place.right)
    if priced:
        verb = next((t.word for t in tokens(place.right[priced.end() :])[:2] if t.flag == "v"), "")
        return verb + priced["price"]
    return ""


#: 投入资金6万元为全县…: the sum is named before it, whatever it went to.
_SPENT = re.compile(
    r"(?:投入|投资|出资|筹资|耗资|斥资|筹集|拨付|落实|争取|安排|支出)(?:了)?(?:(?:帮扶|专项|财政|项目|扶贫|补助|社会|自筹|各级|各类)*(?:资金|经费|款项|善款))?$"
)
#: 以12万元的价格竞得
_AT_PRICE = re.compile("的(?P<price>[成交总]{0,3}(?:价格|单价|总价|均价|租金))(?!为|是|达)")
#: 套餐只要23元: what is said of a price.
_PRICED = re.compile(r"(?:(?<![人])只要|只需|仅需|只卖|卖到?|(?<![销出零])售价?|要价|收费)(?:为|是)?$")

#: A clause that closes with a number has its nouns before their numbers.
_ENDS_COUNTED = re.compile(rf"\d[余多]?[万亿]?(?:{alternatives(UNITS)})\s*$")


def _pairs(left: str, place: Place) -> bool:
    """主线1条支线4条: each number follows its own noun, so the one in between is the next figure's."""
    if not place.before_figure or not 2 <= len(place.right) <= 14 or re.search("[的了、,]", place.right):
        return False
    following = NEXT_FIGURE.match(place.right_full[len(place.right) :])
    if (
        not following
        or not (NO_NOUN.match(following["after"]) or _ENDS_COUNTED.search(place.right_full))
        or re.search(r"[等地的]$", left)
    ):
        return False
    flags = [token.flag for token in tokens(place.right)]
    if "v" in flags[1:]:
        return False
    counted = trim_tail(left)
    return (
        len(counted) >= 2
        and not LEADING_VERB.fullmatch(counted)
        and not lead_of(left).pivot
        and tokens(counted)[-1].flag != "v"
    )


def _before(left: str, place: Place, unit: str, strip: tuple[str, ...], inherited: str) -> str:
    """The noun stands before its number: 基层党组织4070个."""
    if place.after_figure:
        # 69个县共提前转移23935户: what comes before 共 is the noun of the figure before.
        left = _IN_ALL.split(left)[-1] or left
    noun = clean(tail_noun(without_preposition(trim_tail(left))))
    summed = _SPENT_IN_ALL.search(left) if unit.endswith("元") else None
    if summed:
        return summed[1]
    noun = _STEADY.sub("", noun)
    noun = _LIMIT.sub(r"\g<most>\g<what>", _WHERE_MOST.sub(r"\1", noun))
    column = _column(place, unit)
    if column:
        return noun + column if len(noun) >= 2 and len(noun + column) <= MAX_NAME - 4 and column not in noun else column
    if place.before_figure and unit not in PEOPLE and place.right.startswith("、") and STARTS_VERB.fullmatch(noun):
        return noun + _from_afar("", place, unit, strip, "")  # 成立28支、共计8755人的队伍
    if len(noun) == 1 and noun in "长宽高深厚" and unit in LENGTHS:
        return noun + "度"
    if place.right.startswith("的") and len(noun) < 2:
        noun = clean(noun_after(place.right)[0])
    if noun.startswith("每") and unit not in MONEY and not SUFFIXED.search(noun):
        return noun + {"户": "户数", "人": "人数", "名": "人数"}.get(unit, inherited)
    told = completed(noun, left, place, unit, inherited) if inherited else ""
    if told:
        return told
    if _ATTRIBUTE.fullmatch(noun):
        return _topic(place, inherited, strip, MAX_NAME - len(noun) - 4) + noun
    told = shared(noun, left, place, unit, inherited) if inherited else ""
    if told or len(noun) >= 2 and noun not in ("总数", "总量", "总计", "规模"):
        return told or noun
    return _from_afar(noun, place, unit, strip, inherited)


def _from_afar(noun: str, place: Place, unit: str, strip: tuple[str, ...], inherited: str) -> str:
    """A noun that stands neither right before nor right after its number."""
    if place.before_figure and re.match("、|或者?$", place.right.strip()):
        # 161幢、约26万方不成套房屋: the noun closes the list.
        following = NEXT_FIGURE.match(place.right_full[len(place.right) :])
        after = following["after"].removeprefix("的") if following else ""
        closing = clean(noun_after(after)[0]) if after and not NO_NOUN.match(after) else ""
        if len(closing) >= 2:
            return closing
    if place.previous is not None and inherited:
        return inherited_noun(inherited, unit)
    if unit in ("户", "人", "口") and _HAS.fullmatch(place.left.strip(" “")) and not place.head.endswith(":"):
        return "住户" if unit == "户" else "人口"
    head = re.split(r"[,。;:]", place.head.rstrip(",;: "))[-1]
    if re.search(r"\d", head):
        return inherited_noun(inherited, unit) if inherited else noun
    return clean(tail_noun(without_preposition(trim_tail(left_side(head, strip))))) + noun


_SPENT_IN_ALL = re.compile("(?:共|累计|共计|总计)(?:完成)?(投资|投入|出资|筹资|支出|减免|节约|创收|增收)$")
#: 最大降雨量为打鼓泉站231毫米
_WHERE_MOST = re.compile("^(.{1,12}(?:[雨水]量|水位|气温|温度|流量|风速))为[\u4e00-\u9fff]{2,12}$")
#: 粮食产量稳定在800亿斤以上
_STEADY = re.compile("(?<=[量数值额率])(?:长期|一直|始终|持续)?(?:稳定|保持|维持|控制)$")
#: 额度最高可贷30万元 → 最高额度
_LIMIT = re.compile(r"(?P<what>额度|期限|金额|价格|限额)(?P<most>最[高长大多低短])(?:可[贷达享领补]?|能)?$")

_ATTRIBUTE = re.compile(
    r"(?:年均|年|总|日均|月均|人均|户均|亩均|预计|亩|新增|占地|种植|建筑|平均|综合|直接|间接|经济|每年|使用)*(?:面积|产值|产量|收入|销售额|销售收入|金额|总额|价值|投资|租金|营业额|营收|利润|效益|长度|全长|总长|里程|重量|总重|净重|毛重|单价|价格|均价|总价|产|资金|费用|成本|收益|时长|耗时|历时|用时|寿命|规模|损失|占地)"
)


def topic_of(place: Place, inherited: str, strip: tuple[str, ...]) -> str:
    """What a bare rate or attribute is of, "" where nothing is said."""
    return _topic(place, inherited, strip, 12) or (_topic(place, "", strip, 12) if inherited else "")


def _without_first_verb(phrase: str) -> str:
    """地质灾害 of 发生地质灾害."""
    cut = tokens(phrase)
    return phrase[cut[0].end :] if len(cut) > 1 and cut[0].flag == "v" and len(phrase) - cut[0].end > 2 else phrase


def _topic(place: Place, inherited: str, strip: tuple[str, ...], room: int) -> str:
    """What an attribute is of: the noun counted before it, or the subject of the clause before."""
    if inherited and SUFFIXED.search(inherited):
        return ""
    if inherited:
        stem = clean(_without_first_verb(without_verb(SUFFIXED.sub("", inherited))))
        if tokens(stem)[:1] and tokens(stem)[-1].flag[0] == "v":
            return ""
        return stem if 2 <= len(stem) <= min(room, 12) and not _ATTRIBUTE.fullmatch(stem) else ""
    for clause in reversed(_CLAUSE.split(place.head.rstrip(",;: "))[-3:]):
        clause = _YEAR.sub("", clause)
        clause = _SUMMED.search(clause)[1] if _SUMMED.search(clause) else clause  # type: ignore[index]
        if re.search(r"\d", clause) or _SOURCE.search(clause):
            continue
        cut = tokens(noun_after(without_verb(trim_head(left_side(clause, strip))))[0])
        while cut and cut[-1].flag == "v":
            cut = cut[:-1]
        noun = clean("".join(token.word for token in cut))
        if cut and cut[0].flag not in ("v", "p", "r") and cut[-1].flag[0] in "njl" and 2 <= len(noun) <= min(room, 12):
            return noun
    return ""


_CLAUSE = re.compile("[,。;:]")
#: 据市政府网站介绍
_SOURCE = re.compile(
    "^(?:据|根据|经)|(?:介绍|获悉|消息|了解)$|^[东西南北][起至邻临接靠]|^[起止]于|一[条排座个片幢栋]条?排?座?个?片?"
)
#: 种植草莓、葡萄等|农产品
_SUMMED = re.compile("、[^等]*等([\u4e00-\u9fff]{2,12})$")
_YEAR = re.compile(r"\d{4}年(?:\d{1,2}月)?")


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


_IN_ALL = re.compile(r"(?<=[\u4e00-\u9fff)])(?:共计?|累计|总计|合计)(?=[\u4e00-\u9fff]{2})(?![建享同治青产])")

_HAS = re.compile(r"(?:[村区镇县市省乡]里|辖区|辖区内|境内)?(?:现|共|总共|一共|只|就|约)*有?")
