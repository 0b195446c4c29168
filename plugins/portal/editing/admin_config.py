"""The browser editor's configuration, made from the article model and the site's own lists."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from portal.articles.fields import LEVELS
from portal.articles.keys import CHINESE, KEYS
from portal.articles.new import case_body, folder_for
from portal.articles.reviews import STATES
from portal.building.command import ZONE
from portal.building.data import read_data
from portal.columns.terms import PRACTICE, SERIES, TOPIC, Kind
from portal.columns.tree import Column
from portal.editing.new import columns_of
from portal.editing.wire import HANDLER, STAYS, VERSION

API = "/admin/api/v1"
#: What a field needs to be told beside its name.
HINTS = {
    "title": "文章标题，不用书名号括起来",
    "date": "写成 2026-01-05 或 2026-01-05 09:30；写将来的时间，到时才发布",
    "source": "稿件来自哪里；发布以前要填",
    "editor": "发布以前要填",
    "tags": "一行一个",
    "topics": "可以选几个",
    "region": "如 安徽省合肥市包河区",
    "summary": "不写就取开头几句",
    "status": "选「草稿」就先不发布",
    "image": "给看不见图的读者写明图里是什么",
    "source_url": "以 http:// 或 https:// 开头",
}
#: What every article needs, above the text; the other fields come below it.
FIRST = ("title", "date", "source", "editor", "status")
#: Fields of a case study alone.
CASE = frozenset({"unit", "level", "period", "domain", "practices"})
_DATE = r"^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}.*$"
#: A name in the url of nobody's article; the server gives the real one.
_SLUG = "new-{{year}}{{month}}{{day}}{{hour}}{{minute}}{{second}}"


def config(content: Path) -> dict[str, Any]:
    """The configuration as JSON, which Decap reads as YAML.

    Raises:
        PortalError: there is no column table, or a list is wrong.
    """
    tree = columns_of(content)
    choices = {kind.attribute: _choices(content, kind) for kind in (PRACTICE, TOPIC, SERIES)}
    return {
        "backend": {"name": "proxy", "proxy_url": API, "branch": "content"},
        "locale": "zh_Hans",
        "media_folder": "images",
        "public_folder": "/images",
        "publish_mode": "simple",
        "show_preview_links": False,
        "slug": {"encoding": "unicode", "clean_accents": False},
        "collections": [_collection(column, content, choices) for column in tree.columns if column.type != "data"],
    }


def _choices(content: Path, kind: Kind) -> list[str]:
    """Names that the site has declared: practices, topics, series."""
    path = f"data/{kind.data}.toml"
    if not (content / path).is_file():
        return []
    lists = (value for value in read_data(content, [path])[kind.data].values() if isinstance(value, list))
    return [str(entry["name"]) for entries in lists for entry in entries if isinstance(entry, dict) and entry.get("name")]


def _collection(column: Column, content: Path, choices: dict[str, list[str]]) -> dict[str, Any]:
    case = column.type == "case"
    wanted = [key for key in KEYS if key not in STAYS and (case or key not in CASE or key == "practices")]
    fields = [_field(key, case, choices) for key in wanted]
    first = [field for key in FIRST for field in fields if field["name"] == key]
    rest = [field for field in fields if field["name"] not in FIRST]
    return {
        "name": column.key,
        "label": column.name,
        "label_singular": "案例" if case else "文章",
        "description": column.description,
        "folder": folder_for(column.key, content).relative_to(content).as_posix(),
        "create": True,
        "delete": False,
        "extension": "md",
        "format": "json-frontmatter",
        "slug": _SLUG,
        "identifier_field": "title",
        "summary": "{{title}}　{{date}}　{{status}}",
        "sortable_fields": ["date", "title"],
        "editor": {"preview": True},
        "fields": [*first, _handler(), _body(case), *rest, _hidden(VERSION)],
    }


def _field(key: str, case: bool, choices: dict[str, list[str]]) -> dict[str, Any]:
    kind, shown = KEYS[key][0], CHINESE[key]
    field: dict[str, Any] = {"name": key, "label": shown, "required": False, "widget": "string"}
    if key in HINTS:
        field["hint"] = HINTS[key]
    field["required"] = key == "title"
    if key == "type":
        return {**_hidden("type"), "default": "case" if case else "article"}
    if key == "status":
        options = [{"label": name, "value": value} for value, name in STATES.items()]
        return {**field, "widget": "select", "options": options, "default": "draft"}
    if key == "level":
        return {**field, "widget": "select", "options": list(LEVELS)}
    if key in choices and choices[key]:
        several = kind == "list"
        return {**field, "widget": "select", "options": choices[key], "multiple": several}
    if kind == "flag":
        return {**field, "widget": "boolean"}
    if kind == "list":
        return {**field, "widget": "list"}
    if kind == "image":
        return {**field, "widget": "object", "fields": _image()}
    if kind == "files":
        return {**field, "widget": "list", "collapsed": True, "fields": _files()}
    if key == "summary":
        return {**field, "widget": "text"}
    if key == "date":
        return {**field, "pattern": [_DATE, "写成 2026-01-05 的样子"], "default": f"{datetime.datetime.now(ZONE):%Y-%m-%d}"}
    return field


def _image() -> list[dict[str, Any]]:
    return [
        {"name": "src", "label": "图片", "widget": "image", "required": False},
        {"name": "alt", "label": "图里是什么", "widget": "string", "required": False},
        {"name": "caption", "label": "图注", "widget": "string", "required": False},
    ]


def _files() -> list[dict[str, Any]]:
    return [
        {"name": "src", "label": "文件", "widget": "file", "media_folder": "/files", "public_folder": "/files", "required": False},
        {"name": "name", "label": "显示的名称", "widget": "string", "required": False},
    ]


def _body(case: bool) -> dict[str, Any]:
    # Decap shows hints as Markdown, and would take a real picture's sign out.
    hint = "空一行另起一段；## 开头是小标题；- 开头是列表；图片写成 ！［图里是什么］（/images/名称.png），符号都用英文的"
    start = case_body().strip() if case else ""
    return {"name": "body", "label": "正文", "widget": "markdown", "modes": ["raw"], "buttons": [], "hint": hint, "required": False, "default": start}


def _hidden(name: str) -> dict[str, Any]:
    return {"name": name, "label": name, "widget": "hidden", "required": False}


def _handler() -> dict[str, Any]:
    hint = "改了状态就写上是谁改的，会记进文章信息"
    return {"name": HANDLER, "label": "经办人", "widget": "string", "required": False, "hint": hint}
