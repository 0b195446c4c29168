"""``portal new``: a file ready to write in."""

from __future__ import annotations

import datetime
import difflib
from pathlib import Path

from portal.articles.frontmatter import read
from portal.articles.new import new_article
from portal.building.command import ZONE
from portal.building.data import read_data
from portal.columns.tree import COLUMNS_FILE, read_tree
from portal.errors import BuildError


def _taken_ids(content: Path) -> set[str]:
    heads = (read(path.read_bytes(), path.name).fields for path in content.rglob("*.md") if path.is_file())
    return {str(fields["id"].value) for fields in heads if "id" in fields}


def create(title: str, column: str, content: Path) -> Path:
    """Write the file of a new article and return its path.

    Args:
        title: as the editor gave it.
        column: key or name of the column.
        content: the content folder.

    Raises:
        PortalError: no such column or content folder, or an unusable title.
    """
    if not (content / COLUMNS_FILE).is_file():
        raise BuildError(
            f"找不到栏目表 {content / COLUMNS_FILE}。怎么改：在站点目录里运行，或用 --content 指定内容目录。"
        )
    if not title.strip():
        raise BuildError("标题是空的。怎么改：写成 portal new 标题 --column 栏目代码。")
    tree = read_tree(read_data(content, [COLUMNS_FILE])["columns"])
    keys = {name: entry.key for entry in tree.columns for name in (entry.key, entry.name)}
    if column not in keys:
        near = difflib.get_close_matches(column, keys, 1, 0.5)
        known = "、".join(f"{entry.key}（{entry.name}）" for entry in tree.columns)
        guess = f"是不是 {keys[near[0]]}？" if near else ""
        raise BuildError(f"没有栏目 {column}。怎么改：{guess}可用的栏目有 {known}。")
    today = datetime.datetime.now(ZONE).date()
    try:
        path, text = new_article(title.strip(), keys[column], content, today, _taken_ids(content))
    except ValueError as error:
        raise BuildError(f"{error}。") from error
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as handle:
        handle.write(text)
    return path
