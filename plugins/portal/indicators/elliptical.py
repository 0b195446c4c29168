"""What a figure leaves to the one before it: 37个安置点已启用8个, 其中一级155株, 建立党组织的不到200家."""

from __future__ import annotations

import re

from portal.indicators.agents import is_agent
from portal.indicators.behind import MEASURED
from portal.indicators.clause_nouns import STARTS_VERB, inherited_noun, without_verb
from portal.indicators.clauses import Place
from portal.indicators.measures import EVENTS, PEOPLE
from portal.indicators.phrases import MAX_NAME
from portal.indicators.tagging import tokens
from portal.indicators.titles import SUFFIXED
from portal.text.lists import words


def completed(noun: str, left: str, place: Place, unit: str, inherited: str) -> str:
    """A noun that only tells its things apart, with the noun of the figure before it; "" where it says all itself.

    Args:
        noun: what stands before the figure.
        left: the left side it was taken from.
        inherited: noun of the figure before.
    """
    done = tokens(noun)[-1:]
    thing = noun[: done[0].start] if place.previous is not None and done and done[0].flag == "v" else ""
    if len(thing) > 1 and inherited.endswith(thing):
        return f"{done[0].word}的{thing}"  # 37个安置点已启用8个
    aged = _AGED.search(left) if unit in PEOPLE else None
    if aged or len(noun) == 1 and noun in "男女":
        return (aged[0] if aged else noun) + _TOLD_APART.sub("", without_verb(inherited).rsplit("的", 1)[-1])
    if 2 <= len(noun) <= 4 and place.after_figure and inherited.endswith(noun) and inherited != noun:
        return inherited
    if _SENT_BY.fullmatch(noun) and _same_unit(place, unit):
        stem = without_verb(inherited).rsplit("的", 1)[-1]
        return noun + (stem[2:] if _SENT_BY.match(stem) else stem)  # 第一书记80名,其中省派12名
    if _RANK.fullmatch(noun):
        return noun + _RANK.sub("", without_verb(inherited), count=1)
    changing = _COMPARED.sub("", noun)
    if changing in _CHANGING:
        return inherited.rsplit("的", 1)[-1] + changing if len(inherited) > 14 else inherited + changing
    if _PEAK.fullmatch(noun) and _same_unit(place, unit) and SUFFIXED.search(inherited):
        return noun + inherited  # 人流量70万人次,节假日高峰可达130万人次
    if unit.endswith("元") and SUFFIXED.search(inherited) and noun.startswith(("高出", "高于", "低于")):
        return f"{inherited}{noun}金额" if len(inherited + noun) <= MAX_NAME - 2 else inherited
    force = _FORCE.search(inherited) if noun == "人员" else None
    if force:
        return inherited[: force.start()] + noun  # 各类救援力量657支、人员1.4万余名
    return _verb_alone(noun, place, unit, inherited)


def _verb_alone(noun: str, place: Place, unit: str, inherited: str) -> str:
    """What is done, with what the figure before it says it is done to."""
    last = tokens(noun)[-1:]
    verb = last[0].word if last and last[0].flag == "v" and STARTS_VERB.fullmatch(last[0].word) else ""
    if verb and not place.right.strip() and verb in inherited[: -len(verb)]:
        return noun + inherited.split(verb, 1)[1]  # 服务区建成1800个车位,公路沿线建成880个
    if verb and place.left.rstrip().endswith("了"):
        noun = verb  # “两委”采购了4000斤
    cut = tokens(noun)
    if (
        unit not in (*EVENTS, *PEOPLE)
        and 1 < len(cut) <= 3
        and all(t.flag in ("v", "vn") for t in cut)
        and not place.right.strip()
    ):
        thing = without_verb(inherited).rsplit("的", 1)[-1]
        return noun + thing if _same_unit(place, unit) and _is_nominal(thing) and len(thing) <= 12 else noun
    agent = noun[: last[0].start] if last and last[0].flag == "v" else ""
    if (
        is_agent(agent)
        and not place.right.strip()
        and _same_unit(place, unit)
        and unit not in (*PEOPLE, *EVENTS, "人次")
    ):
        thing = without_verb(inherited).rsplit("的", 1)[-1]
        if _is_nominal(thing.rstrip("”")) and len(noun + thing) <= 18 and not SUFFIXED.search(thing):
            return noun + thing  # 项目46个,市级领导领办12个
    if verb in _ADDING and len(noun) > len(verb) and not place.right.strip() and _same_unit(place, unit):
        head = tokens(inherited)[-1]
        return noun + head.word if head.flag[0] == "n" and len(head.word) > 1 else noun  # 改造边角地新增165个
    known = bool(STARTS_VERB.fullmatch(noun))
    if not known and not (last and last[0].word == noun and last[0].flag == "v" and noun != "占地"):
        return ""
    thing = without_verb(inherited)
    if noun == "出动" or (unit in PEOPLE or unit == "人次") and SUFFIXED.search(thing):
        return noun
    nominal = _is_nominal(thing)
    if thing == inherited:
        # 75个交通中断村,已抢通73个
        if place.head.endswith("(") and _same_unit(place, unit):
            return f"{noun}的{_without_first_verb(thing)}"  # 膨胀袋1500个(已下发300个)
        told = nominal and not place.after_figure and re.search("[已现]", place.left) and _same_unit(place, unit)
        return f"{noun}的{thing.rsplit('的', 1)[-1]}" if told else noun
    return noun + thing if noun not in thing and (known or len(thing) > 2 and nominal) else noun


