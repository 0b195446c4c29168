"""A new article for an editor to fill in."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path

from portal.articles.canonical import canonical
from portal.articles.fields import PLACEHOLDER
from portal.articles.model import IDS_PER_DAY

_SOURCE = f"{PLACEHOLDER}稿件来源）"
_EDITOR = f"{PLACEHOLDER}责任编辑姓名）"
_BODY = "\n在这里写正文。写好以后补上来源和责任编辑，删掉 status 一行，文章就会发布。\n"


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


def new_article(title: str, column: str, content_dir: Path, today: datetime.date, taken: set[str]) -> tuple[Path, str]:
    """The file of a new draft.

    Args:
        title: as the editor gave it.
        column: its column key.
        content_dir: the content folder; the column's folder is searched in it at any depth.
        today: the day of the id and the date.
        taken: ids that articles have already.

    Returns:
        the path, which does not exist yet, and the text to write there.

    Raises:
        ValueError: the day has no id left.
    """
    folder = _folder(column, content_dir)
    name = next_id(today, {*taken, *(path.stem for path in folder.glob("*.md"))})
    fields = {
        "id": name,
        "title": " ".join(title.split()),
        "date": today.isoformat(),
        "column": column,
        "status": "draft",
        "source": _SOURCE,
        "editor": _EDITOR,
    }
    return folder / f"{name}.md", canonical(fields) + _BODY


def _folder(column: str, content_dir: Path) -> Path:
    others = {content_dir / "images", content_dir / "files", content_dir / "data"}
    found = [path for path in content_dir.rglob(column) if path.is_dir() and not others & {*path.parents}]
    return min(found, key=lambda path: (len(path.parts), path)) if found else content_dir / column
