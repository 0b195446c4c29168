import json
from xml.sax.saxutils import escape

import pytest

from portal.indicators.comparison import UNDATED, compare, level_of, moment_of
from portal.indicators.declared import read_indicators
from portal.indicators.groups import Entry
from portal.indicators.measures import kind_of
from portal.indicators.traits import group

PLACES = {"安徽省": "340000", "山东省": "370000", "合肥市": "340100", "包河区": "340111", "北京市": "110000", "望湖街道": None, None: None}


def entry(number, value, region="安徽省", period="2025年", *, name="护理站数", unit="个", comparator="=", high=None, date="2026-03-01", **more):
    text = f"{value}{unit}"
    known = {
        "card": f"f{number}", "article": f"a{number}", "name": name, "number": str(value), "unit_shown": unit, "text": text, "value": float(value),
        "value_high": high, "unit": unit, "comparator": comparator, "kind": kind_of(unit), "region": region, "region_code": PLACES[region],
        "region_fallback": False, "period": period, "sentence": f"护理站{text}。", "offset": 3, "title": f"第{number}篇",
        "url": f"yaowen/{number}.html#s-{number}", "date": date, "source": "来源",
    }  # fmt: skip
    return Entry(**{**known, **more})


def page(*entries):
    (found,) = group(entries, read_indicators({}))
    inputs = compare(found)
    assert json.loads(json.dumps(inputs)) == inputs
    return inputs


def values(section):
    return [(row["region"], row["text"]) for row in section["rows"]]


@pytest.mark.parametrize(
    ("period", "label", "whole"),
    [
        ("2019年底", "2019年", True),
        ("截至2019年末", "2019年", True),
        ("2019年", "2019年", True),
        ("去年", "2025年", True),
        ("2020年上半年", "2020年上半年", False),
        ("2017年以来", "2017年以来", False),
        ("每年", "每年", False),
        (None, "", False),
    ],
)
def test_periods_make_the_sections(period, label, whole):
    moment = moment_of(period, "2026-03-01")
    assert (moment.label, moment.whole) == (label, whole)


def test_each_year_is_a_section_newest_first_and_plans_come_last():
    shown = page(entry(1, 10, period="2024年"), entry(2, 20), entry(3, 30, period="2026年"), entry(4, 5, period=None, date="2020-01-01"))
    assert [(s["label"], s["stage"]) for s in shown["sections"]] == [
        ("2025年", "result"), ("2024年", "result"), (UNDATED, "result"), ("2026年", "plan"),
    ]  # fmt: skip
    assert shown["lead"]["text"] == "20个"


def test_a_half_year_is_never_beside_a_whole_year():
    shown = page(entry(1, 10), entry(2, 4, "山东省", "2025年上半年"))
    assert [values(s) for s in shown["sections"]] == [[("安徽省", "10个")], [("山东省", "4个")]]


def test_values_that_differ_stand_side_by_side():
    shown = page(entry(1, 10), entry(2, 12))
    (section,) = shown["sections"]
    assert values(section) == [("安徽省", "12个"), ("安徽省", "10个")]
    assert section["differs"]


def test_the_same_value_from_two_articles_is_one_row_with_both_sources():
    (section,) = page(entry(1, 10), entry(2, 10))["sections"]
    (row,) = section["rows"]
    assert {source["title"] for source in row["sources"]} == {"第1篇", "第2篇"}
    assert not section["differs"]


def test_every_number_leads_to_its_sentence():
    (section,) = page(entry(1, 10), entry(2, 12, "山东省"))["sections"]
    assert [row["url"] for row in section["rows"]] == ["yaowen/2.html#s-2", "yaowen/1.html#s-1"]


@pytest.mark.parametrize(("unit", "name"), [("个", "护理站数"), ("%", "网格覆盖率")])
def test_every_chart_compares_places_of_one_level(unit, name):
    places = (("安徽省", 60), ("山东省", 70), ("合肥市", 40), ("望湖街道", 10), ("包河区", 20))
    (section,) = page(*(entry(n, value, region, unit=unit, name=name) for n, (region, value) in enumerate(places)))["sections"]
    (chart,) = section["charts"]
    assert chart["title"] == "省、自治区、直辖市" and chart["svg"].count("chart-value") == 2
    assert len(section["rows"]) == 5


def test_places_of_several_levels_are_in_the_table_alone():
    (section,) = page(entry(1, 100), entry(2, 7, "合肥市"))["sections"]
    assert section["charts"] == [] and len(section["rows"]) == 2


def test_comparators_are_told_in_words():
    (section,) = page(entry(1, 10, comparator=">"), entry(2, 12, "山东省", comparator="<="))["sections"]
    assert values(section) == [("山东省", "不超过12个"), ("安徽省", "超过10个")]
    assert escape("安徽省 超过10个") in section["charts"][0]["svg"]


def test_a_figure_without_a_place_is_in_the_table_but_not_in_the_chart():
    (section,) = page(entry(1, 10), entry(2, 12, "山东省"), entry(3, 99, None))["sections"]
    assert (None, "99个") in values(section)
    assert "99个" not in section["charts"][0]["svg"]


@pytest.mark.parametrize(("region", "level"), [("安徽省", 1), ("北京市", 1), ("合肥市", 2), ("包河区", 3), ("望湖街道", 4)])
def test_levels_of_places(region, level):
    assert level_of(entry(1, 1, region)) == level


def test_a_long_list_is_cut_in_the_page_and_said_so():
    (section,) = page(*(entry(n, n + 1) for n in range(230)))["sections"]
    assert (len(section["rows"]), section["more"]) == (200, 30)
