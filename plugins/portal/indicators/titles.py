"""Noun and suffix as a card title: 数, 人数, 次数, 面积 after the unit."""

from __future__ import annotations

import re

from portal.indicators.measures import AREAS, EVENTS, LENGTHS, MASSES, MONEY, PEOPLE, RATES, SCORES, TIMES
from portal.indicators.phrases import MAX_NAME, clean, last_noun
from portal.indicators.soundness import sound
from portal.indicators.tagging import tokens

SUFFIXED = re.compile(
    r"(?:户数|数|数量|人数|总数|总量|次数|人次|场次|规模|额度|金额|总额|面积|人口|里程|长度|年龄|经费|资金|收入|产值|费用|补贴|标准|报酬|薪酬|工资|投资|余额|销售额|营收|利润|成本|价格|单价|时间|时长|(?<![力质测])量|(?<=[占配积对环同])比|[率额值价税款债薪速]|支出|损失|收益|效益|价值|[全总]长|[长宽高厚]度|GDP|半径|距离|深度|宽度|高度)$"
)

#: Characters of what it matches at most.
_LONGEST_SUFFIX = 4

#: 竞价 and 捐款 are events, whatever a sum of that name would want.
_COUNTED = re.compile("(?:[数量]|人次|场次|次数|频次|规模|频率|面积)$")


_SUMS = re.compile("(?:补贴|补助|资金|经费|费用|报酬|工资|贷款|保险|[金款债])$")


_SIZED = re.compile(r"(?:时速|速度|[长宽高深厚跨径距量]|[里路行航车]程|海拔|水位)$")
_MEASURED = re.compile("容积|容量|体积|产能|功率|时速|速度")
_HOUSEHOLDS = re.compile("(?:户|家庭|商|企业)$")
_CHANGED_TIME = re.compile(r"(?:时长|时间).{0,4}?(?P<verb>增加|减少|缩短|延长|加)$")
#: Units of mass, volume and power, whose names end in 量.
_AMOUNTS = frozenset(
    ("吨", "公斤", "斤", "千克", "克", "度", "千瓦时", "千瓦", "立方米", "毫升", "升", "kg", "立方", "方")
)


#: 满, 扣 and 最高 want no more than 分.
_SCORING = tuple("记加扣减积得满高低均")


def suffix_of(unit: str, noun: str) -> str:
    """What closes a name for this unit: 数, 人数, 次数, 面积 …; "" where the noun needs nothing."""
    if _says_all(noun, unit):
        return ""
    if unit in PEOPLE:
        return "人数"
    if unit in EVENTS:
        return unit if len(unit) > 1 and unit.endswith("次") else {"次": "次数", "场": "场次"}.get(unit, unit + "数")
    if unit in AREAS:
        return "面积"
    if unit == "层":
        return "层数"
    if unit in SCORES:
        return "" if noun.endswith("分") else "分" if noun.endswith(_SCORING) else "分数"
    if unit in TIMES:
        return _suffix_of_time(unit, noun)
    if unit in MONEY or unit.endswith("元"):
        return _suffix_of_sum(noun)
    if unit in LENGTHS:
        return _suffix_of_length(noun)
    if unit == "户" and not _HOUSEHOLDS.search(noun):
        return "户数"
    if unit in MASSES and noun.endswith("重") or _MEASURED.search(noun[-2:]):
        return ""
    return "量" if unit in _AMOUNTS else "数"


def _says_all(noun: str, unit: str) -> bool:
    """Whether a noun ends as the name of this quantity: 种植面积, but 培训补贴 in 项 wants 数."""
    if not SUFFIXED.search(noun, max(len(noun) - _LONGEST_SUFFIX, 0)):
        return False
    if unit in EVENTS and not _COUNTED.search(noun):
        return False
    if unit in RATES or unit.endswith("元"):
        return True
    return not _SUMS.search(noun) and not (noun.endswith("标准") and unit in ("项", "条", "个"))


