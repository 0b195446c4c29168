"""The words that say most about an article, by jieba's dictionary and the editors' own words.

A word's weight is how often the beginning of the text says it, times how rare the dictionary holds it to be: a fixed
table, so that one article's words do not move when others come. Words of content/data/words.toml stay whole and weigh
more than the dictionary's.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from portal.text.lists import words

#: Keywords of an article, and characters of its text that are looked at: news says what it is about first.
MOST = 6
LOOKED_AT = 400
#: Counted at most so often; a word of the title counts as so many more.
MOST_COUNTED, TITLE_COUNTS = 4, 2
#: Rarity of a word of the editors, as a negative natural logarithm: rarer than nearly all of the dictionary.
OWN_RARITY = 14.0
#: Rarity of what the dictionary does not know.
UNKNOWN_RARITY = 12.0
#: Tags of words that name something.
_NAMING = re.compile(r"n(?!r$)|vn|j|l|i|an")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_COMMON = frozenset(
    words("""
    工作 问题 情况 方面 时间 地方 部门 单位 人员 活动 会议 精神 要求 措施 内容 过程 结果 作用 意见 方式 方法 目标 任务 重点 基础 标准 记者 报道 新闻
    党建 基层 街道 社区 党组织 党员 党委 党支部 居民 城市 农村 小区 县区 单元 先锋网 虚构 力量 企业 人数 占比 平台 第一 部分
    中国 全国 全省 全市 国家 社会 人民 群众 发展 建设 管理 服务 组织 领导 干部 书记 同志 本网 来源 编辑 示例 近日 今年 去年 目前 案例 材料 文章 数字
    """)
)


def keywords(title: str, text: str, own: tuple[str, ...] = ()) -> list[str]:
    """The words that say most, the weightiest first.

    Args:
        title: counts for more.
        text: its beginning is looked at.
        own: the editors' words.
    """
    # The dictionary of the indicators, loaded already where there are some.
    from portal.indicators import tagging

    beginning = text[:LOOKED_AT]
    counts: Counter[str] = Counter()
    rest = [title, beginning]
    pattern = _pattern(own)
    if pattern:
        for part, weight in ((title, TITLE_COUNTS), (beginning, 1)):
            for word in pattern.findall(part):
                counts[word] += weight
        rest = [pattern.sub(" ", part) for part in rest]
    rarities = dict.fromkeys(counts, OWN_RARITY)
    cutter = tagging.cutter()
    found = Counter(cutter.words(rest[1]))
    for word in cutter.words(rest[0]):
        found[word] += TITLE_COUNTS
    for word, count in found.items():
        if word in rarities:
            counts[word] += count
        elif len(word) > 1 and (rarity := _rarity(word)):
            counts[word], rarities[word] = count, rarity
    ranked = sorted([(-min(count, MOST_COUNTED) * rarities[word], word) for word, count in counts.items()])
    return [word for _, word in ranked[:MOST]]


@lru_cache(maxsize=4)
def _pattern(own: tuple[str, ...]) -> re.Pattern[str] | None:
    listed = sorted({word for word in own if len(word) > 1}, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, listed))) if listed else None


@lru_cache(maxsize=1 << 16)
def _rarity(word: str) -> float:
    """The rarity of a word that the cutter gave, 0 where it may be no keyword."""
    from portal.indicators import tagging

    cutter = tagging.cutter()
    named = _NAMING.match(cutter.tag(word)) and _HAN.fullmatch(word)
    return cutter.rarity(word, UNKNOWN_RARITY) if named and word not in _COMMON else 0.0
