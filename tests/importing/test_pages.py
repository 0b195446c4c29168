"""Whole pages of portals: the article among hundreds of links, and what its lines say of it."""

from bs4 import BeautifulSoup

from portal.importing.density import densest
from portal.importing.metadata import line_entries, tidied

TEXTS = [
    "近日，示例社区议事厅正式开张，每周三晚上开门，居民可以在这里说事、议事、定事，已经解决问题37件。",
    "社区党委定下五步流程，每月公布一次结果，去年共办结事项240件，办结率达到98.5%，居民都说好。",
    "下一步，街道将安排专项经费12.5万元，把议事厅开到楼栋里，让居民在家门口商量着办。",
]


def cards(number: int) -> str:
    """Other articles with a sentence each, as portals put them around one."""
    card = "<div class='card'><a href='/{0}'><img src='/{0}.jpg'>某地召开第{0}次会议</a><p>某地召开会议，研究部署有关工作，提出明确要求，大家一起抓好落实。<a>详细</a></p></div>"
    return "".join(card.format(n) for n in range(number))


def page(article: str, title: str = "社区议事厅开张_基层党建_要闻_示例先锋网", head: str = "") -> bytes:
    links = "".join(f"<a href='/c{n}'>栏目{n}</a> " for n in range(60))
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body><div class='nav'>{links}</div><div class='wrap'><h1>社区议事厅开张</h1>"
        f"<div class='info'>2021-03-04 09:10　来源：示例日报 举报</div>{article}<div class='more'>{cards(30)}</div></div><div class='footer'>{links}</div></body></html>"
    ).encode()


ARTICLE = "<div class='text'>" + "".join(f"<p>{text}</p>" for text in TEXTS) + "<p>本文来源：示例日报 责任编辑：李四_NF4425</p></div>"


def test_a_short_article_among_many_links_and_cards_comes_alone(bring):
    report, text = bring("a.html", page(ARTICLE))
    assert all(words in text for words in TEXTS)
    assert "某地召开" not in text and "栏目7" not in text
    for line in ("title: 社区议事厅开张", "source: 示例日报", "editor: 李四", "date: 2021-03-04T09:10"):
        assert f"\n{line}\n" in text, line
    assert report.balance == 0


def test_an_article_in_several_parts_is_found_whole():
    parts = "".join(f"<div class='part'><h3>第{n}节</h3><p>{text}</p><p>{text}</p></div>" for n, text in enumerate(TEXTS))
    found = densest(BeautifulSoup(page(f"<div class='text'>{parts}</div>"), "lxml"))
    assert all(words in found.get_text() for words in TEXTS) and "某地召开" not in found.get_text()


def test_the_heading_is_believed_where_the_pages_head_cuts_the_title_short(bring):
    head = '<meta property="og:title" content="社区议事厅开...">'
    assert "\ntitle: 社区议事厅开张\n" in bring("a.html", page(ARTICLE, head=head))[1]


def test_the_title_elsewhere_is_kept_as_a_remark(bring):
    article = ARTICLE.replace("<p>", "<p>（原标题：议事厅里的新鲜事）", 1)
    _, text = bring("a.html", page(article))
    assert "旧系统的记录：" in text and "原标题 议事厅里的新鲜事" in text
    assert "\n近日，示例社区" in text


def test_names_of_offices_without_a_colon_are_information():
    assert line_entries("编辑 张三 校对 李四") == [("editor", "编辑", "张三"), ("", "校对", "李四")]
    assert line_entries("编辑 出版 发行 一体推进") == []


def test_values_lose_what_stands_beside_them():
    assert tidied("editor", "张三 SF183") == "张三"
    assert tidied("source", "来源：人民网-文化频道") == "人民网-文化频道"
    assert tidied("author", "系统管理员") == "" == tidied("author", "a@b.example")
    assert tidied("title", "来源：一条小河") == "来源：一条小河"


def test_a_link_around_a_picture_does_not_tear_the_text(bring):
    link = "<p><a href='https://x.example/a'><img src='a.png'><br>客户端下载</a><a href='https://x.example/b'><img src='b.png'>手机网页</a></p>"
    report, text = bring("a.html", page(ARTICLE.replace("</div>", f"{link}</div>")))
    assert not [problem for problem in report.problems if problem.code == "import-differs"]
    assert "客户端下载" in text


def test_a_list_that_begins_deep_is_no_code(bring):
    items = "<ul><li><ul><li>提：居民提事</li><li>议：网格议事</li></ul></li></ul>"
    report, text = bring("a.html", page(ARTICLE.replace("</p></div>", f"</p>{items}</div>")))
    assert "\n- 提：居民提事\n" in text
    assert not [problem for problem in report.problems if problem.code == "import-differs"]
