"""Changing single lines of an article's front matter and leaving all others as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.articles.canonical import canonical, entry_lines
from portal.articles.encoding import decode
from portal.articles.frontmatter import Front, read
from portal.articles.keys import KEYS, Field, canonical_key

_ORDER = {key: place for place, key in enumerate(KEYS)}
#: A line on which a key of the outermost level begins.
_TOP = re.compile(r"[^\s#\-\[\]{}:：\"'][^:：]*[:：]")


@dataclass(frozen=True)
class Head:
    """A file's text cut into the lines of its head and its body.

    Args:
        before: lines up to and with the opening ``---``.
        lines: the lines of the head.
        after: the closing ``---`` and the body's lines.
    """

    before: list[str]
    lines: list[str]
    after: list[str]


def text_of_file(data: bytes, path: str) -> str:
    """The file's text with ``\\n`` line ends; "" where it cannot be read."""
    return decode(data, path, 1024)[0]


def set_fields(data: bytes, changes: Mapping[str, Any], body: str | None = None) -> str:
    """The text of an article with some values of its head changed.

    Args:
        data: the file.
        changes: canonical key -> value as for :func:`canonical`; an empty one takes the key out.
        body: the new text below the head, or None to leave it.

    Returns:
        the new text. A head of ``Key: value`` lines is written anew in canonical form.
    """
    front = read(data, "", 1024)
    text = text_of_file(data, "")
    head = _cut(text, front)
    if head is None:
        values = {key: plain(field) for key, field in front.fields.items()}
        below = front.body if body is None else body
        return canonical({**values, **changes}) + "\n" + below.lstrip("\n")
    offset = len(head.before) + 1
    lines: list[str | None] = list(head.lines)
    for key, value in sorted(changes.items(), key=lambda item: _ORDER[item[0]]):
        new = entry_lines(key, value) if value not in (None, "", [], (), {}, False) else []
        if key in front.fields:
            start = front.fields[key].line - offset
            _replace(lines, start, _end(head.lines, start), new)
        elif new:
            lines = _insert(lines, front.fields, offset, key, new)
            # Later keys count their lines in the text as it was.
            return set_fields(
                "\n".join([*head.before, *(line for line in lines if line is not None), *head.after]).encode(),
                {name: item for name, item in changes.items() if name != key},
                body,
            )
    kept = [line for line in lines if line is not None]
    result = "\n".join([*head.before, *kept, *head.after])
    if body is None:
        return result
    return "\n".join([*head.before, *kept, head.after[0]]) + "\n\n" + body.lstrip("\n")


def _cut(text: str, front: Front) -> Head | None:
    rows = text.split("\n")
    start = next((place for place, row in enumerate(rows) if row.strip()), 0)
    if rows[start].rstrip() != "---" or front.end_line <= start + 1:
        return None
    end = front.end_line - 1
    return Head(rows[: start + 1], rows[start + 1 : end], rows[end:])


def _end(lines: list[str], start: int) -> int:
    """Where the value that begins on a line ends; comments and empty lines below it are not its own."""
    end = start + 1
    while end < len(lines) and not _TOP.match(lines[end]):
        end += 1
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end


def _replace(lines: list[str | None], start: int, end: int, new: list[str]) -> None:
    lines[start] = "\n".join(new) if new else None
    lines[start + 1 : end] = [None] * (end - start - 1)


def _insert(
    lines: list[str | None], fields: Mapping[str, Field], offset: int, key: str, new: list[str]
) -> list[str | None]:
    """After the last key that comes before it in canonical order."""
    earlier = [field.line - offset for name, field in fields.items() if _ORDER[name] < _ORDER[key]]
    texts = [line if line is not None else "" for line in lines]
    place = _end(texts, max(earlier)) if earlier else 0
    return [*lines[:place], "\n".join(new), *lines[place:]]


def plain(field: Field) -> Any:
    """A value of the front matter as :func:`canonical` takes it: texts, lists and mappings."""
    if isinstance(field.value, list):
        return [plain(item) for item in field.value]
    if isinstance(field.value, dict):
        return {name: plain(item) for name, item in field.value.items()}
    return field.value


def key_on_line(line: str) -> tuple[str, str] | None:
    """The key as written on a line of a head and its canonical name ("" where unknown), or None."""
    match = re.match(r"([^\s:：#>\[\]<\-][^:：\n]{0,40}?)[ \t]*[:：]", line)
    return (match[1], canonical_key(match[1]) or "") if match else None
