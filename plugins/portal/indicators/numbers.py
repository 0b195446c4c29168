"""Number spans: a number, its unit and the qualifiers that touch it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from portal.indicators.implied import counts_people, crowd_unit, implied_unit
from portal.indicators.measures import AFTER, BEFORE, LARGE_COUNTS, PLACES, TIMES, UNITS, alternatives
from portal.text.numerals import value_of


class Span(NamedTuple):
    """A quantity as written, before anything is known of what it measures.

    Args:
        start, end: the span in the working copy, with its qualifiers.
        low, high: the number as written, and the upper end of a range or "".
        unit: the unit as written.
        before, after: the qualifiers, "" where none.
        more: True where 余 or 多 makes it "more than".
        core: offset of the number itself, after the qualifier.
        chinese: the number is in Chinese numerals.
    """

    start: int
    end: int
    low: str
    high: str
    unit: str
    before: str
    after: str
    more: bool
    core: int
    chinese: bool


_SCALE = r"(?: ?[余多几]? ?(?:[百千]?万亿|[十百千]?亿|[百千]?万(?!分之)|千(?![瓦米克])|百(?!分)))"
#: 1亿2000万, 1万9千: two scales in one number.
_TWO_SCALES = r"\d+亿\d{1,4}万|\d+万\d(?:千|\d{3}(?!\d))"
_ARABIC = rf"(?:{_TWO_SCALES}|(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d{{1,3}}(?: \d{{3}})+(?= ?[余多]?(?:{alternatives(UNITS)}))|\d+)(?:\.\d+)?{_SCALE}?)"
# 百, 千 and 万 open a number only before 余 or 多 (百余名) or after a qualifier (近千名).
_HAN = r"(?:[一二两三四五六七八九十][一二两三四五六七八九十百千零〇]{0,8}(?:[余多]?[万亿][一二三四五六七八九十百千零]{0,8})?|[百千万](?=[余多]))"
_UNIT = "|".join(
    (
        alternatives(UNITS).replace("|家|", "|家(?!庭)|"),
        rf"(?<=[万亿余多])(?:{alternatives(LARGE_COUNTS)})",
        r"(?<=\d\d\d)字(?![路号幕眼])",
        rf"(?<=\d)(?:{alternatives(PLACES)})",
    )
)
_AFTER = alternatives(AFTER)
_TAIL = rf"(?: ?(?P<more>[余多]))? ?(?P<unit>{_UNIT})(?P<more2>[余多](?!\d))?(?P<after>{_AFTER})?"

_ARABIC_SPAN = re.compile(
    rf"(?P<low>{_ARABIC})(?:(?P<own>{_UNIT})?\s?(?P<sep>[-—–~至到]{{1,2}})\s?(?P<high>{_ARABIC}))?{_TAIL}"
)
#: One number: 20万斤 of 20万斤到2022年, 40家 of 新增40家至220家.
_ARABIC_ALONE = re.compile(rf"(?P<low>{_ARABIC})(?P<high>(?!))?{_TAIL}")
_BARE = re.compile(rf"(?P<low>{_ARABIC})(?P<more>[余多])?")
_HAN_SPAN = re.compile(rf"(?P<low>{_HAN})(?:(?P<sep>[至到])(?P<high>{_HAN}))?{_TAIL}")
#: 七八十户, 十七八亩, 三四万元, 五、六千元: two digits that follow each other are the ends of a range.
_ABOUT = re.compile(
    rf"(?P<tens>[二三四五六七八九]?十)?(?P<low>[二两三四五六七八])、?(?P<high>[三四五六七八九])(?P<scale>[十百千]?[万亿]?)(?P<more>[余多])?(?P<unit>{_UNIT})"
)
_FOLLOW = frozenset(["二三", "两三", "三四", "四五", "五六", "六七", "七八", "八九"])
_SHARE = re.compile(
    r"百分之(?P<percent>[一二两三四五六七八九十百零〇点]+|\d+(?:\.\d+)?)"
    r"|(?P<tenth>[一二两三四五六七八九]|\d(?:\.\d)?)成(?P<half>半|[一二三四五六七八九](?![十百千万亿个名户家项条人天年]))?(?![立为果效员功绩熟长本都交品型年份分就片批套活才群])"
    r"|(?P<whole>[二三四五六七八九十百]{1,3})分之(?P<of>[一二三四五六七八九十百]{1,3})"
    r"|(?P<over>[1-9]/[2-9](?=的|以上|左右))"
    r"|(?P<part>半数|一半(?!是|儿|时间))|(?:(?<=[近逾])|(?<=[超,。;、:]过)|(?<=^过))半(?![数年月天日个小世价山径夜百途身生])"
)
_MORE = re.compile("[余多几]")
_SHARE_AFTER = re.compile(rf"(?P<more>[余多])?(?P<after>{_AFTER}|不到|不足)?")
#: A first digit but of a year or month; or a numeral before what may go on a quantity, so that 一 of 进一步 is passed over at once; or 半 of 过半.
_STARTS = re.compile(
    r"[\d一二两三四五六七八九十百千万半]"
    rf"(?:(?<=\d)(?<!\d\d)(?!\d?月|(?:(?<=1)9|(?<=2)0)\d\d年)|(?=[{''.join(sorted({unit[0] for unit in UNITS}))} 一二两三四五六七八九十百千万亿零〇余多成半数至到分]|、[三四五六七八九])|(?<=[过近逾]半))"
)
#: 上 opens a round number only: 上千家, 上百名.
_BEFORE = re.compile(rf"(?:{alternatives(word for word in BEFORE if word != '上')}) ?$")
_BEFORE_ROUND = re.compile(rf"(?:{alternatives(BEFORE)}) ?$")
#: 百八十户: no more than a way of speaking.
_SCALED = re.compile("[一二两三四五六七八九十百千万亿]")
_GOES_ON = re.compile(r"[0-9A-Za-z_.]")


def find(text: str) -> Iterator[Span]:
    """Quantities of the working copy in order, without overlap; traps are still among them."""
    position = 0
    while match := _STARTS.search(text, position):
        span = _at(text, match.start(), position)
        if span is None:
            position = _skip(text, match.start())
        else:
            position = span.end
            if text[span.core - 1 : span.core] != "第":  # most numbers of a law are of its articles
                yield span


#: 24小时内办结: what a limit is set for; 两年内 is the horizon of a plan.
LIMITED = (
    r"[\u4e00-\u9fff]{0,4}?(?:响应|办结|回复|答复|到达|赶到|处置|完成|解决|反馈|受理|送达|处理|回应|到场|上报|办理|联系|整改|审批|兑付|拨付)"
)
_WITHIN = re.compile("内" + LIMITED)
_SHORT_TIMES = frozenset(unit for unit in TIMES if re.search("小时|分钟|秒|天|工作日", unit))


def _skip(text: str, start: int) -> int:
    """The end of a number that is no quantity, so that its tail is not read as one."""
    match = _BARE.match(text, start)
    return match.end() if match else start + 1


def _at(text: str, start: int, floor: int) -> Span | None:
    """The quantity whose number starts here; its qualifier may reach back to ``floor``."""
    if start and (_GOES_ON if text[start].isascii() else _SCALED).match(text[start - 1]):
        return None
    share = _SHARE.match(text, start)
    if share:
        return _share(text, share, floor)
    arabic = text[start].isascii()
    about = None if arabic else _ABOUT.match(text, start)
    if about and about["low"] + about["high"] in _FOLLOW:
        low, high = ((about["tens"] or "") + about[end] + about["scale"] for end in ("low", "high"))
        return _built(text, start, about.end(), floor, (low, high, about["unit"], ""), bool(about["more"]))
    match = (_ARABIC_SPAN if arabic else _HAN_SPAN).match(text, start)
    if match and arabic and (match["own"] not in (None, match["unit"]) or _grows(text, match)):
        match = _ARABIC_ALONE.match(text, start)
    if match and _MORE.match(match["more"] or "") and re.fullmatch(r"\d", match["low"]):
        return None  # 2多方联动: no number below ten is followed by 多
    if match:
        unit, after, end = match["unit"], match["after"] or "", match.end()
        if not after and unit in _SHORT_TIMES and _WITHIN.match(text, end):
            after, end = "以内", end + 1
        more = bool(match["more"] or match["more2"] or _MORE.search(match["low"]))
        low, high = match["low"], match["high"] or ""
        return _built(text, start, end, floor, (low, high, unit, after), more)
    return (None if arabic else _hundreds(text, start, floor)) or _unitless(text, start, floor)


#: Before the amount of a change, which a second number closes with what came of it.
_ADDED = re.compile(r"(?:新增|净增|增加|增长|增设|扩充|减少|压减|精简|下降|降低|提高|提升)了?[\u4e00-\u9fff]{0,6}$")


def _grows(text: str, match: re.Match[str]) -> bool:
    """新增40家至220家, 减少20个至5个: the second number is several times the first, or less, so it is the new total
    and no end of a range."""
    if not match["own"] or match["sep"] not in ("至", "到"):
        return False
    low, high = value_of(match["low"]), value_of(match["high"])
    if not low or not high or not _ADDED.search(text, max(0, match.start() - 12), match.start()):
        return False
    return high >= 3 * low or high < low


_ROUND = re.compile(rf"(?P<low>[百千]?万亿|[百千]亿|亿|[百千]万|[百千万])(?P<unit>{_UNIT})(?P<after>{_AFTER})?")


_ROUND_BARE = re.compile(r"(?P<low>[百千]万|亿|万)(?![\u4e00-\u9fff])")


def _hundreds(text: str, start: int, floor: int) -> Span | None:
    """近千名, 上百家: a bare 百, 千 or 万 that a qualifier opens."""
    match = _ROUND.match(text, start)
    if not _BEFORE_ROUND.search(text, max(floor, start - 4), start):
        return None
    if not match:
        bare = _ROUND_BARE.match(text, start)
        if not bare or not counts_people(text, start, bare.end()):
            return None
        return _built(text, start, bare.end(), floor, (bare["low"], "", "", ""), False)
    return _built(text, start, match.end(), floor, (match["low"], "", match["unit"], match["after"] or ""), False)


_HAN_BARE = re.compile(
    r"(?P<low>[一二两三四五六七八九十][一二三四五六七八九十百千几]{0,6}[万亿]?|[百千万](?=[余多]))(?P<more>[余多])?"
)


def _unitless(text: str, start: int, floor: int) -> Span | None:
    """People, sums and views need no measure word: 城内人口达25万, 销售额60.3亿, 三万多村民."""
    match = (_BARE if text[start].isascii() else _HAN_BARE).match(text, start)
    if not match or _GOES_ON.match(text[match.end() : match.end() + 1]):
        return None
    more = bool(match["more"] or _MORE.search(match["low"]))
    large = bool(re.search("[万亿]", match["low"]))
    unit = implied_unit(text, start, match.end()) if large else crowd_unit(text, match.end()) if more else None
    if unit is None:
        return None
    # 阅读量突破10万+
    plus = large and text.startswith("+", match.end())
    return _built(text, start, match.end() + plus, floor, (match["low"], "", unit, ""), more or plus)


def _share(text: str, share: re.Match[str], floor: int) -> Span | None:
    """两成半, 超半数, 百分之三十: a share in words."""
    tail = _SHARE_AFTER.match(text, share.end())
    end, after, more = share.end(), "", False
    if tail:
        end, after, more = tail.end(), tail["after"] or "", bool(tail["more"])
    raw, unit = share[0], "%"
    if (
        raw in ("半数", "半")
        and share.start()
        and text[share.start() - 1] == "过"
        and text[share.start() - 2 : share.start()] != "超过"
    ):
        return Span(share.start() - 1, end, raw, "", unit, "超", after, more, share.start(), True)
    return _built(text, share.start(), end, floor, (raw, "", unit, after), more)


def _built(text: str, start: int, end: int, floor: int, parts: tuple[str, str, str, str], more: bool) -> Span:
    low, high, unit, after = parts
    before_this = _BEFORE_ROUND if text[start] in "百千万亿" else _BEFORE
    qualifier = before_this.search(text, max(floor, start - 4), start)
    before = qualifier[0].strip() if qualifier else ""
    if before == "约" and text[max(start - 2, 0) : start - 1] in tuple("预签节解条公特邀简契违"):
        qualifier, before = None, ""
    if before == "近" and text[start - 2 : start - 1] in ("最", "附", "远", "临", "靠", "将", "接"):
        qualifier, before = None, ""
    first = qualifier.start() if qualifier else start
    return Span(first, end, low, high, unit, before, after, more, start, not text[start].isascii())
