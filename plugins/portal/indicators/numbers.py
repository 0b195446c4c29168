"""Number spans: a number, its unit and the qualifiers that touch it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from portal.indicators.measures import AFTER, BEFORE, UNITS, alternatives


@dataclass(frozen=True)
class Span:
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
_ARABIC = rf"(?:{_TWO_SCALES}|(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+)(?:\.\d+)?{_SCALE}?)"
# 百, 千 and 万 open a number only before 余 or 多 (百余名) or after a qualifier (近千名).
_HAN = r"(?:[一二两三四五六七八九十][一二两三四五六七八九十百千零〇]{0,8}(?:[余多]?[万亿][一二三四五六七八九十百千零]{0,8})?|[百千万](?=[余多]))"
_UNIT = alternatives(UNITS)
_AFTER = alternatives(AFTER)
_TAIL = rf"(?: ?(?P<more>[余多]))? ?(?P<unit>{_UNIT})(?P<more2>[余多](?!\d))?(?P<after>{_AFTER})?"

_ARABIC_SPAN = re.compile(
    rf"(?P<low>{_ARABIC})(?:(?P<own>{_UNIT})?\s?(?P<sep>[-—–~至到]{{1,2}})\s?(?P<high>{_ARABIC}))?{_TAIL}"
)
#: One number: 20万斤 of 20万斤到2022年.
_ARABIC_ALONE = re.compile(rf"(?P<low>{_ARABIC})(?P<high>(?!))?{_TAIL}")
_BARE = re.compile(rf"(?P<low>{_ARABIC})(?P<more>[余多])?")
_HAN_SPAN = re.compile(rf"(?P<low>{_HAN})(?:(?P<sep>[至到])(?P<high>{_HAN}))?{_TAIL}")
#: 七八十户, 十七八亩, 三四万元: two digits that follow each other are the ends of a range.
_ABOUT = re.compile(
    rf"(?P<tens>[二三四五六七八九]?十)?(?P<low>[二两三四五六七八])(?P<high>[三四五六七八九])(?P<scale>[十百千]?[万亿]?)(?P<more>[余多])?(?P<unit>{_UNIT})"
)
_FOLLOW = frozenset(["二三", "两三", "三四", "四五", "五六", "六七", "七八", "八九"])
_SHARE = re.compile(
    r"百分之(?P<percent>[一二两三四五六七八九十百零〇点]+|\d+(?:\.\d+)?)"
    r"|(?P<tenth>[一二两三四五六七八九]|\d(?:\.\d)?)成(?P<half>半)?(?![立为果效员功绩熟长本都交品型年份分就片批套活才群])"
    r"|(?P<whole>[二三四五六七八九十百]{1,3})分之(?P<of>[一二三四五六七八九十百]{1,3})"
    r"|(?P<part>半数|一半(?!是|儿))|(?<=[超已])(?P<most>过半)(?!数|月|年|个)"
)
_MORE = re.compile("[余多几]")
_SHARE_AFTER = re.compile(rf"(?P<more>[余多])?(?P<after>{_AFTER}|不到|不足)?")
#: A digit; or a numeral before what may go on a quantity, so that 一 of 进一步 is passed over at once; or 半 of 过半.
_STARTS = re.compile(
    r"[\d一二两三四五六七八九十百千万半]"
    rf"(?:(?<=\d)|(?=[{''.join(sorted({unit[0] for unit in UNITS}))} 一二两三四五六七八九十百千万亿零〇余多成半数至到分])|(?<=过半))"
)
#: 上 opens a round number only: 上千家, 上百名.
_BEFORE = re.compile(rf"(?:{alternatives(word for word in BEFORE if word != '上')}) ?$")
_BEFORE_ROUND = re.compile(rf"(?:{alternatives(BEFORE)}) ?$")
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
            yield span


def _skip(text: str, start: int) -> int:
    """The end of a number that is no quantity, so that its tail is not read as one."""
    match = _BARE.match(text, start)
    return match.end() if match else start + 1


def _at(text: str, start: int, floor: int) -> Span | None:
    """The quantity whose number starts here; its qualifier may reach back to ``floor``."""
    if start and text[start].isascii() and _GOES_ON.match(text[start - 1]):
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
    if match and arabic and match["own"] not in (None, match["unit"]):
        match = _ARABIC_ALONE.match(text, start)
    if match:
        unit, after, end = match["unit"], match["after"] or "", match.end()
        more = bool(match["more"] or match["more2"] or _MORE.search(match["low"]))
        low, high = match["low"], match["high"] or ""
        return _built(text, start, end, floor, (low, high, unit, after), more)
    if arabic:
        return _unitless(text, start, floor)
    return _hundreds(text, start, floor) or _crowd(text, start, floor)


_ROUND = re.compile(rf"(?P<low>[百千]?万亿|[百千]亿|亿|[百千]万|[百千万])(?P<unit>{_UNIT})(?P<after>{_AFTER})?")


_ROUND_BARE = re.compile(r"(?P<low>[百千]万|亿|万)(?![\u4e00-\u9fff])")


def _hundreds(text: str, start: int, floor: int) -> Span | None:
    """近千名, 上百家: a bare 百, 千 or 万 that a qualifier opens."""
    match = _ROUND.match(text, start)
    if not _BEFORE_ROUND.search(text, max(floor, start - 4), start):
        return None
    if not match:
        bare = _ROUND_BARE.match(text, start)
        if not bare or not _POPULATION.search(text, max(0, start - 12), start):
            return None
        return _built(text, start, bare.end(), floor, (bare["low"], "", "", ""), False)
    return _built(text, start, match.end(), floor, (match["low"], "", match["unit"], match["after"] or ""), False)


_POPULATION = re.compile(r"(?:人口|人数)[^,。;、]{0,6}$")
#: 290万适龄妇女, 10万群众: after 万 people need no measure word.
_PEOPLE_AFTER = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?:群众|居民|党员|村民|农民|劳动力|市民|职工|师生|学生|老人|老年人|妇女|儿童|青年|旅客|游客|用户|网民|人口|志愿者|灾民|选民|护士|医护|医生|教师|工人|干部|同仁|网友|官兵|粉丝|客户|考生|家庭)"
)


#: 销售额达60.3亿, 1亿捐赠: a sum in 万 or 亿 needs no 元.
_SUM = re.compile(
    r"(?:额|资金|产值|收入|投资|经费|贷款|营收|税收|捐款|捐赠|补贴|融资|授信|利润|市值|资产|总值|价值)(?:[^,。;、\d]{0,4}?)?(?:达到?|共|为|约|近|超过?|了)?$"
)
_SUM_AFTER = re.compile(r"(?:的?(?:捐赠|捐款|资金|投资|贷款|善款|产值|补贴))")


def _unitless(text: str, start: int, floor: int) -> Span | None:
    """A population or a sum in 万 or 亿 needs no measure word: 城内人口达25万, 销售额60.3亿."""
    match = _BARE.match(text, start)
    if match and re.search("[万亿]", match["low"]) and not _GOES_ON.match(text[match.end() : match.end() + 1]):
        low = max(0, start - 12)
        if _SUM_AFTER.match(text, match.end()) or (
            _SUM.search(text, low, start)
            and not re.match("(?!的(?!士))[\u4e00-\u9fff]", text[match.end() : match.end() + 2])
        ):
            return _built(text, start, match.end(), floor, (match["low"], "", "元", ""), bool(match["more"]))
    if not match or not (_POPULATION.search(text, max(0, start - 12), start) or _PEOPLE_AFTER.match(text, match.end())):
        return None
    if not match or not re.search("[万亿]", match["low"]) or _GOES_ON.match(text[match.end() : match.end() + 1]):
        return None
    return _built(text, start, match.end(), floor, (match["low"], "", "", ""), bool(match["more"]))


_HAN_CROWD = re.compile(r"(?P<low>[一二两三四五六七八九十][一二三四五六七八九十百千]{0,4}万)(?P<more>[余多])?")


def _crowd(text: str, start: int, floor: int) -> Span | None:
    """三万多村民: people in 万 written out need no measure word."""
    match = _HAN_CROWD.match(text, start)
    if not match or not _PEOPLE_AFTER.match(text, match.end()):
        return None
    return _built(text, start, match.end(), floor, (match["low"], "", "", ""), bool(match["more"]))


def _share(text: str, share: re.Match[str], floor: int) -> Span | None:
    """两成半, 超半数, 百分之三十: a share in words."""
    tail = _SHARE_AFTER.match(text, share.end())
    end, after, more = share.end(), "", False
    if tail and not share["most"]:
        end, after, more = tail.end(), tail["after"] or "", bool(tail["more"])
    raw, unit = share[0], "%"
    start = share.start() - (1 if share["most"] else 0)
    if (
        raw == "半数"
        and share.start()
        and text[share.start() - 1] == "过"
        and text[share.start() - 2 : share.start()] != "超过"
    ):
        return Span(share.start() - 1, end, raw, "", unit, "超", after, more, share.start(), True)
    return _built(text, max(start, floor), end, floor, (raw, "", unit, after), more)


def _built(text: str, start: int, end: int, floor: int, parts: tuple[str, str, str, str], more: bool) -> Span:
    low, high, unit, after = parts
    before_this = _BEFORE_ROUND if text[start] in "百千万亿" else _BEFORE
    qualifier = before_this.search(text, max(floor, start - 4), start)
    before = qualifier[0].strip() if qualifier else ""
    if before == "约" and text[start - 2 : start - 1] in (
        "预",
        "签",
        "节",
        "解",
        "条",
        "公",
        "特",
        "邀",
        "简",
        "契",
        "违",
    ):
        qualifier, before = None, ""
    if before == "近" and text[start - 2 : start - 1] in ("最", "附", "远", "临", "靠", "将", "接"):
        qualifier, before = None, ""
    first = qualifier.start() if qualifier else start
    return Span(first, end, low, high, unit, before, after, more, start, not text[start].isascii())
