import re

import pytest
from playwright.sync_api import expect


def test_a_reader_walks_from_home_to_a_column_to_an_article(page):
    page.get_by_role("navigation", name="栏目").get_by_role("link", name="要闻动态").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("要闻动态")
    page.locator("main").get_by_role("link").filter(has_text="三抓一增强").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("三抓一增强")
    expect(page.locator("article")).to_contain_text("来源：")
    expect(page.locator("article")).to_contain_text("责任编辑：")


def test_a_card_leads_to_its_sentence_and_back(page):
    page.goto("yaowen/202011/t20201110_001.html")
    card = page.locator("a[href^='#s-']:visible").first
    anchor = card.get_attribute("href")
    card.click()
    sentence = page.locator(anchor)
    expect(sentence).to_be_in_viewport()
    expect(sentence).to_have_css("background-color", re.compile(r"rgb\(255, 241, 184\)"))
    page.go_back()
    assert "#s-" not in page.url


def test_every_card_of_every_sample_article_leads_to_an_existing_sentence(page, portal):
    import json
    import urllib.request

    figures = json.loads(urllib.request.urlopen(portal + "data/indicators.json").read())["figures"]
    urls = sorted({figure["article_url"].split("#")[0] for figure in figures})
    assert len(urls) > 20
    for url in urls:
        page.goto(url)
        broken = page.evaluate(
            "[...document.querySelectorAll('a[href^=\"#s-\"]')].filter(a => !document.getElementById(a.hash.slice(1))).length"
        )
        assert broken == 0, url


def test_a_case_page_opens_with_its_facts_and_sections(page):
    page.get_by_role("navigation", name="栏目").get_by_role("link", name="案例库").click()
    page.locator("main h2 a, main h3 a").first.click()
    for label in ("地区", "实施单位", "做法"):
        expect(page.locator("main").get_by_text(label, exact=True).first).to_be_visible()
    expect(page.locator("main")).to_contain_text("成效")


def test_the_column_of_data_leads_to_the_figures_of_all_articles(page):
    page.get_by_role("navigation", name="栏目").get_by_role("link", name="指标数据").click()
    page.locator("main").get_by_role("link", name="按指标比较各地各年").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("全部指标")


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_no_page_scrolls_sideways(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    for url in (
        "",
        "yaowen/",
        "anli/",
        "yaowen/202011/t20201110_001.html",
        "data/",
        "search/",
        "region/",
        "archive/",
        "guanyu/",
    ):
        page.goto(url)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, url


def test_large_type_and_dark_colours_are_kept_on_the_next_page(page):
    page.get_by_role("button", name="大字版").click()
    expect(page.locator("html")).to_have_attribute("data-size", "large")
    page.goto("anli/")
    expect(page.locator("html")).to_have_attribute("data-size", "large")


def test_the_menu_opens_on_a_phone(page):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("")
    page.get_by_role("button", name="栏目").click()
    page.get_by_role("navigation", name="栏目").get_by_role("link", name="案例库").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("案例库")


def test_everything_but_search_works_without_javascript(browser, portal):
    context = browser.new_context(base_url=portal, java_script_enabled=False)
    tab = context.new_page()
    tab.goto("yaowen/202011/t20201110_001.html")
    tab.locator("a[href^='#s-']:visible").first.click()
    assert "#s-" in tab.url
    tab.goto("search/?q=网格")
    assert "JavaScript" in tab.locator("main").inner_text()
    context.close()


@pytest.mark.parametrize("size", ["", "large"])
def test_a_drawing_on_a_phone_keeps_letters_that_can_be_read_and_scrolls(page, size):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("anli/202012/t20201201_001.html")
    page.evaluate("size => { document.documentElement.dataset.size = size }", size)
    figure = page.locator(".prose figure").first
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_attribute("tabindex", "0")
    # The smallest letters of the sample drawings are 19 of 1200 wide.
    width = figure.locator("img").evaluate("image => image.clientWidth")
    assert width * 19 / 1200 >= 11
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    figure.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
