"""The head of an article's file: finding it, reading it, writing it in canonical form.

Two spellings are read: YAML between ``---`` lines, and Pelican's ``Key: value`` lines up to the
first blank line. Every value stays text here; :mod:`portal.articles.fields` gives it a meaning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from portal.articles import yamltree
from portal.articles.canonical import canonical
from portal.articles.encoding import INVISIBLE, decode
from portal.articles.keys import Field, canonical_key, inner_key, nearest_key
from portal.errors import Problem, declare

declare(
    "error",
    {
        "front-missing": "文件开头没有文章信息",
        "front-unclosed": "文章信息没有结尾的 ---",
        "front-line": "文章信息里有一行看不懂",
    },
)
__all__ = ["Front", "body_start", "canonical", "read"]

declare("warning", {"front-unknown": "有一项文章信息不认识，没有起作用"})

_FENCE = re.compile(r"---[ \t]*(?:\n|\Z)")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_PAIR = re.compile(r"([^\s:：#>*`\[\]<-][^:：\n]{0,30}?)[ \t]*[:：](.*)")
#: A front matter is some twenty lines; libyaml's worst cases need far more than this to hurt.
_MOST = 65536
#: Lines of a ``Key: value`` head.
_LINES = 500
#: Unknown keys named; each costs a search for the nearest known one.
_FEW = 20


@dataclass(frozen=True)
class Front:
    """What :func:`read` found.

    Args:
        fields: canonical key -> value, in the file's order.
        body: the text after the head.
        body_line: 1-based line on which ``body`` starts.
        end_line: last line of the head, where a missing key should be added.
        problems: what is wrong with the head.
    """

    fields: dict[str, Field] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    end_line: int = 1
    problems: list[Problem] = field(default_factory=list)


def read(data: bytes, path: str, megabytes: float = 5) -> Front:
    """Read the head of an article's file.

    Where ``problems`` holds a fatal one, ``fields`` has what could be read all the same.
    """
    text, problems = decode(data, path, megabytes)
    if any(problem.fatal for problem in problems):
        return Front(problems=problems)
    front = _read(text, path)
    return replace(front, problems=problems + front.problems)


def _read(text: str, path: str) -> Front:
    # Editors leave blank lines before the head; they must not shift line numbers.
    start = len(text) - len(text.lstrip("\n"))
    line = start + 1
    fence = _FENCE.match(text, start)
    if not fence:
        return _read_plain(text, start, line, path)
    end = _END.search(text, fence.end())
    if not end or end.start() - fence.end() > _MOST:
        return Front(problems=[_unclosed(text, fence.end(), line + 1, path)])
    pairs, problems = yamltree.pairs(text[fence.end() : end.start()], line + 1, path)
    fields, more = _named(pairs, path)
    body_line = text.count("\n", 0, end.end()) + 1
    end_line = text.count("\n", 0, end.start()) + 1
    return Front(fields, text[end.end() :], body_line, end_line, problems + more)


def body_start(text: str) -> int:
    """Where the body starts in the exact text of a file (any line ends, byte order mark included).

    Returns:
        an offset in code points; 0 where there is no head.
    """
    plain = text.replace("\r\n", " \n").replace("\r", "\n").replace("\ufeff", "\n", 1)
    start = len(plain) - len(plain.lstrip(" \n"))
    fence = _FENCE.match(plain, start)
    if fence:
        end = _END.search(plain, fence.end())
        return end.end() if end else 0
    lines = _plain_lines(plain[start:])
    return start + sum(len(line) + 1 for line in lines) if lines else 0


def _unclosed(text: str, start: int, line: int, path: str) -> Problem:
    """The missing ``---`` belongs where lines stop to look like ``key: value``."""
    rows = enumerate(text[start:].split("\n"), line)
    number = next((n for n, row in rows if not _PAIR.match(row) and not row.startswith((" ", "- ", "#"))), line)
    message = "开头的 --- 之后没有找到结尾的 ---，文章信息和正文分不开"
    return Problem("front-unclosed", path, number, message, f"在第 {number} 行单独写一行 ---，下面才是正文")


def _named(pairs: list[tuple[str, Field]], path: str) -> tuple[dict[str, Field], list[Problem]]:
    fields: dict[str, Field] = {}
    problems: list[Problem] = []
    for name, value in pairs:
        key = canonical_key(name)
        if key is None:
            if len(problems) < _FEW:
                problems.append(_unknown(name, value.line, path))
        elif key in fields:
            message = f"「{name}」在第 {fields[key].line} 行已经写过"
            problems.append(Problem("front-duplicate", path, value.line, message, "两行只留一行"))
        else:
            fields[key] = Field(_inner(value.value), value.line, value.quoted)
    return fields, problems


def _inner(value: Any) -> Any:
    if isinstance(value, list):
        return [Field(_inner(item.value), item.line, item.quoted) for item in value]
    if isinstance(value, dict):
        return {inner_key(name) or name: item for name, item in value.items()}
    return value


def _unknown(name: str, line: int, path: str) -> Problem:
    near = nearest_key(name)
    hint = f"是不是「{near}」？改过来，或者删掉这一行" if near else "对照编辑手册里的清单改名，或者删掉这一行"
    return Problem("front-unknown", path, line, f"不认识「{name[:40]}」，这一行没有起作用", hint)


def _plain_lines(text: str) -> list[str]:
    """The lines of a ``Key: value`` head, or nothing where the text does not start with one."""
    lines: list[str] = []
    for line in text.split("\n"):
        if not line.strip() or not (_PAIR.match(line) or (lines and line[:1] in " \t")):
            break
        lines.append(line)
        if len(lines) > _LINES:
            return []
    known = any(canonical_key(match[1]) for line in lines if (match := _PAIR.match(line)))
    return lines if known else []


def _read_plain(text: str, start: int, first: int, path: str) -> Front:
    lines = _plain_lines(text[start:])
    if not lines:
        hint = "在文件开头写两行 ---，中间写 id、标题、日期、栏目、来源、责任编辑；portal new 会写好样子"
        return Front(problems=[Problem("front-missing", path, first, "文件开头没有文章信息", hint)])
    pairs: list[tuple[str, Field]] = []
    for number, line in enumerate(lines, first):
        match = _PAIR.match(line)
        if line[:1] in " \t" or not match:
            name, last = pairs[-1]
            pairs[-1] = name, Field(f"{last.value}\n{line.strip()}".strip(), last.line)
        else:
            pairs.append((match[1], Field(INVISIBLE.sub("", match[2]).strip(), number)))
    fields, problems = _named(pairs, path)
    rest, after = text[start:].split("\n"), first + len(lines)
    body = rest[len(lines) :]
    if body and body[0].strip():
        problems.append(_run_on(body[0], after, path))
    return Front(fields, "\n".join(body), after, after - 1, problems)


def _run_on(line: str, number: int, path: str) -> Problem:
    message = f"这一行接着文章信息，却不是「名称: 内容」的样子：{line.strip()[:20]}"
    return Problem("front-line", path, number, message, "文章信息写完以后空一行，再写正文")
