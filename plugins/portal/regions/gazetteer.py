"""GB/T 2260: provinces, prefectures and counties by code and by name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from portal.text.lists import words

Level = Literal["province", "city", "county"]

#: Municipalities have a prefecture row of their own name, which nobody writes twice.
MUNICIPALITIES = ("11", "12", "31", "50")

_PEOPLES = words(
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 拉祜 水 东乡 纳西 景颇 柯尔克孜 "
    "土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 塔吉克 怒 鄂温克 保安 裕固 独龙 鄂伦春 各"
)
#: The longest first.
_SUFFIXES = words("维吾尔自治区 特别行政区 壮族自治区 回族自治区 自治区 地区 林区 特区 新区 省 市 盟 区 县 旗")
_AUTONOMOUS = re.compile(rf"(?:(?:{'|'.join(sorted(_PEOPLES, key=len, reverse=True))})族?)*自治(?:州|县|旗)$")


class Region(NamedTuple):
    """One division.

    Args:
        code: six digits.
        name: as GB/T 2260 has it, such as 包河区.
        full_name: with the divisions above, such as 安徽省合肥市包河区.
        level: ``province``, ``city`` (prefecture level) or ``county``.
        parent: code of the division above; None for a province.
        since, until: years of a change in 2011–2025, or None.
        now: code of the division that took its place, where abolished.
    """

    code: str
    name: str
    full_name: str
    level: Level
    parent: str | None
    since: int | None = None
    until: int | None = None
    now: str | None = None

    @property
    def short(self) -> str:
        """The name as spoken: 安徽, 包河, 延边; a one-character name keeps its suffix (歙县)."""
        return short_name(self.name)


@lru_cache(maxsize=8192)
def short_name(name: str) -> str:
    """A division's name without 省, 市, 区, 县 and 自治 suffixes, where two characters remain."""
    if "自治" in name:
        cut = _AUTONOMOUS.sub("", name)
        if cut != name and len(cut) >= 2:
            return cut
    for suffix in _SUFFIXES:
        if name.endswith(suffix):
            return name[: -len(suffix)] if len(name) - len(suffix) >= 2 else name
    return name


@dataclass(frozen=True)
class _Tables:
    current: dict[str, Region]
    former: tuple[Region, ...]
    by_name: dict[str, tuple[Region, ...]]
    children: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    rows = []
    for line in files("portal.regions").joinpath("data/gb2260.tsv").read_text(encoding="utf-8").splitlines():
        code, name, since, until, now = (line.split("\t") + [""] * 3)[:5]
        rows.append((code, name, since, until, now))
    names = {code: name for code, name, _, until, _ in rows if not until}
    current, former = {}, []
    for code, name, since, until, now in rows:
        above = _above(code, names)
        parent = above[-1] if above else None
        full = "".join(dict.fromkeys([*(names[c] for c in above if c in names), name]))
        years = (int(since) if since else None, int(until) if until else None)
        region = Region(code, name, full, _level(code), parent, *years, now or None)
        if until:
            former.append(region)
        else:
            current[code] = region
    return _Tables(current, tuple(former), _index([*current.values(), *former]), _children(current))


def _index(regions: list[Region]) -> dict[str, tuple[Region, ...]]:
    """Regions by name and by short name; the doubles of municipalities are left out."""
    index: dict[str, list[Region]] = {}
    for region in regions:
        if region.code[:2] in MUNICIPALITIES and region.code[2:] in ("0100", "0200"):
            continue
        for name in {region.name, region.short, spoken(region) or region.name}:
            index.setdefault(name, []).append(region)
    return {name: tuple(found) for name, found in index.items()}


def spoken(region: Region) -> str | None:
    """黔东南州, 长阳县, 科左后旗: an autonomous prefecture, county or a banner as people call it, else None."""
    return _spoken(region.name) if "自治" in region.name or "翼" in region.name else None


@lru_cache(maxsize=512)
def _spoken(name: str) -> str | None:
    banner = re.fullmatch(r"(.).*([左右])翼(.*旗)", name)
    if banner:
        return "".join(banner.groups())
    kind = re.search(r"自治(州|县|旗)$", name)
    return short_name(name) + kind[1] if kind and short_name(name) != name else None


