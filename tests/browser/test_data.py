import json
import urllib.request

import pytest
from playwright.sync_api import expect

PAGE = "data/xinzeng-jiuye/"


def test_a_reader_walks_from_the_data_to_an_indicator_and_to_the_sentence_of_a_number(page):
    page.goto("data/")
    page.get_by_role("link", name="城镇新增就业人数", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("城镇新增就业人数")
    page.locator("table.values td a").first.click()
    anchor = "#" + page.url.split("#")[1]
    expect(page.locator(anchor)).to_be_in_viewport()


def test_every_number_of_every_indicator_leads_to_an_existing_sentence(page, portal):
    every = json.loads(urllib.request.urlopen(portal + "data/indicators.json").read())
    pages = {}
    for indicator in every["indicators"]:
        page.goto(indicator["url"])
        links = page.evaluate("[...document.querySelectorAll('table.values a, .indicator-lead a')].map(a => a.href)")
        assert links
        for link in links:
            url, anchor = link.split("#")
            if url not in pages:
                pages[url] = urllib.request.urlopen(url).read().decode()
            assert f'id="{anchor}"' in pages[url], link


def test_a_chart_is_one_picture_with_a_name_for_a_screen_reader(page):
    page.goto(PAGE)
    chart = page.get_by_role("img", name="城镇新增就业人数，2025年")
    expect(chart).to_be_visible()
    expect(chart).to_contain_text("124.9万人")
    assert chart.get_by_role("link").count() == 0


def test_years_are_switched_without_scripts(browser, portal):
    context = browser.new_context(base_url=portal, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(PAGE)
    tab.get_by_role("navigation", name="按时间").get_by_role("link", name="2026年目标").click()
    expect(tab.get_by_role("heading", name="2026年目标和计划")).to_be_in_viewport()
    context.close()


@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize("size", ["", "large"])
def test_nothing_runs_over_the_edge_and_bars_and_values_stay_inside(page, width, size):
    page.set_viewport_size({"width": width, "height": 800})
    for url in (PAGE, "data/wangge/", "data/indicators/", "data/about/"):
        page.goto(url)
        page.evaluate("size => document.documentElement.dataset.size = size", size)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), url
        over = page.evaluate(
            """[...document.querySelectorAll('.chart text')].filter(t => t.getBoundingClientRect().right > innerWidth).length"""
        )
        assert over == 0, url


def test_bars_stand_out_in_the_dark(page):
    page.emulate_media(color_scheme="dark")
    page.goto(PAGE)
    fill = page.locator(".chart-bar").first.evaluate("bar => getComputedStyle(bar).fill")
    assert fill == "rgb(255, 138, 128)"


def test_the_downloads_of_an_indicator_are_there(page, portal):
    page.goto(PAGE)
    for name in ("CSV 表格", "JSON"):
        url = page.locator(".downloads").get_by_role("link", name=name).evaluate("a => a.href")
        assert "城镇新增就业" in urllib.request.urlopen(url).read().decode("utf-8-sig")
