"""``portal wechat``: what the WeChat editor keeps, and nothing that it drops."""

import re
import struct

import pytest
from bs4 import BeautifulSoup

from portal.cli import main
from portal.errors import PortalError
from portal.publishing import chromium
from portal.publishing.outlet import load
from portal.publishing.pictures import upload
from portal.publishing.wechat import wechat
from portal.settings import Settings

HEAD = "---\nid: 20240601-001\ntitle: 甲\ndate: 2024-06-01\ncolumn: yaowen\nsource: 示例来源\neditor: 示例编辑\nregion: 安徽省\n---\n\n"
OTHER = HEAD.replace("20240601-001", "20240302-001").replace("yaowen", "anli") + "正文。"
BODY = """全省244个街道中，**超过80%**完成了*体制改革*，见[外站](https://a.example/x?y=1&z=2)、[再看](https://a.example/x?y=1&z=2)、
[另一篇](../anli/b.md)、[没有的](../anli/c.md)、https://b.example 和脚注[^1]。

## 小标题

| 甲 | 乙 |
|---|--:|
| 1 | **2** |

![柱状图](/images/a.png "图注")

- 一项
- 二项

[^1]: 注文。
"""


def post(body=BODY, **settings):
    files = {"yaowen/a.md": (HEAD + body).encode(), "anli/b.md": OTHER.encode()}
    return wechat(load("yaowen/a.md", files.get, Settings(**settings)))


def test_every_style_stands_at_its_element_and_nothing_else_does():
    soup = BeautifulSoup(post().html, "html.parser")
    assert {name for tag in soup.find_all(True) for name in tag.attrs} <= {"style", "colspan", "rowspan", "start"}
    assert {tag.name for tag in soup.find_all(True)} & {"a", "script", "style", "img", "div", "link", "iframe"} == set()
    assert all(tag.get("style") for tag in soup.find_all(["p", "h2", "table", "td", "li"]))


def test_links_become_numbered_notes_each_address_once():
    made = post(url="https://www.example.org/dj")
    text = BeautifulSoup(made.html, "html.parser").get_text()
    assert "外站[1]、再看[1]" in text and "另一篇[2]、没有的、" in text
    assert made.notes == [("外站", "https://a.example/x?y=1&z=2"), ("另一篇", "https://www.example.org/dj/anli/202403/t20240302_001.html")]
    assert "[2] 另一篇：https://www.example.org/dj/anli/202403/t20240302_001.html" in text


def test_a_site_without_an_address_gives_no_dead_notes():
    assert [address for _, address in post().notes] == ["https://a.example/x?y=1&z=2"]


def test_pictures_are_listed_and_their_places_marked():
    made = post()
    assert made.pictures == [(1, "images/a.png", "柱状图")]
    text = BeautifulSoup(made.html, "html.parser").get_text()
    assert text.index("〔在这里插入图1：柱状图〕") < text.index("图注")


def test_figures_are_a_simple_table():
    table = BeautifulSoup(post().html, "html.parser").find("table")
    assert "244个街道中超过80%" in table.get_text()
    assert "安徽省" in table.get_text()


def test_text_emphasis_and_tables_are_all_there():
    soup = BeautifulSoup(post().html, "html.parser")
    assert "超过80%" in [tag.get_text() for tag in soup.find_all("strong")]
    assert [tag.get_text() for tag in soup.find_all("em")] == ["体制改革"]
    cell = soup.find_all("table")[1].find_all("td")[1]
    assert cell.get_text() == "2" and "text-align:right" in cell["style"]
    assert "脚注[注1]" in soup.get_text() and "注文。" in soup.get_text() and "↩" not in soup.get_text()


def test_source_and_editor_go_with_it():
    text = BeautifulSoup(post().html, "html.parser").get_text()
    assert text.startswith("来源：示例来源") and text.endswith("责任编辑：示例编辑")


def test_signs_of_html_stay_text():
    made = post("一段 &lt;b&gt; 和 1 < 2。")
    assert "&lt;b&gt; 和 1 &lt; 2" in made.html


def test_a_damaged_article_is_refused_with_line_and_mend():
    with pytest.raises(PortalError, match=r"yaowen/a.md:4 .*怎么改"):
        load("yaowen/a.md", {"yaowen/a.md": (HEAD + BODY).replace("2024-06-01\ncol", "昨天\ncol").encode()}.get, Settings())


def test_the_command_writes_a_page_and_lists_what_is_left_to_do(small, capsys, tmp_path):
    path = small.article("yaowen/a.md", BODY, region="安徽省")
    out = tmp_path / "a.html"
    arguments = ["wechat", str(path), "--settings", str(small.settings), "--content", str(small.content)]
    assert main([*arguments, "--out", str(out)]) == 0
    assert "images/a.png" in capsys.readouterr().out
    page = BeautifulSoup(out.read_text("utf-8"), "html.parser")
    assert page.select_one("[data-post] strong") and page.select_one("[data-copy-post]")
    assert not re.search(r'(?:src|href)="(?!#)', out.read_text("utf-8"))
    assert main([*arguments, "--out", "-"]) == 0
    assert capsys.readouterr().out.startswith("<section>")


def test_files_outside_the_content_folder_are_refused(small, tmp_path, capsys):
    outside = tmp_path / "x.md"
    outside.write_text(HEAD + BODY, "utf-8")
    assert main(["wechat", str(outside), "--settings", str(small.settings), "--content", str(small.content)]) == 1
    assert "不在内容目录" in capsys.readouterr().err


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><rect width="400" height="300" fill="#b3261e"/></svg>'


@pytest.mark.skipif(chromium.find() is None, reason="Chromium is not installed")
def test_an_svg_is_drawn_as_png_in_its_own_shape():
    made = upload(2, "images/a.svg", SVG)
    assert (made.name, made.question) == ("图2.png", "")
    width, height = struct.unpack(">II", made.content[16:24])
    assert (width, height) == (1800, 1350)


def test_what_cannot_be_drawn_or_found_or_is_too_large_is_asked_about(monkeypatch):
    monkeypatch.setenv("PORTAL_CHROMIUM", "no-such-browser")
    svg, gone, other = upload(1, "images/a.svg", SVG), upload(2, "images/b.png", None), upload(3, "images/c.tiff", b"II*")
    assert not svg.content and "截图" in svg.question
    assert "找不到 content/images/b.png" in gone.question and "PNG 或 JPG" in other.question
    assert "最多 10 兆" in upload(4, "images/d.png", b"\x89PNG" + bytes(11 << 20)).question


def test_the_command_lays_the_pictures_beside_the_page_in_order(small, capsys, tmp_path):
    (small.content / "images/a.png").write_bytes(b"\x89PNG\r\n\x1a\nx")
    path = small.article("yaowen/a.md", BODY, region="安徽省")
    out = tmp_path / "a.html"
    assert main(["wechat", str(path), "--settings", str(small.settings), "--content", str(small.content), "--out", str(out)]) == 0
    assert (tmp_path / "a.pictures/图1.png").read_bytes() == b"\x89PNG\r\n\x1a\nx"
    assert "要上传的图片 1：图1.png（content/images/a.png）柱状图" in capsys.readouterr().out
