"""Writing in the browser: Decap CMS on our own endpoint, in a real Chromium."""

import functools
import re
import threading
import time
from http.server import ThreadingHTTPServer

import pytest

from portal.articles.frontmatter import read
from portal.building.command import Options
from portal.editing.admin import decap_home, make_admin
from portal.editing.serve import Changes, Handler

pytestmark = pytest.mark.skipif(
    not (decap_home() / "decap-cms.js").is_file(), reason="没有 Decap CMS：请装好 npm，再运行 .ci/admin"
)
#: Milliseconds: a 5 MB script on a busy machine.
SLOW = 60_000


@pytest.fixture
def desk(small, browser):
    """The editor of the small site in a tab; console errors fail the test."""
    assert small.build().exit_code == 0
    admin = make_admin(Options(small.settings, small.content, small.output))
    handler = functools.partial(Handler, directory=str(small.output), changes=Changes(), admin=admin)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    small.url = f"http://127.0.0.1:{server.server_address[1]}"
    context = browser.new_context(viewport={"width": 1400, "height": 900}, locale="zh-CN")
    context.set_default_timeout(SLOW)
    tab = context.new_page()
    tab.errors, tab.elsewhere = [], []
    tab.on("pageerror", lambda error: tab.errors.append(str(error)))
    tab.on("request", lambda asked: tab.elsewhere.append(asked.url) if not asked.url.startswith((small.url, "data:", "blob:", "about:")) else None)
    yield small, tab
    context.close()
    admin.desk.close()
    server.shutdown()
    server.server_close()


def open_new(tab, site, column="yaowen"):
    tab.goto(f"{site.url}/admin/#/collections/{column}/new")
    tab.get_by_label("标题").wait_for()


def save(tab):
    tab.get_by_role("button", name=re.compile("^保存")).first.click()
    tab.get_by_role("menuitem", name="保存", exact=True).first.click()


def wait_for(check, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = check()
        if found:
            return found
        time.sleep(0.2)
    return None


def body_of(tab):
    return tab.locator("[role=textbox][contenteditable=true]").first


def type_chinese(tab, text, pinyin="zhengwen"):
    """As an input method does: letters under composition, then the words in their place."""
    ime = tab.context.new_cdp_session(tab)
    for end in range(1, len(pinyin) + 1):
        ime.send("Input.imeSetComposition", {"text": pinyin[:end], "selectionStart": end, "selectionEnd": end})
    ime.send("Input.insertText", {"text": text})


def test_a_new_article_gets_its_id_and_what_was_typed_with_an_input_method(desk):
    site, tab = desk
    open_new(tab, site)
    tab.get_by_label("标题").click()
    type_chinese(tab, "网格里的新事")
    body_of(tab).click()
    type_chinese(tab, "全省244个街道中，")
    type_chinese(tab, "超过80%完成了改革。")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Enter")
    type_chinese(tab, "第二段。")
    save(tab)
    before = {path.name for path in site.content.glob("yaowen/2024*.md")}
    path = wait_for(lambda: next((p for p in site.content.glob("yaowen/*.md") if p.name not in before), None))
    assert path, tab.inner_text("body")
    assert re.fullmatch(r"\d{8}-001", path.stem)
    front = read(path.read_bytes(), path.name)
    assert front.fields["id"].value == path.stem
    assert front.fields["column"].value == "yaowen"
    assert front.fields["title"].value == "网格里的新事"
    assert front.fields["status"].value == "draft"
    assert front.body.strip() == "全省244个街道中，超过80%完成了改革。\n\n第二段。"
    assert tab.errors == [] and tab.elsewhere == []


def test_an_edit_in_the_browser_changes_nothing_else(desk):
    site, tab = desk
    body = "脚注[^1]和表格：\n\n| 甲 | 乙 |\n|---|--:|\n| 1 | **2** |\n\n- 一\n    - 二\n\n第一行\n第二行  \n第三行\n\n<u>下划线</u> 1\\. 不是列表 *号*\n\n[^1]: 注文。"
    path = site.article("yaowen/20240601-001.md", body, 摘要="旧的摘要", tags="[网格, 党建]", region="安徽省 # 注释")
    before = path.read_text("utf-8")
    tab.goto(f"{site.url}/admin/#/collections/yaowen/entries/20240601-001")
    tab.get_by_label("标题").fill("改过的标题")
    save(tab)
    assert wait_for(lambda: path.read_text("utf-8") != before), tab.inner_text("body")
    assert path.read_text("utf-8") == before.replace("title: 新文章", "title: 改过的标题")


def test_what_would_not_be_published_is_not_saved_and_the_reason_shows(desk):
    site, tab = desk
    path = site.article("yaowen/20240601-001.md")
    before = path.read_text("utf-8")
    tab.goto(f"{site.url}/admin/#/collections/yaowen/entries/20240601-001")
    tab.get_by_label("来源", exact=False).first.fill("")
    save(tab)
    tab.get_by_text("缺少必填的文章信息", exact=False).first.wait_for()
    assert path.read_text("utf-8") == before


def test_the_preview_is_the_page_of_the_real_theme(desk):
    site, tab = desk
    site.article("yaowen/20240601-001.md", "全省244个街道中，超过80%完成了体制改革。")
    tab.goto(f"{site.url}/admin/#/collections/yaowen/entries/20240601-001")
    page = tab.frame_locator("#preview-pane").frame_locator("iframe[title=预览]")
    page.locator(".article-head h1").wait_for()
    assert page.locator(".article-head h1").inner_text() == "新文章"
    assert page.locator(".figure-cards .figure").count() >= 1
    styled = "node => getComputedStyle(node).backgroundColor"
    assert wait_for(lambda: page.locator("body").evaluate(styled) != "rgba(0, 0, 0, 0)")
    tab.get_by_label("标题").fill("边写边看")
    page.get_by_role("heading", name="边写边看").wait_for()


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000" "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def test_a_picture_is_uploaded_into_the_pictures_folder(desk, tmp_path):
    site, tab = desk
    picture = tmp_path / "wangge-tu.png"
    picture.write_bytes(PNG)
    tab.goto(f"{site.url}/admin/#/collections/yaowen")
    tab.get_by_text("媒体", exact=True).click()
    tab.locator("input[type=file]").first.set_input_files(str(picture))
    assert wait_for(lambda: (site.content / "images/wangge-tu.png").is_file()), tab.inner_text("body")
    assert (site.content / "images/wangge-tu.png").read_bytes() == PNG
    assert tab.elsewhere == []
