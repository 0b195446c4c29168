"""The quantity that stands before the colon of a list and is counted in every item."""

from __future__ import annotations

import re

from portal.indicators.clauses import Place
from portal.indicators.phrases import trim_head
from portal.indicators.titles import suffix_of

#: 违法次数: A(10次)、B(9次); 补助标准分别为: what stands before the colon is counted in every item.
_COLUMN = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{0,10}(?:次数|人数|户数|数量|面积|金额|资金|产量|产值|收入|价格|单价|费用|场次|长度|限额|额度|标准|补[贴助]|奖励|报酬))"
    r"[)）]?(?:分别|依次)?(?:为|是|如下)?:[^:]*$"
)
_SUM_HEAD = re.compile(r"(?:金额|资金|产值|收入|价格|单价|费用|限额|额度|标准|补[贴助]|奖励|报酬)$")


def head_quantity(place: Place, unit: str) -> str:
    """The quantity that a list is headed with, where the unit fits it."""
    found = _COLUMN.search(place.head) if ":" in place.head else None
    what = found["what"] if found else ""
    what = (what if len(trim_head(what)) < 4 else trim_head(what)).rsplit("的", 1)[-1]
    if unit.endswith("元") and _SUM_HEAD.search(what):
        return what
    return what if what and what.endswith((suffix_of(unit, ""), "数量")[unit in ("个", "家", "项")]) else ""
