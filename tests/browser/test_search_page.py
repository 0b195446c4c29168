"""What readers do with the results: answers, sorting, filters, suggestions, ways on, and the address."""

import re

import pytest
from playwright.sync_api import expect


def results(page):
    return page.locator("[data-results] h2 a")


def dates(page):
    return page.locator("[data-results] time").all_inner_texts()


def find(page, query):
    page.goto(f"search/?q={query}")
    expect(page.get_by_role("status")).to_contain_text(re.compile("找到|没有"))


def test_a_question_is_answered_by_a_figure_that_leads_to_its_sentence(page):
    find(page, "党员人数 张掖")
    card = page.get_by_role("region", name="数据")
    expect(card).to_contain_text("91185")
    expect(card).to_contain_text("张掖市")
    expect(card.locator("mark")).to_have_text("91185名")
    expect(page.get_by_role("status")).to_contain_text("1 条数据")
    card.locator("a.figure").click()
    expect(page.locator("#" + page.url.split("#")[1])).to_be_in_viewport()


@pytest.mark.parametrize("query", ["北京 党员人数", "四级联动", "街道党工委怎样抓统筹"])
def test_no_figure_is_shown_for_another_place_or_for_no_question(page, query):
    find(page, query)
    expect(results(page).first).to_be_visible()
    expect(page.get_by_role("region", name="数据")).to_be_hidden()


def test_results_can_be_put_by_date_and_back(page):
    find(page, "网格")
    before = results(page).all_inner_texts()
    page.get_by_role("button", name="按日期").click()
    expect(page.get_by_role("button", name="按日期")).to_have_attribute("aria-pressed", "true")
    page.wait_for_function("() => { const t = [...document.querySelectorAll('[data-results] time')].map(n => n.textContent); return t.join() === [...t].sort().reverse().join(); }")
    assert "order=date" in page.url and dates(page) == sorted(dates(page), reverse=True)
    page.go_back()
    expect(results(page).first).to_have_text(before[0])


def test_a_filter_gives_as_many_results_as_it_says(page):
    find(page, "网格")
    page.get_by_role("button", name="筛选", exact=True).click()
    choice = page.get_by_role("button", name=re.compile("^案例库"))
    count = int(choice.locator(".count").inner_text())
    choice.click()
    expect(page.get_by_role("status")).to_contain_text(f"找到 {count} 篇")
    assert results(page).count() == min(count, 10)
    for meta in page.locator("[data-results] .meta").all_inner_texts():
        assert "案例库" in meta
    page.get_by_role("button", name=re.compile("^2020 年")).click()
    expect(page.locator("[data-chips] button")).to_have_count(2)
    page.wait_for_function("() => [...document.querySelectorAll('[data-results] time')].every(n => n.textContent.startsWith('2020'))")
    assert "column=anli" in page.url and "year=2020" in page.url
    page.reload()
    expect(page.locator("[data-chips] button")).to_have_count(2)
    page.get_by_role("button", name="去掉筛选：2020 年").click()
    expect(page.get_by_role("status")).to_contain_text(f"找到 {count} 篇")


