"""Places a text names: gazetteer names, and streets, towns, villages by their suffix."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from portal.regions import gazetteer
from portal.text.lists import words

#: Suffix -> level. Streets and below are in no gazetteer.
LEVELS = {
    "街道办事处": "town", "街道办": "town", "街道": "town", "镇": "town", "乡": "town", "苏木": "town",
    "社区": "community", "村": "community", "嘎查": "community",
    "经济技术开发区": "zone", "高新技术产业开发区": "zone", "经济开发区": "zone", "高新区": "zone", "经开区": "zone",
    "开发区": "zone", "示范区": "zone", "保税区": "zone", "新区": "zone", "工业园区": "zone", "产业园区": "zone",
}  # fmt: skip

_SUFFIX = re.compile("|".join(sorted(LEVELS, key=len, reverse=True)))

#: Short names that are everyday words or parts of other names; they count only with their suffix.
AMBIGUOUS_SHORT = frozenset(
    words(
        "大同 大理 安康 白银 白山 东方 中山 朝阳 和田 中卫 来宾 保山 阿里 海东 海西 海北 黄南 三明 "
        "山南 三沙 黄山 通化 新乡 文山 和平 河东 河西 河北区 鼓楼 新城 城区 城中 市中 "
        "东城 西城 普陀 金山 宝山 长安 雨花 天河 高新 向阳 前进 解放 站前 新华 和平 红旗 铁西 铁东 青山 江北 江南 江东 河口 南山 东山 西山 南岸 新民 "
        "海南区 兴安 伊春 巴州"
    )
)

#: What may not follow a short name: 上海路, 北京大学, 合肥日报.
_NOT_AFTER = re.compile(
    r"路|街道|[镇乡村]|社区|大学|学院|银行|日报|晚报|早报|晨报|电视台|广播|新闻|先锋网|会议|街(?!道)|大道|站|港口|籍|话|菜|人民出版社|大厦|国际|证券|股份|集团|队|军区|战区"
)
_NOT_AFTER_FULL = re.compile(r"级|日报|晚报|电视台|广播电|新闻网|先锋网|融媒体|[^,。]{0,4}电视台")

#: A local name never holds these: they make it a common noun (示范社区, 每个村, 城市街道).
_COMMON = re.compile(
    r"(?<![永人祥泰太安义顺中元福])和(?!平|顺|睦|兴|义)|向(?!阳|荣|东|上|前)|[的了与及各每该本这那个所全有为对从到至在是以把将被让使由因并而或等其些某整省区县]|(?<!^[\u4e00-\u9fff])市|^[全各该本我城县地外省]市|一[批个些]|[两三四五六七八九十百千多几]个|^[一两二三四五六七八九十百千万多几]+$|"
    r"城市|农村|示范|试点|智慧|和谐|重点|街道|乡镇|贫困|行政|自然|中心城|特色|美丽|文明|老旧|新型|先进|基层|部分|全体|所有|其他|"
    r"周边|薄弱|空白|后进|软弱|涣散|党建|党员|党组|居民|书记|干部|村民|群众|单位|组织|物业|治理|服务|工作|建设|管理|走进|深入|来到|走访|"
    r"推动|支持|帮助|指导|依托|通过|根据|带领|进入|驻|辖|属|结合|入村|进村|进社|城乡|平安|绿色|国际|完整|幸福|养老|教育|生活|国家|农$|(?:^|[县老])城$|后$|前$|本$|历史|[时现前原]任|移民|搬迁|安置|"
    r"富裕|富民|强村|乡村|下乡|城中|空心|联村|跨村|邻村|本村|同村|回村|到村|强镇|富镇|重镇|城镇|小镇|古镇|集镇|市镇|古村|农民|产业|旅游|传统|专业|未来|数字"
)
_LOCAL_MIN, _LOCAL_MAX = 2, 4


@dataclass(frozen=True)
class Mention:
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
def _heads() -> tuple[re.Pattern[str], int]:
    """A pattern for the two characters that open any name, and the longest name's length."""
    known = gazetteer.names()
    by_first: dict[str, set[str]] = {}
    for name in known:
        if len(name) >= 2:
            by_first.setdefault(name[0], set()).add(name[1])
    alternatives = "|".join(f"{first}[{''.join(sorted(rest))}]" for first, rest in sorted(by_first.items()))
    return re.compile(alternatives), max(map(len, known))


def mentions(
    text: str, start: int, end: int, context: str = "", known: re.Pattern[str] | None = None
) -> Iterator[Mention]:
    """Places between two offsets: of the gazetteer, with the zone, street or village that
    follows one, and the local names of ``known``.

    Args:
        context: text in which a county's full name must stand for its short name to count.
        known: see :func:`local_names`.
    """
    pattern, longest = _heads()
    position = start
    local = known.search(text, start, end) if known else None
    while True:
        match = pattern.search(text, position, end)
        if local and local.start() < position:
            local = known.search(text, position, end)  # type: ignore[union-attr]
        if match is None and local is None:
            return
        if match is None or local and local.start() < match.start():
            assert local
            found: Mention | None = _local_chain(text, local.start(), local.end(), end)
        else:
            found = _chain(text, match.start(), end, longest, context)
            if local and local.start() == match.start() and (found is None or found.end < local.end()):
                found = _local_chain(text, local.start(), local.end(), end)
        if found is None:
            position = match.start() + 1  # type: ignore[union-attr]
        else:
            position = found.end
            yield found


