"""The case library, its counts, and the figures that speak for a case away from it."""

import csv
import json
import zlib
from types import SimpleNamespace

import pytest

from portal.columns.period import years_of
from portal.columns.telling import own_place

BODY = """## 背景与起因

六安市有社区260个，常住人口437万人。2018年物业费收缴率只有46%。

安徽省划分网格2.4万个，57%的网格成立了党支部。

## 主要做法

六安市组建先锋队120支。

## 主要成效

2020年，六安市物业费收缴率达到89%。金安区调解纠纷310件。放到全省看，安徽省到社区报到的在职党员35.8万名。

## 启示

舒城县的做法可以参照，芜湖市也有红色物业项目30个。
"""


@pytest.fixture
def site(small):
    """The small site with a case that stands in a column of news."""
    small.article(
        "yaowen/20240701-001.md", BODY, id="20240701-001", title="六安：物业费收上来了", type="case",
        region="安徽省六安市", unit="六安市", level="市", period="2019年—2020年", domain="基层治理", practices="[枫桥经验]",
    )  # fmt: skip
    assert small.build().exit_code == 0
    return small


def pairs(page, title):
    """The figures that a row of the list shows, as text."""
    (row,) = [row for row in page.select(".cases > li") if title in row.get_text()]
    return [line.get_text(" ", strip=True) for line in row.select(".figure-pair li")]


def table(site):
    return json.loads(zlib.decompress((site.output / "search/c/table.z").read_bytes(), -15))


