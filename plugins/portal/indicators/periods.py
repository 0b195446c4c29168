"""The explicit time that governs a figure."""

from __future__ import annotations

import re
from collections import deque

_YEAR = r"(?:(?:19|20)\d\d年|[去今明前]年|本世纪)"
_MONTH = r"(?:\d{1,2}月|[一二三四五六七八九十]{1,2}月(?=份|以来|\d)|\d{1,2}[-—–~至到]\d{1,2}月)(?:份)?(?:\d{1,2}日)?(?:[上中下]旬)?"
_PART = r"(?:[上下]半年|前?[一二三四1-4]季度|前[一二三四五六七八九十\d]{1,2}个?月|年?底|年?末|年?初|全年|春节|暑期|暑假|寒假|国庆|汛期)"
_SINCE = r"(?:以来|起|开始|至今|以后|之后|以前|之前)"
_POINT = rf"(?:{_YEAR}(?:{_MONTH}|{_PART})?|{_MONTH}|(?:今年)?{_PART})"

#: Explicit times; the longest reading at a place wins by order.
_EXPLICIT = re.compile(
    rf"(?:自|从|截至|截止到?|到|于|在)?"
    rf"(?P<time>(?:{_YEAR}|(?:19|20)\d\d)[-—–~至到]{{1,2}}{_YEAR}(?:{_MONTH}|{_PART})?"
    rf"|{_POINT}[-—–~至到]{{1,2}}{_POINT}"
    rf"|{_YEAR}(?:{_MONTH}|{_PART})?(?:间|期间)?{_SINCE}?"
    rf"|{_MONTH}{_SINCE}?"
    rf"|(?:[上下]半年|前?[一二三四1-4]季度|前[一二三四五六七八九十\d]{{1,2}}个?月|年初|去年底|年底|年末|上年){_SINCE}?"
    rf"|(?:过去|近|最近|这)?[一二三四五六七八九十两\d]{{1,2}}年(?:多)?来"
    rf"|[“\"]?十[二三四五]五[”\"]?(?:时期|期间|末)?{_SINCE}?"
    rf"|党的十[八九]大{_SINCE}|党的二十大{_SINCE}|本(?:学年|学期|季度)|当年|本[年月周])(?!\d{0, 2}日?(?:电|讯|消息|报道))"
)

#: Recurring bases of rates and standards.
_RECURRING = re.compile(
    r"每个?(?:年度?|月|周|天|日|季度?|半年|学期|学年|晚|小时|旬|星期|两周|半个?月|个季度|两个?月|三个?月|[三五两]年)"
    r"|年均|月均|周均|日均|年度(?=[^计报总规工目考会大重任])|逐年|平均每[年月天日]"
)
_RECURRING_FORM = {
    "年均": "每年",
    "月均": "每月",
    "周均": "每周",
    "日均": "每日",
    "年度": "每年",
    "每年度": "每年",
    "逐年": "每年",
}
_NO_PERIOD = re.compile(r"^(?:近|最近)年来|^近年")
_CLAUSE = re.compile(r"[,。;!?]")


def period_of(text: str, sentence_start: int, start: int, end: int) -> str | None:
    """The time that governs the figure at ``start``: the recurring base in its clause, else
    the last explicit time before it in its sentence."""
    head = text[sentence_start:start]
    clause_at = max((m.end() for m in _CLAUSE.finditer(head)), default=0)
    recurring = _last(_RECURRING, head, clause_at)
    if recurring and not _figure_between(head[recurring.end() :]):
        found = recurring[0].replace("平均", "").replace("个", "")
        return _RECURRING_FORM.get(found, found)
    tail = re.match(r"/(年|月|日|天|周)", text[end : end + 2])
    if tail:
        return "每" + tail[1]
    explicit = _last(_EXPLICIT, head, 0)
    if not explicit:
        return None
    # 自2018年初启动以来: the event between the date and 以来 is no part of the period.
    since = not explicit["time"].endswith("来") and re.match(r"[^,。;、\d]{1,10}?以来", head[explicit.end() :])
    return _canonical(explicit["time"] + ("以来" if since else ""))


def _last(pattern: re.Pattern[str], text: str, start: int) -> re.Match[str] | None:
    return deque(pattern.finditer(text, start), 1)[-1] if pattern.search(text, start) else None


def _figure_between(text: str) -> bool:
    """Another item of a list lies between: 每年12万元、3000户以上的."""
    return "、" in text and bool(re.search(r"\d", text))


def _canonical(time: str) -> str | None:
    return time if not _NO_PERIOD.match(time) else None
