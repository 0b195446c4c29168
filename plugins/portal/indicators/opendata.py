"""The open data: every figure of the site as JSON and CSV, all together and for each indicator."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, get_args

from portal.articles.model import Article
from portal.indicators.declared import Table, read_indicators
from portal.indicators.figure import Kind
from portal.indicators.groups import Entry, Group, group, stage_of
from portal.regions import gazetteer
from portal.regions.resolve import Place, place_of
from portal.site import File, Site

BASE = "data/"
SCHEMA_FILE = "indicators.schema.json"
#: Raised when a field goes or changes its meaning; a new field does not raise it.
VERSION = 1
#: Comparators in words: a bare ``=`` or ``>`` in a cell would start a formula.
COMPARATORS = {"=": "等于", ">": "超过", ">=": "不低于", "<": "不足", "<=": "不超过", "~": "约"}
STAGES = {"result": "实际", "plan": "计划或目标"}
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
    Field("stage", "实际或计划", {"enum": list(STAGES)}, "result 是已有的数，plan 是计划或目标"),
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
)  # fmt: skip


@dataclass(frozen=True)
class Data:
    """All figures of the site, and the indicators they make.

    Args:
        rows: open-data rows, newest article first, in reading order within an article.
        keys: for each row, ids of its article and card.
        groups: indicators with a page.
        of_card: (article id, card id) -> its indicator.
    """

    rows: tuple[dict[str, Any], ...]
    keys: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]
    of_card: Mapping[tuple[str, str], Group]


def collect(site: Site) -> Data:
    """The site's figures, made once per build.

    Raises:
        DataError: content/data/indicators.toml is wrong.
    """

    def make() -> Data:
        table: Table = read_indicators(site.data.get("indicators", {}))
        made = [found for article in site.articles for found in _of_article(site, article)]
        # Figures of a standard that goes by bands mean something in their table alone.
        groups = tuple(g for g in group((entry for entry, _, banded in made if not banded), table) if g.has_page)
        of_card = {(entry.article, entry.card): g for g in groups for entry in g.entries}
        for entry, row, _ in made:
            found = of_card.get((entry.article, entry.card))
            row["indicator"] = found.key if found else None
        keys = tuple((entry.article, entry.card) for entry, _, _ in made)
        return Data(tuple(row for _, row, _ in made), keys, groups, of_card)

    data = site.shared("indicators.data", make)
    assert isinstance(data, Data)
    return data


def _of_article(site: Site, article: Article) -> Iterable[tuple[Entry, dict[str, Any], bool]]:
    """Figures with their open-data rows, and whether they belong to a table of bands."""
    analysis = site.analysis("indicators", article.id) or {}
    cards = {card["id"]: card for card in analysis.get("cards", ())}
    banded = {member for table in analysis.get("tables", ()) for member in table["members"]}
    place = place_of(article)
    for number, figure in enumerate(analysis.get("figures", ()), 1):
        card = cards.get(f"f{number}")
        if card is None:  # taken off the page by an editor
            continue
        code = region_code(card["region"], card["region_fallback"], place)
        entry = Entry(
            card["id"], article.id, card["name"], card["number"], card["unit"], card["text"], figure["value"], figure["value_high"],
            figure["unit"], card["comparator"], card["kind"], card["region"], code, card["region_fallback"], card["period"],
            card["sentence"], figure["start"] - figure["sentence_start"], article.title, f"{article.url}#{card['anchor']}", article.day, article.source,
            bool(card.get("checked")), (card.get("of") or {}).get("text", ""),
        )  # fmt: skip
        yield entry, {**_row(entry, figure), "confidence": card.get("confidence")}, card["id"] in banded


def _row(entry: Entry, figure: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "indicator": None,
        "name": entry.name,
        "text": entry.text,
        "value": _whole(entry.value),
        "value_high": _whole(entry.value_high),
        "unit": entry.unit,
        "unit_raw": figure["unit_raw"],
        "comparator": entry.comparator,
        "stage": stage_of(entry),
        "region": entry.region,
        "region_code": entry.region_code,
        "region_fallback": entry.region_fallback,
        "period": entry.period,
        "kind": entry.kind,
        "sentence": entry.sentence,
        "start": figure["start"],
        "end": figure["end"],
        "checked": entry.checked,
        "article_title": entry.title,
        "article_url": entry.url,
        "article_date": entry.date,
        "article_source": entry.source,
    }


def region_code(region: str | None, fallback: bool, place: Place | None) -> str | None:
    """Six digits where the region is certain: named without a double, or one around the article's place."""
    if fallback:
        return place.code if place else None
    for member in (place, *place.ancestors) if place else ():
        if member.name == region:
            return member.code
    return _code_of(region) if region else None


