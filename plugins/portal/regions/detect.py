"""Places a text names: gazetteer names, and streets, towns, villages by their suffix."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from portal.regions import gazetteer
from portal.regions.headed import headed
from portal.regions.local_names import (
    LEVELS,
    LOCAL_MIN,
    SUFFIX,
    common_words,
    is_nested_stem,
    is_stem,
    is_town_stem,
    local_names,
)
from portal.regions.short_names import AMBIGUOUS_SHORT
from portal.text.lists import words

__all__ = ["LEVELS", "Mention", "Places", "local_at", "local_names"]


#: What may not follow a short name: 上海路, 北京大学, 合肥日报.
_NOT_AFTER = re.compile(
    r"路|街道|某|区块|河(?![北南东西道长湖段])|[东南西北]?[岸侧麓坡]|[镇乡村]|社区|湾|[青晨晚都快早]年?报|"
    r"(?:科技|理工|师范|农业|医科|财经|工业|工商|体育|交通|外国语|中医药|政法|民族|职业|技术|工程|电子|海洋|林业|经济|贸易|艺术|医学|信息|城市|第[一二])*(?:大学|学院)|师院|医专|职院|"
    r"银行|[一二三四五六七八九十\d]{1,3}[中校]|中学|小学|网(?![格点络球红民友吧购上约])|日报|晚报|早报|晨报|电视台|广播|新闻|先锋网|会议|街(?!道)|大道|站|港口|籍|话|菜|人民出版社|大厦|国际|证券|股份|集团|队|军区|战区"
)
_NOT_AFTER_FULL = re.compile(r"级|域|(?<=区)块|日报|晚报|电视台|广播电|新闻网|先锋网|融媒体|[^,。]{0,4}电视台")


class Mention(NamedTuple):
    """One place named in a text.

    Args:
        start, end: code points.
        name: full name of the deepest division named (安徽 gives 安徽省).
        level: ``province``, ``city``, ``county``, ``zone``, ``town`` or ``community``.
        code: of the deepest division in the gazetteer, where unambiguous.
        above: names written before it in the same mention, highest first.
    """

    start: int
    end: int
    name: str
    level: str
    code: str | None
    above: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def _heads() -> tuple[re.Pattern[str], dict[str, tuple[int, ...]]]:
    """A pattern for a character that opens a name before one that follows such a character, and the
    pairs that really open names with the lengths of those names, longest first.

    One pattern of all pairs would try them branch by branch; two character sets are one step each.
    """
    known = [name for name in gazetteer.names() if len(name) >= 2]
    first, second = ("".join(sorted({name[i] for name in known})) for i in (0, 1))
    lengths: dict[str, set[int]] = {}
    for name in known:
        lengths.setdefault(name[:2], set()).add(len(name))
    pairs = {pair: tuple(sorted(found, reverse=True)) for pair, found in lengths.items()}
    return re.compile(f"[{first}](?=[{second}])"), pairs


class Places:
    """The places that a text names: of the gazetteer, with the zone, street or village that follows one, and
    local names.

    Where names may begin is looked up once for the whole text, so that a sentence without any costs nothing.

    Args:
        context: text in which a county's full name must stand for its short name to count.
        known: see :func:`local_names`.
    """

    def __init__(self, text: str, context: str = "", known: tuple[str, ...] = ()) -> None:
        self.text, self.context = text, context
        pattern, pairs = _heads()
        self._heads = [at for match in pattern.finditer(text) if text[(at := match.start()) : at + 2] in pairs]
        #: Where local names begin -> where they end, the longest at each offset.
        self._known: dict[int, int] = {}
        for name in known:
            at = text.find(name)
            while at >= 0:
                self._known.setdefault(at, at + len(name))
                at = text.find(name, at + 1)
        self._local = sorted(self._known)
        #: Where the suffixes of local names stand.
        self.suffixes = [match.start() for match in SUFFIX.finditer(text)]

    def starts(self) -> list[int]:
        """Offsets without which there is no place: those where names may begin and those of suffixes."""
        return [*self._heads, *self._local, *self.suffixes]

    def suffixes_between(self, start: int, end: int) -> list[int]:
        """Where suffixes of local names stand between two offsets."""
        return self.suffixes[bisect_left(self.suffixes, start) : bisect_left(self.suffixes, end)]

    def between(self, start: int, end: int) -> list[Mention]:
        """The places named between two offsets that no name lies across."""
        heads = self._heads[bisect_left(self._heads, start) : bisect_left(self._heads, end)]
        local = self._local[bisect_left(self._local, start) : bisect_left(self._local, end)]
        found: list[Mention] = []
        position = start
        for at in sorted({*heads, *local}) if local else heads:
            if at < position:
                continue
            mention = self._at(at, end)
            if mention:
                found.append(mention)
                position = mention.end
        return found

    def _at(self, at: int, end: int) -> Mention | None:
        """The place whose name begins at an offset."""
        text, stop = self.text, self._known.get(at, -1)
        found = _chain(text, at, end, self.context)
        if found and found.code and found.end in self._known:  # 璧山区|大兴镇
            local = _local_chain(text, found.end, self._known[found.end], end)
            found = Mention(at, local.end, local.name, local.level, None, (*found.above, found.name, *local.above))
        if stop >= 0 and (found is None or found.end <= stop):
            return _local_chain(text, at, stop, end)
        return found


def _local_chain(text: str, start: int, stop: int, end: int) -> Mention:
    """A known local name, with the village or community that may follow a town's."""
    name = text[start:stop]
    suffix = SUFFIX.search(name)
    level = LEVELS[suffix[0]] if suffix else "town" if name.endswith("街") else "county"
    deeper = _nested(text, stop, end) if level in ("town", "zone") else None
    if deeper:
        return Mention(start, deeper[1], deeper[0], "community", None, (name,))
    town = _local_after(text, stop, end) if level == "county" else None
    if town:
        return Mention(start, town[1], town[0], town[2], None, (name,))
    return Mention(start, stop, name, level, None)


