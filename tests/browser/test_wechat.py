"""公众号: one click copies, and a rich-text editor gets text, emphasis and tables as they were."""

import pytest

from portal.publishing.outlet import load
from portal.publishing.wechat import wechat
from portal.publishing.wechat_page import page as wechat_page
from portal.settings import Settings

ARTICLE = """---
id: 20240601-001
title: “三抓一增强”：从街道说起
date: 2024-06-01
column: yaowen
source: 示例来源
editor: 示例编辑
region: 安徽省
---

全省244个街道中，**超过80%**完成了*体制改革*，见[外站](https://a.example/x)。

## 主要做法

1. 会议**联席**；
2. 上下联动。

| 项目 | 数量 |
|---|--:|
| 需求 | **370**项 |
| 资源 | 290项 |

> 群众说：好。

![柱状图](/images/a.png "图注")
"""
#: What an editor sees and WeChat keeps: the words, which of them are strong, and the cells of tables.
READ = """node => {
  const styles = name => [...node.querySelectorAll("*")].filter(e => e.children.length === 0 && name(getComputedStyle(e)));
  return {
    words: node.innerText.replace(/\\s+/g, ""),
    strong: styles(s => Number(s.fontWeight) >= 600).map(e => e.textContent),
    slanted: styles(s => s.fontStyle === "italic").map(e => e.textContent),
    cells: [...node.querySelectorAll("tr")].map(row => [...row.cells].map(cell => cell.innerText.trim())),
    right: [...node.querySelectorAll("td")].filter(c => getComputedStyle(c).textAlign === "right").length,
    items: [...node.querySelectorAll("ol li")].map(item => item.innerText.trim()),
    colours: [...node.querySelectorAll("h2")].map(h => getComputedStyle(h).color),
  };
}"""
EDITOR = "<!doctype html><meta charset=utf-8><style>p{color:green}</style><div contenteditable id=editor style='min-height:200px'></div>"


@pytest.fixture
def copied(tab, host, tmp_path):
    piece = load("yaowen/a.md", {"yaowen/a.md": ARTICLE.encode()}.get, Settings(url="https://www.example.org"))
    (tmp_path / "index.html").write_text(wechat_page(piece, wechat(piece)), "utf-8")
    (tmp_path / "editor.html").write_text(EDITOR, "utf-8")
    address = host(tmp_path)
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address.rstrip("/"))
    tab.goto(address)
    return tab, address


def paste(tab, address):
    tab.goto(address + "editor.html")
    tab.click("#editor")
    tab.keyboard.press("Control+V")
    tab.wait_for_function("document.querySelector('#editor').innerText.length > 50")
    return tab.eval_on_selector("#editor", READ)


def test_pasting_keeps_text_emphasis_and_tables(copied):
    tab, address = copied
    before = tab.eval_on_selector("[data-post]", READ)
    tab.click("[data-copy-post]")
    tab.wait_for_selector("text=已复制正文")
    after = paste(tab, address)
    assert after == before
    assert "超过80%" in after["strong"] and after["slanted"] == ["体制改革"]
    assert ["需求", "370项"] in after["cells"] and after["right"] == 2
    assert after["items"] == ["会议联席；", "上下联动。"]
    assert tab.query_selector("#editor [class], #editor [id], #editor a, #editor img, #editor script") is None
    assert tab.errors == []


def test_a_browser_without_the_clipboard_api_copies_the_selection(copied):
    tab, address = copied
    before = tab.eval_on_selector("[data-post]", READ)
    tab.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    tab.click("[data-copy-post]")
    tab.wait_for_selector("text=已复制正文")
    assert paste(tab, address) == before


def test_the_title_is_copied_on_its_own(copied):
    tab, address = copied
    tab.click("[aria-label=复制标题]")
    tab.wait_for_selector("text=已复制标题")
    assert tab.evaluate("navigator.clipboard.readText()") == "“三抓一增强”：从街道说起"
