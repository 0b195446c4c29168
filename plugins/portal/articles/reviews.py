"""Review: the states an article goes through, who moved it and when, and what may go public."""

from __future__ import annotations

from typing import Any, Literal

from portal.articles.keys import Field
from portal.articles.model import split_id
from portal.errors import Problem, declare
from portal.text.dates import parse_date

declare("error", {"review-entry": "审核记录写得不对"})
declare("warning", {"review-record": "要求审核的站点上，一篇公开的文章没有终审记录"})

Held = Literal["", "draft", "review", "unreviewed", "withdrawn"]

#: State -> Chinese name, in the order an article goes through them.
STATES = {"draft": "草稿", "reviewed": "初审", "approved": "终审", "published": "发布", "withdrawn": "撤回"}
#: Every accepted spelling -> state; "" where nothing is said.
STATUSES = {
    "": "",
    "draft": "draft",
    "草稿": "draft",
    "reviewed": "reviewed",
    "初审": "reviewed",
    "已初审": "reviewed",
    "approved": "approved",
    "终审": "approved",
    "已终审": "approved",
    "published": "published",
    "发布": "published",
    "已发布": "published",
    "withdrawn": "withdrawn",
    "撤回": "withdrawn",
    "撤稿": "withdrawn",
}
_PUBLIC = ("approved", "published")
#: Characters of a name or a note.
_MOST = 200


def read_reviews(field: Field, path: str) -> tuple[tuple[dict[str, str], ...], list[Problem]]:
    """The entries of ``reviews``: ``state``, ``by``, ``at`` (and ``note``), oldest first.

    Args:
        field: as the front matter has it.
        path: the file, for problems.

    Returns:
        the entries that can be understood, and a problem for each of the others.
    """
    entries: list[dict[str, str]] = []
    problems: list[Problem] = []
    for item in field.value if isinstance(field.value, list) else [field]:
        fault = _fault(item.value)
        if fault:
            hint = "每条写成 {state: 终审, by: 姓名, at: 2026-01-05 09:30}；portal review 会写好"
            problems.append(Problem("review-entry", path, item.line, fault, hint))
        else:
            texts = {name: str(value.value).strip() for name, value in item.value.items()}
            texts["at"] = parse_date(texts["at"]) or ""
            entries.append({**texts, "state": STATUSES[texts["state"]]})
    return tuple(entries), problems


def _fault(value: Any) -> str:
    if not isinstance(value, dict):
        return "审核记录的每一条要写明环节、姓名和时间"
    texts = {name: item.value for name, item in value.items()}
    if unknown := texts.keys() - {"state", "by", "at", "note"}:
        return f"审核记录里不认识「{sorted(unknown)[0][:20]}」"
    if any(not isinstance(text, str) or len(text) > _MOST for text in texts.values()):
        return f"审核记录里每一项只能是 {_MOST} 字以内的文字"
    if not STATUSES.get(texts.get("state", "").strip()):
        return f"审核记录的环节不能写「{texts.get('state', '')[:20]}」，可以写 {'、'.join(STATES.values())}"
    if not texts.get("by", "").strip():
        return "审核记录里没有写是谁"
    if not parse_date(texts.get("at", "")):
        return f"审核记录的时间不对：{texts.get('at', '')[:30]}"
    return ""


def held_back(status: str, article_id: str, review_from: str) -> Held:
    """Why the article is kept back, "" where it may go public.

    Args:
        status: a key of :data:`STATES`, or "" where the editor wrote none.
        article_id: tells the day it was begun, which editing the date does not change.
        review_from: the setting: articles of that day and later need a final review.
    """
    if status in ("draft", "withdrawn"):
        return status  # type: ignore[return-value]
    if status == "reviewed":
        return "review"
    return "unreviewed" if status not in _PUBLIC and asked(article_id, review_from) else ""


def asked(article_id: str, review_from: str) -> bool:
    """Whether the site asks for a review of this article."""
    parts = split_id(article_id)
    if not review_from:
        return False
    return parts is None or f"{article_id[:4]}-{article_id[4:6]}-{article_id[6:8]}" >= review_from


def missing_record(values: dict[str, Any], path: str, line: int, review_from: str) -> list[Problem]:
    """A warning where an article goes public and no record says who gave the final review."""
    if values.get("status") not in _PUBLIC or not asked(values.get("id") or "", review_from):
        return []
    if any(entry["state"] == "approved" for entry in values.get("reviews") or ()):
        return []
    hint = "由终审的人运行 portal review 文件 终审 --by 姓名，会记下姓名和时间"
    return [Problem("review-record", path, line, "文章公开了，但没有记下是谁、什么时候终审的", hint)]
