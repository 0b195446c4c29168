"""YAML read as text: from libyaml's events, with line numbers, and without YAML's surprises.

No value is turned into a date, number or boolean; anchors, aliases and tags are refused; depth is
bounded. Editors' habits are met first: ``标题：内容`` and ``标题:内容`` count as ``标题: 内容``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from portal.articles.encoding import FORBIDDEN, INVISIBLE, forbidden
from portal.articles.keys import Field, canonical_key, inner_key
from portal.errors import Problem, declare

declare(
    "error",
    {
        "front-yaml": "文章信息的写法不合 YAML 格式",
        "front-tab": "文章信息里用了制表符缩进",
        "front-duplicate": "同一项文章信息写了两次",
        "front-shape": "文章信息的结构不对",
    },
)

declare("warning", {"front-comment": "文章信息里 # 后面的文字没有起作用"})

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KEY = re.compile(r"([ \t]*(?:-[ \t]+)?)([^\s:：'\"#\[\]{}][^:：]{0,30}?)[ \t]*(?:：[ \t\u3000]*|:(?=[^\s/]))")
_BLOCK_SCALAR = re.compile(r".*[:：][ \t]*[|>][-+0-9]*[ \t]*")
_COMMENT = re.compile(r"[ \t]+#")
#: What libyaml takes as it stands, and no line end, quote, bracket or mark of its own.
_SAFE = r"\w·\u3001-\u301f\u2010-\u2027\u2030-\u205e\uff01-\uff0f\uff1b-\uff5e"
_PLAIN = rf"(?!null\n)[{_SAFE}](?:(?:[{_SAFE} ./()+-]|:(?=\d))*[{_SAFE}.)+-])?"
_QUOTED = rf'"[{_SAFE} ./()+:：,;!?&*%#@~=|<>\[\]{{}}\'-]*"'
_SIMPLE = re.compile(rf"(?:[a-z_\u4e00-\u9fff]{{1,16}}: (?:{_PLAIN}|{_QUOTED}|\[{_QUOTED}(?:, {_QUOTED})*+\])\n)*+")
#: Lists of attachments with a name each are the deepest thing there is.
_DEPTH = 4


class _Refused(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def pairs(text: str, line: int, path: str) -> tuple[list[tuple[str, Field]], list[Problem]]:
    """The top-level keys of a YAML mapping with their values.

    Args:
        text: the YAML between the ``---`` lines.
        line: the 1-based line on which it starts.
        path: the file, for problems.

    Returns:
        ``(key as written, value)`` in the file's order, duplicates included; and problems.
    """
    if _SIMPLE.fullmatch(text):
        return _simple(text, line), []
    for number, content in enumerate(text.split("\n"), line):
        if content.startswith("\t") or re.match(r" +\t", content):
            hint = "把行首的制表符换成两个空格，或者顶格写"
            return [], [Problem("front-tab", path, number, "这一行用制表符（Tab）缩进，YAML 不允许", hint)]
    try:
        text = _habits(text)
        reader = _Reader(text, line, path)
        value = reader.document()
    except _Refused as refused:
        return [], [refused.problem]
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return [], [_invalid(error, text, line, path)]
    return value, reader.problems


def _simple(text: str, line: int) -> list[tuple[str, Field]]:
    """The short way for lines of one text or one list of quoted texts each, which most heads are made of."""
    found = []
    for number, row in enumerate(text[:-1].split("\n") if text else (), line):
        name, _, value = row.partition(": ")
        if value[0] == "[":
            items = [Field(INVISIBLE.sub("", item).strip(), number, True) for item in value[2:-2].split('", "')]
            found.append((name, Field(items, number)))
        else:
            quoted = value[0] == '"'
            found.append((name, Field(INVISIBLE.sub("", value[1:-1] if quoted else value).strip(), number, quoted)))
    return found


def _habits(text: str) -> str:
    """Put ``: `` after known keys that have a full-width colon or no space."""
    lines, literal = [], None
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip(" "))
        if literal is not None and (indent > literal or not line.strip()):
            lines.append(line)
            continue
        literal = indent if _BLOCK_SCALAR.fullmatch(line) else None
        match = _KEY.match(line)
        known = match and (inner_key(match[2]) if match[1] else None) or (match and canonical_key(match[2]))
        if match and (known or "：" in match[0]) and (not match[1] or known):
            line = f"{match[1]}{match[2]}: {line[match.end() :]}"
        lines.append(line)
    return "\n".join(lines)


class _Reader:
    """A walk over the events, one recursion a nesting level and no more than :data:`_DEPTH`."""

    def __init__(self, text: str, line: int, path: str) -> None:
        self.events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        self.rows, self.line, self.path = text.split("\n"), line, path
        self.problems: list[Problem] = []

    def refuse(self, event: Any, message: str, hint: str) -> _Refused:
        return _Refused(Problem("front-shape", self.path, self.at(event), message, hint))

    def at(self, event: Any) -> int:
        return int(event.start_mark.line) + self.line

    def document(self) -> list[tuple[str, Field]]:
        """All pairs of the outermost mapping, duplicates included."""
        for event in self.events:
            if isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent)):
                continue
            if isinstance(event, yaml.StreamEndEvent):
                return []
            if not isinstance(event, yaml.MappingStartEvent):
                break
            self.check(event)
            found = list(self.mapping(1))
            for last in self.events:
                if isinstance(last, yaml.DocumentStartEvent):
                    raise self.refuse(last, "文章信息只能有一段", "删掉多出来的部分")
            return found
        raise self.refuse(event, "文章信息要写成一行一项的「名称: 内容」", "冒号后面空一格，比如 title: 标题")

    def check(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            hint = "以 & 或 * 开头的内容用英文引号括起来"
            raise self.refuse(event, "文章信息里不能用 & 和 * 引用", hint)
        if event.tag and event.tag != "!":
            raise self.refuse(event, "文章信息里不能用 ! 标记", "以 ! 开头的内容用英文引号括起来")

    def mapping(self, depth: int) -> Iterator[tuple[str, Field]]:
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                return
            self.check(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise self.refuse(event, "冒号前面只能是一个名称", "每行写成「名称: 内容」")
            value = self.value(next(self.events), depth)
            yield event.value, Field(value.value, self.at(event), value.quoted)

    def value(self, event: Any, depth: int) -> Field:
        self.check(event)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if depth >= _DEPTH:
            raise self.refuse(event, "文章信息的层次太深", "照编辑手册的样子写，最多是附件清单里的名称和文件")
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            for item in self.events:
                if isinstance(item, yaml.SequenceEndEvent):
                    break
                items.append(self.value(item, depth + 1))
            return Field(items, self.at(event))
        inner: dict[str, Field] = {}
        for name, field in self.mapping(depth + 1):
            if name in inner:
                message = f"「{name}」在第 {inner[name].line} 行已经写过"
                raise _Refused(Problem("front-duplicate", self.path, field.line, message, "两行只留一行"))
            inner[name] = field
        return Field(inner, self.at(event))

    def scalar(self, event: Any) -> Field:
        # Escapes such as "\u202e" in quotes get past the check of the file's own characters.
        found = FORBIDDEN.search(event.value)
        if found:
            raise _Refused(forbidden(found[0], self.path, self.at(event)))
        end = event.end_mark
        if _COMMENT.match(self.rows[end.line][end.column :] if end.line < len(self.rows) else ""):
            message = "# 后面的文字被当作注释，没有起作用"
            hint = "要保留这些文字，就把冒号后面的全部内容用英文单引号括起来；真是注释就单独写一行"
            self.problems.append(Problem("front-comment", self.path, self.at(event), message, hint))
        quoted = event.style in ("'", '"')
        text = "" if not quoted and event.value in ("~", "null") else INVISIBLE.sub("", event.value)
        return Field(text.strip(), self.at(event), quoted)


def _invalid(error: Exception, text: str, line: int, path: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    rows = text.split("\n")
    index = min(mark.line, len(rows) - 1) if mark else 0
    reason = str(getattr(error, "problem", "") or "")
    # libyaml often notices a line only at the start of the next one.
    while index and not rows[index].strip():
        index -= 1
    row = rows[index]
    if "mapping values" in reason:
        message, hint = "这一行有两个冒号，分不清名称和内容", "把冒号后面的全部内容用英文单引号括起来"
    elif re.match(r"[^:：]+[:：]\s*[\"']", row):
        message, hint = "这一行的引号不成对，或者引号后面还有文字", "内容里的引号改用中文引号“”，或者去掉"
    elif re.match(r"[^:：]+[:：]\s*[@`%{\[&*!|>]", row):
        message, hint = "这一行的内容以 YAML 的专用符号开头", "把冒号后面的全部内容用英文单引号括起来"
    elif ":" not in row and "：" not in row:
        message, hint = (
            f"这一行没有冒号，看不懂：{row.strip()[:20]}",
            "写成「名称: 内容」；如果是正文，上面可能漏了一行 ---",
        )
    else:
        message, hint = "这一行的写法不合 YAML 格式", "检查冒号、引号、方括号和缩进；拿不准就用英文单引号把内容括起来"
    return Problem("front-yaml", path, index + line, message, hint)
