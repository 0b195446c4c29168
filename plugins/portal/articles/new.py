"""A new article for an editor to fill in."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path

from portal.articles.canonical import canonical
from portal.articles.fields import PLACEHOLDER
from portal.articles.model import IDS_PER_DAY
from portal.articles.sections import SECTIONS

_SOURCE = f"{PLACEHOLDER}稿件来源）"
_EDITOR = f"{PLACEHOLDER}责任编辑姓名）"
_BODY = "\n在这里写正文。写好以后补上来源和责任编辑，删掉 status 一行，文章就会发布。\n"
#: What an editor is asked in each section of a case study; :mod:`portal.articles.guards` finds those left over.
_ASKED = {
    "背景与起因": "为什么要做，做之前是什么样，有哪些难处",
    "做法与经过": "做了什么，分几步，谁来做；数字写明地区和时间",
    "成效与反响": "做成了什么，群众怎么说，前后数字对比",
    "探讨与评论": "哪些可以推广，还有什么没解决",
}
#: Lines that do nothing until an editor takes the # away.
_CASE_FIELDS = (
    "# 案例信息：去掉行首的 # 和空格再填写，用不着的一行删掉。",
    "# unit: 实施单位",
    "# region: 安徽省合肥市包河区",
    "# level: 社区",
    "# period: 2024年",
    "# domain: 工作领域",
    "# practices: [网格党建, 枫桥经验]",
    "",
)


def next_id(day: datetime.date, taken: Iterable[str]) -> str:
    """The id after the highest one of that day: numbers once given are not given again.

    Raises:
        ValueError: the day has no number left.
    """
    prefix = f"{day:%Y%m%d}-"
    numbers = [int(name[9:]) for name in taken if name.startswith(prefix) and name[9:].isdecimal()]
    number = max(numbers, default=0) + 1
    if number >= IDS_PER_DAY:
        raise ValueError(f"{day.isoformat()} 的文章编号已经用完")
    return f"{prefix}{number:03d}"


def new_article(
    title: str, column: str, content_dir: Path, today: datetime.date, taken: set[str], *, case: bool = False, series: str = ""
) -> tuple[Path, str]:
    """The file of a new draft.

    Args:
        title: as the editor gave it.
        column: its column key.
        content_dir: the content folder; the column's folder is searched in it at any depth.
        today: the day of the id and the date.
        taken: ids that articles have already.
        case: with the fields and the four sections of a case study.
        series: name of the series it belongs to, or "".

    Returns:
        the path, which does not exist yet, and the text to write there.

    Raises:
        ValueError: the day has no id left.
    """
    folder = folder_for(column, content_dir)
    name = next_id(today, {*taken, *(path.stem for path in folder.glob("*.md"))})
    fields = {
        "id": name,
        "title": " ".join(title.split()),
        "date": today.isoformat(),
        "column": column,
        "type": "case" if case else "",
        "status": "draft",
        "source": _SOURCE,
        "editor": _EDITOR,
        "series": series,
    }
    head = canonical(fields)
    if case:
        head = head.removesuffix("---\n") + "\n".join(_CASE_FIELDS) + "---\n"
    return folder / f"{name}.md", head + (case_body() if case else _BODY)


def case_body() -> str:
    """The sections of a case study, each with what belongs there for the editor to replace."""
    return "".join(f"\n## {section}\n\n{PLACEHOLDER}：{_ASKED[section]}）\n" for section in SECTIONS)


def folder_for(column: str, content_dir: Path) -> Path:
    """The folder of a column's new articles: the one of its key, at any depth."""
    others = {content_dir / "images", content_dir / "files", content_dir / "data"}
    found = [path for path in content_dir.rglob(column) if path.is_dir() and not others & {*path.parents}]
    return min(found, key=lambda path: (len(path.parts), path)) if found else content_dir / column
