"""Times that measure the work, told from dates, plan horizons, careers and clock times."""

from __future__ import annotations

import re

from portal.indicators.measures import TIMES
from portal.indicators.numbers import LIMITED, Span
from portal.text.numerals import value_of

_MEASURED_TIME = re.compile(
    r"平均|各\d|开放|天数|缩短|压缩|压减|减少|提前|延长|提速|累计|耗时|用时|耗费|需要|只需|仅需|最快|限时|学时|课时|时长|时间[由从为达]|办结|响应|"
    r"不少于|不低于|不超过|服务时|累计服务|值守|工作日|最[长短多]可|周期|由[^,。;]{1,12}(?:至|到|为)|从[^,。;]{1,12}(?:至|到|为)"
)
_CALENDAR = re.compile(r"^(?:\d{1,2}[月日]|来|间|前|后|中|多来|内|之|以|的(?:努力|时间|奋斗|历史|发展|探索|实践|磨))")
#: 10分钟之内即可完成: a standard.
_WITHIN = re.compile(LIMITED)
#: 24小时到场: the limit stands right before what it is set for.
_LIMIT = re.compile(r"(?:到场|办结|响应|回复|答复|反馈|受理)(?=[,。;、])")
#: 平均年龄47.2岁,比换届前下降3.8岁: of a group, where ages of persons are told in passing.
_MEAN_AGE = re.compile(r"平均(?:年龄|年纪)[^。;]*$")
_DAY_OF_MONTH = re.compile(r"\d月$")
#: 任期1年, 跟踪管理1年, 房龄超过30年.
_YEARS_OF = re.compile(r"缩短|延长|平均|期限|有效期|房龄|楼龄|任期|聘期|合同期|跟踪管理|管护期")


def is_calendar(text: str, span: Span, line_start: int) -> bool:
    """Dates, plan horizons, careers and clock times: durations that measure no work."""
    if span.unit not in TIMES or span.unit in ("岁", "周岁"):
        return span.unit in ("岁", "周岁") and not _MEAN_AGE.search(text, max(line_start, span.start - 40), span.start)
    value = value_of(span.low) or 0
    if span.unit == "天" and value >= 100 and "连续" in _clause(text, span, line_start):
        return False
    if span.after in ("以内", "之内") and (span.unit in ("分钟", "秒", "秒钟") or _WITHIN.match(text, span.end)):
        return False
    if span.unit.endswith("小时") and (value >= 500 or _LIMIT.match(text, span.end)):
        return False
    if span.unit in ("年", "周", "个季度", "个学期") and (value >= 1000 or not span.high):
        clause = _clause(text, span, line_start)
        return value >= 1000 or not _YEARS_OF.search(clause)
    if _CALENDAR.match(text[span.end : span.end + 6]) and not span.after:
        return True
    if span.unit == "日" and not re.search("工作日", text[span.start : span.end]):
        return True
    if _DAY_OF_MONTH.search(text, max(line_start, span.start - 3), span.start):
        return True
    return not _MEASURED_TIME.search(_clause(text, span, line_start))


def _clause(text: str, span: Span, line_start: int) -> str:
    """The clause around a span: from the last comma or full stop to the next."""
    start = max(text.rfind(mark, line_start, span.start) for mark in ",。;!?:\n")
    ends = [at for mark in ",。;!?\n" if (at := text.find(mark, span.end, span.end + 60)) >= 0]
    return text[max(start + 1, line_start) : min(ends, default=min(len(text), span.end + 60))]
