"""Nouns that stand behind 的 or behind the next figure: 价值1万余元的药品, 24台总价值约12万元的空调."""

from __future__ import annotations

import re

from portal.indicators.clauses import Place
from portal.indicators.leads import lead_of
from portal.indicators.measures import AREAS, BEFORE, EVENTS, LENGTHS, MASSES, MONEY, POWERS, TIMES, UNITS, alternatives
from portal.indicators.noun_phrase import noun_after
from portal.indicators.phrases import MAX_NAME, clean, trim_tail
from portal.indicators.predicates import predicate_of
from portal.indicators.tagging import tokens
from portal.indicators.titles import SUFFIXED

NO_NOUN = re.compile(
    r"^(?:[”’,。;:、)）!?-]|\s(?![\u4e00-\u9fffA-Za-z“])|$|了(?=[,。;、]|$)|等(?=[\u4e00-\u9fff]{2}.*物|[,。;])|(?:大?台阶|大?关口?|大关)(?=[,。;、]|$)|的(?!达|占)|以[上下内]|左右|之间|上下|之内|不等|且|或|[—/]|和|与|及|以及|并|\((?![^()]{1,8}\)[\u4e00-\u9fff]))"
)

#: Units that measure what follows 的: 价值1万余元的药品, 800批次的物资.
MEASURED = frozenset((*MONEY, *AREAS, *LENGTHS, *MASSES, *POWERS, *EVENTS, *TIMES))

ATTRIBUTE_ONLY = re.compile(
    "(?:总|年|占地|建筑|平均|单个|每个)*(?:海拔|面积|价值|投资|产值|营收|规模|长|宽|高|金额)(?:达到?|约|为|在|超过?|近)*"
)
#: 116人的讲师团, 八人组成的突击队: whose members are counted.
_GROUP = re.compile(
    r"(?:组成)?的(?P<quoted>“[^“”]{2,14}”)(?=[,。;、]|$)|(?:组成)?的(?:“[^“”]{1,14}”的?)?(?P<noun>[\u4e00-\u9fff“”]{0,14}?(?:讲师团|宣讲团|社团|乐团|合唱团|艺术团|服务团|专家团|服务队|突击队|先锋队|工作队|救援队|志愿队|小分队|队伍|团队|班子|小队|分队|大队|中队|小组|专班|代表团|调研团|工作组))"
)

#: 每年600万元、连续3年的稳定资助: what all of a list measures.
_OF_LIST = re.compile(r"、[^,。;、的]{0,10}\d[^,。;、的]{0,6}的(?P<noun>[\u4e00-\u9fff]{2,14})")

#: 组织了一支|25人的队伍
_ONE = re.compile("一[支个批名]$")
_QUANTITY = re.compile(
    r"(?:总|占地|建筑|使用|种植|装机|最大|额定|平均)*(?:价值|面积|市?价|占地|容积|体积|容量|产值|功率|时速|海拔)$|[全总]?[长重高宽深]$"
)


#: 8辆20吨作业车
_SIZE_NEXT = re.compile(rf"\d[\d.]*(?:{alternatives((*AREAS, *LENGTHS, *MASSES, *POWERS))}|层)[\u4e00-\u9fff]")
NEXT_FIGURE = re.compile(
    rf"(?:{alternatives(BEFORE)})?\d[\d.,]*[余多]?[万亿千百]*[余多]?(?:{alternatives(UNITS)})(?:以[上下内](?=[\u4e00-\u9fff]))?(?P<after>.*)",
    re.DOTALL,
)


def behind_de(left: str, place: Place, unit: str) -> str:
    """What a group or an amount is one of, where 的 or a list leads to it; "" where nothing does."""
    group = _GROUP.match(place.right) if unit == "人" else None
    if group:
        return lead_of(_ONE.sub("", left)).verb + clean(group["quoted"] or group["noun"])
    if unit not in MEASURED:
        return ""
    thing = _measured(left, place) if place.right.startswith("的") else ""
    if thing:
        return thing
    listed = _OF_LIST.match(place.right_full) if not SUFFIXED.search(trim_tail(left)) else None
    if listed:
        thing = clean(noun_after(listed["noun"])[0])
        if len(thing) >= 2 and not thing.endswith("标准"):
            return lead_of(left).verb + thing
    return ""