def _chain(text: str, at: int, end: int, context: str) -> Mention | None:
    """Names that follow one another: 安徽省合肥市包河区望湖街道."""
    above: list[str] = []
    last: gazetteer.Region | None = None
    position = at
    while piece := _piece(text, position, end, context, last):
        region, stop = piece
        if last:
            above.append(_as_written(last, context or text))
        last, position = region, stop
    if last is None:
        return None
    name = _as_written(last, context or text)
    local = _local_after(text, position, end)
    known = len(gazetteer.named(last.name)) == 1 or above or _is_headed(last, context)
    code = last.code if known else None
    if local:
        return Mention(at, local[1], local[0], local[2], None, (*above, name))
    return Mention(at, position, name, last.level, code, tuple(above))


def _as_written(region: gazetteer.Region, context: str) -> str:
    """道真县 where a text writes 道真仡佬族苗族自治县 less often or never."""
    spoken = gazetteer.spoken(region)
    return spoken if spoken and _is_spoken(spoken, region.name, context) else region.name


@lru_cache(maxsize=64)
def _is_spoken(spoken: str, name: str, context: str) -> bool:
    return name not in context or context.count(spoken) > context.count(name)


def _piece(
    text: str, at: int, end: int, context: str, above: gazetteer.Region | None
) -> tuple[gazetteer.Region, int] | None:
    """The longest name at ``at``, preferring a division inside ``above``."""
    for length in _heads()[1].get(text[at : at + 2], ()):
        stop = at + length
        if stop > end:
            continue
        name = text[at:stop]
        chosen = _choose(name, above, context)
        if chosen is None or above and not _inside(chosen, above):
            continue
        if name in (chosen.name, gazetteer.spoken(chosen)):
            if not _NOT_AFTER_FULL.match(text, stop) and (
                above or not _inside_word(text, at, name) and not _needs_city(name, context or text)
            ):
                return chosen, stop
            if not above and _inside_word(text, at, name):
                return None  # 新增|城市: nor is 增城 one
        elif _short_counts(text, name, stop, chosen, context, above):
            return chosen, stop
    return None


#: Districts whose names are words: only after the name of their city.
_BARE_DISTRICTS = frozenset(words("城区 郊区 矿区 新区 市区 县区 东区 西区 南区 北区 中区 平房区"))

