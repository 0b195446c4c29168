"""What the search server offers, as an OpenAPI document and as a page for people."""

from __future__ import annotations

from html import escape
from typing import Any

from portal.search.query import LONGEST

#: Most results of one answer, and the last place in the ranking that may be asked for.
MOST_RESULTS = 50
LAST_START = 1000


def _text(description: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "description": description, **more}


def _number(description: str, **more: Any) -> dict[str, Any]:
    return {"type": "integer", "description": description, **more}


_MARKS = {
    "type": "array",
    "description": "标出的范围，[起, 止)，按码点计",
    "items": {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
}
_HIT = {
    "type": "object",
    "properties": {
        "url": _text("网址，相对于网站首页"),
        "title": _text("标题，纯文字"),
        "title_marks": _MARKS,
        "date": _text("发布日期", format="date"),
        "column": _text("栏目名"),
        "region": _text("地区，没有为空"),
        "type": _text("article 文章，case 案例", enum=["article", "case"]),
        "score": _number("得分，只在同一次检索里可比"),
        "snippet": _text("摘录，纯文字"),
        "marks": _MARKS,
        "whole": {"type": "boolean", "description": "检索词的全部字词都有"},
        "lacks": {"type": "array", "items": {"type": "string"}, "description": "没有的词"},
        "filed": _text("正文没有、只在所归做法或标签等的名称里有检索词时，这个名称"),
    },
}
_FIGURE = {
    "type": "object",
    "properties": {
        "name": _text("指标名，照文章写法"),
        "value": _text("数值，照文章写法"),
        "region": _text("地区，没有为空"),
        "region_fallback": {"type": "boolean", "description": "地区取自文章，不是句子里写的"},
        "period": _text("时间，照文章写法，没有为空"),
        "plan": {"type": "boolean", "description": "是目标，不是结果"},
        "checked": {"type": "boolean", "description": "编辑核对过"},
        "sentence": _text("所在的句子，纯文字"),
        "url": _text("句子的网址，相对于网站首页"),
        "title": _text("文章标题"),
        "date": _text("文章日期", format="date"),
        "indicator": _text("各地各年比较的网页，没有为空"),
    },
}
_ANSWER = {
    "type": "object",
    "properties": {
        "query": _text("检索词"),
        "generation": _text("索引版本"),
        "total": _number("符合的文章数"),
        "full": _number("其中含有全部字词的；没有字词全都要含的问句为 0"),
        "relaxed": {"type": "boolean", "description": "列出的都没有照原样写全检索词"},
        "start": _number("从第几篇起"),
        "next": {"type": ["integer", "null"], "description": "下一页的 start；没有了，或 limit 不是 10 的倍数，为 null"},
        "incomplete": {"type": "boolean", "description": "索引有缺失，结果不完整"},
        "answers": {
            "type": "array",
            "description": "直接回答问题的数据，最多三条；只在第一页",
            "items": {"$ref": "#/components/schemas/Figure"},
        },
        "hits": {"type": "array", "items": {"$ref": "#/components/schemas/Hit"}},
    },
}
_ERROR = {"type": "object", "properties": {"error": _text("原因")}}


def _answer(description: str, schema: str) -> dict[str, Any]:
    reference = {"$ref": f"#/components/schemas/{schema}"}
    return {"description": description, "content": {"application/json": {"schema": reference}}}


def _query_parameter(name: str, description: str, required: bool = False, **schema: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": required, "description": description, "schema": schema}


def document(version: str) -> dict[str, Any]:
    """The OpenAPI 3.1 document.

    Args:
        version: of the program.
    """
    search = {
        "summary": "检索文章",
        "parameters": [
            _query_parameter("q", "检索词，引号里的要原样出现，-词 表示不要", True, type="string", maxLength=LONGEST),
            _query_parameter("start", "从排序的第几篇起，取上一次的 next", type="integer", minimum=0, maximum=LAST_START, default=0),
            _query_parameter("limit", "最多几篇；要接着翻页，取 10 的倍数", type="integer", minimum=1, maximum=MOST_RESULTS, default=10),
            _query_parameter("order", "不写按相关程度，date 按时间，新的在前", type="string", enum=["", "date"], default=""),
            _query_parameter("column", "只要这个栏目的，写栏目代码", type="string", maxLength=LONGEST),
            _query_parameter("year", "只要这一年的，四位数字", type="string", pattern="^[0-9]{4}$"),
            _query_parameter("region", "只要这个地区的（含下级），写六位代码", type="string", maxLength=LONGEST),
        ],
        "responses": {
            "200": _answer("检索结果", "Answer"),
            "400": _answer("参数不对", "Error"),
            "503": _answer("太忙、超时或索引读不了", "Error"),
        },
    }
    state = {"type": "object", "properties": {"generation": _text("索引版本"), "documents": _number("文章数")}}
    health = {"type": "object", "properties": {"status": _text("ok 正常，degraded 用着旧索引"), "reason": _text("原因")}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "站内检索", "version": version, "description": "检索已发布的文章。只读，不记录检索词。"},
        "paths": {
            "/api/search": {"get": search},
            "/api/version": {"get": {"summary": "索引版本", "responses": {"200": _answer("索引版本", "Version")}}},
            "/api/health": {"get": {"summary": "是否正常", "responses": {"200": _answer("状态", "Health")}}},
        },
        "components": {"schemas": {"Hit": _HIT, "Figure": _FIGURE, "Answer": _ANSWER, "Error": _ERROR, "Version": state, "Health": health}},
    }


def _parameters(operation: dict[str, Any]) -> str:
    rows = ""
    for parameter in operation.get("parameters", ()):
        schema = parameter["schema"]
        bounds = [f"{name} {schema[name]}" for name in ("minimum", "maximum", "maxLength", "default") if name in schema]
        must = "必填" if parameter["required"] else ""
        cells = (parameter["name"], schema["type"], parameter["description"], "，".join([*bounds, *([must] if must else [])]))
        rows += "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in cells) + "</tr>"
    head = "<tr><th>参数</th><th>类型</th><th>说明</th><th>范围</th></tr>"
    return f"<table>{head}{rows}</table>" if rows else ""


def page(version: str) -> str:
    """The document as a page."""
    described = document(version)
    body = ""
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            body += f"<h2><code>{method.upper()} {escape(path)}</code> {escape(operation['summary'])}</h2>{_parameters(operation)}<ul>"
            for status, answer in operation["responses"].items():
                schema = answer["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[-1]
                body += f'<li>{status} {escape(answer["description"])}：<a href="#{schema}">{schema}</a></li>'
            body += "</ul>"
    for name, schema in described["components"]["schemas"].items():
        body += f'<h3 id="{name}">{name}</h3><dl>'
        for field, about in schema["properties"].items():
            body += f"<dt><code>{field}</code></dt><dd>{escape(about.get('description', about.get('type', '')))}</dd>"
        body += "</dl>"
    title = escape(described["info"]["title"])
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}接口</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head><body><main>'
        f"<h1>{title}接口</h1><p>{escape(described['info']['description'])}程序读的版本：<a href=\"openapi.json\">openapi.json</a></p>"
        f"{body}</main></body></html>"
    )
