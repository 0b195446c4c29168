"""Indicators that editors name: content/data/indicators.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, get_args

from portal.columns.tree import KEY
from portal.errors import DataError, Problem, declare
from portal.indicators.figure import Kind
from portal.indicators.measures import kind_of
from portal.indicators.stems import stem, unit_class

declare("error", {"indicators-invalid": "指标表 data/indicators.toml 有错，整个网站无法生成"})

INDICATORS_FILE = "data/indicators.toml"
KINDS: tuple[str, ...] = get_args(Kind)
#: Folders under data/ that are pages of their own.
RESERVED = frozenset({"about", "indicators", "region"})
_FIELDS = frozenset({"key", "name", "unit", "kind", "synonyms", "description", "definition"})
#: 压减前 and 压减后 name two ends of a change: they may never be synonyms of one indicator.
_PHASE = re.compile(
    r"(?:上升|下降|压减|减少|增加|提高|降低|缩短|延长|改造|调整|整合|改革|优化|精简|清理|合并|撤并|治理|整治|实施|推行)[前后]|[（(].*[前后][）)]"
)


@dataclass(frozen=True)
class Declared:
    """One ``[[indicator]]``.

    Args:
        key: address part.
        unit: of its figures; 人, 名 and 位 count as one.
        kind: of its figures; without one, the kind that the unit makes.
        synonyms: other names of the same thing.
        description: one sentence for lists.
        definition: what counts and what does not, as the sources use it.
    """

    key: str
    name: str
    unit: str
    kind: str
    synonyms: tuple[str, ...] = ()
    description: str = ""
    definition: str = ""

    def stems(self) -> set[str]:
        """The stems of its name and synonyms."""
        return {stem(name, self.unit) for name in (self.name, *self.synonyms)}


@dataclass(frozen=True)
class Table:
    """All declared indicators in the order of the file."""

    declared: tuple[Declared, ...] = ()
    by_stem: Mapping[tuple[str, str, str], Declared] = field(default_factory=dict)

    @cached_property
    def by_key(self) -> Mapping[str, Declared]:
        """Key -> declared indicator."""
        return {item.key: item for item in self.declared}

    def find(self, core: str, units: str, kind: str) -> Declared | None:
        """The declared indicator of that stem, unit class and kind."""
        return self.by_stem.get((core, units, kind))


def read_indicators(data: Mapping[str, Any]) -> Table:
    """Read the table out of the parsed indicators.toml; an absent file is an empty one.

    Raises:
        DataError: with every fault found.
    """
    entries = data.get("indicator", [])
    faults: list[str] = [f"不认识的项目 {name}，应写成 [[indicator]]" for name in sorted(set(data) - {"indicator"})]
    if not isinstance(entries, list):
        entries, faults = [], [*faults, "indicator 要写成 [[indicator]]，每个指标一段"]
    declared = [item for number, entry in enumerate(entries, 1) if (item := _declared(number, entry, faults))]
    by_stem: dict[tuple[str, str, str], Declared] = {}
    keys: set[str] = set()
    for item in declared:
        if item.key in keys:
            faults.append(f"代码 {item.key} 用了不止一次")
        keys.add(item.key)
        for core in sorted(item.stems()):
            other = by_stem.setdefault((core, unit_class(item.unit), item.kind), item)
            if other is not item:
                faults.append(f"「{core}」既是{other.name}（{other.key}）又是{item.name}（{item.key}）的名称或别名")
    if faults:
        hint = "对照文件开头的说明改好；同一个名称只能属于一个指标"
        raise DataError([Problem("indicators-invalid", INDICATORS_FILE, None, fault, hint) for fault in faults])
    return Table(tuple(declared), by_stem)


def _declared(number: int, entry: Any, faults: list[str]) -> Declared | None:
    if not isinstance(entry, dict):
        faults.append(f"第 {number} 项不是 [[indicator]]")
        return None
    where = f"第 {number} 项（{entry.get('key') or entry.get('name') or '没有代码'}）"
    wrong = [f"{where}有不认识的项目 {name}" for name in sorted(set(entry) - _FIELDS)]
    for name in ("key", "name", "unit"):
        if not isinstance(entry.get(name), str) or not entry[name].strip():
            wrong.append(f"{where}没有写 {name}")
    for name in ("kind", "description", "definition"):
        if not isinstance(entry.get(name, ""), str):
            wrong.append(f"{where}的 {name} 应是文字")
    synonyms = entry.get("synonyms", [])
    if not isinstance(synonyms, list) or not all(isinstance(s, str) and s.strip() for s in synonyms):
        wrong.append(f'{where}的 synonyms 应是一串名称，如 ["划分网格数"]')
    if wrong:
        faults += wrong
        return None
    kind = entry.get("kind") or kind_of(entry["unit"])
    item = Declared(
        entry["key"], entry["name"].strip(), entry["unit"].strip(), kind, tuple(synonyms),
        entry.get("description", ""), entry.get("definition", ""),
    )  # fmt: skip
    wrong = _wrong_values(item, where)
    faults += wrong
    return None if wrong else item


def _wrong_values(item: Declared, where: str) -> list[str]:
    wrong = []
    if not KEY.fullmatch(item.key) or item.key.startswith("x-") or item.key in RESERVED:
        wrong.append(
            f"{where}的代码只能用小写字母、数字和连字符，以字母开头，不以 x- 开头，也不能是 about、indicators 或 region"
        )
    if item.kind not in KINDS:
        wrong.append(f"{where}的 kind 应是 {'、'.join(KINDS)} 之一，现在是 {item.kind!r}")
    natural = kind_of(item.unit)
    if item.kind in KINDS and "ratio" in (item.kind, natural) and item.kind != natural:
        wrong.append(f"{where}的单位 {item.unit} 和 kind={item.kind!r} 不配：比率和数量不能放在一起")
    for name in (item.name, *item.synonyms):
        if not stem(name, item.unit):
            wrong.append(f"{where}的名称「{name}」太笼统，看不出数的是什么")
        if _PHASE.search(name):
            wrong.append(f"{where}的名称「{name}」写着变化前后，前后两个数不能归成一个指标")
    return wrong
