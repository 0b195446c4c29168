"""Names of streets, towns and villages, which no gazetteer has: their suffixes, what may stand before
them, and the names that a text establishes by using them."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from importlib.resources import files

from portal.regions import gazetteer, towns

#: Suffix -> level. Streets and below are in no gazetteer.
LEVELS = {
    "街道办事处": "town", "街道办": "town", "镇街道": "town", "街道": "town", "街": "town", "镇": "town", "乡": "town", "苏木": "town",
    "社区": "community", "村": "community", "嘎查": "community",
    "侗寨": "community", "苗寨": "community", "瑶寨": "community", "羌寨": "community", "藏寨": "community",
    "经济技术开发区": "zone", "高新技术产业开发区": "zone", "经济开发区": "zone", "高新区": "zone", "经开区": "zone",
    "开发区": "zone", "示范区": "zone", "保税区": "zone", "管理区": "zone", "新区": "zone", "工业园区": "zone", "产业园区": "zone",
}  # fmt: skip

#: 流村镇 is a town, not the village 流村; 助力乡村 names none.
_NOT_NEXT = {
    "社区": "(?!报|[\u4e00-\u9fff]{0,4}计划)",
    "街": "(?=[\u4e00-\u9fff]{2,4}村[、,等的])",
    "村": "(?![镇乡官]|街道|村(?=[的,。;:、有位共以是将在]|$))",
    "乡": "(?![村镇街亲土愁贤音情间邻创]|建(?:乡|设))",
}

#: Families that townships are named after: 罗家乡, but not 家乡.
SURNAMES = "王李张刘陈杨黄周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武莫孔汤"

#: 乡村 and 城乡 are words; 骆村|村民. What may not stand before a suffix is looked for behind it, since a search
#: for a pattern that opens with a character passes over all others at once.
_NOT_BEFORE = {
    "村": "(?:(?<![乡农村]村)|(?<=[^乡农]村村)(?=[的,。;:、有位共以是将在]|$))",
    "乡": f"(?<![城返下还回思离故侨效]乡)(?<!(?<![{SURNAMES}])家乡)",
    "镇": "(?<![乡]镇)",
}
SUFFIX = re.compile(
    "|".join(
        name + _NOT_BEFORE.get(name, "") + _NOT_NEXT.get(name, "") for name in sorted(LEVELS, key=len, reverse=True)
    )
)

#: A local name never holds these: they make it a common noun (示范社区, 每个村, 城市街道).
_COMMON = re.compile(
    r"(?<![永人祥泰太安义顺中元福])和(?!平|顺|睦|兴|义)|向(?!阳|荣|东|上|前)|[的了与及各每该本这那个届所全有为对从到至在是以把将被让使由因并而或等其些某整省区县]|(?<!^[\u4e00-\u9fff])市|^[全各该本我城县地外省]市|一[批个些]|首[个场批次届家座条]|[两三四五六七八九十百千多几]个|^[一两二三四五六七八九十百千万多几]+$|"
    r"城市|农村|示范|试点|智慧|和谐|重点|街道|乡镇|贫困|行政|自然|中心城|特色|美丽|文明|老旧|新型|先进|基层|部分|全体|所有|其他|"
    r"周边|成员|薄弱|空白|后进|软弱|涣散|党建|党员|党组|居民|书记|干部|村民|群众|单位|组织|物业|治理|服务|工作|建设|管理|走进|深入|来到|走访|"
    r"推动|支持|帮助|指导|依托|利用|通过|根据|带领|进入|驻|辖|属|结合|入村|进村|进社|城乡|平安|绿色|国际|完整|幸福|养老|教育|生活|国家|(?<!神)农$|(?:^|[县老])城$|后$|前$|本$|历史|[时现前原]任|移民|搬迁|安置|边境|"
    r"助力|投身|人口|大运$|[奥亚]运$|^.{3,}城$|(?<!^.)乡$|^[于人]乡|品质|体验|美好|友好|活力|低碳|障碍|途经|境内|当地|代表|进$|下$|想$|富裕|富民|强村|乡村|下乡|城中|空心|联村|跨村|邻村|本村|同村|回村|到村|强镇|富镇|重镇|城镇|小镇|古镇|集镇|市镇|古村|农民|产业|旅游|传统|专业|未来|数字|[百千]$|租房|原住|熟人|开源|^无"
)
LOCAL_MIN, LOCAL_MAX = 2, 4


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Two-character words that open no place name; see data/README.md."""
    lines = files("portal.regions").joinpath("data/common_words.txt").read_text(encoding="utf-8").splitlines()
    run = "".join(line for line in lines if not line.startswith("#"))
    return frozenset(run[i : i + 2] for i in range(0, len(run), 2))


