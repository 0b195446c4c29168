import csv
import io
import json
import re
from pathlib import Path

import pytest

from portal.indicators.figure_rows import _cell, region_code
from portal.indicators.table import COMPARATORS, FIELDS, schema, schema_text
from portal.regions.resolve import resolve

ROOT = Path(__file__).parents[2]
KNOWN = {"$schema", "title", "description", "type", "properties", "required", "additionalProperties", "items", "enum", "const", "pattern",
         "minimum", "maximum", "minLength"}  # fmt: skip
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None), "integer": int, "number": (int, float)}


def faults(value, rule, where="$"):
    """The part of JSON Schema 2020-12 that the published schema uses; an unknown keyword is an error."""
    assert set(rule) <= KNOWN, set(rule) - KNOWN
    types = rule.get("type", [])
    names = [types] if isinstance(types, str) else types
    if names and not any(isinstance(value, TYPES[n]) and not (isinstance(value, bool) and n != "boolean") for n in names):
        return [f"{where}: {value!r} is no {names}"]
    found = []
    if "enum" in rule and value not in rule["enum"] or "const" in rule and value != rule["const"]:
        found.append(f"{where}: {value!r}")
    if isinstance(value, str) and (len(value) < rule.get("minLength", 0) or not re.search(rule.get("pattern", ""), value)):
        found.append(f"{where}: {value!r}")
    if isinstance(value, int | float) and not rule.get("minimum", value) <= value <= rule.get("maximum", value):
        found.append(f"{where}: {value!r}")
    if isinstance(value, dict):
        found += [f"{where}: no {name}" for name in rule.get("required", []) if name not in value]
        if rule.get("additionalProperties") is False:
            found += [f"{where}: unknown {name}" for name in value if name not in rule["properties"]]
        for name in value.keys() & rule.get("properties", {}).keys():
            found += faults(value[name], rule["properties"][name], f"{where}.{name}")
    if isinstance(value, list) and "items" in rule:
        for number, item in enumerate(value):
            found += faults(item, rule["items"], f"{where}[{number}]")
    return found


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """The folder data/ of the sample portal."""
    from portal.building.command import Options, build

    output = tmp_path_factory.mktemp("portal") / "output"
    assert build(Options(ROOT / "pelicanconf.py", ROOT / "content", output)).exit_code == 0
    return output / "data"


def read(path):
    return json.loads(path.read_text("utf-8"))


def test_the_published_file_is_as_its_schema_says(data):
    rule = read(data / "indicators.schema.json")
    every = read(data / "indicators.json")
    assert faults(every, rule) == []
    assert len(every["figures"]) > 300 and len(every["indicators"]) > 15
    for indicator in every["indicators"]:
        assert faults(read(data / indicator["key"] / f"{indicator['key']}.json"), rule) == []


def test_the_schema_check_finds_what_is_wrong():
    good = {"version": 1, "schema": "indicators.schema.json", "base": "", "indicators": [], "figures": []}
    assert faults(good, schema()) == []
    assert faults({**good, "version": 2}, schema()) and faults({**good, "more": 1}, schema())
    assert faults({**good, "figures": [{}]}, schema())


def test_the_schema_in_the_documentation_is_the_published_one():
    """Where it fails: python -c "from portal.indicators.opendata import schema_text; print(schema_text(), end='')" > docs/data/indicators.schema.json"""
    assert (ROOT / "docs" / "data" / "indicators.schema.json").read_text("utf-8") == schema_text()


def test_offsets_and_sentences_lead_back_to_the_article(data):
    for row in read(data / "indicators.json")["figures"]:
        assert row["end"] > row["start"]
        if not row["checked"]:
            assert row["text"] in row["sentence"]


def test_the_table_opens_in_a_spreadsheet_and_says_the_same(data):
    raw = (data / "indicators.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    figures = read(data / "indicators.json")["figures"]
    assert list(rows[0]) == [field.heading for field in FIELDS]
    assert [row["原文"] for row in rows] == [figure["sentence"] for figure in figures]
    assert {row["比较"] for row in rows} <= set(COMPARATORS.values())


def test_an_indicators_own_files_hold_its_figures_and_no_others(data):
    every = read(data / "indicators.json")
    for indicator in every["indicators"]:
        key = indicator["key"]
        own = read(data / key / f"{key}.json")
        assert own["figures"] == [figure for figure in every["figures"] if figure["indicator"] == key]
        assert own["indicators"] == [indicator]
        assert indicator["figures"] == len(own["figures"])
        table = (data / key / f"{key}.csv").read_text("utf-8-sig")
        assert len(list(csv.reader(io.StringIO(table, newline="")))) == len(own["figures"]) + 1
        assert (data / key / "index.html").exists()


def test_a_cell_never_starts_a_formula_in_a_spreadsheet():
    assert _cell("=1+1") == "'=1+1" and _cell("建成站点数") == "建成站点数" and _cell("") == ""
    assert not any(word.startswith(("=", "+", "-", "@")) for word in COMPARATORS.values())


def test_whole_numbers_are_written_without_a_point():
    assert (_cell(36000.0), _cell(48.55), _cell(None)) == (36000, 48.55, None)


def test_a_region_has_a_code_only_where_it_is_certain():
    here = resolve("安徽省合肥市包河区")
    assert region_code("包河区", False, None) == "340111"
    assert region_code("合肥市", False, here) == "340100"
    assert region_code("安徽省", True, here) == "340111"
    assert region_code("望湖街道", False, here) is None
    assert region_code("朝阳区", False, None) is None
    assert region_code(None, False, here) is None