#: Districts whose names also mean a part of any town: only where their city is named.
_PARTS_OF_TOWNS = frozenset(words("新城区 市中区 城中区 城东区 城西区 城北区 城关区 城南区"))


def _needs_city(name: str, context: str) -> bool:
    """Whether a district's name means a part of some town here."""
    return name in _PARTS_OF_TOWNS and not any(_near(region, context) for region in gazetteer.named(name))


def _inside_word(text: str, at: int, name: str) -> bool:
    """歙县, 城区: a two-character name needs a boundary before it."""
    return name in _BARE_DISTRICTS or (
        at > 0 and len(name) <= 3 and (text[at - 1] in "全各该本市贫" or text[at - 1 : at + 1] in common_words())
    )


#: After the short name of a county that its bodies are called by: 城关公安.
_BODY = re.compile(r"公安(?!部)|警方|交警|民警|法院|检察|纪委|融媒")


def _near(region: gazetteer.Region, context: str) -> bool:
    """Whether the text names a division above a county."""
    return region.level == "county" and any(above.short in context for above in gazetteer.ancestors(region.code))


def _short_counts(
    text: str, name: str, stop: int, region: gazetteer.Region, context: str, above: gazetteer.Region | None
) -> bool:
    if _BODY.match(text, stop) and _near(region, context):
        return True
    if (
        name in AMBIGUOUS_SHORT
        and not _is_headed(region, context)
        or len(name) < 2
        or text[stop - len(name) - 1 : stop - len(name)] == "小"
    ):
        return False
    if _NOT_AFTER.match(text, stop) and not any(gazetteer.named(text[stop : stop + size]) for size in (3, 4, 5)):
        return False
    if region.level == "province":
        return True
    if region.level == "city":
        return True
    return (
        _town_follows(text, stop)
        or bool(above)
        or _is_headed(region, context)
        or _established(name, region, context)
    )


def _is_headed(region: gazetteer.Region, context: str) -> bool:
    """Whether the headline opens with the short name of the division."""
    head = headed(context)
    return bool(head) and head[1] == region  # type: ignore[index]


#: 门头沟|斋堂镇法城村: a street or town straight after a short name shows that it is a county's.
_TOWN = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2,3})(?:街道|镇|乡)(?![村镇级])")


#: 宁乡|高新区.
_ZONE = re.compile(r"(?:经济技术|高新技术产业|经济)?开发区|高新区|经开区")


def _town_follows(text: str, stop: int) -> bool:
    if _ZONE.match(text, stop):
        return True
    town = _TOWN.match(text, stop)
    return bool(town) and is_stem(town["stem"])  # type: ignore[index]


@lru_cache(maxsize=256)
def _established(name: str, region: gazetteer.Region, context: str) -> bool:
    """Whether the text writes a county's full name, or its short one after one of the divisions above it: 南京玄武."""
    return any(full in context for full in (region.name, gazetteer.spoken(region)) if full) or any(
        above + name in context for above in gazetteer.names_above(region.code)
    )


def _choose(name: str, above: gazetteer.Region | None, context: str) -> gazetteer.Region | None:
    """The division inside ``above``, else the one that the text names in full, as 栖霞 is 栖霞市 or 栖霞区, or near
    which it plays, as there is a 城关区 in several cities."""
    if above:
        for region in gazetteer.named(name):
            if _inside(region, above):
                return region
    return _meant(name, context) if len(gazetteer.named(name)) > 1 else _likeliest(name)


@lru_cache(maxsize=256)
def _meant(name: str, context: str) -> gazetteer.Region | None:
    head = headed(context)
    if head and name in (head[0], head[1].name):
        return head[1]
    named = [region for region in gazetteer.named(name) if region.name in context] or gazetteer.named(name)
    if len({region.name for region in named}) == 1 and len(named) > 1:
        named = [region for region in named if _near(region, context)]
    return named[0] if len(named) == 1 else _likeliest(name)


@lru_cache(maxsize=8192)
def _likeliest(name: str) -> gazetteer.Region | None:
    rank = {"province": 0, "city": 1, "county": 2}
    return min(gazetteer.named(name), key=lambda r: (r.until is not None, rank[r.level], r.code), default=None)


def _inside(region: gazetteer.Region, above: gazetteer.Region) -> bool:
    width = 2 if above.level == "province" else 4
    return region.code[:width] == above.code[:width] and region.code != above.code and above.level != "county"