@lru_cache(maxsize=4096)
def _code_of(region: str) -> str | None:
    found = gazetteer.find(region)
    return found.code if found else None


def _whole(value: float | None) -> float | int | None:
    return int(value) if isinstance(value, float) and value.is_integer() else value


# -- files --------------------------------------------------------------------------------------


def files(site: Site) -> Iterable[File]:
    """``data/indicators.json``, ``.csv`` and ``.schema.json``, and ``data/<key>/<key>.json`` and ``.csv`` of each indicator."""
    data = collect(site)
    base = site.settings.url.rstrip("/") + "/" if site.settings.url else ""
    encoded = [json.dumps(row, ensure_ascii=False) for row in data.rows]
    cells = [_line(row, base) for row in data.rows]
    about = [_about(found) for found in data.groups]
    yield File(f"{BASE}indicators.json", _json(base, about, encoded))
    yield File(f"{BASE}indicators.csv", _csv(cells))
    yield File(f"{BASE}{SCHEMA_FILE}", schema_text().encode())
    number_of = {key: number for number, key in enumerate(data.keys)}
    for found, head in zip(data.groups, about, strict=True):
        numbers = sorted(number_of[entry.article, entry.card] for entry in found.entries)
        path = f"{BASE}{found.key}/{found.key}"
        yield File(f"{path}.json", _json(base, [head], [encoded[n] for n in numbers]))
        yield File(f"{path}.csv", _csv([cells[n] for n in numbers]))


def _about(found: Group) -> dict[str, Any]:
    definition = found.declared.definition if found.declared else ""
    return {
        "key": found.key,
        "name": found.name,
        "unit": found.unit,
        "kind": found.kind,
        "url": f"{BASE}{found.key}/",
        "definition": definition,
        "figures": len(found.entries),
    }


def _json(base: str, indicators: Sequence[dict[str, Any]], rows: Sequence[str]) -> bytes:
    # One figure a line: quick to write at 60,000 rows, and a change of one shows as one line.
    head = json.dumps({"version": VERSION, "schema": SCHEMA_FILE, "base": base}, ensure_ascii=False)[:-1]
    listed = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in indicators)
    figures = ",\n".join(rows)
    return f'{head}, "indicators": [\n{listed}\n], "figures": [\n{figures}\n]}}\n'.encode()


def _line(row: Mapping[str, Any], base: str) -> str:
    spoken = {
        **row,
        "comparator": COMPARATORS[row["comparator"]],
        "stage": STAGES[row["stage"]],
        "kind": KIND_NAMES[row["kind"]],
        "region_fallback": "是" if row["region_fallback"] else "",
        "checked": "是" if row["checked"] else "",
        "article_url": base + row["article_url"],
    }
    return _csv_line(_cell(spoken[field.key]) for field in FIELDS)


def _csv(lines: Iterable[str]) -> bytes:
    return BOM + "".join([_csv_line(field.heading for field in FIELDS), *lines]).encode()


def _csv_line(cells: Iterable[Any]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _cell(value: Any) -> Any:
    """A cell that a spreadsheet shows as text: a leading sign must not start a formula."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return "'" + value if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


# -- the schema ---------------------------------------------------------------------------------


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
