"""Both sides of a change: 审批事项从120项压减至45项."""

from __future__ import annotations

import re

from portal.indicators.clause_nouns import tail_noun, without_preposition
from portal.indicators.clauses import Place
from portal.indicators.phrases import clean, trim_head

_FROM = re.compile(
    r"(?P<what>[^从由]*?)[从由](?:以前|此前|起初|初期|成立之初|年初|最早|上届|最初|原来|原有|原先|过去|去年|上年|之前|当初|此前|刚开始|上年同期|[\u4e00-\u9fff]{2,4}(?:[前时]|初期)|[\d年月底末初]{2,12})?的?(?:每[\u4e00-\u9fff]{1,2}?){0,2}(?:半天|单日|全年)?(?:最[高低多少])?(?:(?:平均|人均|户均|[年月日]均|最多|最少)[\u4e00-\u9fff]{0,2})?$"
)

_CHANGES = re.compile(
    r"(?P<verb>扩充|缩小|收窄|浓缩|变|改|翻|压减|精简|[降减增升缩压并](?=[至到为])|缩短|缩减|压缩|削减|减少|下降|降低|整合|合并|优化|调整|增加|增长|扩增|扩张|壮大|延伸|回升|回落|扩大|扩展|发展|提高|提升|上升|上涨|拓展|细化|[涨跌](?=[至到为])|上涨|跃升|攀升|上调|下调|扩容|递增|加[深宽高厚密长]|拓宽|延长)(?:到|至|为)(?:现在的?|目前的?|年底的?|年末的?|[\u4e00-\u9fff]{2,4}后的?|如今的?|今年的?|去年的?|\d{4}年的|了|约)*$"
)


_MERGED = re.compile(
    r"^(?P<what>[\u4e00-\u9fff]{1,10}?)(?P<verb>(?:整合|合并|撤并|归并|压减|精简|缩减|优化){1,2})(?:调整)?(?:为|至|到)(?:约|了)?$"
)


def change_of(left: str, place: Place) -> str:
    """Both sides of 审批事项从120项压减至45项: 压减前审批事项, 压减后审批事项; "" where there is none."""
    start = _FROM.search(left) if place.before_figure and ("从" in left or "由" in left) else None
    following = _CHANGES.search(place.right) if start else None
    if start and following:
        return f"{_full(following['verb'])}前{_changed(start['what'], place)}"
    merged = _MERGED.match(place.right) if place.before_figure else None
    if merged:
        return f"{merged['verb']}前{merged['what']}"  # 188个园区整合优化为120个
    merged = _MERGED.match(place.left) if place.after_figure and re.match("[,。;、]|$", place.right) else None
    if merged:
        return f"{merged['verb']}后{merged['what']}"
    end = _CHANGES.search(left) if place.after_figure else None
    if end:
        start = _FROM.search(place.before)
        return f"{_full(end['verb'])}后{_changed(start['what'], place)}" if start else ""
    return ""


def _full(verb: str) -> str:
    return {
        "降": "下降",
        "升": "上升",
        "增": "增加",
        "减": "减少",
        "缩": "缩短",
        "压": "压缩",
        "并": "合并",
        "变": "改变",
        "改": "调整",
        "翻": "翻番",
        "涨": "上涨",
        "跌": "下跌",
    }.get(verb, verb)


_ALL = re.compile("^全[省市区县镇乡村](?=[\u4e00-\u9fff]{2})")


def _changed(what: str, place: Place) -> str:
    noun = clean(tail_noun(without_preposition(trim_head(_ALL.sub("", what)))))
    clause = re.split("[,。;]", place.head.rstrip(","))[-1]
    return noun if len(noun) >= 2 else clean(trim_head(re.split(r"\d|经过|通过|经", clause)[0]))[-16:]
