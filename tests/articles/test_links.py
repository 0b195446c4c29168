import pytest

from portal.articles.links import linked_articles, resolve
from portal.articles.markdown import render
from portal.articles.paths import inside, to_href

URLS = {"anli/b.md": "anli/202011/t20201110_002.html", "yaowen/丙 丁.md": "yaowen/202011/t20201110_003.html"}


def body(source):
    return render(source, "yaowen/a.md")[0].html


def test_a_link_to_an_articles_file_becomes_its_address():
    html, missing = resolve(body("[乙](../anli/b.md#h-1) [丙](<丙 丁.md>)"), URLS)
    assert 'href="../../anli/202011/t20201110_002.html#h-1"' in html
    assert 'href="../../yaowen/202011/t20201110_003.html"' in html
    assert missing == []


def test_a_link_to_no_article_becomes_text_and_is_reported_once():
    html, missing = resolve(body("[无](/anli/none.md) [无](../anli/none.md)"), URLS)
    assert (html, missing) == ("<p><a>无</a> <a>无</a></p>", ["anli/none.md"])


def test_the_articles_linked_to_are_listed():
    assert linked_articles(body("[乙](../anli/b.md#x) [乙](../anli/b.md) [外](https://a.cn/c.md)")) == ["anli/b.md"]


def test_other_depths_have_another_way_to_the_root():
    assert 'href="../anli/202011/t20201110_002.html"' in resolve(body("[乙](/anli/b.md)"), URLS, "../")[0]


def test_nobody_can_write_the_placeholder_himself():
    assert "portal-md" not in body("[x](portal-md:anli/b.md) <a href='portal-md:anli/b.md'>y</a>")


@pytest.mark.parametrize(
    ("link", "path"),
    [
        ("a.png", "yaowen/a.png"),
        ("./a.png", "yaowen/a.png"),
        ("../a.png", "a.png"),
        ("/a.png", "a.png"),
        ("images/a.png", "images/a.png"),
        ("files/a.pdf", "files/a.pdf"),
        ("{static}/images/a.png", "images/a.png"),
        ("{attach}a.png", "yaowen/a.png"),
        ("%E5%9B%BE.png", "yaowen/图.png"),
        ("..\\anli\\a.png", "anli/a.png"),
        ("..", None),
        ("../..", None),
        ("../../a.png", None),
        ("images/../../a.png", None),
        ("/..", None),
        ("https://a.cn/a.png", None),
        ("C:/a.png", None),
        ("a\0.png", None),
    ],
)
def test_where_a_link_leads(link, path):
    assert inside(link, "yaowen") == path


def test_addresses_are_percent_encoded():
    assert to_href("images/图 1#.svg") == "../../images/%E5%9B%BE%201%23.svg"