def _local_chain(text: str, start: int, stop: int, end: int) -> Mention:
    """A known local name, with the village or community that may follow a town's."""
    name = text[start:stop]
    suffix = _SUFFIX.search(name)
    level = LEVELS[suffix[0]] if suffix else "county"
    deeper = _local_after(text, stop, end) if level in ("town", "zone") else None
    if deeper and deeper[2] != "zone":
        return Mention(start, deeper[1], deeper[0], deeper[2], None, (name,))
    return Mention(start, stop, name, level, None)


#: Characters before a suffix that may be a local name's.
_STEM_BEFORE = re.compile(r"[\u4e00-\u9fff]{2,4}$")


def local_names(text: str) -> re.Pattern[str] | None:
    """A pattern for the streets, towns and villages that a text names at least twice.

    Of 在新兴社区, 以新兴社区 the part that stays the same is the name.
    """
    counts: Counter[str] = Counter()
    seen: list[tuple[str, str]] = []
    for match in _SUFFIX.finditer(text):
        before = _STEM_BEFORE.search(text[max(0, match.start() - 4) : match.start()])
        if before and text[match.end() : match.end() + 1] not in ("级", "两"):
            seen.append((before[0], match[0]))
            counts.update(before[0][-size:] + match[0] for size in range(2, len(before[0]) + 1))
    names = _counties(text)
    for stem, suffix in seen:
        shortest = counts[stem[-2:] + suffix]
        for size in range(len(stem), 1, -1):
            count = counts[stem[-size:] + suffix]
            if count >= 2 and count >= NAME_SHARE * shortest and _is_stem(stem[-size:]):
                names.add(stem[-size:] + suffix)
                break
    return re.compile("|".join(sorted(map(re.escape, names), key=lambda n: (-len(n), n)))) if names else None


#: A district, county or city in no gazetteer must open a clause twice: 青石区 of a made-up example.
_COUNTY = re.compile(r"(?:^|[,。;:!?\s“(])(?P<name>[\u4e00-\u9fff]{2,3}[区县市])(?![级长场])", re.MULTILINE)
_NO_COUNTY = re.compile(
    r"[社小辖园城景片地街校山库灾牧矿郊林厂特战防疫专营分选都超股楼夜早菜花上州地县省市各全][区县市]$|.[省市县]"
)


def _counties(text: str) -> set[str]:
    counts = Counter(match["name"] for match in _COUNTY.finditer(text))
    return {
        name
        for name, count in counts.items()
        if count >= 2 and not _NO_COUNTY.search(name) and not gazetteer.named(name) and _is_stem(name[:-1])
    }


#: Share of a shorter ending's occurrences that a longer one must have to be the name.
NAME_SHARE = 0.6


def _chain(text: str, at: int, end: int, longest: int, context: str) -> Mention | None:
    """Names that follow one another: 安徽省合肥市包河区望湖街道."""
    above: list[str] = []
    last: gazetteer.Region | None = None
    position = at
    while piece := _piece(text, position, end, longest, context, last):
        region, stop = piece
        if last:
            above.append(_as_written(last, context or text))
        last, position = region, stop
    if last is None:
        return None
    name = _as_written(last, context or text)
    local = _local_after(text, position, end)
    code = last.code if len(gazetteer.named(last.name)) == 1 or above else None
    if local:
        return Mention(at, local[1], local[0], local[2], None, (*above, name))
    return Mention(at, position, name, last.level, code, tuple(above))


def _as_written(region: gazetteer.Region, context: str) -> str:
    """道真县 where a text never writes 道真仡佬族苗族自治县."""
    spoken = gazetteer.spoken(region)
    return spoken if spoken and region.name not in context else region.name


def _piece(
    text: str, at: int, end: int, longest: int, context: str, above: gazetteer.Region | None
) -> tuple[gazetteer.Region, int] | None:
    """The longest name at ``at``, preferring a division inside ``above``."""
    for stop in range(min(at + longest, end), at + 1, -1):
        name = text[at:stop]
        regions = gazetteer.named(name)
        if not regions:
            continue
        chosen = _choose(regions, above)
        if above and not _inside(chosen, above):
            continue
        if name == chosen.name:
            if not _NOT_AFTER_FULL.match(text, stop) and (above or len(name) > 2 or not _inside_word(text, at)):
                return chosen, stop
        elif _short_counts(text, name, stop, chosen, context, above):
            return chosen, stop
    return None


def _inside_word(text: str, at: int) -> bool:
    """歙县, 城区: a two-character name needs a boundary before it."""
    return text[at : at + 2] in ("城区", "郊区", "矿区", "新区", "市区", "县区") or (
        at > 0 and text[at - 1] in "全各该本市贫"
    )


