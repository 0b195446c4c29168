"""Noun and suffix as a card title: 数, 人数, 次数, 面积 after the unit."""

from __future__ import annotations

import re

from portal.indicators.measures import AREAS, EVENTS, LENGTHS, MASSES, MONEY, PEOPLE, TIMES
from portal.indicators.phrases import MAX_NAME, clean, last_noun
from portal.indicators.tagging import tokens

SUFFIXED = re.compile(
    r"(?:户数|数|数量|人数|总数|总量|次数|人次|场次|规模|额度|金额|总额|面积|人口|里程|长度|年龄|经费|资金|收入|产值|费用|补贴|标准|报酬|薪酬|工资|投资|余额|销售额|营收|利润|成本|价格|单价|时间|时长|(?<![力质测])量|[率比额值价税款债薪速]|支出|损失|效益|价值|[全总]长|[长宽高厚]度|GDP|半径|距离|深度|宽度|高度)$"
)


def suffix_of(unit: str, noun: str) -> str:
    """What closes a name for this unit: 数, 人数, 次数, 面积 …; "" where the noun needs nothing."""
    if SUFFIXED.search(noun):
        return ""
    if unit in PEOPLE:
        return "人数"
    if unit in EVENTS:
        if len(unit) > 1 and unit.endswith("次"):
            return unit
        return {"次": "次数", "场": "场次"}.get(unit, unit + "数")
    if unit in AREAS:
        return "面积"
    if unit in TIMES:
        if re.search(r"(?:时长|时间|天数).*(?:增加|减少|缩短|延长|加)$", noun):
            return "数"
        return "时长" if unit not in ("岁", "周岁") else "年龄"
    if unit in MONEY or unit.endswith("元"):
        if noun.endswith(("挣", "赚")):
            return "收入"
        return "" if re.search("(?:[金款钱租]|(?<!消)费)$", noun) and not noun.endswith("现金") else "资金"
    if unit in LENGTHS:
        return "" if re.search(r"[长宽高深厚跨径距程量]$", noun) else "长度"
    if unit == "户" and not re.search("(?:户|家庭|群众|居民|农民|村民|商|企业|人口|职工|党员)$", noun):
        return "户数"
    if unit in MASSES and noun.endswith("重"):
        return ""
    if re.search("容积|容量|体积|产能", noun[-2:]):
        return ""
    return "数" if unit not in ("吨", "公斤", "斤", "千克", "克", "度", "千瓦时", "千瓦", "立方米", "毫升", "升", "kg", "立方", "方") else "量"


def titled(noun: str, unit: str) -> str:
    """The noun as a card title: with the suffix its unit wants, within the longest name."""
    return fit(noun, suffix_of(unit, clean(noun)))


_BARRED = re.compile(r"^(?:[的和与及等、了为将把被]|有(?!主导|机|效|限|线)|共(?![享建治同产青驻])|达(?!标))")


def presentable(noun: str) -> str:
    """Without a first word that reads as the rest of a sentence: 为民办实事 → 办实事, 共性问题 → 问题."""
    noun = noun.replace("在的", "在").replace("实现收入", "收入")
    cut = tokens(noun)
    for token in cut[:-1]:
        if not _BARRED.match(noun[token.start :]):
            return noun[token.start :]
    return noun


def fit(noun: str, suffix: str) -> str:
    """Noun and suffix within the longest name."""
    noun = clean(noun)
    noun = presentable(noun)
    if suffix != "人次" and noun.endswith("人次"):
        noun = noun.removesuffix("人次")
        suffix = suffix or "人数"
    if noun.endswith(suffix) and suffix:
        suffix = ""
    noun = clean(last_noun(noun, MAX_NAME - len(suffix)))
    return noun.replace("(", "（").replace(")", "）") + suffix or "数量"
