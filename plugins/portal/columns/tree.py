"""The column tree of content/data/columns.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.columns.refs import Ref
from portal.errors import DataError, Problem, declare

COLUMNS_FILE = "data/columns.toml"
TYPES = ("list", "case", "topic", "data", "page")
KEY = re.compile(r"[a-z][a-z0-9-]*")

declare(
    "error",
    {
        "columns-invalid": "栏目表 data/columns.toml 有错，整个网站无法生成",
        "column-unknown": "文章的栏目没有在 data/columns.toml 里登记",
    },
)


@dataclass(frozen=True)
class Column:
    """One column; ``type`` is one of :data:`TYPES`, ``update`` the days between expected updates."""

    key: str
    name: str
    parent: str = ""
    description: str = ""
    keywords: str = ""
    type: str = "list"
    update: int = 0

    @property
    def url(self) -> str:
        """Site-relative address of the column's newest page."""
        return f"{self.key}/"

    @property
    def ref(self) -> dict[str, str]:
        """Name and address, for templates."""
        return {"key": self.key, "name": self.name, "url": self.url}


@dataclass(frozen=True)
class ColumnTree:
    """All columns in the order of the file."""

    columns: tuple[Column, ...] = ()
    by_key: Mapping[str, Column] = field(default_factory=dict)

    def top(self) -> list[Column]:
        """The columns without a parent."""
        return [column for column in self.columns if not column.parent]

    def children(self, key: str) -> list[Column]:
        """The direct sub-columns."""
        return [column for column in self.columns if column.parent == key]

    def line(self, key: str) -> list[Column]:
        """From the top-level column down to the column itself."""
        line = [self.by_key[key]]
        while line[0].parent:
            line.insert(0, self.by_key[line[0].parent])
        return line

    def below(self, key: str) -> set[str]:
        """The keys of the column and of all columns under it."""
        keys = {key}
        for child in self.children(key):
            keys |= self.below(child.key)
        return keys

    def crumbs(self, key: str) -> list[Ref]:
        """Breadcrumb from the home page to the column."""
        return [HOME, *({"name": column.name, "url": column.url} for column in self.line(key))]


HOME: Ref = {"name": "首页", "url": ""}


def _line_of(source: str, key: object) -> int | None:
    for number, line in enumerate(source.splitlines(), 1):
        if re.match(rf"""\s*key\s*=\s*["']{re.escape(str(key))}["']""", line):
            return number
    return None


def _column(entry: object, problems: list[str]) -> Column | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("key"), str) or not entry.get("name"):
        problems.append("每个 [[column]] 都要有 key 和 name")
        return None
    known = set(Column.__dataclass_fields__)
    for name in sorted(set(entry) - known):
        problems.append(f"不认识的项目 {name}")
    if not KEY.fullmatch(entry["key"]):
        problems.append(f"栏目代码 {entry['key']!r} 只能用小写字母、数字和连字符，并以字母开头")
    if entry.get("type", "list") not in TYPES:
        problems.append(f"栏目类型 {entry['type']!r} 不在 {'、'.join(TYPES)} 之中")
    update = entry.get("update", 0)
    if not isinstance(update, int):
        problems.append(f"update 应是天数，现在是 {update!r}")
        update = 0
    texts = {name: str(entry.get(name, "")) for name in ("parent", "description", "keywords")}
    return Column(entry["key"], str(entry["name"]), type=entry.get("type") or "list", update=update, **texts)


def _tree_faults(columns: list[Column], reserved: frozenset[str]) -> list[tuple[str, str]]:
    faults, keys = [], [column.key for column in columns]
    parents = {column.key: column.parent for column in columns}
    for column in columns:
        if keys.count(column.key) > 1:
            faults.append((column.key, f"栏目代码 {column.key} 用了不止一次"))
        if column.key in reserved:
            faults.append((column.key, f"栏目代码 {column.key} 是系统保留的"))
        if column.parent and column.parent not in parents:
            faults.append((column.key, f"上级栏目 {column.parent} 不存在"))
        seen, key = {column.key}, column.parent
        while key in parents:
            if key in seen:
                faults.append((column.key, f"栏目 {column.key} 的上级绕成了圈"))
                break
            seen.add(key)
            key = parents[key]
    return faults


def read_tree(data: Mapping[str, Any], reserved: frozenset[str] = frozenset(), source: str = "") -> ColumnTree:
    """Read the tree out of the parsed columns.toml.

    Args:
        data: the parsed file.
        reserved: first path parts that other pages use.
        source: the file's text, to name lines.

    Raises:
        DataError: with every fault found.
    """
    faults: list[tuple[object, str]] = []
    columns = []
    entries = data.get("column", [])
    for entry in entries if isinstance(entries, list) else [entries]:
        wrong: list[str] = []
        column = _column(entry, wrong)
        faults += [(entry.get("key") if isinstance(entry, dict) else "", message) for message in wrong]
        columns += [column] if column else []
    faults += _tree_faults(columns, reserved)
    if not columns and not faults:
        faults.append(("", "没有登记任何栏目"))
    if faults:
        raise DataError(
            [
                Problem("columns-invalid", COLUMNS_FILE, _line_of(source, key), message, "改好这一行后重新生成")
                for key, message in dict.fromkeys(faults)
            ]
        )
    return ColumnTree(tuple(columns), {column.key: column for column in columns})
