"""Figures as a built site shows and publishes them: planned or reached, of what time, of which place, of what whole."""

import csv
import io
import json

import pytest

PLANS = """去年，安徽省改造老旧小区700个。

## 2026年的计划

- 安徽：改造老旧小区600个；
- 甘肃：改造老旧小区800个，加装电梯90台。

## 民生清单

| 事项 | 目标 | 牵头单位 |
|---|---|---|
| 养老 | 建成家庭养老床位7000张 | 民政厅 |

每万人配备18名社区工作者的目标已如期完成。"""

SPANS = """五年间，浙江省刑事案件下降35.9%。

2025年，安徽省用于稳岗的资金有110亿元，全年城镇新增就业75.7万人。

重庆市2026年政府工作报告说，每万人有社区工作者19.2人。"""

BANDS = """六安市分档安排经费。

| 社区规模 | 每年最低标准 |
|---|---|
| 3000户以下的社区 | 每年12万元 |
| 3000至5000户的社区 | 每年16万元 |
| 5000户以上的社区 | 每年20万元 |

六安市244个街道中，超过80%完成了改革。城乡低保标准分别提高到每月815元和615元。

市辖区的社区每年不低于10万元，县里的社区每年不低于5万元。"""


@pytest.fixture
def published(small):
    def publish(body, **fields):
        small.article(fields.pop("path", "yaowen/a.md"), body, id="20260301-001", **fields)
        assert small.build().exit_code == 0
        rows = json.loads((small.output / "data/indicators.json").read_text("utf-8"))["figures"]
        return {row["text"]: row for row in rows if "20260301" in row["article_url"]}

    return publish


def test_what_stands_under_a_heading_of_plans_or_in_a_column_of_targets_is_a_plan(published):
    rows = published(PLANS)
    assert {text: row["stage"] for text, row in rows.items()} == {
        "700个": "result", "600个": "plan", "800个": "plan", "90台": "plan", "7000张": "plan", "18名": "result",
    }  # fmt: skip
    assert [(rows[text]["period"], rows[text]["year"], rows[text]["period_fallback"]) for text in ("600个", "90台")] == [
        ("2026年", 2026, True)
    ] * 2


def test_a_plan_is_marked_on_its_card(published, small):
    published(PLANS)
    cards = {card.select_one(".digits").get_text(): card for card in small.page("yaowen/202603/t20260301_001.html").select(".figure")}
    assert "目标" in cards["600"].get_text() and "目标" not in cards["700"].get_text()


def test_a_time_is_taken_from_the_whole_sentence_and_never_from_the_name_of_a_report(published):
    rows = published(SPANS)
    assert rows["35.9%"]["period"] == "五年间"
    assert (rows["75.7万人"]["period"], rows["75.7万人"]["year"]) == ("2025年全年", 2025)
    assert rows["19.2人"]["period"] is None


def test_one_sentence_gives_one_kind_to_what_is_said_alike(published):
    rows = published(BANDS)
    assert {rows[text]["kind"] for text in ("815元", "615元", "不低于10万元", "不低于5万元", "每年12万元"[2:])} == {"standard"}
    assert {rows[text]["stage"] for text in ("815元", "不低于5万元")} == {"standard"}


def test_bands_and_wholes_can_be_put_together_again_from_the_open_data(published, small):
    rows = published(BANDS)
    bands = {text: (rows[text]["band"], rows[text]["band_table"]) for text in ("12万元", "16万元", "20万元")}
    assert [band for band, _ in bands.values()] == ["3000户以下", "3000至5000户", "5000户以上"]
    assert len({table for _, table in bands.values()}) == 1
    assert rows["12万元"]["context"] == "社区规模：3000户以下的社区；每年最低标准：每年12万元"
    share = rows["超过80%"]
    assert [share[f"of_{key}"] for key in ("text", "value", "unit", "name")] == ["244个街道", 244, "个", "街道"]
    table = list(csv.DictReader(io.StringIO((small.output / "data/indicators.csv").read_text("utf-8-sig"))))
    (line,) = [line for line in table if line["数值（原文）"] == "超过80%"]
    assert (line["分母"], line["分母名称"]) == ("244", "街道")


def test_examples_on_pages_about_the_site_are_no_data(published, small):
    assert published("有比例就写分母，如安徽省的“244个街道中，83%取消了考核”。", path="guanyu/a.md") == {}
    assert "83%" not in (small.output / "data/index.html").read_text("utf-8")


def test_a_region_page_leads_to_all_figures_of_the_place_wherever_they_were_told(published, small):
    small.article("yaowen/b.md", "张掖市有党员91185名。", id="20260302-001", region="甘肃省张掖市")
    published("# 各地\n\n张掖市共有网格220个、网格党支部157个。\n\n兰州市共有网格900个。", region="甘肃省")
    page = small.page("region/620700/index.html")
    shown = [digits.get_text() for digits in page.select(".figure-band .digits")]
    assert set(shown) == {"91185", "220", "157"}
    (link,) = page.select('a[href$="data/region/620700/"]')
    assert link.get_text() == "张掖市的全部 3 项数据"
    whole = small.page("data/region/620700/index.html")
    assert [cell.get_text() for cell in whole.select(".told-figures .digits")] == ["91185", "220", "157"]


def test_places_on_the_data_page_are_links_that_say_how_many_figures(published, small):
    published("甘肃省张掖市共有网格220个。")
    (link,) = small.page("data/index.html").select('.facet a[href$="region/620700/"]')
    assert link.parent.get_text() == "张掖市1 项"
    assert small.page("data/region/index.html").select('a[href$="620700/"]')


def test_all_figures_are_in_the_table_for_paper_in_the_order_of_the_text(published, small):
    body = "甘肃省张掖市" + "，".join(f"建成第{word}类站点{100 + number}个" for number, word in enumerate("甲乙丙丁戊己庚辛壬癸")) + "。"
    count = len(published(body))
    rows = small.page("yaowen/202603/t20260301_001.html").select(".figures-printed tbody tr")
    numbers = [int(row.select("td")[1].get_text().removesuffix("个")) for row in rows]
    assert len(rows) == count > 6 and numbers == sorted(numbers)


def test_a_changed_article_changes_the_pages_of_the_places_it_told_of_and_tells_of(small):
    small.article("yaowen/a.md", "张掖市有党员91185名。", id="20260301-001", region="甘肃省张掖市")
    small.article("yaowen/b.md", "张掖市共有网格220个。", id="20260302-001")
    small.article("yaowen/c.md", "安徽省共有网格900个。", id="20260303-001", region="安徽省")
    small.build()
    small.article("yaowen/b.md", "安徽省共有网格230个。", id="20260302-001")
    small.build()
    quick = small.files()
    small.build(fresh=True)
    assert quick == small.files()
    assert "220" not in small.page("region/620700/index.html").get_text()
    assert "230" in small.page("region/340000/index.html").get_text()