def test_results_can_be_kept_to_a_province_and_then_to_a_place_in_it(page):
    find(page, "社区")
    page.get_by_role("button", name="筛选", exact=True).click()
    regions = page.get_by_role("group", name="地区")
    province = regions.get_by_role("button", name=re.compile("^甘肃省"))
    count = int(province.locator(".count").inner_text())
    assert regions.get_by_role("button").count() > 1
    province.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text(f"找到 {count} 篇")
    expect(regions.get_by_role("button", name=re.compile("^甘肃省"))).to_have_attribute("aria-pressed", "true")
    assert "region=620000" in page.url
    inside = regions.get_by_role("button").nth(1)
    place, fewer = re.match(r"(\D+?)\s*(\d+)", inside.inner_text()).groups()
    assert int(fewer) <= count
    inside.click()
    expect(page.get_by_role("status")).to_contain_text(f"找到 {fewer} 篇")
    page.reload()
    expect(page.get_by_role("button", name=f"去掉筛选：{place}")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text(f"找到 {fewer} 篇")
    page.get_by_role("button", name=f"去掉筛选：{place}").click()
    page.wait_for_url(lambda url: "region" not in url)
    page.go_back()
    page.go_back()
    expect(page.get_by_role("button", name="去掉筛选：甘肃省")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text(f"找到 {count} 篇")


def test_another_query_begins_without_the_filters_of_the_last(page):
    find(page, "网格&column=anli")
    page.locator("main").get_by_role("searchbox").or_(page.locator("#search-query")).first.fill("街道")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=%E8%A1%97%E9%81%93*")
    assert "column" not in page.url
    page.go_back()
    expect(page.locator("[data-chips] button")).to_have_count(1)


def test_suggestions_can_be_taken_with_the_keyboard(page):
    page.goto("search/")
    box = page.locator("#search-query")
    box.press_sequentially("红色", delay=20)
    offers = page.get_by_role("option")
    expect(offers.first).to_contain_text("红色物业")
    box.press("ArrowDown")
    expect(offers.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == offers.first.get_attribute("id")
    box.press("Enter")
    expect(box).to_have_value("红色物业")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(results(page).first).to_be_visible()


def test_a_title_that_is_suggested_leads_to_its_article(page):
    page.goto("search/")
    box = page.locator("#search-query")
    box.press_sequentially("张掖：以", delay=20)
    page.get_by_role("option").filter(has_text="文章").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("张掖")


def test_escape_closes_the_suggestions_and_arrows_then_walk_the_results(page):
    page.goto("search/")
    box = page.locator("#search-query")
    box.press_sequentially("网格", delay=20)
    expect(page.get_by_role("listbox")).to_be_visible()
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(results(page).first).to_be_visible()
    box.press("ArrowDown")
    expect(results(page).first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(results(page).nth(1)).to_be_focused()
    page.keyboard.press("/")
    expect(box).to_be_focused()


def test_where_nothing_is_found_terms_of_the_site_that_are_like_it_are_offered(page):
    find(page, "枫侨经念")
    near = page.locator("[data-near]").get_by_role("link", name="枫桥经验")
    near.click()
    expect(results(page).first).to_be_visible()
    assert "q=%E6%9E%AB%E6%A1%A5" in page.url


def test_a_result_that_holds_only_a_part_is_said_to_be_so(page):
    find(page, "红色物业费用标准龘")
    expect(page.get_by_role("status")).to_contain_text("放宽")


def test_more_results_come_back_after_reading_one(page):
    find(page, "社区")
    page.get_by_role("button", name="更多结果").click()
    expect(results(page).nth(10)).to_be_focused()
    results(page).nth(11).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.go_back()
    expect(results(page).nth(11)).to_be_visible()


@pytest.mark.parametrize("body", ["damaged", ""])
def test_damaged_shards_leave_what_can_be_found_marked_as_incomplete(page, body):
    seen = []

    def spoil(route):
        seen.append(route.request.url)
        route.fulfill(body=body) if len(seen) == 1 else route.continue_()

    page.route("**/search/s/**", spoil)
    find(page, "红色物业 网格")
    expect(page.get_by_role("status")).to_contain_text("结果不完整")
    expect(results(page).first).to_be_visible()


def test_damaged_files_for_filters_and_answers_never_take_the_results_away(page):
    for part in ("filing.bin", "a/**", "words.z", "g/**"):
        page.route(f"**/search/{part}*", lambda route: route.fulfill(body="x"))
    find(page, "网格员 数量")
    expect(results(page).first).to_be_visible()
    page.get_by_role("button", name="筛选", exact=True).click()
    expect(page.locator("[data-lists]")).to_contain_text("结果不完整")


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("size", ["", "large"])
def test_the_search_page_does_not_scroll_sideways(page, width, size):
    page.set_viewport_size({"width": width, "height": 900})
    find(page, "城镇新增就业 2025")
    page.evaluate("size => document.documentElement.dataset.size = size", size)
    page.get_by_role("button", name="筛选", exact=True).click()
    expect(page.locator("[data-lists] button").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def marks(page):
    return page.locator("[data-results] mark").all_inner_texts()


@pytest.mark.parametrize("query, whole", [("12345", "12345"), ("２０２６", "2026"), ("老旧小区 北京 2026", "2026")])
def test_numbers_are_marked_whole_or_not_at_all(page, query, whole):
    find(page, query)
    digits = [mark for mark in marks(page) if re.search("[0-9]", mark)]
    assert digits and all(whole in mark for mark in digits)


def test_an_article_that_is_only_filed_under_the_word_comes_after_those_that_say_it_and_tells_why(page):
    find(page, "12345")
    rows = page.locator("[data-results] > li").all_inner_texts()
    filed = ["归入：12345" in row for row in rows]
    assert any(filed) and not filed[0] and filed == sorted(filed)


def test_articles_with_all_words_come_first_and_are_counted_and_the_others_say_what_they_lack(page):
    find(page, "三抓一增强 枫桥")
    count, others = re.search(r"找到 (\d+) 篇含有全部字词的，另有 (\d+) 篇", page.get_by_role("status").inner_text()).groups()
    rows = page.locator("[data-results] > li").all_inner_texts()
    line = next(i for i, row in enumerate(rows) if row.startswith("以下文章没有全部字词"))
    assert line == int(count) and int(others) > 0
    assert all("不含：" not in row for row in rows[:line]) and all("不含：" in row for row in rows[line + 1 :])
    page.get_by_role("button", name="更多结果").click()
    expect(results(page).nth(10)).to_be_focused()
    expect(page.locator("[data-results] .partial")).to_have_count(1)


def test_only_what_must_not_occur_asks_for_a_word_to_look_for(page):
    page.goto("search/?q=-安徽")
    expect(page.get_by_role("status")).to_contain_text("请再写上要找的词")
    expect(page.locator("[data-near]")).to_be_hidden()
    expect(page.get_by_role("region", name="数据")).to_be_hidden()
    page.goto("anli/?q=-物业 党员")
    status = page.locator("[data-library] [data-status]")
    expect(status).to_contain_text("含有“党员”全部字词、不含“物业”的案例")
    page.goto("anli/?q=-物业")
    expect(status).to_contain_text("请再写上要找的词")


def test_arrow_down_leads_from_a_page_just_loaded_to_the_first_result(page):
    find(page, "网格")
    expect(results(page).first).to_be_visible()
    assert page.evaluate("document.activeElement === document.body")
    page.keyboard.press("ArrowDown")
    expect(results(page).first).to_be_focused()


@pytest.mark.parametrize("way", ["click", "Enter"])
def test_the_focus_stays_on_a_filter_that_was_chosen_and_goes_to_the_tools_where_it_is_taken_away(page, way):
    find(page, "网格")
    page.get_by_role("button", name="筛选", exact=True).click()
    choice = page.get_by_role("group", name="栏目").get_by_role("button").first
    if way == "click":
        choice.click()
    else:
        choice.press("Enter")
    expect(choice).to_have_attribute("aria-pressed", "true")
    expect(choice).to_be_focused()
    chip = page.locator("[data-chips] button")
    chip.press("Enter")
    expect(chip).to_have_count(0)
    expect(page.get_by_role("button", name="筛选", exact=True)).to_be_focused()
