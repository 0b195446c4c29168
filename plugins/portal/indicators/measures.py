"""The grammar of quantities as data: measure words, qualifiers, scales."""

from __future__ import annotations

import re
from collections.abc import Iterable

from portal.text.lists import words

#: People are counted with these; the scorer and the reader take them for one unit.
PEOPLE = ("人", "名", "位", "口")

#: Measure words for events: their names end in 次数, 场次, 期数 …
EVENTS: tuple[str, ...] = (
    "人次",
    "场次",
    "户次",
    "项次",
    "台次",
    "条次",
    "家次",
    "件次",
    "车次",
    "架次",
    "列次",
    "班次",
    "辆次",
    "艇次",
    "艘次",
    "亩次",
    "批次",
    "频次",
    "单次",
    "门次",
)
EVENTS += ("次", "场", "轮", "期", "批", "届次", "课时", "学时", "趟", "遍", "节", "堂", "回")

AREAS = ("平方公里", "平方千米", "平方米", "平方", "平米", "公顷", "亩", "㎡", "km²", "m²")
LENGTHS = ("公里", "千米", "厘米", "公分", "毫米", "海里", "华里", "延长米", "延米", "米", "里", "km")
MASSES = ("公斤", "千克", "吨标准煤", "吨", "斤", "克", "立方米", "立方", "毫升", "升", "kg", "方")
POWERS = ("千伏安", "千瓦时", "兆瓦时", "亿千瓦时", "千瓦", "兆瓦", "吉瓦", "度电", "度")
TIMES: tuple[str, ...] = (
    "个工作日",
    "工作日",
    "个小时",
    "小时",
    "分钟",
    "秒钟",
    "秒",
    "个月",
    "个星期",
    "星期",
    "周岁",
    "岁",
)
TIMES += ("天", "日", "年", "周", "个季度", "个学期")
MONEY = ("元人民币", "人民币", "美元", "欧元", "日元", "英镑", "港元", "港币", "澳元", "韩元", "卢布", "元", "块钱")
#: Points of a score.
SCORES = ("分",)
RATES = ("个百分点", "百分点", "%", "‰", "倍")

_COUNTS = words("""
个 项 户 家 件 条 支 处 所 座 栋 幢 起 宗 台 套 辆 份 本 册 篇 部 间 张 款 种 类 例 笔 单 桩 对 组 班 团
队 株 棵 头 只 匹 羽 尾 枚 块 片 面 盏 根 眼 道 门 艘 架 具 棚 堆 列 封 幅 顶 副 双 箱 包 袋 瓶 桶 盒 页 字 句 首 曲 集 层 栏
扇 把 颗 粒 滴 桌 席 盘 碗 餐 顿 站 路 点 档 样 则 段 枝 朵 束 串 群 帮 伙 排 行 车 船 村 镇 乡 县 市 省 区 社区
街道 村民 门店 师 军 连 床 铺 孔 环 圈 股 缕 线 港 代 宿 课 辑 版 讲 卷 号 标段 台套 台次 人份 万份 标准箱 平台
""")

#: Words that are no measure words of their own but count what they name: 16市, 5省.
PLACES = frozenset(words("村 镇 乡 县 市 省 区 社区 街道 省份 省市 县区 区县 乡镇 镇街 街镇 城"))

#: Measure words of a number in 万 or 亿 alone: 10万余字; 3字 and 5行 are no counts.
LARGE_COUNTS = ("字", "行", "股")

#: Words above that read as measure words far too rarely to be worth their false alarms.
_RARE = frozenset(
    words(
        "村民 门店 师 军 连 孔 股 缕 线 港 代 宿 版 号 站 路 点 档 行 道 班 团 队 环 圈 课 讲 卷 排 伙 帮 群 段 字 平台"
    )
)

COUNTS = tuple(word for word in _COUNTS if word not in _RARE and word not in PLACES)

#: Every unit, longest first so that 人次 is not read as 人.
UNITS = tuple(
    sorted(
        {*PEOPLE, *EVENTS, *AREAS, *LENGTHS, *MASSES, *POWERS, *TIMES, *MONEY, *RATES, *SCORES, *COUNTS},
        key=lambda u: (-len(u), u),
    )
)

#: Qualifier before the number -> comparator.
BEFORE = {
    "不超过": "<=", "不高于": "<=", "不多于": "<=", "至多": "<=", "最多": "<=", "不大于": "<=",
    "不低于": ">=", "不少于": ">=", "不小于": ">=", "不短于": ">=", "至少": ">=", "最少": ">=",
    "超过": ">", "超过了": ">", "突破了": ">", "超出": ">", "上": ">=", "高于": ">", "多于": ">", "大于": ">", "突破": ">", "超": ">", "逾": ">",
    "不足": "<", "不满": "<", "不到": "<", "低于": "<", "少于": "<", "小于": "<",
    "接近": "~", "将近": "~", "大约": "~", "约为": "~", "大概": "~", "近": "~", "约": "~",
}  # fmt: skip

#: Qualifier after the unit -> comparator. 以上 and 以下 include the number (Civil Code, art. 1259).
AFTER = {
    "及以上": ">=", "以上": ">=", "之上": ">=", "及以下": "<=", "以下": "<=", "以内": "<=", "之内": "<=",
    "左右": "~", "上下": "~",
}  # fmt: skip


def alternatives(words: Iterable[str]) -> str:
    """A regex alternation of the words, longest first."""
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


def kind_of(unit: str) -> str:
    """The kind of figure a unit makes, before standards and frequencies are told apart."""
    if unit in ("%", "‰", "个百分点", "倍"):
        return "ratio"
    if unit.endswith("元"):
        return "money"
    if unit in AREAS:
        return "area"
    if unit in PEOPLE or unit == "人次":
        return "people"
    if unit in TIMES:
        return "duration"
    return "count" if unit not in EVENTS else "count"
