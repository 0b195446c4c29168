"""One article file: parsed, and looked at by every slice. Pure, so its result can be kept."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.articles.model import Article, Body
from portal.building.store import dumps
from portal.building.workers import Failure
from portal.errors import Problem, declare
from portal.settings import Settings
from portal.site import Part

declare(
    "error",
    {
        "article-too-slow": "处理这篇文章用时太久，已跳过",
        "article-too-heavy": "处理这篇文章占用内存太多，已跳过",
        "article-crash": "处理这篇文章时出错，已跳过",
    },
)

_REASONS = {
    "time": ("article-too-slow", "排版这篇文章用时太久", "检查有没有成片的括号、星号或层层嵌套的列表，删去后再试"),
    "memory": ("article-too-heavy", "处理这篇文章占用内存太多", "把文章拆成几篇，或删去异常重复的内容"),
    "crash": (
        "article-crash",
        "处理这篇文章时出错",
        "检查文中有没有异常的符号或层层嵌套的内容；仍不行请把这个文件交给技术人员",
    ),
}


@dataclass(frozen=True)
class Analyser:
    """Parses and analyses one file of the content folder; handed to worker processes."""

    content: Path
    settings: Settings
    parts: Sequence[Part]

    def prepare(self, folder: Path, much: bool) -> None:
        """Load what is needed, before worker processes are forked.

        Args:
            folder: where parts may keep what is slow to load.
            much: whether there is much to do.
        """
        from portal.articles import parse as parse

        for part in self.parts:
            if part.keep:
                part.keep(folder)
            if part.prepare:
                part.prepare(much)

    def __call__(self, path: str) -> dict[str, Any]:
        """``{hash, article, body, problems, held, links, uses, analyses, filed, brief}`` of the file as JSON values.

        ``body`` and each of the ``analyses`` are JSON texts, as the store keeps them: so they are written in the worker, and
        cost little on their way out of it.
        """
        try:
            data = (self.content / path).read_bytes()
        except OSError as error:
            return _nothing("", [unreadable(path, error)])
        return self.read(path, data)

    def read(self, path: str, data: bytes, held_too: bool = False) -> dict[str, Any]:
        """The same of a file's bytes; drafts and the like are analysed only where wanted."""
        # Not before an article has to be read: a build without one starts sooner.
        from portal.articles.links import linked_articles
        from portal.articles.parse import parse

        parsed = parse(data, path, self.settings)
        result: dict[str, Any] = {
            "hash": digest(data),
            "article": None,
            "body": None,
            "held": parsed.held,
            "links": [],
            "uses": [],
            "analyses": {},
            "filed": {},
            "brief": {},
            "problems": [problem.to_json() for problem in parsed.problems],
        }
        if parsed.article is None or parsed.body is None or (parsed.held and not held_too):
            return result
        result["article"], result["body"] = parsed.article.to_json(), dumps(parsed.body.to_json())
        result["links"] = linked_articles(parsed.body.html)
        result["uses"] = used_files(parsed.article, parsed.body)
        for part in self.parts:
            if part.analyse:
                found = part.analyse(parsed.article, parsed.body, self.settings)
                result["analyses"] |= {f"{part.name}.{name}": dumps(found.pop(name)) for name in part.apart}
                result["filed"] |= {f"{part.name}.{name}": found.pop(name) for name in part.filed}
                brief = {f"{part.name}.{name}": found.pop(name) for name in part.brief}
                result["brief"] |= {name: value for name, value in brief.items() if value}
                result["analyses"][part.name] = dumps(found)
        return result


def used_files(article: Article, body: Body) -> list[str]:
    """Site paths of the pictures and attachments of an article."""
    head = [article.image["src"]] if article.image else []
    return [*head, *(entry["file"] for entry in article.attachments), *body.images, *body.files]


def digest(data: bytes) -> str:
    """Content hash: BLAKE2b, 16 bytes, in hex."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def failed(path: str, failure: Failure, content_hash: str = "") -> dict[str, Any]:
    """The result of a file whose analysis gave nothing: set aside with the reason."""
    code, message, hint = _REASONS[failure.reason]
    detail = f"（{failure.detail}）" if failure.detail else ""
    return _nothing(content_hash, [Problem(code, path, None, message + detail, hint)])


def unreadable(path: str, error: OSError) -> Problem:
    """The problem of a file that the system does not let us read."""
    hint = "检查文件的权限，或换一份没有损坏的"
    return Problem("file-unreadable", path, None, f"文件读不出来（{error.strerror or error}）", hint)


def _nothing(content_hash: str, problems: list[Problem]) -> dict[str, Any]:
    return {
        "hash": content_hash,
        "article": None,
        "body": None,
        "held": "",
        "links": [],
        "uses": [],
        "analyses": {},
        "filed": {},
        "brief": {},
        "problems": [problem.to_json() for problem in problems],
    }
