"""What is left out of comparisons because its name alone would mislead."""

import pytest
from tests.indicators.test_groups import entry

from portal.indicators.declared import read_indicators
from portal.indicators.traits import group

NOTHING = read_indicators({})
STREETS = read_indicators({"indicator": [{"key": "shequ", "name": "社区数", "unit": "个"}]})


def kept(name, sentence, text, unit="个", **more):
    return bool(group([entry(name, 1, unit, sentence=sentence, text=text, **more)], STREETS))


@pytest.mark.parametrize(
    "sentence",
    [
        "青石区辖8个街道、76个社区，常住人口41.5万。",
        "全省共有76个社区。",
        "全市76个社区都建了阵地。",
        "76个社区中，45个设党委。",
        "街道把辖区划分为76个社区。",
    ],
)
def test_a_count_of_all_is_compared(sentence):
    assert kept("社区数", sentence, "76个")


@pytest.mark.parametrize(
    "sentence",
    [
        "实施社区儿童友好空间改造工程，共76个社区。",
        "2024年3月，在76个社区试点。",
        "评选示范点，现有76个社区入选。",
        "取消的机构分摊到76个社区。",
        "走访了76个社区。",
    ],
)
def test_a_count_of_some_is_not(sentence):
    assert not kept("社区数", sentence, "76个")


def test_a_part_of_others_and_a_place_of_its_own_kind_are_not():
    assert not kept("党员人数", "58名微格长都是本楼居民，其中党员33名。", "33名", "名", whole="58名微格长")
    assert not kept("社区数", "全部1个社区。", "1个", region="柳岸社区", code=None)


def test_a_cell_counts_all_where_its_row_names_the_thing_and_its_column_says_no_more_than_a_number():
    assert kept("社区数", "6个", "6个", head="数量")
    assert not kept("社区数", "6个", "6个", head="开展活动的社区数")


def test_what_an_editor_stands_for_is_compared():
    assert kept("社区数", "走访了76个社区。", "76个", checked=True)


def test_an_item_that_shares_a_verb_does_not_take_the_other_items_name():
    one = entry("改造城镇老旧小区数", 6594, "套", sentence="改造城镇老旧小区6594个、棚户区16.72万套，年底前完工。", text="16.72万套")
    other = entry("改造城镇老旧小区数", 5, "套", sentence="改造城镇老旧小区5套、加装电梯30台。", text="5套")
    assert [[e.value for e in g.entries] for g in group([one, other], NOTHING)] == [[5]]


def test_a_change_over_several_years_is_not_beside_one_over_a_year():
    year = entry("刑事案件降幅", 11.2, "%", period="2025年")
    years = entry("刑事案件降幅", 35.9, "%", period="五年间")
    assert [len(g.entries) for g in group([year, years], NOTHING)] == [1, 1]


def test_a_standard_for_each_is_no_standard_of_how_many_there_are():
    table = read_indicators({"indicator": [{"key": "a", "name": "网格员数", "unit": "名"}, {"key": "b", "name": "每万人社区工作者数", "unit": "名"}]})
    each = entry("网格员人数", 1, "名", kind="standard", sentence="每个网格配网格员1名。", text="1名")
    by_head = entry("每万人社区工作者人数", 18, "名", kind="standard", sentence="每万人社区工作者不少于18名。", text="18名")
    found = {g.key: g for g in group([each, by_head], table)}
    assert found["b"].standards == (by_head,) and "a" not in found
