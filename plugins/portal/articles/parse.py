"""One article from its file's bytes: pure, so that it can run anywhere and be cached by content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from portal.articles import frontmatter, guards
from portal.articles.fields import Fields
from portal.articles.markdown import render
from portal.articles.model import Article, Body
from portal.articles.reviews import Held, held_back, missing_record
from portal.articles.sections import SECTIONS, find_sections
from portal.articles.summary import reading_length, summarise
from portal.errors import Problem, declare
from portal.settings import Settings

declare("warning", {"case-sections": "案例里没有认出任何一个部分"})


@dataclass(frozen=True)
class Parsed:
    """What :func:`parse` makes of one file.

    Args:
        article: None where a fatal problem sets the file aside.
        body: likewise.
        problems: fatal ones and warnings, by line.
        held: why it is kept back, such as ``draft`` (see :mod:`portal.articles.reviews`). Look at it
            first: a draft may be full of fatal problems and is still no mishap.
    """

    article: Article | None
    body: Body | None
    problems: list[Problem] = field(default_factory=list)
    held: Held = ""

    @property
    def outcome(self) -> Literal["published", "held", "set aside"]:
        """What becomes of the file, as far as it alone can tell."""
        if self.held:
            return "held"
        return "set aside" if self.article is None or self.body is None else "published"

    def to_json(self) -> dict[str, Any]:
        """The result as JSON values."""
        return {
            "article": self.article and self.article.to_json(),
            "body": self.body and self.body.to_json(),
            "problems": [problem.to_json() for problem in self.problems],
            "held": self.held,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Parsed:
        """The inverse of :meth:`to_json`."""
        article = Article.from_json(value["article"]) if value["article"] else None
        body = Body.from_json(value["body"]) if value["body"] else None
        return cls(article, body, [Problem.from_json(p) for p in value["problems"]], value["held"])


def version_of(data: bytes, path: str) -> str:
    """32 hex digits that change with the file's content or its place."""
    return hashlib.blake2b(path.encode() + b"\0" + data, digest_size=16).hexdigest()


def parse(data: bytes, path: str, settings: Settings) -> Parsed:
    """Read one article.

    Args:
        data: the file.
        path: its path relative to the content folder, with ``/``, such as ``yaowen/a.md``.
        settings: for the size limit.

    Returns:
        the article and its body, or the problems that set it aside. Whether files exist, ids are
        unique and columns are declared only shows when all articles are known.
    """
    front = frontmatter.read(data, path, settings.article_megabytes)
    if not front.fields:
        return Parsed(None, None, front.problems)
    fields = Fields(front.fields, path, front.end_line)
    values = fields.values
    held = held_back(values.get("status") or "", values.get("id") or "", settings.review_from)
    body, found = render(front.body, path, front.body_line, values.get("title") or "")
    problems = front.problems + fields.problems + found
    problems += missing_record(values, path, front.end_line, settings.review_from)
    problems += guards.unanswered(front.body, path, front.body_line)
    if values.get("type") == "case" and body:
        body = replace(body, sections=find_sections(body.headings))
        if not body.sections:
            message = f"案例里没有认出任何一个部分（{'、'.join(SECTIONS)}）"
            hint = "用 ## 写小标题，如「## 背景与起因」「## 主要做法」「## 主要成效」「## 经验启示」"
            problems.append(Problem("case-sections", path, front.body_line, message, hint))
    problems = sorted(dict.fromkeys(problems), key=lambda problem: (problem.line or 0, problem.code))
    if body is None or any(problem.fatal for problem in problems):
        return Parsed(None, None, problems, held)
    return Parsed(_article(values, body, data, path), body, problems, held)


def _article(values: dict[str, Any], body: Body, data: bytes, path: str) -> Article:
    record = {key: value for key, value in values.items() if key not in ("status", "reviews") and value is not None}
    record["summary"] = record.get("summary") or summarise(body.html)
    record["type"] = record.get("type") or "article"
    characters = reading_length(body.text)
    return Article(path=path, version=version_of(data, path), characters=characters, **record)
