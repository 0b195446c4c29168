"""``portal review``: moving an article from one state to the next, and keeping who did it and when."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from portal.articles.fields import Fields
from portal.articles.frontmatter import read
from portal.articles.reviews import STATES, STATUSES, asked
from portal.building.command import ZONE
from portal.editing.check import replace
from portal.editing.head import set_fields
from portal.errors import PortalError
from portal.settings import Settings

#: State -> states it may go to. Back to the author it may go from anywhere but from what is public.
NEXT = {
    "draft": ("reviewed",),
    "reviewed": ("approved", "draft"),
    "approved": ("published", "draft", "withdrawn"),
    "published": ("withdrawn",),
    "withdrawn": ("draft",),
}


def moved(data: bytes, path: str, wanted: str, by: str, at: datetime.datetime, note: str = "") -> str:
    """The article's text in its new state, with one more record.

    Args:
        data: the file.
        path: for the messages.
        wanted: the state, in any accepted spelling.
        by: who moves it.
        at: when, in Asia/Shanghai.
        note: what there is to say about it.

    Raises:
        PortalError: no such state, no name, a step left out, or a head that cannot be read.
    """
    state = STATUSES.get(wanted.strip(), "")
    if not state:
        raise PortalError(f"没有「{wanted}」这个环节。怎么改：写 {'、'.join(STATES.values())} 中的一个。")
    if not by.strip():
        raise PortalError("没有说是谁。怎么改：写上经办人（命令里是 --by 姓名）。")
    front = read(data, path)
    damaged = [problem for problem in front.problems if problem.fatal]
    if damaged or not front.fields:
        raise PortalError(str(damaged[0]) if damaged else f"{path} 没有文章信息。")
    values = Fields(front.fields, path, front.end_line).values
    now = values.get("status") or "published"
    if state not in NEXT[now]:
        steps = "、".join(STATES[name] for name in NEXT[now])
        raise PortalError(f"{path} 现在是「{STATES[now]}」，不能直接到「{STATES[state]}」。怎么改：下一步可以是 {steps}。")
    if state in ("approved", "published"):
        _refuse_unready(values, data, path)
    return set_fields(data, {"status": state, "reviews": [*records(values), _record(state, by, at, note)]})


def advanced(before: bytes, after: str, path: str, by: str, settings: Settings, at: datetime.datetime) -> str:
    """The text after an edit that may have moved the article to another state, with its record.

    Args:
        before: the file as it was; of a new article, its bare head.
        after: the edited text.
        path: for the messages.
        by: who; may be "" where the site asks for no review.
        settings: of the site.
        at: when.

    Raises:
        PortalError: a step was left out or nobody is named, where the site asks for a review.
    """
    old, new = _values(before, path), _values(after.encode(), path)
    was, now = old.get("status") or "", new.get("status") or ""
    if was == now or (not by.strip() and not asked(new.get("id") or "", settings.review_from)):
        return after
    if not now and asked(new.get("id") or "", settings.review_from):
        raise PortalError("这个站点要求审核，状态不能空着。怎么改：选「草稿」，或请审核的人选下一个环节。")
    if {was, now} <= {"", "draft"}:
        return after
    # Where nothing was written, a new article is a draft.
    undone = set_fields(after.encode(), {"status": was or "draft"})
    return moved(undone.encode(), path, now or "published", by, at)


def _values(data: bytes, path: str) -> dict[str, Any]:
    front = read(data, path)
    return Fields(front.fields, path, front.end_line).values


def _refuse_unready(values: Mapping[str, Any], data: bytes, path: str) -> None:
    from portal.articles.parse import parse

    # As it would be when public: a draft is allowed what a published article is not.
    parsed = parse(set_fields(data, {"status": "published"}).encode(), path, Settings())
    fatal = [str(problem) for problem in parsed.problems if problem.fatal]
    if fatal:
        raise PortalError("还不能通过终审，先改好：\n" + "\n".join(fatal))


def records(values: Mapping[str, Any]) -> list[dict[str, str]]:
    """The records so far, as they are written in the front matter."""
    return [written(entry) for entry in values.get("reviews") or ()]


def written(entry: Mapping[str, str]) -> dict[str, str]:
    """A record with the state in Chinese and the time as people write it."""
    return {**entry, "state": STATES[entry["state"]], "at": entry["at"].replace("T", " ")}


def _record(state: str, by: str, at: datetime.datetime, note: str) -> dict[str, str]:
    record = {"state": STATES[state], "by": " ".join(by.split()), "at": f"{at:%Y-%m-%d %H:%M}"}
    return {**record, "note": " ".join(note.split())} if note.strip() else record


def review(path: Path, wanted: str, by: str, note: str = "", content: Path = Path("content")) -> str:
    """Move the article in a file and say what was done.

    Raises:
        PortalError: see :func:`moved`; or there is no such file.
    """
    if not path.is_file():
        raise PortalError(f"找不到 {path}。怎么改：检查文件名。")
    try:
        name = path.resolve().relative_to(content.resolve()).as_posix()
    except ValueError:
        raise PortalError(f"{path} 不在内容目录 {content} 里。怎么改：用 --content 指定。") from None
    text = moved(path.read_bytes(), name, wanted, by, datetime.datetime.now(ZONE), note)
    replace(path, text.encode())
    return f"{path}：{STATES[STATUSES[wanted.strip()]]}，经办 {by.strip()}，已记入文章信息。"