#: Verb and result, which no dictionary lists: 建强社区, 做优街道.
_MADE = re.compile(r"[建抓做配选育用管办治强优创争促][强实优好活准细深精大牢严]")
_NUMERALS = frozenset("一二三四五六七八九十百千万")

#: What no name holds even after the name of its town: 梁山街道|幸福街社区 against 梁山街道|各社区.
_NEVER = re.compile(
    r"[的了与及各每该本这那个所全为对从到至在是以把将被让使由因并而或等其些某整省区县]|和(?!平|顺|睦|兴|义|谐|美|$)|^和$|^[镇乡]和|"
    r"街道|乡镇|辖|示范|试点|党建|党员|党组|居民|书记|干部|村民|群众|单位|组织|治理|服务|工作|建设|管理|走进|深入|来到|走访|联合|推动|开展|举办|行政|自然|所有|部分|相关|农业|农$|人大|赋能|移民|搬迁|安置|边境|首[届个场批次]|多$|一些|[余多][位名家个户]|[进入下乡]$|助力|投身|^[一二两三四五六七八九十百千万几数]+$"
)


def is_nested_stem(stem: str) -> bool:
    """Whether the characters between a town's name and 社区 or 村 may be a name."""
    return 1 <= len(stem) <= LOCAL_MAX + 2 and not _NEVER.search(stem) and not _MADE.match(stem)


def is_stem(stem: str) -> bool:
    """Whether the characters before 社区 or 村 may be a name: 新兴, 李家, but not 加强 or 广场化."""
    if not _has_form(stem):
        return False
    words = common_words()
    return not any(stem[i : i + 2] in words and stem[i] not in _NUMERALS for i in range(len(stem) - 1))


def is_town_stem(stem: str) -> bool:
    """Whether two characters straight after a county's name and before 街道 or 镇 may be a name, common word or
    not: 大丰区|大中街道."""
    return len(stem) == len("大中") and _has_form(stem)


def _has_form(stem: str) -> bool:
    """Whether a stem holds nothing that makes it a common noun."""
    return not (
        not 1 <= len(stem) <= LOCAL_MAX + 1
        or _COMMON.search(stem)
        or stem[-1] in "化型式级类返家故同异老侨小古集重坐镇街"
        and not (stem[-1] == "家" and stem[-2:-1] and stem[-2] in SURNAMES)
        or stem.endswith("农")
        and stem != "神农"
        or _MADE.match(stem)
    )


#: Characters before a suffix that may be a local name's.
_STEM_BEFORE = re.compile(r"[\u4e00-\u9fff]{2,4}$")


#: Names that one text establishes; one that has more is a register, not an article.
MAX_NAMES = 500


def local_names(text: str) -> tuple[str, ...]:
    """The streets, towns and villages that a text names at least twice, the longest first.

    Of 在新兴社区, 以新兴社区 the part that stays the same is the name.
    """
    seen: list[tuple[str, str]] = []
    endings: list[str] = []
    for match in SUFFIX.finditer(text):
        low = max(0, match.start() - 4)
        low = max(low, text.rfind("街道", low, match.start()) + 2)
        before = _STEM_BEFORE.search(text[low : match.start()])
        if before and text[match.end() : match.end() + 1] not in ("级", "两"):
            stem, suffix = before[0], match[0]
            seen.append((stem, suffix))
            endings += [stem[-size:] + suffix for size in range(2, len(stem) + 1)]
    counts = Counter(endings)
    real = _towns(text)
    names = _counties(text) | _addressed(text) | real
    for stem, suffix in seen:
        if any((stem + suffix).endswith(town) for town in real):
            continue
        shortest = counts[stem[-2:] + suffix]
        if shortest < 2:
            continue
        for size in range(len(stem), 1, -1):
            count = counts[stem[-size:] + suffix]
            if count >= 2 and count >= NAME_SHARE * shortest and is_stem(stem[-size:]):
                names.add(stem[-size:] + suffix)
                break
    return tuple(sorted(names, key=lambda name: (-len(name), name))[:MAX_NAMES])


