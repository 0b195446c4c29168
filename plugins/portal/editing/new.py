"""``portal new``: a file ready to write in."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from portal.articles.frontmatter import read
from portal.articles.new import new_article
from portal.building.command import ZONE
from portal.building.data import read_data
from portal.columns.tree import COLUMNS_FILE, ColumnTree, read_tree
from portal.errors import BuildError

SERIES_FILE = "data/series.toml"


def taken_ids(content: Path) -> set[str]:
    """The ids that articles of the content folder have."""
    heads = (read(path.read_bytes(), path.name).fields for path in content.rglob("*.md") if path.is_file())
    return {str(fields["id"].value) for fields in heads if "id" in fields}


def columns_of(content: Path) -> ColumnTree:
    """The column tree of a content folder.

    Raises:
        PortalError: there is none, or it is wrong.
    """
    if not (content / COLUMNS_FILE).is_file():
        raise BuildError(
            f"找不到栏目表 {content / COLUMNS_FILE}。怎么改：在站点目录里运行，或用 --content 指定内容目录。"
        )
    return read_tree(read_data(content, [COLUMNS_FILE])["columns"])


def create(title: str, column: str, content: Path, *, case: bool = False, series: str = "") -> Path:
    """Write the file of a new article and return its path.

    Args:
        title: as the editor gave it.
        column: key or name of the column; may be "" for a case study, which goes to the case library.
        content: the content folder.
        case: with the fields and sections of a case study.
        series: key or name of a series of data/series.toml, or "".

    Raises:
        PortalError: no such column, series or content folder, or an unusable title.
    """
    tree = columns_of(content)
    if not title.strip():
        raise BuildError("标题是空的。怎么改：写成 portal new 标题 --column 栏目代码。")
    key = _column(column, tree, case)
    name = _series(series, content) if series else ""
    today = datetime.datetime.now(ZONE).date()
    try:
        path, text = new_article(title.strip(), key, content, today, taken_ids(content), case=case, series=name)
    except ValueError as error:
        raise BuildError(f"{error}。") from error
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as handle:
        handle.write(text)
    return path


def _column(wanted: str, tree: ColumnTree, case: bool) -> str:
    if not wanted and case:
        library = next((entry.key for entry in tree.columns if entry.type == "case"), "")
        if library:
            return library
    keys = {name: entry.key for entry in tree.columns for name in (entry.key, entry.name)}
    if wanted in keys:
        return keys[wanted]
    known = "、".join(f"{entry.key}（{entry.name}）" for entry in tree.columns)
    if not wanted:
        raise BuildError(f"没有说放进哪个栏目。怎么改：加上 --column 栏目代码或名称；可用的栏目有 {known}。")
    raise BuildError(f"没有栏目 {wanted}。怎么改：{_guess(wanted, keys)}可用的栏目有 {known}。")


def _series(wanted: str, content: Path) -> str:
    path = content / SERIES_FILE
    entries: list[Mapping[str, Any]] = []
    if path.is_file():
        entries = read_data(content, [SERIES_FILE])["series"].get("series", [])
    names = {name: entry["name"] for entry in entries for name in (entry.get("key"), entry.get("name")) if name}
    if wanted in names:
        return str(names[wanted])
    known = "、".join(f"{entry.get('key')}（{entry.get('name')}）" for entry in entries)
    listed = f"可用的系列有 {known}" if known else f"先在 {path} 里登记"
    raise BuildError(f"没有系列 {wanted}。怎么改：{_guess(wanted, names)}{listed}。")


def _guess(wanted: str, known: Mapping[str, str]) -> str:
    near = difflib.get_close_matches(wanted, known, 1, 0.5)
    return f"是不是 {known[near[0]]}？" if near else ""