def _without_first_verb(thing: str) -> str:
    """雨衣 of 准备雨衣."""
    cut = tokens(thing)
    return thing[cut[0].end :] if len(cut) > 1 and cut[0].flag == "v" else thing


def _is_nominal(thing: str) -> bool:
    """交通中断村: ends as a noun or a division, which a verb may take for its object."""
    return bool(thing) and (tokens(thing)[-1].flag[0] in "nlij" or thing[-1] in "村镇乡县")


def shared(noun: str, left: str, place: Place, unit: str, inherited: str) -> str:
    """A noun that several figures share, one of them saying it: 甲街道、乙开发区各1个; "" for a noun of its own."""
    if noun in _ATTRIBUTES and len(inherited) + len(noun) <= MAX_NAME:
        return SUFFIXED.sub("", inherited) + noun if unit not in EVENTS else noun
    if (
        _SHARED.search(left)
        and not _MODIFIED.search(left)
        and _same_unit(place, unit)
        and unit not in MEASURED
        and _divides(noun, place)
    ):
        return inherited_noun(inherited, unit)
    if (
        not place.after_figure
        and _is_bare_place(noun, left)
        and _same_unit(place, unit)
        and unit not in MEASURED
        and not place.right.strip()
    ):
        return inherited_noun(inherited, unit)
    having = _HAVING.search(left) if place.after_figure else None
    if having and len(having["what"]) + len(inherited) < MAX_NAME - 4:
        return f"拥有{having['what']}的{without_verb(inherited).rsplit('的', 1)[-1]}"  # 80栋楼宇中有党组织的只有63栋
    if _ELLIPTICAL.search(left) and SUFFIXED.search(inherited) and unit in PEOPLE and len(noun) <= 20:
        return f"{noun}的人员"  # 平均年龄36岁,持有证书的有163人
    told = _split(noun) if _ELLIPTICAL.search(left) and SUFFIXED.search(inherited) else ""
    if told:
        return told
    if _ELLIPTICAL.search(left) and len(noun) >= 2 and len(noun) + len(inherited) < MAX_NAME - 2:
        return f"{noun}的{without_verb(inherited)}"
    return ""


#: 其中一级155株, 第二批次两辆: what is ranked is said before.
_RANK = re.compile(
    r"(?:[一二三四五六七八九十特甲乙丙A-D]|国家|省|市|县|区)级|[一二三四甲乙丙A-D]类|第[一二三四五六七八九十]+(?:批次?|期|轮|阶段|组)"
)
#: 省级特色村: a kind of village, not one of them.
_RANKED = re.compile("(?:国家|省|市|县|区|部|州)级|(?:示范|特色|精品|文明|美丽|试点|重点|样板)")
_PEAK = re.compile("(?:节假日|周末|旺季|单日|平时|工作日)?(?:高峰|峰值|高峰期|最高|最多)?(?:时|期)?(?<=..)")
_FORCE = re.compile("(?:力量|队伍|队)$")
_SENT_BY = re.compile("[国省市县区镇乡村][派管属直聘选]")
_CHANGING = frozenset(words("增加 减少 提高 降低 下降 上升 增长 缩短 延长 提前 净增 新增"))
#: 比去年同期|净增
_COMPARED = re.compile(
    "^(?:(?:比|较)?(?:去年|上年|前年|年初|上月|上一?届|上季度|[\u4e00-\u9fff]{2}前)(?:同期|底)?|同比|环比)"
)