def _children(current: dict[str, Region]) -> dict[str, tuple[str, ...]]:
    children: dict[str, list[str]] = {}
    for code, region in sorted(current.items()):
        if region.parent and not (code[:2] in MUNICIPALITIES and code[4:] == "00"):
            children.setdefault(region.parent, []).append(code)
    return {code: tuple(below) for code, below in children.items()}


def _level(code: str) -> Level:
    if code[2:] == "0000":
        return "province"
    return "city" if code[4:] == "00" else "county"


def _above(code: str, names: dict[str, str]) -> list[str]:
    """Codes above, highest first; counties directly under a province have no prefecture."""
    above = [code[:2] + "0000"] if code[2:] != "0000" else []
    if code[4:] != "00" and code[:4] + "00" in names and code[:2] not in MUNICIPALITIES:
        above.append(code[:4] + "00")
    return above


def by_code(code: str) -> Region | None:
    """The division of a six-digit code; an abolished one gives what took its place."""
    tables = _tables()
    if code in tables.current:
        return tables.current[code]
    gone = next((r for r in tables.former if r.code == code), None)
    return tables.current.get(gone.now) if gone and gone.now else gone


def ancestors(code: str) -> list[Region]:
    """The divisions above, highest first."""
    region, found = by_code(code), []
    while region and region.parent:
        region = by_code(region.parent)
        if region:
            found.append(region)
    return found[::-1]


@lru_cache(maxsize=4096)
def names_above(code: str) -> tuple[str, ...]:
    """The names and short names of the divisions above."""
    return tuple(name for region in ancestors(code) for name in (region.name, region.short))


def children(code: str) -> list[Region]:
    """The divisions directly below, by code."""
    tables = _tables()
    return [tables.current[c] for c in tables.children.get(code, ())]


def named(name: str) -> tuple[Region, ...]:
    """Every division of exactly this name or short name, current ones first."""
    return _tables().by_name.get(name, ())


def names() -> frozenset[str]:
    """All names and short names, for scanning a text."""
    return frozenset(_tables().by_name)


def candidates(text: str) -> list[Region]:
    """All divisions that a front-matter value may mean, such as 340111, 包河区,
    安徽省合肥市包河区, 安徽/合肥/包河 or 安徽; current divisions hide former ones."""
    value = re.sub(r"[\s·/／、,，\->]+", "/", text.strip()).strip("/")
    if re.fullmatch(r"\d{6}", value):
        region = by_code(value)
        return [region] if region else []
    found = _chained(value)
    current = [r for r in found if r.until is None]
    exact = [r for r in current or found if r.name == value.split("/")[-1]]
    return exact or current or found


@lru_cache(maxsize=4096)
def find(text: str) -> Region | None:
    """The one division that a front-matter value means; None where unknown or ambiguous."""
    found = candidates(text)
    if len(found) > 1:
        # 吉林 and 海南 name a province before a prefecture of the same short name.
        highest = [r for r in found if r.level == "province"]
        found = highest if len(highest) == 1 else found
    return found[0] if len(found) == 1 else None


def _chained(value: str) -> list[Region]:
    """Divisions whose name ends the value and whose ancestors cover the rest."""
    plain = value.replace("/", "")
    found: list[Region] = []
    for start in range(len(plain) - 1):
        for region in named(plain[start:]):
            if _covers(region, plain[:start]):
                found.append(region)
        if found:
            return found
    return found


def _covers(region: Region, head: str) -> bool:
    """Whether the text before the name is made of names of divisions above it, in order."""
    for above in ancestors(region.code) if region.until is None else _former_ancestors(region):
        for name in (above.name, above.short):
            if head.startswith(name):
                head = head[len(name) :]
                break
    return not head


def _former_ancestors(region: Region) -> list[Region]:
    codes = (region.code[:2] + "0000", region.code[:4] + "00")
    return [r for c in codes if (r := by_code(c)) and r.code != region.code]