_LOCAL_AFTER = re.compile(rf"[\u4e00-\u9fff]{{0,6}}?(?P<suffix>{SUFFIX.pattern})")


def _local_after(text: str, at: int, end: int) -> tuple[str, int, str] | None:
    """A zone, street, town, community or village straight after a gazetteer name."""
    found: tuple[str, int, str] | None = None
    position = at
    while match := _LOCAL_AFTER.match(text, position, min(end, position + 14)):
        level = LEVELS[match["suffix"]]
        stem = match[0][: -len(match["suffix"])]
        if (
            (not stem and level != "zone")
            or (stem and not (is_nested_stem(stem) if found and found[2] == "town" else is_stem(stem)))
            and not (match["suffix"] in ("街道", "镇", "街") and not found and is_town_stem(stem))
            or (stem and text[match.end() : match.end() + 1] in "级")
        ):
            break
        prefix = text[at:position]
        found = (prefix + match[0], match.end(), level)
        position = match.end()
        if level == "community":
            break
    if found and found[2] == "zone" and found[0] in LEVELS:
        return (_owner(text, at) + found[0], found[1], "zone")
    return found


_COMMUNITY = re.compile(r"(?P<stem>[\u4e00-\u9fff]{1,6}?)(?:(?<!进)社区|村(?![镇乡])|嘎查)")


def _nested(text: str, at: int, end: int) -> tuple[str, int] | None:
    """A village or community straight after the name of its street or town, and where it ends."""
    match = _COMMUNITY.match(text, at, min(end, at + 9))
    return (match[0], match.end()) if match and is_nested_stem(match["stem"]) else None


def _owner(text: str, at: int) -> str:
    """合肥市 of 合肥市经开区: a bare zone is no name without its city."""
    match = re.search(r"[\u4e00-\u9fff]{2,6}$", text[max(0, at - 6) : at])
    words = match[0] if match else ""
    for start in range(len(words) - 1):
        if gazetteer.named(words[start:]):
            return words[start:]
    return ""


#: What follows a place that acts or is described; without it a name must occur twice.
_ACTS = re.compile(
    r"党|村?支[部书]|两委|[“\"]两委|居委|村委|村民|居民|书记|主任|位于|地处|共?有|现有|辖|是|为|把|以|在|从|围绕|通过|依托|创新|探索|坚持|立足|聚焦|结合|针对|"
    r"推行|实行|建立|成立|组建|投入|流转|发展|打造|率先|积极|先后|累计|还|也|已|则|又|却|将|就|由|与|让|用|向|对|给|请|的|集体|人均|网格|常住|总|面积|一[个条户]|\d"
)


#: What leads to a place: one mention after it is enough.
_LEADS = re.compile(r"(?:在|走进|来到|位于|前往|抵达|到达|走访|地处|奔赴|所在的|[该本][镇乡]|街道)$")


#: Zones that need no other sign than their suffix.
_ZONES = frozenset(words("经济技术开发区 高新技术产业开发区 经济开发区 高新区 经开区 管理区"))


def local_at(text: str, at: int, end: int, context: str = "") -> Mention | None:
    """A street, town, community or village whose name begins at ``at``: 新兴社区, 李家村.

    Its name must occur twice in ``context``, or be followed by what a place does or has.
    """
    match = _LOCAL_AFTER.match(text, at, min(end, at + 12))
    if not match:
        return None
    suffix = match["suffix"]
    stem, level = match[0][: -len(suffix)], LEVELS[suffix]
    if not is_stem(stem) or len(stem) < LOCAL_MIN:
        return None
    deeper = _nested(text, match.end(), end) if level == "town" else None
    if deeper:
        return Mention(at, deeper[1], deeper[0], "community", None, (match[0],))
    listed = text[match.end() : match.end() + 1] == "、" and suffix in text[match.end() : match.end() + 8]
    led = level == "town" or suffix in _ZONES or bool(_LEADS.search(text, max(0, at - 3), at))
    if not (listed or led or _ACTS.match(text, match.end()) or context.count(match[0]) >= 2):
        return None
    return Mention(at, match.end(), match[0], level, None)
