"""Figures in table cells: named by their column and row, as pages and files have them."""

from __future__ import annotations

import time

from portal.articles.html import text_of
from portal.indicators.extract import extract
from portal.indicators.predict import predict


def _told(markdown: str) -> list[tuple[str, str, str | None, str | None]]:
    return [(f["raw"], f["name"], f["region"], f["period"]) for f in predict(markdown)["figures"]]


def test_the_head_of_the_column_names_the_figures_of_places():
    table = "# 安徽省社区建设\n\n| 地区 | 社区数 | 覆盖率 |\n| --- | --: | --- |\n| 蚌埠市 | 120个 | 95% |\n| 合肥市 | 320个 | 98% |\n"
    assert _told(table) == [
        ("120个", "社区数", "蚌埠市", None),
        ("95%", "覆盖率", "蚌埠市", None),
        ("320个", "社区数", "合肥市", None),
        ("98%", "覆盖率", "合肥市", None),
    ]


def test_the_label_of_the_row_names_the_figure_where_the_head_only_says_number():
    table = "# 蚌埠市基本情况\n\n| 指标 | 数值 |\n|---|---|\n| 社区数 | 120个 |\n| 党员人数 | 1.2万名 |\n\n以上由市委组织部统计。\n"
    assert _told(table) == [("120个", "社区数", "蚌埠市", None), ("1.2万名", "党员人数", "蚌埠市", None)]


def test_years_at_the_rows_are_periods():
    table = "| 年份 | 网格员 |\n|---|---|\n| 2022年 | 300名 |\n| 2023年 | 320名 |\n"
    assert _told(table) == [("300名", "网格员人数", None, "2022年"), ("320名", "网格员人数", None, "2023年")]


def test_label_and_head_together_name_the_figures_of_classes():
    table = "| 序号 | 类别 | 人数 |\n|---|---|---|\n| 1 | 专职网格员 | 30人 |\n| 2 | 兼职网格员 | 50人 |\n"
    assert _told(table) == [("30人", "专职网格员人数", None, None), ("50人", "兼职网格员人数", None, None)]


def test_a_table_of_a_page_reads_like_one_of_a_file():
    rows = "".join(f"<tr><td>{place}</td><td>{count}个</td></tr>" for place, count in (("蚌埠市", 12), ("合肥市", 15)))
    page = f"<p>各市情况：</p><table><thead><tr><th>地区</th><th>社区数</th></tr></thead><tbody>{rows}</tbody></table><p>特此公布。</p>"
    assert [(f.raw, f.name, f.region) for f in extract(text_of(page))] == [("12个", "社区数", "蚌埠市"), ("15个", "社区数", "合肥市")]


def test_a_number_alone_on_its_line_is_no_table():
    assert extract("党员\n12名\n") == []


def test_fifty_thousand_lone_numbers_take_bounded_time():
    started = time.process_time()
    assert extract("12个\n" * 50000) == []
    assert time.process_time() - started < 8


def _plain(text: str) -> list[tuple[str, float, str, str, str | None, str | None]]:
    return [(f.raw, f.value, f.unit, f.name, f.region, f.period) for f in extract(text)]


def test_a_table_drawn_with_strokes_in_plain_text_is_a_table():
    text = "蚌埠市各区情况：\n| 区 | 网格数 | 办理时间 |\n|---|---|---|\n| 龙子湖区 | 120个 | 3天 |\n| 禹会区 | 98个 | 5天 |\n"
    assert _plain(text) == [
        ("120个", 120.0, "个", "网格数", "龙子湖区", None),
        ("3天", 3.0, "天", "办理时间", "龙子湖区", None),
        ("98个", 98.0, "个", "网格数", "禹会区", None),
        ("5天", 5.0, "天", "办理时间", "禹会区", None),
    ]


def test_bare_numbers_of_a_drawn_table_take_the_unit_of_the_head():
    text = "|序号|指标|2020年（个）|2022年（个）|\n|-|-|-|-|\n|1|驿站数|52|1,260|\n|2|说明||示范|\n"
    assert _plain(text) == [
        ("52", 52.0, "个", "驿站数", None, "2020年"),
        ("1,260", 1260.0, "个", "驿站数", None, "2022年"),
    ]
    money = "|村|投入资金（万元）|\n|-|-|\n|红旗村|32.5|\n"
    assert [(f.raw, f.value, f.unit, f.unit_raw) for f in extract(money)] == [("32.5", 325000.0, "元", "万元")]


def test_the_line_above_a_table_tells_the_time_of_its_figures():
    for text in (
        "截至2022年6月底，蚌埠市三个区情况如下：\n|区|网格数|\n|-|-|\n|龙子湖区|120个|\n|禹会区|98个|\n",
        "截至2022年6月底，蚌埠市三个区情况如下：\n区\n网格数\n龙子湖区\n120个\n禹会区\n98个\n",
    ):
        assert {f.period for f in extract(text)} == {"2022年6月底"}


def test_a_stage_of_the_work_goes_before_what_is_counted():
    text = "|指标|改革前|改革后|\n|-|-|-|\n|平均办理时间|12个工作日|3个工作日|\n|满意率|82%|98%|\n"
    assert [f.name for f in extract(text)] == ["改革前平均办理时间", "改革后平均办理时间", "改革前满意率", "改革后满意率"]


def test_strokes_are_read_in_time_linear_in_the_text():
    start = time.perf_counter()
    extract("|" * 20000 + "\n" + "| 12个 " * 20000 + "|\n")
    assert time.perf_counter() - start < 5


def test_places_across_the_head_are_those_of_the_cells_below():
    text = "|指标|龙子湖区|禹会区|\n|-|-|-|\n|网格数|120个|98个|\n|覆盖率|95%|98%|\n"
    assert [(f.name, f.region) for f in extract(text)] == [
        ("网格数", "龙子湖区"),
        ("网格数", "禹会区"),
        ("覆盖率", "龙子湖区"),
        ("覆盖率", "禹会区"),
    ]
    counted = "|区|试点社区|党员|\n|-|-|-|\n|龙子湖区|12个|900名|\n|禹会区|9个|800名|\n"
    assert [(f.name, f.region) for f in extract(counted)][0] == ("试点社区数", "龙子湖区")
