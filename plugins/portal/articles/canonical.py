"""The one canonical spelling of the front matter, for new and imported articles."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from portal.articles.keys import KEYS

_PLAIN = re.compile(r"[A-Za-z\u4e00-\u9fff《（“「0-9][^\x00-\x1f\"'#:：,\[\]{}、，；;&*!|>%@`\\]*")
#: Ids and dates stay bare: our reader takes every value as text.
_STAMP = re.compile(r"\d{4}-?\d\d-?\d\d(?:T\d\d:\d\d|-\d+)?")
#: What YAML 1.1 readers other than ours would take for something else than text.
_SURPRISE = re.compile(r"(?i)[-+.\d_:eExX]+|true|false|yes|no|on|off|y|n|null|nan|inf|\d{4}-\d.*")


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if _PLAIN.fullmatch(text) and not text.endswith(" ") and not _SURPRISE.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7f")


def _entry(key: str, value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [f"{key}:", *(f"  {name}: {_scalar(item)}" for name, item in value.items() if item)]
    if isinstance(value, (list, tuple)):
        if not any(isinstance(item, Mapping) for item in value):
            return [f"{key}: [{', '.join(map(_scalar, value))}]"]
        lines = [f"{key}:"]
        for item in value:
            inner = [f"{name}: {_scalar(text)}" for name, text in item.items() if text]
            lines += [f"  - {inner[0]}", *(f"    {text}" for text in inner[1:])]
        return lines
    if _STAMP.fullmatch(str(value)):
        return [f"{key}: {value}"]
    return [f"{key}: {_scalar(value)}"]


def entry_lines(key: str, value: Any) -> list[str]:
    """One key of the front matter as :func:`canonical` writes it, for editors to paste."""
    return _entry(key, value)


def canonical(fields: Mapping[str, Any]) -> str:
    """The canonical front matter: English keys in the order of :data:`keys.KEYS`, ``---`` lines around.

    Args:
        fields: canonical key -> str, bool, list of str, dict, or list of dict; empty values are left out.

    Raises:
        KeyError: a key is not canonical.
    """
    for key in fields:
        KEYS[key]
    lines = ["---"]
    for key in KEYS:
        value = fields.get(key)
        if value not in (None, "", [], (), {}, False):
            lines += _entry(key, value)
    return "\n".join([*lines, "---", ""])
