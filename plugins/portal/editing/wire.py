"""An article as the browser's editor gets it and sends it back: a JSON head, then the Markdown.

The file keeps its own spelling: keys, comments and lines that were not changed in the browser stay as
they are. JSON between the two keeps dates and numbers from being read as anything but text.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from portal.articles.fields import LEVELS, TYPES
from portal.articles.frontmatter import read
from portal.articles.keys import KEYS, Field
from portal.articles.reviews import STATUSES
from portal.editing.head import plain, set_fields

#: Kept by the server or edited elsewhere; they never travel.
STAYS = frozenset({"id", "column", "figures", "reviews", "formerly"})
#: Hidden fields that are no part of the article.
VERSION, HANDLER = "portal_version", "portal_by"
_LISTS = frozenset(key for key, (kind, _) in KEYS.items() if kind == "list")
_FLAGS = frozenset(key for key, (kind, _) in KEYS.items() if kind == "flag")
_SEPARATOR = re.compile(r"[、，；,;\n]")
_HEAD = re.compile(r"\{.*?\n\}", re.DOTALL)
_YES = ("是", "true", "yes", "1", "on", "对", "有")


class Unreadable(ValueError):
    """What came from the browser is no article; the reason in Chinese."""


def version(data: bytes) -> str:
    """Tells whether a file is still as it was when the browser got it."""
    return hashlib.blake2b(data, digest_size=12).hexdigest()


def values_of(data: bytes, path: str = "") -> dict[str, Any]:
    """The values that travel, in the shapes that the editor's fields have."""
    fields = read(data, path, 1024).fields
    return {key: _shaped(key, field) for key, field in fields.items() if key not in STAYS}


def _shaped(key: str, field: Field) -> Any:
    value = plain(field)
    if key in _LISTS:
        items = value if isinstance(value, list) else [value]
        found = [str(item) for item in items] if field.quoted else [part for item in items for part in _SEPARATOR.split(str(item))]
        return [item.strip() for item in found if item.strip()]
    if key in _FLAGS:
        return str(value).strip().lower() in _YES
    if key == "status":
        return STATUSES.get(str(value).strip(), str(value))
    if key == "type":
        return TYPES.get(str(value).strip(), "article")
    if key == "level":
        text = str(value).strip()
        return next((level for level, names in LEVELS.items() if text in (level, *names)), text)
    if key == "image" and isinstance(value, str):
        return {"src": value}
    if key == "attachments":
        items = value if isinstance(value, list) else [value]
        return [item if isinstance(item, dict) else {"src": str(item)} for item in items if item]
    return "、".join(map(str, value)) if isinstance(value, list) else value


def to_wire(data: bytes, path: str = "", body: bool = True) -> str:
    """The article as the browser gets it.

    Args:
        data: the file.
        path: its path, for nothing but messages.
        body: False for lists, which show no more than the head.
    """
    head = {**values_of(data, path), VERSION: version(data)}
    text = read(data, path, 1024).body.lstrip("\n") if body else ""
    return json.dumps(head, ensure_ascii=False, indent=2) + "\n\n" + text


def from_wire(raw: str) -> tuple[dict[str, Any], str]:
    """The head and the Markdown that the browser sent.

    Raises:
        Unreadable: there is no JSON head.
    """
    match = _HEAD.match(raw)
    try:
        head = json.loads(match[0]) if match else None
    except ValueError:
        head = None
    if not match or not isinstance(head, dict):
        raise Unreadable("浏览器送来的内容看不懂，请刷新页面再试")
    return head, raw[match.end() :].lstrip("\n")


def merged(data: bytes, head: Mapping[str, Any], body: str) -> str:
    """The file's text with what the browser changed, and nothing else.

    Args:
        data: the file, or a new one's with the fields that the server gives.
        head: as :func:`from_wire` gave it.
        body: likewise.
    """
    old = values_of(data)
    sent = {key: _clean(key, head[key]) for key in KEYS if key in head and key not in STAYS}
    changed = {key: value for key, value in sent.items() if value != _clean(key, old.get(key))}
    written = {key: _written(key, value) for key, value in changed.items()}
    current = read(data, "", 1024).body
    same = current.strip("\n") == body.strip("\n")
    return set_fields(data, written, None if same else body.rstrip("\n") + "\n")


def _clean(key: str, value: Any) -> Any:
    """One shape for what means the same, so that untouched fields count as unchanged."""
    if key in _LISTS:
        items = value if isinstance(value, list) else [value] if value else []
        return [part.strip() for item in items for part in _SEPARATOR.split(str(item)) if part.strip()]
    if key in _FLAGS:
        return bool(value)
    if key == "image":
        entry = {name: text for name, text in (value or {}).items() if text}
        return entry if entry.get("src") else {}
    if key == "attachments":
        return [{name: text for name, text in item.items() if text} for item in value or [] if item.get("src")]
    if key == "type":
        return value or "article"
    return "" if value is None else " ".join(str(value).split())


def _written(key: str, value: Any) -> Any:
    if key == "type":
        return "" if value == "article" else value
    return value
