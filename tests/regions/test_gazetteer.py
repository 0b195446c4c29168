import time

import pytest

from portal.regions import gazetteer


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("340111", "340111"),
        ("包河区", "340111"),
        ("安徽省合肥市包河区", "340111"),
        ("安徽/合肥/包河", "340111"),
        ("安徽", "340000"),
        ("吉林", "220000"),
        ("吉林市", "220200"),
        ("南京市鼓楼区", "320106"),
        ("上海市浦东新区", "310115"),
        ("北京", "110000"),
        ("仙桃市", "429004"),
        ("东莞", "441900"),
        ("歙县", "341021"),
        ("内蒙古", "150000"),
        ("和康县", "653228"),
    ],
)
def test_a_front_matter_value_finds_its_division(text, code):
    found = gazetteer.find(text)
    assert found is not None and found.code == code


def test_a_name_of_several_places_finds_none_but_lists_them():
    assert gazetteer.find("鼓楼区") is None
    assert {r.full_name for r in gazetteer.candidates("鼓楼区")} >= {"江苏省南京市鼓楼区", "福建省福州市鼓楼区"}


def test_an_unknown_place_finds_nothing():
    assert gazetteer.find("云溪市") is None and gazetteer.candidates("云溪市") == []


def test_former_names_are_known_with_their_year_and_successor():
    region = gazetteer.find("北京市密云县")
    assert region is not None and (region.until, region.now) == (2015, "110118")
    current = gazetteer.by_code("110228")
    assert current is not None and current.name == "密云区"


def test_ancestors_and_children_follow_the_codes():
    assert [r.name for r in gazetteer.ancestors("340111")] == ["安徽省", "合肥市"]
    assert [r.name for r in gazetteer.ancestors("110108")] == ["北京市"]
    assert "朝阳区" in {r.name for r in gazetteer.children("110000")}
    assert {"武汉市", "仙桃市"} <= {r.name for r in gazetteer.children("420000")}


def test_every_division_has_a_parent_that_exists_and_no_placeholder_is_listed():
    tables = gazetteer._tables()
    assert len(tables.current) > 3000
    assert {r.name for r in tables.current.values()}.isdisjoint({"市辖区", "县", "省直辖县级行政区划"})
    assert all(r.parent is None or r.parent in tables.current for r in tables.current.values())
    assert all(r.now is None or r.now in tables.current for r in tables.former)


def test_loading_is_quick():
    gazetteer._tables.cache_clear()
    started = time.perf_counter()
    gazetteer.find("包河区")
    assert time.perf_counter() - started < 1