#: 梁山街道|幸福街社区: a name that is written once with the place above it may stand alone later.
_ADDRESSED = re.compile(
    r"[街镇乡县市区](?:(?<=街)道(?:办事处)?|(?<=[\u4e00-\u9fff][镇乡县市])(?<![镇乡县市区].)|(?<=[\u4e00-\u9fff][^社小辖园城景片地街校]区))(?=(?P<name>(?P<stem>(?<=[镇乡])(?=[\u4e00-\u9fff])[^和及与或等的镇街县区市组户农乡山新城该各全本我每贫下行自联驻包帮进到回外邻古示空跨一二三两多几有老同大小上中从村](?=村)|[\u4e00-\u9fff]{2,5}?)(?:街道|社区(?!报)|镇|乡(?!村)|村(?![镇乡]|村(?=[的,。;:、有位共以是将在]|$)))))"
)


def _addressed(text: str) -> set[str]:
    """Local names that follow a place's name once and occur at least twice."""
    found = {
        match["name"]
        for match in _ADDRESSED.finditer(text)
        if SUFFIX.search(match["name"])
        and is_nested_stem(match["stem"])
        and (not text.endswith("山区", 0, match.end()) or gazetteer.named(text[match.end() - 3 : match.end()]))
    }
    return {name for name in found if text.count(name) >= 2 and not gazetteer.named(name)}


_TOWN = re.compile("街道|苏木|镇|乡")
#: 每万|城镇人口 and 3万|城镇居民 count people; 万城镇 is a town only elsewhere.
_COUNTED = re.compile(r"[每数几\d一二两三四五六七八九十百千][万亿]")


def _towns(text: str) -> set[str]:
    """Streets and towns that there are, also named only once."""
    suffixes = (match for match in _TOWN.finditer(text) if not text.endswith("市中心", 0, match.start()))
    found = {(match.end(), towns.ending_at(text, match.end(), match.start())) for match in suffixes}
    return {
        name for end, name in found if is_town(name, text) and not _COUNTED.match(text, max(0, end - len(name) - 1))
    }


def is_town(name: str, text: str) -> bool:
    """Whether there is a street or town of this name; one named like a word counts where the text has it twice
    or names its county."""
    counties = towns.counties_of(name)
    if not counties:
        return False
    if _TOWN.sub("", name)[-2:] not in common_words() or name.endswith("镇") and text.count(name) >= 2:
        return True
    return any((county := gazetteer.by_code(code)) and county.name in text for code in counties)


#: A district, county or city in no gazetteer must open a clause twice: 青石区 of a made-up example. What opens the
#: clause is looked for before three characters, else before two of a shorter name.
_COUNTY = re.compile(
    r"[区县市](?![级长场])(?:(?<=[,。;:!?\s“(][\u4e00-\u9fff]{3}.)|"
    r"(?<=[,。;:!?\s“(][\u4e00-\u9fff]{2}.)(?P<short>)(?![区县市](?![级长场])))"
)
_NO_COUNTY = re.compile(
    r"^[东西南北中][区]|.[东西南北中]区|[社小辖园城景片地街校山库灾牧矿郊林厂特战防疫专营分选都超股楼夜早菜花上州地县省市各全][区县市]$|.[省市县]"
)


def _counties(text: str) -> set[str]:
    text = "\n" + text
    named = [text[match.end() - (4 if match["short"] is None else 3) : match.end()] for match in _COUNTY.finditer(text)]
    return {
        name
        for name, count in Counter(named).items()
        if count >= 2 and not _NO_COUNTY.search(name) and not gazetteer.named(name) and is_stem(name[:-1])
    }


#: Share of a shorter ending's occurrences that a longer one must have to be the name.
NAME_SHARE = 0.6
