"""The fields of the open data and their words: what JSON and CSV hold for every figure."""

from __future__ import annotations

import json
from typing import Any, NamedTuple, get_args

from portal.indicators.figure import Kind

BASE = "data/"
SCHEMA_FILE = "indicators.schema.json"
#: Raised when a field goes or changes its meaning; a new field does not raise it.
VERSION = 1
#: Comparators in words: a bare ``=`` or ``>`` in a cell would start a formula.
COMPARATORS = {"=": "等于", ">": "超过", ">=": "不低于", "<": "不足", "<=": "不超过", "~": "约"}
#: Before a number on a card.
COMPARATOR_TEXT = {"=": "", ">": "超过", ">=": "不低于", "<": "不足", "<=": "不超过", "~": "约"}
STAGES = {"result": "实际", "plan": "计划或目标", "standard": "标准"}
KIND_NAMES = {
    "count": "数量", "ratio": "比率", "money": "金额", "area": "面积", "people": "人数", "frequency": "频次", "duration": "时长",
    "standard": "标准",
}  # fmt: skip
BOM = b"\xef\xbb\xbf"


class Field(NamedTuple):
    """One field: its key in JSON, its heading in CSV, its JSON Schema and its meaning."""

    key: str
    heading: str
    schema: dict[str, Any]
    meaning: str


_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
_MAYBE_TEXT: dict[str, Any] = {"type": ["string", "null"]}
_OFFSET: dict[str, Any] = {"type": "integer", "minimum": 0}

FIELDS = (
    Field("indicator", "指标代码", {"type": ["string", "null"], "pattern": "^[a-z][a-z0-9-]*$"}, "同一指标的代码，也是指标页网址的一段；没有指标页的为空"),
    Field("name", "指标", _TEXT, "原文里这个数字说的是什么，最多 28 个字"),
    Field("text", "数值（原文）", _TEXT, "原文的写法，如 3.6万名、超过80%"),
    Field("value", "数值", {"type": "number"}, "换算以后的数：万、亿已乘开，57% 写 57，金额一律以元计"),
    Field("value_high", "数值上限", {"type": ["number", "null"]}, "原文写的是一个范围时的上限，否则为空"),
    Field("unit", "单位", _TEXT, "人、个、件、元、%、个百分点等，与“数值”相配"),
    Field("unit_raw", "单位（原文）", {"type": "string"}, "原文写的单位，如 万元"),
    Field("comparator", "比较", {"enum": list(COMPARATORS)}, "数值是恰好、超过还是约；JSON 里用符号，CSV 里用文字"),
    Field("stage", "实际或计划", {"enum": list(STAGES)}, "result 是已有的数，plan 是计划或目标，standard 是规定的标准、底线"),
    Field("region", "地区", _MAYBE_TEXT, "数字说的地方；原文和文章都没有写明的为空"),
    Field("region_code", "地区代码", {"type": ["string", "null"], "pattern": "^[0-9]{6}$"}, "GB/T 2260 六位代码；县以下和有歧义的为空"),
    Field("region_fallback", "地区取自文章", {"type": "boolean"}, "原文没有写地方，用的是文章登记的地区"),
    Field("period", "时间", _MAYBE_TEXT, "数字说的时间，照原文；原文没有写明的为空"),
    Field("kind", "类别", {"enum": list(get_args(Kind))}, "数量、比率、金额、面积、人数、频次、时长、标准"),
    Field("sentence", "原文", _TEXT, "数字所在的一句话，可以逐字核对"),
    Field("start", "起始位置", _OFFSET, "数字在文章正文里的起点，按字符（Unicode 码点）数，从 0 起"),
    Field("end", "结束位置", _OFFSET, "数字在文章正文里的终点（不含）"),
    Field("checked", "编辑核对", {"type": "boolean"}, "是否已由编辑核对；没有核对的是系统自动提取的结果"),
    Field("confidence", "把握", {"type": ["number", "null"], "minimum": 0, "maximum": 1}, "系统对这一条有几分把握，0 到 1；编辑核对过的是 1"),
    Field("article_title", "文章标题", _TEXT, "出自哪篇文章"),
    Field("article_url", "文章网址", _TEXT, "打开就到这句话；JSON 里是站内地址，前面接 base"),
    Field("article_date", "发布日期", {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}, "文章的发布日期"),
    Field("article_source", "来源", {"type": "string"}, "文章登记的来源"),
    Field("of_text", "分母（原文）", _MAYBE_TEXT, "这个数是哪个总数里的一部分，照原文，如 244个街道；没有写的为空"),
    Field("of_value", "分母", {"type": ["number", "null"]}, "那个总数换算以后的值，如 244"),
    Field("of_unit", "分母单位", _MAYBE_TEXT, "那个总数的单位，如 个"),
    Field("of_name", "分母名称", _MAYBE_TEXT, "那个总数数的是什么，如 街道"),
    Field("band", "档次", _MAYBE_TEXT, "分档的标准里，这个数属于哪一档，照原文，如 3000户以下；不分档的为空"),
    Field("band_table", "分档表", _MAYBE_TEXT, "同一张分档表的各档写同一个代码，凑在一起才完整"),
    Field("context", "所在表格行", _MAYBE_TEXT, "原文是表格里的一格时，这一行各格连同表头；否则为空"),
    Field("year", "年份", {"type": ["integer", "null"]}, "时间所在的（最后一个）年份，去年、今年已按发布日期换算；推不出的为空"),
    Field("period_fallback", "时间取自标题", {"type": "boolean"}, "句子里没有写时间，用的是小标题、表头或列表引语里的时间"),
)  # fmt: skip


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of ``indicators.json`` and of each indicator's own file."""
    figure = {field.key: {**field.schema, "title": field.heading, "description": field.meaning} for field in FIELDS}
    about: dict[str, Any] = {
        "key": {"type": "string", "pattern": "^[a-z][a-z0-9-]*$", "description": "指标代码"},
        "name": {**_TEXT, "description": "指标名称"},
        "unit": {**_TEXT, "description": "单位"},
        "kind": {"enum": list(get_args(Kind)), "description": "类别"},
        "url": {**_TEXT, "description": "指标页，站内地址"},
        "definition": {"type": "string", "description": "口径，没有登记的为空"},
        "figures": {"type": "integer", "minimum": 1, "description": "有几个数据"},
    }
    top: dict[str, Any] = {
        "version": {"const": VERSION, "description": "格式版本；字段的含义变了才会升"},
        "schema": {"const": SCHEMA_FILE, "description": "本说明文件"},
        "base": {"type": "string", "description": "网站网址，接在站内地址前面；没有登记的为空"},
        "indicators": {"type": "array", "items": _object(about), "description": "有指标页的指标"},
        "figures": {"type": "array", "items": _object(figure), "description": "数据，新文章在前"},
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "指标数据", **_object(top)}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def schema_text() -> str:
    """The schema as published."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