def _short_counts(
    text: str, name: str, stop: int, region: gazetteer.Region, context: str, above: gazetteer.Region | None
) -> bool:
    if name in AMBIGUOUS_SHORT or len(name) < 2:
        return False
    if _NOT_AFTER.match(text, stop) and not any(gazetteer.named(text[stop : stop + size]) for size in (3, 4, 5)):
        return False
    if region.level == "province":
        return True
    if region.level == "city":
        return True
    return bool(above) or region.name in context or _named_below(name, region, context)


def _named_below(name: str, region: gazetteer.Region, context: str) -> bool:
    """Whether the text writes the short name after one of the divisions above it: 南京玄武."""
    return any(above + name in context for r in gazetteer.ancestors(region.code) for above in (r.name, r.short))


def _choose(regions: tuple[gazetteer.Region, ...], above: gazetteer.Region | None) -> gazetteer.Region:
    if above:
        for region in regions:
            if _inside(region, above):
                return region
    rank = {"province": 0, "city": 1, "county": 2}
    return min(regions, key=lambda r: (r.until is not None, rank[r.level], r.code))


def _inside(region: gazetteer.Region, above: gazetteer.Region) -> bool:
    width = 2 if above.level == "province" else 4
    return region.code[:width] == above.code[:width] and region.code != above.code and above.level != "county"


_LOCAL_AFTER = re.compile(rf"[\u4e00-\u9fff]{{0,6}}?(?:{_SUFFIX.pattern})")


def _local_after(text: str, at: int, end: int) -> tuple[str, int, str] | None:
    """A zone, street, town, community or village straight after a gazetteer name."""
    found: tuple[str, int, str] | None = None
    position = at
    while match := _LOCAL_AFTER.match(text, position, min(end, position + 14)):
        suffix = _SUFFIX.search(match[0])
        assert suffix
        level = LEVELS[suffix[0]]
        stem = match[0][: -len(suffix[0])]
        if (
            (not stem and level != "zone")
            or (stem and not _is_stem(stem))
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


def _owner(text: str, at: int) -> str:
    """合肥市 of 合肥市经开区: a bare zone is no name without its city."""
    match = re.search(r"[\u4e00-\u9fff]{2,6}$", text[max(0, at - 6) : at])
    words = match[0] if match else ""
    for start in range(len(words) - 1):
        if gazetteer.named(words[start:]):
            return words[start:]
    return ""


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    """Two-character words that open no place name; see data/README.md."""
    lines = files("portal.regions").joinpath("data/common_words.txt").read_text(encoding="utf-8").splitlines()
    run = "".join(line for line in lines if not line.startswith("#"))
    return frozenset(run[i : i + 2] for i in range(0, len(run), 2))


#: Verb and result, which no dictionary lists: 建强社区, 做优街道.
_MADE = re.compile(r"[建抓做配选育用管办治强优创争促][强实优好活准细深精大牢严]")


_NUMERALS = frozenset("一二三四五六七八九十百千万")


def _is_stem(stem: str) -> bool:
    """Whether the characters before 社区 or 村 may be a name: 新兴, 李家, but not 加强 or 广场化."""
    if (
        not 1 <= len(stem) <= _LOCAL_MAX + 1
        or _COMMON.search(stem)
        or stem[-1] in "化型式级类返家故同异老侨小古集重坐农乡镇村街"
        or _MADE.match(stem)
    ):
        return False
    words = _common_words()
    return not any(stem[i : i + 2] in words and stem[i] not in _NUMERALS for i in range(len(stem) - 1))


#: What follows a place that acts or is described; without it a name must occur twice.
_ACTS = re.compile(
    r"党|村?支[部书]|两委|[“\"]两委|居委|村委|村民|居民|书记|主任|位于|地处|共?有|现有|辖|是|为|把|以|在|从|围绕|通过|依托|创新|探索|坚持|立足|聚焦|结合|针对|"
    r"推行|实行|建立|成立|组建|投入|流转|发展|打造|率先|积极|先后|累计|还|也|已|的|集体|人均|网格|常住|总|面积|\d"
)


def local_at(text: str, at: int, end: int, context: str = "") -> Mention | None:
    """A street, town, community or village whose name begins at ``at``: 新兴社区, 李家村.

    Its name must occur twice in ``context``, or be followed by what a place does or has.
    """
    match = _LOCAL_AFTER.match(text, at, min(end, at + 12))
    if not match:
        return None
    suffix = _SUFFIX.search(match[0])
    assert suffix
    stem, level = match[0][: -len(suffix[0])], LEVELS[suffix[0]]
    if not _is_stem(stem) or len(stem) < _LOCAL_MIN:
        return None
    listed = text[match.end() : match.end() + 1] == "、" and suffix[0] in text[match.end() : match.end() + 8]
    if not listed and not _ACTS.match(text, match.end()) and context.count(match[0]) < 2:
        return None
    deeper = local_at(text, match.end(), end, context) if level in ("town", "zone") else None
    if deeper:
        return Mention(at, deeper.end, deeper.name, deeper.level, None, (match[0], *deeper.above))
    return Mention(at, match.end(), match[0], level, None)
