import re

import pytest

from portal.articles.html import text_of
from portal.articles.markdown import render


def html(source, title=""):
    body, problems = render(source, "yaowen/a.md", 1, title)
    assert not [problem for problem in problems if problem.fatal]
    assert text_of(body.html) == body.text
    return body.html


def codes(source):
    return [problem.code for problem in render(source, "yaowen/a.md", 1)[1]]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("党建\n引领", "党建引领"),
        ("党建\n**引领**\n治理", "党建引领治理"),
        ("**党建**\n引领", "党建引领"),
        ("超过\n80%，\n比上年", "超过80%，比上年"),
        ("two\nwords", "two words"),
        ("甲  \n乙", "甲\n乙"),
        ("　　第一段。\n　　第二段。", "第一段。\n第二段。"),
        ("    四个空格不是代码。", "四个空格不是代码。"),
        ("- 甲\n- 乙", "甲\n乙"),
        ("甲[^1]。\n\n[^1]: 注。", "甲。\n注。"),
    ],
)
def test_chinese_text_reads_as_it_was_typed(source, text):
    assert text_of(html(source)) == text


def test_a_picture_alone_is_a_figure_with_its_caption():
    made = html('![网格图](images/网格.svg "图1：<网格>")')
    assert made == (
        '<figure><img src="../../images/%E7%BD%91%E6%A0%BC.svg" alt="网格图" loading="lazy">'
        "<figcaption>图1：&lt;网格&gt;</figcaption></figure>"
    )


def test_a_picture_in_a_sentence_stays_in_it():
    assert html("见![图](a.png)。") == '<p>见<img src="../../yaowen/a.png" alt="图" loading="lazy">。</p>'


def test_pictures_and_files_of_the_body_are_listed_once():
    body, _ = render(
        "![图](/images/a.svg)\n\n![图](images/a.svg) [办法](../files/办法.docx) [办法](/files/办法.docx?x#y)",
        "yaowen/a.md",
    )
    assert (body.images, body.files) == (("images/a.svg",), ("files/办法.docx",))
    assert '"../../files/%E5%8A%9E%E6%B3%95.docx?x#y"' in body.html


def test_a_picture_without_words_is_warned_of_at_its_line():
    problems = render("正文\n\n![](images/a.svg)", "yaowen/a.md", 9)[1]
    assert [(problem.code, problem.line) for problem in problems] == [("image-alt", 11)]


def test_a_picture_of_another_site_becomes_a_link():
    made = html("![图](https://a.cn/b.png)")
    assert made == '<p><a href="https://a.cn/b.png" rel="noopener">图</a></p>'
    assert codes("![图](https://a.cn/b.png)") == ["image-external"]


def test_links_out_do_not_hand_over_the_window():
    assert html("[外](https://a.cn/?a=1&b=2)") == '<p><a href="https://a.cn/?a=1&amp;b=2" rel="noopener">外</a></p>'


def test_links_to_pages_and_places_of_the_site():
    assert html("[一](/) [二](/yaowen/) [三](#h-1) [四](mailto:a@b.cn)").count("rel=") == 0
    assert re.findall('href="([^"]*)"', html("[一](/) [二](/yaowen/) [三](#h-1)")) == [
        "../../",
        "../../yaowen/",
        "#h-1",
    ]


@pytest.mark.parametrize(
    "link", ["../../x.pdf", "..%2f..%2fx.pdf", "/../x.pdf", "{static}/../x.pdf", "{attach}../../x.pdf"]
)
def test_no_link_leaves_the_content_folder(link):
    assert codes(f"[x]({link})") == ["body-path"]
    assert codes(f"![x]({link})") == ["body-path"]


def test_headings_start_below_the_title_of_the_page():
    body, _ = render("# 一\n\n## 二\n\n###### 六", "yaowen/a.md")
    assert [(heading.level, heading.text) for heading in body.headings] == [(2, "一"), (3, "二"), (6, "六")]
    assert "<h1" not in body.html
    assert [h.level for h in render("## 一\n\n### 二", "yaowen/a.md")[0].headings] == [2, 3]


def test_anchors_of_headings_come_from_their_own_text():
    first = render("## 甲\n\n## 乙", "yaowen/a.md")[0].headings
    second = render("## 新\n\n## 乙\n\n## 甲\n\n## 甲", "yaowen/a.md")[0].headings
    assert first[0].anchor == second[2].anchor
    assert second[3].anchor == second[2].anchor + "-2"
    assert re.fullmatch("h-[0-9a-f]{8}", first[0].anchor)


def test_a_first_heading_that_repeats_the_title_is_left_out():
    assert html("# 我的 标题\n\n## 一\n\n正文", "我的标题").startswith('<h2 id="h-')


def test_tables_keep_their_alignment_without_styles():
    made = html("| 名 | 数 |\n|---|--:|\n| 甲 | 1 |")
    assert '<th scope="col" class="align-right">数</th>' in made
    assert '<th scope="col">名</th>' in made
    assert "style" not in made


UNSAFE = [
    "<script>alert(1)</script>",
    "<p onclick='alert(1)'>甲</p>",
    "[甲](javascript:alert(1))",
    "<a href='java&#115;cript:alert(1)'>甲</a>",
    "<a href=' javascript:alert(1)'>甲</a>",
    "<iframe src='https://a.cn'></iframe>",
    "<style>body{display:none}</style>",
    "<svg onload=alert(1)>",
    "<object data='a'></object>",
    "<form action='https://a.cn'><input></form>",
    "![x](data:text/html;base64,PHNjcmlwdD4=)",
    "<img src=x onerror=alert(1)>",
    "<meta http-equiv=refresh content=0>",
    "<base href='https://a.cn/'>",
]


@pytest.mark.parametrize("source", UNSAFE)
def test_unsafe_code_goes_and_the_editor_is_told(source):
    body, problems = render(f"好\n\n{source}", "yaowen/a.md", 5)
    assert not re.search(r"<(script|iframe|style|svg|object|form|input|meta|base)|\son\w+=|javascript|data:", body.html)
    assert {problem.code for problem in problems} >= {"body-unsafe"}
    assert [problem.line for problem in problems if problem.code == "body-unsafe"][0] == 7


def test_code_shown_as_text_is_left_alone():
    assert html("写作 `<script>` 即可") == "<p>写作 <code>&lt;script&gt;</code> 即可</p>"
    assert codes("写作 `<script>` 即可") == []


def test_authors_cannot_take_anchors_of_the_page():
    assert "main" not in html("<sup id='main'>甲</sup><li id='main'>乙</li>")


def test_footnotes_link_both_ways():
    made = html("甲[^1]。\n\n[^1]: 注。")
    assert 'href="#fn:1"' in made and 'id="fn:1"' in made
    assert 'href="#fnref:1"' in made and 'id="fnref:1"' in made
    assert "Jump" not in made


def test_text_that_disappears_is_told():
    assert "body-lost" in codes("正文\n\n<style>\n\n" + "这些文字都不见了。" * 10)
    assert codes("正文\n\n<!-- " + "编辑备注。" * 10 + " -->\n\n正文") == []


def test_one_article_leaves_nothing_behind_for_the_next():
    render("甲[^1]。[乙][b]\n\n[^1]: 注。\n\n[b]: https://a.cn", "yaowen/a.md")
    assert html("甲。[乙][b]") == "<p>甲。[乙][b]</p>"
    render("- " * 15 + "甲", "yaowen/a.md")
    assert html("甲") == "<p>甲</p>"
