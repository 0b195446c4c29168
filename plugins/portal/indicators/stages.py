"""Whether a figure tells what has been reached, what is planned, or what is laid down as a standard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from portal.indicators.groups import Entry

Stage = Literal["result", "plan", "standard"]

#: What is planned says so in its name …
_PLAN_NAME = re.compile(r"(?:计划|目标)(?!生育|责任|(?:任务)?(?:完成|达成|实现|执行))|预期|力争|^拟")
#: … or in the words that govern it.
_PLAN_WORDS = re.compile(
    r"计划(?!生育)|目标|预期|力争|争取|拟(?!定|人)|确保|(?<![\u4e00-\u9fff])将|(?:今后|未来|下一步)|到20\d\d年"
)
#: Words that promise: what comes after them is not done, whatever they promise to complete.
_PROMISE = re.compile(
    r"计划(?!已|全部完成|生育)|力争|争取|确保|拟(?!定)|(?<![\u4e00-\u9fff即])将|将(?:于|在|达|建|新|完成|实现|投)|(?<![主重需只])要(?:达到?|实现|完成|建成|新[建增]|确保)"
)
_DONE = re.compile(r"已|完成了|超额|如期|提前(?:完成|实现)|实现了|达成|兑现")
#: 每万人配备18名的目标已如期完成, 目标任务提前实现: said of the target itself, in its clause or right behind it.
_TARGET_DONE = re.compile(
    r"(?:目标|任务|计划|指标)(?:任务|值|数)?[,，]?(?:也|均|都|全部|全面|现|现在)?(?:已经?|如期|提前|超额|顺利|圆满|胜利)+(?:如期|提前|超额|全面|顺利|圆满)?(?:完成|实现|达到|达成|兑现)"
)
_UNDONE = re.compile(r"(?:未|没有?|尚未|难以)(?:能|有)?(?:如期|按期|全面)?(?:完成|实现|达到|达成)")
#: Heads, leads and headings of what is still to be done, and of what is.
_TO_DO = re.compile(
    r"(?:计划(?![”’》」])|目标|预期|打算|展望)(?!生育|书|的?(?:完成|达成|实现|执行|分解|责任|单位))|(?<![主重需紧])要(?:办|做)(?!法)|[拟将待](?:办|建|完成)|下一步|今后|未来"
    r"|(?:20\d\d|[今明])年(?:度|的)*(?:主要|重点|工作)*(?:任务|安排|部署)(?!的?(?:完成|落实|执行))"
)
_LAID_DOWN = re.compile(r"(?:有关|具体|基本|最低|每年)*(?:规定|要求|标准|底线)[值数]?")
_FINISHED = re.compile(r"完成|实际|已|成绩|成效|结果|回顾|兑现")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_WHOLE_YEAR = re.compile(r"(?:(?:19|20)\d\d|[今本])年(?:全年|度)?")
_PAST = re.compile(r"去年|上年|前年|往年")
#: In the first half of a year a figure for the whole of it can only be a plan.
LAST_PLANNING_MONTH = 6
#: A demand made of somebody, and the limits that make a figure one.
_DEMAND = re.compile(
    r"必须|应当|不得|方可|才可|方能|须(?!知)|要求(?!下)|(?:按照?|依照|根据)《|满足[^,，。;；]{0,8}条件|规定"
)
_LIMITS = (">=", "<=")
_CLAUSE = re.compile(r"[,，;；。]")
_STATEMENT = re.compile(r"[;；。]")


def stage_of(entry: Entry) -> Stage:
    """What kind of value a figure is.

    The nearest words decide: that the target has been met; the name; a time to come; the figure's own clause; the
    head of its column; the words that govern its part of the sentence; the lead of its list and the headings of its
    section. Without any of them it is a result.
    """
    if _is_met(entry):
        return "result"
    period, this_year = entry.period or "", int(entry.date[:4])
    if _PLAN_NAME.search(entry.name):
        return "plan"
    if period.startswith("明年") or any(int(year) > this_year for year in _YEAR.findall(period)[-1:]):
        return "plan"
    if entry.kind == "standard":
        return "standard"
    return _by_clause(entry, period, this_year)


def _by_clause(entry: Entry, period: str, this_year: int) -> Stage:
    clause = _clause(entry)
    if _is_done(clause):
        return "result"
    head = told(entry.head)
    if _WHOLE_YEAR.fullmatch(period) and (period[0] in "今本" or int(period[:4]) == this_year):
        early = int(entry.date[5:7]) <= LAST_PLANNING_MONTH
        return (
            "plan" if head != "result" and (early or _PLAN_WORDS.search(entry.sentence) or head) else head or "result"
        )
    if head:
        return head
    if _PAST.match(period) or period and _YEAR.search(period):
        return "result"
    governing = _governing(entry)
    if entry.comparator in _LIMITS and _DEMAND.search(governing):
        return "standard"
    if _PLAN_WORDS.search(clause) or _PROMISE.search(governing):
        return "plan"
    return (
        next((found for text in (entry.lead, *entry.headings.split("\n")) if (found := told(text))), None) or "result"
    )


def told(text: str) -> Stage | None:
    """What a head, lead or heading says of the figures under it."""
    if _LAID_DOWN.fullmatch(text):
        return "standard"
    if not text or not (_TO_DO.search(text) or _FINISHED.search(text)):
        return None
    return "result" if _FINISHED.search(text) else "plan"


def _is_met(entry: Entry) -> bool:
    rest = _STATEMENT.split(entry.sentence[entry.offset :])[0]
    near = _CLAUSE.split(entry.sentence[: entry.offset])[-1] + rest[:40]
    return bool(_TARGET_DONE.search(near)) and not _UNDONE.search(near)


def _is_done(clause: str) -> bool:
    """已完成600个, but not 力争如期完成600个."""
    done = _DONE.search(clause)
    return bool(done) and not _PROMISE.search(clause, 0, done.start()) and not _UNDONE.search(clause)  # type: ignore[union-attr]


def _clause(entry: Entry) -> str:
    """The part of the sentence between commas around the figure."""
    before = _CLAUSE.split(entry.sentence[: entry.offset])[-1]
    return before + _CLAUSE.split(entry.sentence[entry.offset :])[0]


def _governing(entry: Entry) -> str:
    """The words before the figure in its statement, from the last time named on: what was planned for one year
    does not govern what another year brought."""
    before = _STATEMENT.split(entry.sentence[: entry.offset])[-1]
    times = list(re.finditer(r"(?:19|20)\d\d年|[去今]年", before))
    return before[times[-1].start() :] if times else before
