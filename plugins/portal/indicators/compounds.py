"""Quantities in form that are a part of a word or a name: 三人行, 九曲河, 四处走访, 100米接力, 十条措施."""

from __future__ import annotations

import re

from portal.indicators.measures import LENGTHS, TIMES
from portal.indicators.numbers import Span
from portal.text.numerals import value_of

#: 九曲街道, 三里河广场: numeral and measure word open a name.
_NAMED_PLACE = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?:街道|社区|村|镇|乡(?!村)|路|桥|小学|中学|派出所)|(?:[河江湖溪沟湾山岭庄寨堡屯坪坝塘店铺巷坊](?![\u4e00-\u9fff]{0,2}(?:长|道|流)制?))"
)
_PLACE_UNITS = frozenset("里台曲道门眼股层面孔头块口元棵间")
#: 三人行, 三人小组, 四人间, 19人展: so many people make one thing of that name.
_FORM_OF_PEOPLE = re.compile(
    r"间|组(?![成织建合])|小组|行(?![动走使驶为政业])|同行|谈|展(?![开示现])|群(?![众])|座|桌|份|帮|世界|之家|成虎|篮球|足球|排球|沙滩|对抗|赛(?![区事])|调解小?组|制(?![定作造成约止订])"
)
_FORM_OF_TIME = re.compile(r"制(?![定作造成约止订])")
#: 100米接力, 10公里健康跑: a discipline.
_DISCIPLINE = re.compile(
    r"[\u4e00-\u9fff]{0,3}?(?:接力|短跑|长跑|[赛慢快健]跑|健康跑|健身跑|迷你跑|欢乐跑|跑(?!步机|道)|自由泳|仰泳|蛙泳|蝶泳|混合泳|跨栏|栏(?!杆)|障碍|[气手]步?枪|马拉松|越野|竞走|徒步|骑行|往返)"
)
#: 4×100米, 4乘30米.
_RELAY = re.compile(r"\d\s?[×xX*乘]\s?$")
#: 9米6厢式货车, 身高1米8
_AND_TENTHS = re.compile(r"\d(?![\d.-])")
_FLOOR = re.compile(r"(?:从|至|到|上|下|在|住|爬|高)\s?$")
_HIGH = re.compile("[\u4e00-\u9fff]{0,3}(?:楼房|建筑|高楼)")
_SURVEY = re.compile("(?:人口)?抽样调查")
_PAIRED = re.compile("[”’]?\\d")
_UNIT_OF_ESTATE = re.compile(r"\d{1,3}(?:单元|号|室|门)")
#: 二十条举措, 十项规定: a document, or a closer in Chinese numerals.
_OF_DOCUMENT = re.compile(
    r"(?:[\u4e00-\u9fff]{0,4}?)(?:措施|举措|意见|规定|政策|禁令|办法|要求|原则|标准|制度|机制|纪律|铁律|准则|细则|建议|承诺|公约|倡议|任务|行动|工程|内容|清单|共识|声明)"
)
#: 交警十一支队
_DETACHMENT = re.compile("队(?![伍员])")
_FACE = re.compile(r"四处(?![\u4e00-\u9fff]{0,6}(?:隐患|场所|站点|阵地|点位|驿站|公园|广场|堵点|问题|工地|房))")


def is_compound(text: str, span: Span) -> bool:
    """Whether the quantity at ``span`` is no amount but a part of what stands around it."""
    after = text[span.end : span.end + 8]
    if span.chinese and _named(text, span, after):
        return True
    if span.unit == "人":
        return bool(_FORM_OF_PEOPLE.match(after)) and not span.before and not span.more
    if span.unit in LENGTHS:
        if span.unit == "米" and not span.after and _AND_TENTHS.match(after):
            return True
        return bool(_DISCIPLINE.match(after) or _RELAY.search(text, max(0, span.start - 4), span.start))
    if span.unit in TIMES:
        return bool(_FORM_OF_TIME.match(after))
    if span.unit in ("栋", "幢", "座"):
        return bool(_UNIT_OF_ESTATE.match(after))
    return _of_name(text, span, after)


def _of_name(text: str, span: Span, after: str) -> bool:
    """1%人口抽样调查, 1对1, 从44层搜救至49层."""
    if span.unit == "%":
        return bool(_SURVEY.match(after))
    if span.unit == "对":
        return bool(_PAIRED.match(after))
    on_a_floor = span.unit == "层" and _FLOOR.search(text, max(0, span.start - 2), span.start)
    return bool(on_a_floor and not _HIGH.match(after))


def _named(text: str, span: Span, after: str) -> bool:
    """九曲河, 四处走访, 十条措施."""
    if span.unit in ("条", "项"):
        return not (span.before or span.more) and bool(_OF_DOCUMENT.match(after))
    if span.unit == "支":
        return bool(_DETACHMENT.match(after))
    if span.unit == "处":
        return bool(_FACE.match(text, span.core))
    few = (value_of(span.low) or 0) < 100
    return few and span.unit in _PLACE_UNITS and bool(_NAMED_PLACE.match(after))