#: 街道13个、社区120个: what is counted, not where.
_LEVELS = frozenset(words("社区 街道 乡镇 镇 乡 村 行政村 自然村 小区 县 区 开发区"))
_ADDING = frozenset(words("新增 增设 新建 建成 增加 扩建 补建"))
#: Nouns that say nothing without what they are an attribute of.
_ATTRIBUTES = frozenset(words("金额 规模 价值 总价值 总规模 总金额 总面积 单价 均价 总投资"))


def _is_bare_place(noun: str, left: str) -> bool:
    """(平潭1个), 目前市区已经120家: a place alone shares what was counted before."""
    cut = tokens(noun)
    return len(cut) == 1 and (cut[0].flag == "ns" or noun in _AREAS_OF_TOWNS) and STARTS_VERB.match(left) is None


_AREAS_OF_TOWNS = frozenset(words("市区 城区 主城区 中心城区 郊区 县城 城乡 乡村 农村 市内 城内"))
#: 参与联建的村148个: which of them, not where.
_MODIFIED = re.compile("的(?:村|镇|乡|街道|社区|县|区|市)$")
#: 甲街道、乙开发区各1个: the places share what was counted before.
_SHARED = re.compile(
    r"(?:街道|镇|乡|(?<!中心)(?<!示范)(?<!重点)(?<!试点)(?<!精品)(?<!贫困)(?<!薄弱)(?<!行政)(?<!自然)(?<!特色)(?<!文明)(?<!先进)村|社区|开发区|(?<![园范验护聚景片功小])区|[县市])(?:各|有|共)?$"
)

_HAVING = re.compile("中有(?P<what>[\u4e00-\u9fff]{2,8})的(?:只有|仅有|就有|有|达|仅|不到|不足|超过)*$")


def _split(noun: str) -> str:
    """税收过亿元的楼宇 of 楼宇税收过亿元的达32栋: no measure can be what is counted."""
    cut = tokens(noun)
    if len(cut) < 3 or cut[0].flag[0] != "n" or len(cut[0].word) < 2:
        return ""
    return f"{noun[cut[0].end :]}的{cut[0].word}"


#: 建立党组织的不到200家: the noun is the one before.
_ELLIPTICAL = re.compile(r"[\u4e00-\u9fff]的(?:有|达|仅|仅有|就有|共有|约有)?$")

#: 35岁以下12人: an age tells people apart.
_TOLD_APART = re.compile(r"^(?:[男女](?!性)|\d{2}周?岁(?:及?以[上下]))")
_AGED = re.compile(r"\d{2}周?岁(?:及?以[上下])$")


def _same_unit(place: Place, unit: str) -> bool:
    """Whether the figure before was counted in the unit too: 镇级河流5条,重点村18个 share nothing."""
    before = re.findall(r"\d[余多]?[万亿]?[余多]?([\u4e00-\u9fff])", place.head + place.before) or re.findall(
        r"\d([\u4e00-\u9fff])", place.head
    )
    return place.after_figure or not before or before[-1] == unit[0]


def _divides(noun: str, place: Place) -> bool:
    """Whether a noun is but a place that shares what was counted before: 甲街道3个."""
    if place.right[:1] not in ("", ",", "、", ";", "。") or STARTS_VERB.match(noun) or noun in _LEVELS:
        return False
    cut = tokens(noun)
    if any(STARTS_VERB.fullmatch(token.word) for token in cut[1:]) or cut and _RANKED.match(noun):
        return False
    if len(cut) == 1 and cut[0].flag == "n":
        return False  # 责任区5个
    return not cut or len(cut) > 2 or cut[0].flag[0] != "v"
