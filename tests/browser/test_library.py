"""The case library with choices, against the articles' own front matter."""

import csv
import io
import re
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import expect

from portal.regions.resolve import resolve

CONTENT = Path(__file__).parents[2] / "content"


def cases():
    """Front matter of every published case, newest first, with the names of its places."""
    found = []
    for path in CONTENT.glob("*/*.md"):
        head = yaml.safe_load(path.read_text("utf-8").split("---")[1])
        if head.get("type") not in ("case", "案例"):
            continue
        place = resolve(head["region"])
        head["places"] = [p.slug for p in (*place.ancestors, place)]
        found.append(head)
    return sorted(found, key=lambda head: str(head["date"]), reverse=True)


def titles(page):
    return page.locator("[data-list] .case-title a").all_inner_texts()


def facet(page, name):
    """Value -> count, as one list of choices shows it."""
    lines = page.locator(f"[data-facet={name}] li > a").all()
    count = "xpath=../*[@class='count']"
    return {line.text_content(): int(line.locator(count).text_content().split()[0]) for line in lines}


def test_two_choices_together_give_exactly_the_cases_that_have_both(page):
    page.goto("anli/")
    page.locator("[data-facet=practice]").get_by_role("link", name="网格党建").click()
    page.locator("[data-facet=region]").get_by_role("link", name="安徽省").click()
    wanted = [c["title"] for c in cases() if "网格党建" in c["practices"] and "340000" in c["places"]]
    expect(page.get_by_role("status")).to_contain_text(f"找到 {len(wanted)} 个")
    assert titles(page) == wanted
    assert "practice=wangge-dangjian" in page.url and "region=340000" in page.url
    page.go_back()
    expect(page.get_by_role("status")).to_contain_text(f"找到 {sum('网格党建' in c['practices'] for c in cases())} 个")
    page.locator("[data-chips]").get_by_role("link", name="去掉做法：网格党建").click()
    expect(page.locator("[data-chips]")).to_be_hidden()


def test_counts_are_those_of_the_cases_with_and_without_choices(page):
    page.goto("anli/?level=县区")
    expect(page.get_by_role("status")).to_contain_text("找到")
    wanted = [c for c in cases() if c["level"] == "县区"]
    assert facet(page, "level")["县区"] == len(wanted)
    assert facet(page, "practice") == {
        name: count
        for name in {p for c in wanted for p in c["practices"]}
        if (count := sum(name in c["practices"] for c in wanted))
    }
    page.goto("anli/")
    expect(page.locator("[data-facet=domain]")).to_be_visible()
    assert sum(facet(page, "domain").values()) == len(cases())


def test_with_a_query_a_case_must_hold_all_of_it(page):
    page.goto("anli/")
    page.get_by_label("检索词").fill("网格党支部")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("全部字词")
    found = int(re.search(r"找到 (\d+) 个", page.get_by_role("status").inner_text())[1])
    assert found == len(titles(page)) and 0 < found < len(cases())
    assert sum(facet(page, "domain").values()) == found
    page.locator("[data-facet=practice] a").first.click()
    expect(page.locator("[data-chips]")).to_be_visible()
    assert "q=" in page.url and "practice=" in page.url


def test_where_nothing_fits_the_nearest_broader_choices_are_offered(page):
    page.goto("anli/?region=620000&year=2025")
    expect(page.locator("main")).to_contain_text("没有同时符合这些条件的案例")
    page.get_by_role("link", name="不限年份“2025 年”").click()
    expect(page.get_by_role("status")).to_contain_text("找到 1 个")


def test_cases_of_other_columns_and_of_all_their_years_are_found(page):
    page.goto("anli/?practice=fengqiao-jingyan")
    expect(page.get_by_role("status")).to_contain_text("找到")
    assert titles(page) == [c["title"] for c in cases() if "枫桥经验" in c["practices"]]
    page.goto("anli/?year=2018")
    expect(page.get_by_role("status")).to_contain_text("找到")
    assert any(title.startswith("包河“大共治”") for title in titles(page))
    page.goto("anli/?year=2019")
    expect(page.get_by_role("status")).to_contain_text("找到")
    assert any(title.startswith("包河“大共治”") for title in titles(page))


def test_a_row_shows_the_same_figures_with_and_without_choices(page):
    page.goto("anli/")
    expect(page.get_by_role("status")).to_contain_text("共")
    whole = dict(zip(titles(page), page.locator(".cases > li").all_inner_texts(), strict=True))
    page.goto("anli/?practice=fengqiao-jingyan")
    expect(page.get_by_role("status")).to_contain_text("找到")
    assert [whole[title] for title in titles(page)] == page.locator(".cases > li").all_inner_texts()


def test_the_list_that_was_chosen_can_be_taken_away_as_csv(page):
    page.goto("anli/?practice=hongse-wuye")
    expect(page.get_by_role("status")).to_contain_text("找到")
    with page.expect_download() as taken:
        page.get_by_role("link", name="下载表格（CSV）").click()
    text = Path(taken.value.path()).read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    wanted = [c for c in cases() if "红色物业" in c["practices"]]
    assert [(row["标题"], row["实施单位"], row["时间"]) for row in rows] == [(c["title"], c["unit"], str(c["period"])) for c in wanted]
    assert all(row["网址"].endswith(".html") for row in rows) and sum(bool(row["数据二"]) for row in rows) > 1


@pytest.mark.parametrize("width", [390, 1440])
def test_a_row_shows_practice_unit_period_and_two_figures_at_most(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("anli/?practice=wangge-dangjian")
    row = page.locator(".cases > li").first
    wanted = next(c for c in cases() if "网格党建" in c["practices"])
    for text in (wanted["unit"], str(wanted["period"]), "网格党建"):
        expect(row).to_contain_text(text)
    assert 1 <= row.locator(".figure-pair li").count() <= 2
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_javascript_the_library_is_a_plain_list_with_links(browser, portal):
    context = browser.new_context(base_url=portal, java_script_enabled=False)
    tab = context.new_page()
    tab.goto("anli/")
    assert len(titles(tab)) == len(cases())
    assert not tab.get_by_label("检索词").is_visible()
    tab.locator(".facets").get_by_role("link", name="安徽省").first.evaluate("link => link.click()")
    expect(tab.get_by_role("heading", level=1)).to_contain_text("安徽省")
    context.close()