def _suffix_of_time(unit: str, noun: str) -> str:
    if re.search("天数.{0,4}(?:增加|减少)$", noun):
        return "数"
    if noun.endswith(("耗时", "用时", "历时", "期限", "时效", "任期", "聘期", "龄")):
        return ""
    if unit.endswith("工作日"):
        return "用时"
    return "时长" if unit not in ("岁", "周岁") else "年龄"


def _suffix_of_sum(noun: str) -> str:
    if noun.endswith(("挣", "赚")):
        return "收入"
    if noun.endswith("授信"):
        return "额度"
    if noun.endswith(("增收", "消费", "销售", "成交", "交易")):
        return "额"
    return "" if re.search("(?:[金款钱租]|(?<!消)费)$", noun) else "资金"


def _suffix_of_length(noun: str) -> str:
    if re.search("[离距]", noun):
        return "" if noun.endswith(("距离", "相距")) else "距离"
    return "" if _SIZED.search(noun) else "长度"


def _changed_time(noun: str) -> str:
    """绿灯增加时长 of 绿灯时长再加: by how much a time has changed."""
    changed = _CHANGED_TIME.search(noun)
    assert changed
    verb = {"加": "增加", "长": "延长", "减": "减少"}.get(changed["verb"], changed["verb"])
    return f"{noun[: changed.start()]}{verb}时长"


#: 商圈|实现|零售总额
_REACHED = re.compile("(?<=[\u4e00-\u9fff]{2})实现(?=[\u4e00-\u9fff]{0,8}(?:总[额值]|销售额|收入|产值|营收|利润)$)")


def titled(noun: str, unit: str) -> str:
    """The noun as a card title: with the suffix its unit wants, within the longest name."""
    noun = _REACHED.sub("", sound(clean(noun)))
    suffix = suffix_of(unit, noun)
    if suffix == "距离":
        noun = noun.removeprefix("距")
    if unit == "户" and noun.endswith("人口") and len(noun) > 4:
        noun, suffix = noun.removesuffix("人口"), "户数"
    if noun.endswith("付钱"):
        noun = noun.removesuffix("付钱") + "支付金额"
    elif unit in TIMES and _CHANGED_TIME.search(noun):
        noun, suffix = _changed_time(noun), ""
    # 企业家个人 are counted in 家: 个人数 would read as one of people.
    return fit(noun, "数量" if suffix == "数" and noun.endswith("个人") else suffix)


#: 被困的群众, 被冲走的村民: no name opens with 被.
_STRICKEN = re.compile("^被(?=[困淹][的人群])")
_SUFFERED = re.compile("^被(?=[冲毁盗骗烧砸撞咬埋杀绑劫抢淹][^的]{0,3}的)")
_BARRED = re.compile(r"^(?:[的和与及等、了为将把被]|有(?!主导|机|效|限|线)|共(?![享建治同产青驻])|达(?!标))")


def presentable(noun: str) -> str:
    """Without a first word that reads as the rest of a sentence: 为民办实事 → 办实事, 共性问题 → 问题."""
    noun = noun.replace("在的", "在").replace("实现收入", "收入")
    noun = sound(noun)
    if noun.startswith("被"):
        noun = _SUFFERED.sub("遭", _STRICKEN.sub("受", noun))
    for token in tokens(noun)[:-1] if _BARRED.match(noun) else ():
        if not _BARRED.match(noun[token.start :]):
            return noun[token.start :]
    return noun


def fit(noun: str, suffix: str) -> str:
    """Noun and suffix within the longest name."""
    noun = clean(noun)
    noun = presentable(noun)
    if suffix == "人数":
        noun = noun.removesuffix("们")
    if suffix != "人次" and noun.endswith("人次"):
        noun = noun.removesuffix("人次")
        suffix = suffix or "人数"
    if noun.endswith(suffix) and suffix:
        suffix = ""
    noun = clean(last_noun(noun, MAX_NAME - len(suffix)))
    return noun.replace("(", "（").replace(")", "）") + suffix if noun else {"数": "数量"}.get(suffix, suffix) or "数量"
