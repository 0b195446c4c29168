"""The name of a figure: the noun phrase measured, fit for a card title."""

from __future__ import annotations

import re

from portal.indicators.agents import is_agent
from portal.indicators.behind import (
    ATTRIBUTE_ONLY,
    MEASURED,
    NEXT_FIGURE,
    NO_NOUN,
    behind_de,
    behind_next,
    counted_behind_de,
    next_has_no_noun,
)
from portal.indicators.changes import change_of
from portal.indicators.clause_nouns import (
    LEADING_VERB,
    PEOPLE_NOUN,
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
from portal.indicators.list_heads import head_quantity
from portal.indicators.measures import (
    LENGTHS,
    MONEY,
    PEOPLE,
)
from portal.indicators.noun_phrase import noun_after
from portal.indicators.openings import left_side
from portal.indicators.phrases import MAX_NAME, clean, last_noun, trim_tail
from portal.indicators.predicates import predicate_of
from portal.indicators.tagging import tokens
from portal.indicators.titles import SUFFIXED
from portal.indicators.topics import ATTRIBUTE, SOURCE, topic_within


def noun_of(place: Place, unit: str, strip: tuple[str, ...], inherited: str) -> str:
    """The noun measured by the figure at ``place``, without the suffix that its unit wants.

    Args:
        strip: names of places to leave out at its head (the card shows them apart).
        inherited: noun of the figure before it in the sentence, for a figure without its own.
    """
    left = left_side(place.left, strip)
    note = _NOTE.match(place.right)
    if note:
        place = place._replace(right=place.right[note.end() :], right_full=place.right_full[note.end() :])
    changed = change_of(left, place)
    if changed:
        return _with_measure(changed, unit, inherited)
    said = _priced(left, place, unit) or _paced(place) or behind_de(left, place, unit)
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
    if (
        attribute
        or _said_before(left, place, unit)
        or NO_NOUN.match(place.right)
        or unit.endswith("元")
        and _SPENT.search(left)
        or _pairs(left, place)
    ):
        return _before(left, place, unit, strip, inherited)
    return noun_following(left, place, unit, inherited)


def _said_before(left: str, place: Place, unit: str) -> bool:
    """兑换资金|380万元由财政承担, 流转土地|1200亩发展种植: what is measured is named, and a predicate follows."""
    first = tokens(place.right)[:1]
    if not first or first[0].flag not in ("v", "vn", "p", "d") or place.right.startswith("用于"):
        return False
    phrase = trim_tail(left)
    if unit.endswith("元"):
        return bool(SUFFIXED.search(phrase)) and first[0].flag == "p"
    named = STARTS_VERB.match(phrase) and tokens(phrase)[-1].flag == "n" and len(tokens(phrase)) > 1
    return bool(named) and first[0].flag in ("v", "vn") and unit in MEASURED


def _with_measure(changed: str, unit: str, inherited: str) -> str:
    """提高前社区运转经费 of 村级运转经费由16万元提高至22万元,社区由30万元提高至45万元."""
    measure = _MEASURE.search(inherited) if unit.endswith("元") and not SUFFIXED.search(changed) else None
    if not measure or changed.endswith(measure[0]):
        return changed
    return changed + measure[0] if len(changed) + len(measure[0]) <= MAX_NAME - 4 else changed


#: The measure at the end of a noun, with the word before it: 运转经费.
_MEASURE = re.compile("(?:[\u4e00-\u9fff]{2})?(?:经费|资金|补贴|补助|工资|报酬|收入|费用|标准|价格|产值|津贴)$")


#: 2400台(套)的: another word for the unit.
_NOTE = re.compile(r"\((?:套|间|户|台|栋|个|处|家|座|人|件|条|份|名|次|辆|站|所|部|幢)\)(?:的(?![达占]))?")


def _spent_on(left: str, place: Place) -> str:
    """民生实事安排 of 安排148亿元用于民生实事, 打造精品民宿投资 of 投资600万元打造精品民宿."""
    verb = _SPENT.search(left) or _TAKEN.search(left)
    what = _USED_FOR.match(place.right) if verb else None
    if verb and what:
        return what["what"] + ("" if _TAKEN.match(verb[0]) else verb[0])
    done = predicate_of(place.right) if verb and verb[0] == "投资" else ""
    return f"{done}投资" if 4 <= len(done) <= 12 and tokens(place.right)[0].flag == "v" else ""


_TAKEN = re.compile("(?:拿出|列支|划拨)(?:了)?$")
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
        done = verb if len(verb) > 1 else predicate_of(place.right[priced.end() :]).rsplit("的", 1)[-1]
        return (done if len(done) <= 10 else "") + priced["price"]
    return ""


def _paced(place: Place) -> str:
    """移动速度 of 以每小时15公里的速度移动; "" for other figures."""
    pace = _AT_PACE.match(place.right)
    cut = tokens(place.right[pace.end() :]) if pace else ()
    verb = next((t.word for t in cut if t.flag in ("v", "vn") and len(t.word) > 1), "")
    return verb + pace["pace"] if pace else ""


#: 投入资金6万元为全县…: the sum is named before it, whatever it went to.
_SPENT = re.compile(
    r"(?:投入|投资|出资|筹资|耗资|斥资|筹集|拨付|落实|争取|安排|支出)(?:了)?(?:(?:帮扶|专项|财政|项目|扶贫|补助|社会|自筹|各级|各类)*(?:资金|经费|款项|善款))?$"
)
#: 以12万元的价格竞得
_AT_PRICE = re.compile("的(?P<price>[成交总]{0,3}(?:价格|单价|总价|均价|租金))(?!为|是|达)")
#: 以每小时15公里的速度移动
_AT_PACE = re.compile("(?:左右)?的(?P<pace>时速|速度|频率)(?=[\u4e00-\u9fff,。]|$)")
#: 套餐只要23元: what is said of a price.
_PRICED = re.compile(r"(?:(?<![人])只要|只需|仅需|只卖|卖到?|(?<![销出零])售价?|要价|收费)(?:为|是)?$")


def _pairs(left: str, place: Place) -> bool:
    """主线1条支线4条: each number follows its own noun, so the one in between is the next figure's."""
    if not place.before_figure or not 2 <= len(place.right) <= 14 or re.search("[的了、,]", place.right):
        return False
    if (
        place.right.endswith(("年龄", "工龄", "党龄"))
        or not next_has_no_noun(place)
        or left.endswith(("等", "地", "的"))
    ):
        return False
    return not any(token.flag == "v" for token in tokens(place.right)[1:]) and _is_counted(left)


def _is_counted(left: str) -> bool:
    """Whether a noun rather than a verb or a preposition stands before the number: 主线|1条."""
    counted = trim_tail(left)
    if len(counted) < 2 or LEADING_VERB.fullmatch(counted) or lead_of(left).pivot:
        return False
    return tokens(counted)[-1].flag != "v"


def _before(left: str, place: Place, unit: str, strip: tuple[str, ...], inherited: str) -> str:
    """The noun stands before its number: 基层党组织4070个."""
    if place.after_figure:
        # 69个县共提前转移23935户: what comes before 共 is the noun of the figure before.
        left = _without_counted(_IN_ALL.split(left)[-1] or left, place, unit, inherited)
    noun = clean(tail_noun(without_preposition(trim_tail(left))))
    summed = _SPENT_IN_ALL.search(left) if unit.endswith("元") else None
    if summed:
        return summed[1]
    noun = _STEADY.sub("", noun) if noun.endswith(("稳定", "持", "制")) else noun
    noun = noun[parted.end() :] if (parted := _PARTED.match(noun)) else noun
    noun = most[1] if (most := _WHERE_MOST.match(noun)) else noun
    noun = _LIMIT.sub(r"\g<most>\g<what>", noun) if "最" in noun else noun
    told = _reached(place, unit, inherited) if inherited else ""
    if told:
        return told
    column = head_quantity(place, unit)
    if column:
        return noun + column if len(noun) >= 2 and len(noun + column) <= MAX_NAME - 4 and column not in noun else column
    if place.before_figure and unit not in PEOPLE and place.right.startswith("、") and STARTS_VERB.fullmatch(noun):
        return noun + _from_afar("", place, unit, strip, "")  # 成立28支、共计8755人的队伍
    if len(noun) == 1 and noun in "长宽高深厚" and unit in LENGTHS:
        return noun + "度"
    if place.right.startswith("的") and len(noun) < 2:
        noun = clean(noun_after(place.right)[0])
    if noun.startswith("每") and unit not in MONEY and not SUFFIXED.search(noun):
        stem = without_verb(inherited).rsplit("的", 1)[-1]
        if unit in PEOPLE and stem and len(noun) + len(stem) <= 16 and (is_agent(stem) or PEOPLE_NOUN.search(stem)):
            return noun + stem  # 后备力量900名,平均每村4名
        if len(noun) > 4 and tokens(noun)[-1].flag == "n" and any(t.flag in ("v", "vn") for t in tokens(noun)):
            return noun  # 每人联系企业不超过5家
        return noun + {"户": "户数", "人": "人数", "名": "人数"}.get(unit, inherited)
    told = completed(noun, left, place, unit, inherited) if inherited else ""
    told = told or _such(noun, place) or _within(left, place)
    if told:
        return told
    if noun in ("金额", "总金额") and inherited and not inherited.endswith("额"):
        return inherited + noun
    if ATTRIBUTE.fullmatch(noun):
        return topic_within(place, inherited, strip, MAX_NAME - len(noun) - 4) + noun
    told = shared(noun, left, place, unit, inherited) if inherited else ""
    if told or noun in ("村", "镇", "乡") or len(noun) >= 2 and noun not in ("总数", "总量", "总计", "规模"):
        return told or noun
    return _from_afar(noun, place, unit, strip, inherited)


def _such(noun: str, place: Place) -> str:
    """开办暑托班 of 像这样的暑托班,今年开办了12个: what the sentence opens with is counted."""
    such = _LIKE.search(place.head) if not place.after_figure else None
    if not such or place.right.strip() not in ("", "左右"):
        return ""
    thing = clean(such["thing"])
    cut = tokens(noun)
    if cut and STARTS_VERB.fullmatch(cut[-1].word):
        return cut[-1].word + thing
    return thing if thing not in noun and all(token.flag in ("ns", "s", "f", "n", "d", "t") for token in cut) else ""


#: 像老街这样的“口袋舞台”,
_LIKE = re.compile("(?:像|如)[^,。;]{0,20}[这那]样的(?P<thing>[\u4e00-\u9fff“”]{2,10}),[^,。;]{0,4}$")


def _without_counted(left: str, place: Place, unit: str, inherited: str) -> str:
    """脱贫户 of 7个村|脱贫户200余户: the noun of the figure before it opens the left side."""
    if place.listed or not inherited:
        return left
    size = next((n for n in range(min(len(inherited), len(left) - 2), 0, -1) if left.startswith(inherited[-n:])), 0)
    done = tokens(trim_tail(left))[-1:]
    if (
        not size or done and done[0].flag == "v" and unit not in MONEY and not unit.endswith("元")
    ):  # 37个安置点|已启用8个
        return left
    return left[size:] if any(token.end == size for token in tokens(left)) else left


def _without_name(left: str, strip: tuple[str, ...]) -> str:
    """现有 of 清水村现有."""
    return next((left[len(name) :] for name in strip if left.startswith(name)), left)


def _reached(place: Place, unit: str, inherited: str) -> str:
    """收入达标的村 of 30个村中,收入超过50万元的有9个; 实现的微心愿 of 微心愿200个,已实现180个."""
    if _REALISED.fullmatch(place.left.strip()) and not place.right.strip() and not SUFFIXED.search(inherited):
        return "实现的" + without_verb(inherited).rsplit("的", 1)[-1]
    if "达标的" in inherited and unit in MONEY and not trim_tail(place.left.strip()):
        return inherited.split("达标的")[0]
    if not place.after_figure or unit in MONEY or not _OF_THOSE.fullmatch(place.left.strip()):
        return ""
    measure = clean(tail_noun(trim_tail(left_side(place.before, ()))))
    whole = _ANY_WHOLE.search(place.head)
    thing = _ALL_OF.sub("", clean(tail_noun(clean(whole["whole"])))) if whole else ""
    if not measure or not SUFFIXED.search(measure) or not 1 <= len(thing) <= 8:
        return ""
    return f"{measure}达标的{thing}"


_ALL_OF = re.compile("^全[省市区县镇乡村国](?=[\u4e00-\u9fff])")
_REALISED = re.compile("(?:目前|现)?(?:已|已经|现已|共)?实现(?:了)?")
_OF_THOSE = re.compile("(?:以[上下])?的(?:有|达到?|仅|就|只有|仅有|就有|还有|共有)*")
_ANY_WHOLE = re.compile("(?:^|[,。;:])(?P<whole>[^,。;:]{1,24})(?<!其)[中里],")


def _within(left: str, place: Place) -> str:
    """40岁以下的正职 of 乡镇正职中,40岁以下的19名: some of those the clause before names."""
    some, whole = _SOME.match(left), _OF_WHOLE.search(place.head)
    if not some or not whole or place.right.strip():
        return ""
    return f"{clean(some['part'])}的{clean(last_noun(clean(tail_noun(whole['whole'])), 12))}"


_SOME = re.compile("(?P<part>[^,。;]{2,12})的(?:有|达|仅|就|只有|仅有|就有|共)*$")
_OF_WHOLE = re.compile(r"(?:^|[,。;:])(?P<whole>[^,。;:\d]{2,24})[中里],$")


def _from_afar(noun: str, place: Place, unit: str, strip: tuple[str, ...], inherited: str) -> str:
    """A noun that stands neither right before nor right after its number."""
    follows = place.previous is not None and not place.left.strip() and inherited
    if place.before_figure and not follows and re.match("、|或者?$", place.right.strip()):
        # 161幢、约26万方不成套房屋: the noun closes the list.
        following = NEXT_FIGURE.match(place.right_full[len(place.right) :])
        after = following["after"].removeprefix("的") if following else ""
        closing = clean(noun_after(after)[0]) if after and not NO_NOUN.match(after) else ""
        if len(closing) >= 2:
            return closing
        done = predicate_of(after) if unit == "户" and after else ""
        if 2 <= len(done) <= 12:
            return done  # 132户、468人稳定脱贫
    if place.previous is not None and inherited:
        return inherited_noun(inherited, unit)
    if (
        unit in ("户", "人", "口")
        and _HAS.fullmatch(_without_name(place.left.strip(" “"), strip))
        and not place.head.endswith(":")
    ):
        return "住户" if unit == "户" else "人口"
    head = re.split(r"[,。;:]", place.head.rstrip(",;: "))[-1]
    if re.search(r"\d", head) or SOURCE.search(head):
        return inherited_noun(inherited, unit) if inherited else noun
    return clean(tail_noun(without_preposition(trim_tail(left_side(head, strip))))) + noun


_SPENT_IN_ALL = re.compile("(?:共|累计|共计|总计)(?:完成)?(投资|投入|出资|筹资|支出|减免|节约|创收|增收)$")
#: 最大降雨量为打鼓泉站231毫米
_WHERE_MOST = re.compile("(.{1,12}(?:[雨水]量|水位|气温|温度|流量|风速))为[\u4e00-\u9fff]{2,12}$")
#: 粮食产量稳定在800亿斤以上
_STEADY = re.compile("(?<=[量数值额率])(?:长期|一直|始终|持续)?(?:稳定|保持|维持|控制)$")
#: 大赛分为|初赛(10场)
_PARTED = re.compile("[^的]{2,10}?(?:分为|分成|包括|包含)(?=[\u4e00-\u9fff]{2})")
#: 额度最高可贷30万元 → 最高额度
_LIMIT = re.compile(r"(?P<what>额度|期限|金额|价格|限额)(?P<most>最[高长大多低短])(?:可[贷达享领补]?|能)?$")


_IN_ALL = re.compile(r"(?<=[\u4e00-\u9fff)])(?:共计?|累计|总计|合计)(?=[\u4e00-\u9fff]{2})(?![建享同治青产])")

_HAS = re.compile(r"(?:[村区镇县市省乡]里|辖区|辖区内|境内)?(?:现|共|总共|一共|只|就|约)*有?")
