"""Bodies that Python-Markdown would choke on, found before it sees them.

Measured with Markdown 3.11: 2,000 unclosed ``[`` take a second and 20,000 never end; unclosed ``<``
and ``](`` are quadratic too; lists within lists overflow the stack.
"""

from __future__ import annotations

import re

from portal.errors import Problem, declare

declare(
    "error",
    {
        "body-brackets": "正文里有大量不成对的括号",
        "body-nesting": "正文里列表或引用的层次太深",
        "body-definitions": "正文里以冒号开头的行太多",
        "body-placeholder": "正文里还留着新建文章时的提示",
    },
)
declare("warning", {"body-unanswered": "正文里还有没有答完的待核"})

#: Unclosed ``[``, ``](`` or ``<`` in one block; 300 take 0.05 s.
UNCLOSED = 300
#: Lists and quotations within one another.
DEPTH = 20
#: Lines of one block that start with ``: ``; each costs a level of recursion.
DEFINITIONS = 100

_BLOCK = re.compile(r"\n[ \t]*\n")
_MARKERS = re.compile(r"^[ \t]*(?:(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])[ \t]*)+", re.MULTILINE)
_MARKER = re.compile(r">|[-*+][ \t]|\d+[.)][ \t]")
#: What :func:`portal.articles.new.case_body` asks the editor.
_ASKED = re.compile(r"^（填写：[^\n]*）[ \t]*$", re.MULTILINE)
#: A question of :mod:`portal.importing.markdown`.
_QUESTION = re.compile(r"<!-- (待核\d+：.*?) -->")
_DEFINITION = re.compile(r"^[ ]{0,3}:[ \t]", re.MULTILINE)


def check(source: str, path: str, line: int) -> list[Problem]:
    """At most one problem, with the line it starts at.

    Args:
        source: the Markdown.
        path: the file.
        line: 1-based line of the file on which ``source`` starts.
    """
    return _nesting(source, path, line) or _blocks(source, path, line) or _left_over(source, path, line)


def unanswered(source: str, path: str, line: int) -> list[Problem]:
    """One warning where questions that importing asked are still in the text; readers do not see them."""
    found = list(_QUESTION.finditer(source))
    if not found:
        return []
    number = line + source.count("\n", 0, found[0].start())
    hint = "逐条核对，对的删掉注释，不对的改好再删"
    return [Problem("body-unanswered", path, number, f"还有 {len(found)} 处待核没有答，第一处是：{found[0][1][:30]}", hint)]


def _left_over(source: str, path: str, line: int) -> list[Problem]:
    found = _ASKED.search(source)
    if not found:
        return []
    number = line + source.count("\n", 0, found.start())
    return [Problem("body-placeholder", path, number, f"这一行还是提示：{found[0][:24]}", "换成正文，或者删掉这一行和它的小标题")]


def _nesting(source: str, path: str, line: int) -> list[Problem]:
    for match in _MARKERS.finditer(source):
        markers = match[0]
        if len(markers) <= DEPTH:
            continue
        indent = len(markers.expandtabs(4)) - len(markers.expandtabs(4).lstrip())
        # Four columns a level are Markdown's; two are enough to nest in other spellings.
        if len(_MARKER.findall(markers)) + indent // 4 > DEPTH:
            number = line + source.count("\n", 0, match.start())
            message = f"列表或引用套了 {DEPTH} 层以上，无法排版"
            return [Problem("body-nesting", path, number, message, "减少缩进，列表最多用三层")]
    return []


def _blocks(source: str, path: str, line: int) -> list[Problem]:
    start = 0
    for match in [*_BLOCK.finditer(source), None]:
        end = match.start() if match else len(source)
        if end - start > UNCLOSED:
            found = _block(source[start:end])
            if found:
                code, offset, message, hint = found
                return [Problem(code, path, line + source.count("\n", 0, start + offset), message, hint)]
        start = match.end() if match else end
    return []


def _block(block: str) -> tuple[str, int, str, str] | None:
    for opener, closer in (("[", "]"), ("](", ")"), ("<", ">")):
        if block.count(opener) > UNCLOSED and _deepest(block, opener, closer) > UNCLOSED:
            message = f"这一段里有 {UNCLOSED} 个以上没有配对的「{opener}」，无法排版"
            return "body-brackets", block.index(opener), message, "删掉多余的括号，或者在前面加反斜杠 \\"
    if block.count("\n:") > DEFINITIONS and len(_DEFINITION.findall(block)) > DEFINITIONS:
        message = f"这一段有 {DEFINITIONS} 行以上以冒号开头，无法排版"
        return "body-definitions", _DEFINITION.search(block).start(), message, "去掉行首的冒号"  # type: ignore[union-attr]
    return None


def _deepest(block: str, opener: str, closer: str) -> int:
    depth = deepest = 0
    for found in re.findall(f"{re.escape(opener)}|{re.escape(closer)}", block):
        depth = depth + 1 if found == opener else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest
