import itertools
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.errors import DataError
from portal.indicators.declared import read_indicators
from portal.indicators.groups import Entry
from portal.indicators.measures import kind_of
from portal.indicators.stages import stage_of
from portal.indicators.stems import stem, tells_something, unit_class
from portal.indicators.traits import group, is_before

NUMBERS = itertools.count(1)
NOTHING = read_indicators({})


def entry(name, value=1.0, unit="个", *, region="安徽省", code="340000", period=None, date="2021-01-15", sentence="", text="", **more):
    text = text or f"{value:g}{unit}"
    sentence = sentence or f"{name}{text}。"
    number = next(NUMBERS)
    known = {
        "card": f"f{number}", "article": f"a{number}", "name": name, "number": f"{value:g}", "unit_shown": unit, "text": text, "value": value,
        "value_high": None, "unit": unit, "comparator": "=", "kind": kind_of(unit), "region": region, "region_code": code,
        "region_fallback": False, "period": period, "sentence": sentence, "offset": sentence.index(text), "title": "标题",
        "url": f"yaowen/{number}.html#s-1", "date": date, "source": "来源",
    }  # fmt: skip
    return Entry(**{**known, **more})


def names_of(groups):
    return [sorted(e.name for e in g.entries) for g in groups]


@pytest.mark.parametrize(
    ("one", "other", "unit"),
    [
        ("网格数", "全省网格总数", "个"),
        ("网格数", "安徽省网格数", "个"),
        ("网格数", "“网格”数量", "个"),
        ("網格數", "网格数", "个"),
        ("党员人数", "党员总数", "名"),
        ("志愿服务人次", "志愿服务总人次", "人次"),
        ("党员比例", "党员占比", "%"),
        ("涉企检查的事项数", "涉企检查事项数", "项"),
        ("2025年新建站点数", "新建站点数", "个"),
        ("累计新建站点数", "新建站点数", "个"),
    ],
)
def test_names_that_differ_by_place_time_or_filler_are_one_indicator(one, other, unit):
    (found,) = group([entry(one, unit=unit), entry(other, unit=unit)], NOTHING)
    assert len(found.entries) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("社区数", "个"), ("社区数", "户")),
        (("党员数", "名"), ("党员数", "%")),
        (("网格覆盖率", "%"), ("网格覆盖率", "个百分点")),
        (("老旧小区改造数", "个"), ("老旧小区改造数", "户")),
        (("志愿服务人数", "人"), ("志愿服务人次", "人次")),
        (("压减前清单数", "项"), ("压减后清单数", "项")),
        (("清单事项数（压减前）", "项"), ("清单事项数（压减后）", "项")),
        (("刑事案件增幅", "%"), ("刑事案件降幅", "%")),
        (("专职网格员人数", "名"), ("兼职网格员人数", "名")),
        (("五年改造小区数", "个"), ("改造小区数", "个")),
        (("安全区域数", "个"), ("安域数", "个")),
    ],
)
def test_other_units_ends_of_a_change_and_other_things_stay_apart(one, other):
    entries = [entry(one[0], unit=one[1]), entry(other[0], unit=other[1])]
    assert len(group(entries, NOTHING)) == 2


def test_people_are_one_unit_whether_counted_by_人_名_or_位():
    (found,) = group([entry("网格员人数", unit=unit) for unit in ("人", "名", "位")], NOTHING)
    assert (found.unit_class, len(found.entries)) == ("人", 3)


def test_a_standard_is_no_count():
    assert len(group([entry("网格员人数", unit="名"), entry("网格员人数", unit="名", kind="standard")], NOTHING)) == 2


def test_where_a_change_set_out_from_is_not_grouped_with_where_it_arrived():
    sentence = "社区事项清单由64项压减到47项。"
    old = entry("社区事项清单数", 64, "项", sentence=sentence, text="64项")
    new = entry("社区事项清单数", 47, "项", sentence=sentence, text="47项")
    assert is_before(old) and not is_before(new)
    assert len(group([old, new], NOTHING)) == 2


@pytest.mark.parametrize("name", ["人数", "数", "资金", "占比", "配备人数", "建成数", "项目数", "增幅", "山东%占比", "逾期不改正处资金", "志愿者人数", "社区占比"])
def test_a_name_that_tells_nothing_by_itself_is_in_no_group(name):
    assert group([entry(name), entry(name)], NOTHING) == []


def test_values_told_apart_by_more_than_their_name_are_in_no_group():
    bands = [entry("社区户数", n, "户", article="one") for n in (3000, 5000)]
    assert group(bands, NOTHING) == []
    (found,) = group([*bands, entry("社区户数", 2000, "户")], NOTHING)
    assert [e.value for e in found.entries] == [2000]


@pytest.mark.parametrize(
    ("name", "period", "date", "sentence", "stage"),
    [
        ("城镇新增就业目标人数", "2026年", "2026-03-01", "", "plan"),
        ("计划改造小区数", None, "2026-03-01", "", "plan"),
        ("改造小区数", "2027年", "2026-11-01", "", "plan"),
        ("改造小区数", "2026年", "2026-03-01", "", "plan"),
        ("改造小区数", "2026年", "2026-12-30", "", "result"),
        ("改造小区数", "2026年", "2026-12-01", "2026年计划改造小区1个。", "plan"),
        ("改造小区数", "2025年", "2026-03-01", "2025年改造1个，2026年计划改造2个。", "result"),
        ("改造小区数", None, "2026-03-01", "全市力争改造小区1个。", "plan"),
        ("改造小区数", None, "2026-03-01", "改造小区1个的目标已如期完成。", "result"),
        ("改造小区数", "明年", "2026-03-01", "", "plan"),
        ("计划生育服务站数", "2025年", "2026-03-01", "", "result"),
        ("目标任务完成率", "2025年", "2026-03-01", "", "result"),
    ],
)
def test_plans_are_told_from_results(name, period, date, sentence, stage):
    assert stage_of(entry(name, period=period, date=date, sentence=sentence)) == stage


def test_plans_stand_in_the_indicator_but_apart_from_results():
    (found,) = group(
        [
            entry("城镇新增就业人数", 124.9, "人", period="2025年", date="2026-03-01"),
            entry("城镇新增就业目标人数", 110, "人", period="2026年", date="2026-03-01"),
        ],
        NOTHING,
    )
    assert ([e.value for e in found.results], [e.value for e in found.plans]) == ([124.9], [110])
    assert found.name == "城镇新增就业人数"


TABLE = {"indicator": [{"key": "wangge", "name": "网格数", "unit": "个", "synonyms": ["划分网格数"]}]}


def test_synonyms_gather_under_the_name_editors_gave():
    entries = [entry("划分的网格数"), entry("全省网格数"), entry("划分网格数", unit="%")]
    found = group(entries, read_indicators(TABLE))
    assert (found[0].key, found[0].name, len(found[0].entries)) == ("wangge", "网格数", 2)
    assert len(found) == 2


def test_the_code_of_an_unnamed_indicator_comes_from_its_own_text_alone():
    (one,) = group([entry("护理站数"), entry("护理站数")], NOTHING)
    (other,) = group([entry("甘肃省护理站总数", region="甘肃省", code="620000")], NOTHING)
    assert one.key == other.key and one.key.startswith("x-")
    assert other.name == "护理站总数"


def test_a_made_up_place_is_taken_off_a_name_too():
    where = {"region": "示例省云川市青石区", "code": None}
    (found,) = group([entry("云川市青石区护理站数", **where), entry("青石区护理站数", **where)], NOTHING)
    assert (found.name, len(found.entries)) == ("护理站数", 2)


def test_a_page_needs_two_places_years_or_articles():
    same = {"article": "a", "card": "f1"}
    (alone,) = group([entry("护理站数", **same)], NOTHING)
    assert not alone.has_page
    for second in (entry("护理站数"), entry("护理站数", article="a", region="甘肃省", code="620000")):
        assert group([entry("护理站数", **same), second], NOTHING)[0].has_page


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"indicator": [{"key": "Wang", "name": "网格数", "unit": "个"}]}, "代码"),
        ({"indicator": [{"key": "x-1", "name": "网格数", "unit": "个"}]}, "代码"),
        ({"indicator": [{"key": "about", "name": "网格数", "unit": "个"}]}, "about"),
        ({"indicator": [{"key": "a", "name": "网格数"}]}, "unit"),
        ({"indicator": [{"key": "a", "name": "网格数", "unit": "个", "kind": "数量"}]}, "kind"),
        ({"indicator": [{"key": "a", "name": "网格数", "unit": "个", "kind": "ratio"}]}, "比率"),
        ({"indicator": [{"key": "a", "name": "网格数", "unit": "个", "synonym": ["b"]}]}, "synonym"),
        ({"indicator": [{"key": "a", "name": "网格数", "unit": "个", "synonyms": "划分网格数"}]}, "synonyms"),
        ({"indicator": [{"key": "a", "name": "清单数", "unit": "项", "synonyms": ["压减前清单数"]}]}, "前后"),
        ({"indicator": [{"key": "a", "name": "人数", "unit": "人"}]}, "笼统"),
        ({"indicators": []}, "indicators"),
        ({"indicator": {"key": "a"}}, "[[indicator]]"),
        ({"indicator": ["网格数"]}, "第 1 项"),
        ({"indicator": [{"key": "a", "name": "网格数", "unit": "个"}, {"key": "a", "name": "社区数", "unit": "个"}]}, "不止一次"),
        ({"indicator": [{"key": "a", "name": "网格数", "unit": "个"}, {"key": "b", "name": "网格总数", "unit": "个"}]}, "既是"),
    ],
)
def test_a_wrong_table_is_told_with_the_entry_and_how_to_mend_it(table, said):
    with pytest.raises(DataError) as told:
        read_indicators(table)
    assert said in str(told.value) and "data/indicators.toml" in str(told.value) and "怎么改" in str(told.value)


def test_all_faults_of_the_table_are_told_at_once():
    wrong = {"indicator": [{"key": "A", "name": "网格数", "unit": "个"}, {"key": "b", "name": "社区数"}]}
    with pytest.raises(DataError) as told:
        read_indicators(wrong)
    assert len(told.value.problems) == 2


def test_one_name_may_be_declared_for_two_units():
    both = [{"key": "a", "name": "改造小区数", "unit": "个"}, {"key": "b", "name": "改造小区数", "unit": "户"}]
    found = group([entry("改造小区数"), entry("改造小区数", unit="户")], read_indicators({"indicator": both}))
    assert [(g.key, g.unit) for g in found] == [("a", "个"), ("b", "户")]


PIECES = ("全省", "安徽省", "网格", "党员", "社区", "计划", "压减前", "压减后", "累计", "新增", "的", "总", "数", "人数", "占比", "率", "2025年")
UNITS = ("个", "人", "名", "位", "户", "%", "个百分点", "元", "人次", "平方米", "㎡")
ENTRIES = st.lists(
    st.builds(
        entry,
        st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join),
        st.sampled_from((1.0, 2.0, 50.0)),
        st.sampled_from(UNITS),
        region=st.sampled_from(("安徽省", "甘肃省", None)),
        period=st.sampled_from((None, "2025年", "2026年", "每年", "“十四五”时期")),
        kind=st.sampled_from(("count", "ratio", "people", "standard")),
        article=st.sampled_from("abcd"),
    ),
    max_size=25,
)
DECLARED = read_indicators(
    {
        "indicator": [
            {"key": "wangge", "name": "网格数", "unit": "个", "synonyms": ["社区网格数"]},
            {"key": "dangyuan", "name": "党员数", "unit": "名"},
            {"key": "dangyuan-bi", "name": "党员占比", "unit": "%"},
        ]
    }
)


@given(ENTRIES)
@settings(max_examples=300, deadline=None)
def test_no_group_mixes_units_kinds_or_ends_of_a_change(entries):
    groups = group(entries, DECLARED)
    for found in groups:
        assert {unit_class(e.unit) for e in found.entries} == {found.unit_class}
        assert {e.kind for e in found.entries} - {"standard"} <= {found.kind}
        assert len({("压减前" in e.name, "压减后" in e.name) for e in found.entries}) == 1
        assert {stage_of(e) for e in found.results} <= {"result"} and {stage_of(e) for e in found.plans} <= {"plan"}
    keys = [found.key for found in groups]
    assert len(set(keys)) == len(keys)
    members = [e.card for found in groups for e in found.entries]
    assert len(set(members)) == len(members)


@given(ENTRIES, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_order_of_the_figures_decides_nothing(entries, chance):
    shuffled = list(entries)
    chance.shuffle(shuffled)
    assert group(shuffled, DECLARED) == group(entries, DECLARED)


@given(st.text(max_size=40), st.sampled_from(UNITS))
@settings(max_examples=300, deadline=None)
def test_any_text_has_a_stem(name, unit):
    tells_something(stem(name, unit, ("安徽省", "安徽"), "2025年"))


def test_sixty_thousand_figures_group_in_a_few_seconds():
    chance = random.Random(5)
    places = [("安徽省", "340000"), ("合肥市", "340100"), ("包河区", "340111"), ("望湖街道", None)]
    nouns = [a + b for a in ("网格", "社区", "小区", "党员", "服务站", "调解") for b in "甲乙丙丁戊己庚辛壬癸"]
    entries = []
    for number in range(60_000):
        region, code = chance.choice(places)
        name = f"{region}第{number % 700}{chance.choice(nouns)}数"
        entries.append(entry(name, region=region, code=code, article=f"a{number // 6}"))
    start = time.process_time()
    groups = group(entries, NOTHING)
    assert time.process_time() - start < 6
    assert len(groups) > 1000
