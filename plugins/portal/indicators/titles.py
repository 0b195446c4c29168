"""Noun and suffix as a card title: 数, 人数, 次数, 面积 after the unit."""

from __future__ import annotations

import re

from portal.indicators.measures import AREAS, EVENTS, LENGTHS, MONEY, PEOPLE, TIMES
from portal.indicators.phrases import MAX_NAME, clean, last_noun

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
        return "时长" if unit not in ("岁", "周岁") else "年龄"
    if unit in MONEY or unit.endswith("元"):
        return "资金"
    if unit in LENGTHS:
        return "" if re.search(r"[长宽高深厚跨径距程量]$", noun) else "长度"
    if unit == "户" and not re.search("户|家庭|群众|居民|农民|村民|商|企业|人口|职工|党员|人$", noun):
        return "户数"
    return "数" if unit not in ("吨", "公斤", "斤", "千克", "克", "度", "千瓦时", "千瓦", "立方米") else "量"


def titled(noun: str, unit: str) -> str:
    """The noun as a card title: with the suffix its unit wants, within the longest name."""
    return fit(noun, suffix_of(unit, clean(noun)))


def fit(noun: str, suffix: str) -> str:
    """Noun and suffix within the longest name."""
    noun = clean(noun)
    if suffix != "人次" and noun.endswith("人次"):
        noun = noun.removesuffix("人次")
        suffix = suffix or "人数"
    if noun.endswith(suffix) and suffix:
        suffix = ""
    noun = clean(last_noun(noun, MAX_NAME - len(suffix)))
    return noun.replace("(", "（").replace(")", "）") + suffix or "数量"
