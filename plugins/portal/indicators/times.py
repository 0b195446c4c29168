"""The time of a figure as readers need it: 全年 of a sentence that opens with 2025年 is 2025年全年.

The extraction gives the words beside the figure. What they mean may stand further off: a year earlier in the
sentence, a span of years that opens it, the head of a table column, the heading of a list of plans.
"""

from __future__ import annotations

import re

from portal.indicators.figure import Figure
from portal.indicators.surroundings import Around

_YEAR = r"(?:19|20)\d\d年"
#: What is named after its year says nothing of the figures in it: 2026年政府工作报告说 …
_DOCUMENT = r"(?:的|度)?(?:国务院|省|市|全国|各地)?(?:政府|人大|两会)?(?:工作)?(?:报告|文件|公报|一号文件|白皮书|年鉴)"
_REPORT = re.compile(rf"{_YEAR}{_DOCUMENT}")
_YEARS = re.compile(rf"{_YEAR}(?!{_DOCUMENT})")
#: Times that want a year before them.
_PART_OF_YEAR = re.compile(
    r"(?:同年|当年|该年)?(?P<part>全年|[上下]半年|(?:第?[一二三四1-4]|前[二三]|前三个?)季度|\d{1,2}月(?:份|底|末|初)?|年[底末])"
)
_SAME_YEAR = re.compile(r"(?:同|当|该)年")
#: A span of years that the whole sentence speaks of: 五年间, 过去三年, “十四五”时期, 浙江五年化解….
_SPAN = re.compile(
    r"(?P<span>“?十[一二三四五六]五”?(?:时期|期间)|(?:过去|最近|近|这)?(?<![\d第每满续隔入过十])(?:[两二三四五六七八九十]|\d{1,2})年"
    r"(?:多?来|间|里|(?!前|后|级|制|期|规划|行动|计划|一次|一届|以[上下]|左右|多|内|度|底|末|[\d,，。、至到—-])))"
)
#: What may open the clause before it: a place.
_OPENS = re.compile(r"[^,，;；。\d]{0,8}")
#: Years that a head, a lead or a heading opens with.
_HEADED = re.compile(
    rf"^[\s“（(第一二三四五六七八九十、.．]*(?P<year>{_YEAR}|[今明去]年)(?!\d|以来|以前|之前|[前后起间]|{_DOCUMENT})"
)
#: 城镇新增就业（2025年）, 老旧小区改造（五年）
_BRACKETED = re.compile(rf"[(（](?:截至)?(?P<year>{_YEAR}[底末]?|[两二三四五六七八九十]年)[)）]$")
_MEANT = re.compile(r"计划|目标|任务|安排|要办|要做|打算|将|拟|预期|力争|下一步|完成|实际|成绩|结果|[：:]")
#: Characters before a figure in which the year of 当年 may stand.
_BACK = 120


def period_of(text: str, figure: Figure, around: Around) -> tuple[str | None, bool]:
    """The time of a figure, and whether it was taken from a head or heading rather than its own sentence."""
    before = text[figure.sentence_start : figure.start]
    period = None if _only_in_a_document(figure, text) else figure.period
    if period:
        return _with_year(period, before, text, figure), False
    span = _span(before)
    if span:
        return span, False
    headed = _headed(around)
    return headed, headed is not None


def _only_in_a_document(figure: Figure, text: str) -> bool:
    """Whether the year is nothing but a document's: 重庆市2026年政府工作报告说，同一指标达到19.2人."""
    sentence = text[figure.sentence_start : figure.sentence_end]
    if not figure.period or not re.fullmatch(_YEAR, figure.period) or figure.period not in sentence:
        return False
    named = sum(found[0].startswith(figure.period) for found in _REPORT.finditer(sentence))
    # 2026年3月 is another time.
    return named == len(re.findall(figure.period + r"(?!\d)", sentence))


def _with_year(period: str, before: str, text: str, figure: Figure) -> str:
    if _SAME_YEAR.fullmatch(period):
        near = text[max(figure.start - _BACK, 0) : figure.start].rpartition("\n")[2]
        years = _YEARS.findall(near)
        return years[-1] if years else period
    part = _PART_OF_YEAR.fullmatch(period)
    years = _YEARS.findall(before) if part else []
    return years[-1] + part["part"] if part and years else period


def _span(before: str) -> str | None:
    """The span of years at the opening of the sentence or of the figure's own clause."""
    for clause in (re.split("[,，;；。]", before)[-1], re.split("[;；。]", before)[-1]):
        found = _SPAN.search(clause)
        if found and _OPENS.fullmatch(clause, 0, found.start()) and not _YEARS.search(clause, found.end()):
            return found["span"]
    return None


def _headed(around: Around) -> str | None:
    """The year that the head of the column, a note in the row, the lead of the list or a heading gives."""
    for note in around.notes:
        found = _HEADED.search(note) or _BRACKETED.search(note) or _SPAN.match(note)
        if found:
            return next(filter(None, found.groups()))
    for text, sure in ((around.lead, True), *((heading, False) for heading in around.headings)):
        found = _HEADED.search(text)
        if found and (sure or _MEANT.search(text, found.end())):
            return found["year"]
    return None