def rows(site):
    text = (site.output / "search/c/cases.csv").read_text("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_the_library_holds_the_cases_of_all_columns(site):
    titles = [link.get_text() for link in site.page("anli/index.html").select(".case-title a")]
    assert "六安：物业费收上来了" in titles and len(titles) == 3
    assert {row["标题"] for row in rows(site)} == set(titles)
    assert len(table(site)["cases"]["number"]) == 3
    practice = site.page("practice/fengqiao-jingyan/index.html")
    assert {link.get_text() for link in practice.select(".case-title a")} == set(titles)
    assert "六安：物业费收上来了" in site.page("yaowen/index.html").get_text()


def test_a_case_that_comes_to_another_column_comes_to_the_library_by_the_next_build(small):
    small.build()
    small.article("yaowen/20240702-001.md", BODY, id="20240702-001", title="后来的案例", type="case", period="2020年")
    small.build()
    assert "后来的案例" in small.page("anli/index.html").get_text()
    assert "后来的案例" in [row["标题"] for row in rows(small)]
    assert "后来的案例" in small.page("anli/year/2020/index.html").get_text()
    (small.content / "yaowen/20240702-001.md").unlink()
    small.build()
    assert "后来的案例" not in small.page("anli/index.html").get_text()
    assert not (small.output / "anli/year/2020/index.html").exists()


def test_home_counts_the_practices_as_the_library_does(site):
    def counts(page, where):
        return {
            item.a.get_text(): item.select_one(".count").get_text() for item in page.select(where) if item.select_one(".count")
        }

    home = counts(site.page("index.html"), ".home-cases .index li")
    library = site.page("anli/index.html")
    (facet,) = [one for one in library.select(".facet") if one.h2.get_text() == "做法"]
    assert home == counts(facet, "li") == {"枫桥经验": "3 个案例", "网格党建": "1 个案例"}


def test_a_case_is_told_by_results_of_its_own_place(site):
    shown = pairs(site.page("anli/index.html"), "六安")
    assert len(shown) == 2
    assert shown[0].startswith("89 %")
    text = " ".join(shown)
    assert not any(word in text for word in ("安徽", "46", "57", "35.8", "437", "芜湖"))
    row = next(row for row in rows(site) if row["标题"].startswith("六安"))
    assert "89%" in row["数据一"] and "安徽" not in row["数据一"] + row["数据二"]


def test_a_case_without_figures_of_its_own_place_shows_none(small):
    small.article(
        "anli/20240703-001.md", "## 主要成效\n\n安徽省57%的网格成立了党支部，配备网格员3.4万名。", id="20240703-001",
        title="颍泉：两长多员", type="case", region="安徽省阜阳市颍泉区", period="2020年",
    )  # fmt: skip
    small.build()
    assert pairs(small.page("anli/index.html"), "颍泉") == []
    row = next(row for row in rows(small) if row["标题"].startswith("颍泉"))
    assert row["数据一"] == row["数据二"] == ""


def test_a_figure_of_a_place_inside_the_cases_own_names_it(small):
    small.article(
        "anli/20240704-001.md", "## 主要成效\n\n金安区调解纠纷310件。", id="20240704-001",
        title="六安：调解", type="case", region="安徽省六安市", period="2020年",
    )  # fmt: skip
    small.build()
    (shown,) = pairs(small.page("anli/index.html"), "六安")
    assert "金安区" in shown and "310" in shown


@pytest.mark.parametrize(
    ("region", "lies"),
    [
        ("包河区", "own"), ("合肥市包河区", "own"), (None, "own"), ("合肥市", ""), ("安徽省", ""), ("望湖街道", "inside"),
        ("常青街道", ""), ("合肥市包河区常青街道", "inside"), ("蜀山区", ""), ("全国", ""),
    ],
)  # fmt: skip
def test_a_place_is_the_cases_own_or_inside_it_or_another(region, lies):
    case = SimpleNamespace(region="安徽省合肥市包河区", title="望湖街道：议事厅", unit="包河区委")
    assert own_place(region, case) == lies


@pytest.mark.parametrize(
    ("region", "lies"), [("青石区", "own"), ("云川市", ""), ("示例省", ""), ("望桥街道", "inside"), ("合肥市", "")]
)
def test_a_place_in_no_list_is_known_by_its_name(region, lies):
    case = SimpleNamespace(region="示例省云川市青石区", title="青石区：一声哨", unit="望桥街道党工委")
    assert own_place(region, case) == lies


@pytest.mark.parametrize(
    ("period", "years"),
    [
        ("2018年—2019年5月", "2018 2019"), ("2018年初—2019年5月", "2018 2019"), ("截至2019年底", "2019"),
        ("2025年3月—12月", "2025"), ("2018、2020年", "2018 2020"), ("2019年起", "2019 2020 2021"),
        ("2020年以来", "2020 2021"), ("2019-2021", "2019 2020 2021"), ("汛期", "2021"), ("", "2021"),
    ],
)  # fmt: skip
def test_the_years_of_a_case_are_those_of_its_period(period, years):
    assert years_of(SimpleNamespace(period=period, day="2021-03-01")) == tuple(years.split())


def test_years_of_the_library_are_those_of_the_work(site):
    years = site.page("anli/index.html").select_one('.facet h2:-soup-contains("年份")').parent
    links = {item.a.get_text(): item.a["href"] for item in years.select("li")}
    assert list(links) == ["2024 年", "2023 年", "2020 年", "2019 年"]
    assert links["2020 年"] == "../anli/year/2020/"
    for year in ("2019", "2020"):
        assert "六安" in site.page(f"anli/year/{year}/index.html").select_one("main").get_text()
    assert {tuple(found) for found in table(site)["cases"]["year"]} == {(2023,), (2024,), (2019, 2020)}


def test_a_year_of_a_column_lists_that_columns_articles_alone(small):
    small.article("yaowen/20230601-001.md", id="20230601-001", title="去年的要闻")
    small.build()
    newest = small.page("yaowen/index.html")
    links = {a.find(string=True, recursive=False): a["href"] for a in newest.select("nav.years a")}
    assert links == {"2024": "../yaowen/year/2024/", "2023": "../yaowen/year/2023/"}
    page = small.page("yaowen/year/2023/index.html")
    assert [a.get_text() for a in page.select(".lines a")] == ["去年的要闻"]
    listed = small.page("yaowen/year/2024/index.html").select(".lines a")
    assert len(listed) == 5 and all("yaowen/202401" in a["href"] for a in listed)


def test_a_practice_shows_figures_of_its_own_cases_and_sentences(site):
    site.article(
        "yaowen/20240710-001.md", "全市城镇新增就业106万人。按枫桥经验化解矛盾1655件。", id="20240710-001",
        title="民生实事", practices="[枫桥经验]",
    )  # fmt: skip
    site.build()
    band = site.page("practice/fengqiao-jingyan/index.html").select_one(".figure-band").get_text()
    assert "106" not in band and "1655" in band and "89" in band
    # The second practice of a case does not claim its figures.
    assert site.page("practice/wangge-dangjian/index.html").select_one(".figure-band")
    assert "97.3" not in site.page("practice/wangge-dangjian/index.html").select_one(".figure-band").get_text()


def test_figures_of_a_case_stand_under_its_sections(site):
    page = site.page("yaowen/202407/t20240701_001.html")
    groups = {group.summary.find(string=True).strip(): group for group in page.select(".section-figures")}
    assert list(groups)[:3] == ["背景与起因", "做法与经过", "成效与反响"]
    assert groups["成效与反响"].has_attr("open") and "89" in groups["成效与反响"].ul.get_text()
    assert "46" in groups["背景与起因"].ul.get_text()


def test_counts_say_what_is_counted(built):
    facets = built.page("anli/index.html").select(".facet .count .visually-hidden")
    assert facets and {mark.get_text().strip() for mark in facets} == {"个案例"}
