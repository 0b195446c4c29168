import pytest
from playwright.sync_api import expect


def ask(page, query):
    page.goto("search/")
    page.locator("main").get_by_role("searchbox").fill(query)
    page.keyboard.press("Enter")
    return page.locator("main a[href*='/t2']")


def test_two_words_find_the_articles_that_hold_both(page):
    hits = ask(page, "网格 党支部")
    expect(hits.first).to_contain_text("网格")
    expect(page.locator("main mark").first).to_be_visible()


def test_traditional_characters_find_simplified_articles(page):
    simple = ask(page, "枫桥经验")
    expect(simple.first).to_be_visible()
    titles = simple.all_inner_texts()[:3]
    traditional = ask(page, "楓橋經驗")
    expect(traditional.first).to_be_visible()
    assert traditional.all_inner_texts()[:3] == titles


def test_the_box_in_the_masthead_leads_to_the_results(page):
    page.get_by_role("searchbox", name="搜索全站").fill("四级联动")
    page.keyboard.press("Enter")
    expect(page.locator("main mark").first).to_have_text("四级联动")
    assert "q=" in page.url


def test_a_result_can_be_opened_and_the_back_button_returns_to_the_results(page):
    hits = ask(page, "调解")
    title = hits.first.inner_text()
    hits.first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.go_back()
    expect(page.locator("main mark").first).to_be_visible()


def test_a_query_without_results_says_so(page):
    ask(page, "zzxxqq")
    expect(page.get_by_role("status")).to_contain_text("没有")


@pytest.mark.parametrize("query", ["1+8", "ＡＢ岗", "“三抓一增强”", "2020", "<script>alert(1)</script>", "'", "%"])
def test_any_query_is_answered_without_an_error(page, query):
    ask(page, query)
    expect(page.get_by_role("status")).not_to_be_empty()


def test_the_first_results_are_there_before_the_texts_of_the_others(page):
    passed, held = [], []

    def text(route):
        if len(passed) < 5:
            passed.append(route)
            route.continue_()
        else:
            held.append(route)

    page.route("**/search/t/**", text)
    page.goto("search/?q=社区")
    expect(page.locator("[data-results] li")).to_have_count(5)
    assert len(held) == 5 and "找到" not in page.get_by_role("status").inner_text()
    first = page.locator("[data-results] h2 a").all_inner_texts()
    for route in held:
        route.continue_()
    expect(page.locator("[data-results] li")).to_have_count(10)
    expect(page.get_by_role("status")).to_contain_text("找到")
    assert set(first) <= set(page.locator("[data-results] h2 a").all_inner_texts())


def test_the_entry_file_comes_with_the_page_and_once(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("search/?q=社区")
    expect(page.get_by_role("status")).to_contain_text("找到")
    entry = [number for number, url in enumerate(asked) if url.endswith("search/index.json")]
    lists = [number for number, url in enumerate(asked) if "/search/s/" in url]
    assert len(entry) == 1 and entry[0] < lists[0]


def test_what_is_typed_is_fetched_while_it_is_typed(page):
    page.goto("search/")
    with page.expect_request("**/search/s/**") as first:
        page.locator("#search-query").fill("社区")
    assert page.locator("[data-results] li").count() == 0 and first.value
    expect(page.get_by_role("status")).to_contain_text("找到")