def counted_behind_de(left: str, place: Place, unit: str) -> str:
    """掌握运动技能 of 至少掌握2项的运动技能; "" where no plain noun follows 的."""
    verb = lead_of(left).verb if place.right.startswith("的") and unit not in MEASURED else ""
    counted = clean(noun_after(place.right[1:])[0]) if verb else ""
    if not 2 <= len(counted) <= 12 or tokens(counted)[-1].flag[0] != "n" or tokens(counted)[0].flag in ("v", "p", "d"):
        return ""
    return verb + counted


def behind_next(left: str, place: Place, unit: str) -> Place | None:
    """The place with what follows the next figure for its right side, where that figure only says more of the noun."""
    if not place.before_figure:
        return None
    right = place.right.strip()
    if right in ("共", "共计", "累计") and unit not in MEASURED and _SIZE_NEXT.match(place.right_full, len(right)):
        right = ""  # 66条共658公里主要河道
    following = NEXT_FIGURE.match(place.right_full[len(place.right) :])
    after = following["after"] if following else ""
    lead = lead_of(left)
    measured = not right and (
        lead.verb
        or lead.modifier
        and unit in ("类", "种")
        or _SIZE_NEXT.search(place.right_full[:12])
        or unit.endswith("元")
    )
    if measured and not NO_NOUN.match(after):
        return _with_right(place, after)  # 运了两车20吨饮用水: both measure what follows
    after = after.removeprefix("的")
    if ATTRIBUTE_ONLY.fullmatch(right) and re.match("[\u4e00-\u9fff“]", after):
        return _with_right(place, after)  # 24台总价值约12万元的空调: the noun follows what it is worth
    return None


def next_has_no_noun(place: Place) -> bool:
    """Whether nothing follows the next figure that it could count: 支线|4条."""
    following = NEXT_FIGURE.match(place.right_full[len(place.right) :])
    return bool(following and (NO_NOUN.match(following["after"]) or _ENDS_COUNTED.search(place.right_full)))


#: A clause that closes with a number has its nouns before their numbers.
_ENDS_COUNTED = re.compile(rf"\d[余多]?[万亿]?(?:{alternatives(UNITS)})\s*$")


def _with_right(place: Place, right: str) -> Place:
    """The place with another right side, which ends where a further figure begins."""
    further = _FURTHER.search(right)
    return place._replace(
        right=right[: further.start()] if further else right, right_full=right, before_figure=bool(further)
    )


_FURTHER = re.compile(rf"(?:{alternatives(BEFORE)})?\d+(?:\.\d+)?[余多]?[万亿]?(?:{alternatives(UNITS)})")


def _measured(left: str, place: Place) -> str:
    """送出药品价值 of 送出价值1万余元的药品."""
    noun, rest = _noun_behind_de(place)
    if not 2 <= len(noun) <= 16 or noun.endswith(_NO_THINGS) or noun.startswith("标准"):
        return ""
    phrase = trim_tail(left)
    quantity = _QUANTITY.search(phrase)
    lead = lead_of(phrase[: quantity.start()] if quantity else left)
    what = quantity[0] if quantity else ""
    what = _FULL.get(what, what)
    predicate = predicate_of(rest) if not lead.verb and not what else ""
    return f"{predicate}的{noun}" if predicate and len(predicate + noun) <= MAX_NAME - 5 else lead.verb + noun + what


def _noun_behind_de(place: Place) -> tuple[str, str]:
    """药品 of 1万余元的药品, also behind the next figure: 3米宽、10公里长的道路; and what comes after it."""
    right = place.right[1:]
    following = NEXT_FIGURE.match(place.right_full[1:]) if place.before_figure and not right.strip() else None
    noun, rest = noun_after(following["after"] if following else right)
    noun = clean(noun)
    cut = tokens(noun)
    if place.before_figure and not rest and len(cut) > 1 and cut[-1].flag == "v":
        noun = noun[: cut[-1].start]  # 全长10公里的村主干道|扩宽1米
    return noun, rest


#: What an amount is rather than what it measures: 每亩500元的标准.
_NO_THINGS = ("标准", "价格", "速度", "消息", "目标", "水平", "纪录")
#: Short words for a quantity as a title has them.
_FULL = {"占地": "占地面积", "长": "长度", "高": "高度", "宽": "宽度", "深": "深度", "重": "重量"}
