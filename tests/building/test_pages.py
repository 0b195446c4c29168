"""What the pages of the small site hold, read as a reader would."""

from pathlib import Path

import pytest

GOLDEN = Path(__file__).parents[1] / "sites" / "small" / "pages.txt"


def test_the_tree_of_pages_is_as_agreed(built):
    """Where a page is meant to come or go, write the new list into tests/sites/small/pages.txt."""
    # Pages of automatic indicator groups (data/x-…) come and go with the names that extraction finds.
    shown = [path for path in built.files() if not path.startswith(("theme/", "search/", "data/x-"))]
    assert "\n".join(shown) + "\n" == GOLDEN.read_text("utf-8")


def test_an_article_shows_its_head(built):
    page = built.page("wangge/202402/t20240201_001.html")
    text = page.find("article").get_text(" ", strip=True)
    for needed in ("网格里的党支部", "来源：", "示例来源", "责任编辑：", "示例编辑", "2024-02-01 09:05"):
        assert needed in text
    crumbs = page.find("nav", {"aria-label": "当前位置"}) or page.find(class_="crumbs")
    assert [link.get_text() for link in crumbs.find_all("a")][:3] == ["首页", "基层党建", "网格党建"]


def test_no_minute_is_shown_where_none_was_given(built):
    assert "00:00" not in built.page("yaowen/202401/t20240101_001.html").find("article").get_text()


def test_an_attachment_is_offered_with_name_type_and_size(built):
    page = built.page("wangge/202402/t20240201_001.html")
    link = page.find("a", string="网格明细")
    assert link["href"] == "../../files/mingxi.csv"
    assert "CSV" in link.parent.get_text() and "1 KB" in link.parent.get_text()


def test_a_link_to_another_articles_file_leads_to_its_page(built):
    link = built.page("wangge/202402/t20240201_001.html").find("a", string="第一篇要闻")
    assert link["href"] == "../../yaowen/202401/t20240101_001.html"


def test_every_relative_link_of_every_page_leads_to_a_file(built):
    import posixpath

    files, broken = built.files(), []
    for path in files:
        if not path.endswith(".html") or path == "404.html":
            continue
        for tag in built.page(path).find_all(["a", "link", "script", "img"]):
            target = (tag.get("href") or tag.get("src") or "").split("#")[0].split("?")[0]
            if not target or "://" in target or target.startswith("mailto:"):
                continue
            place = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            place = posixpath.join(place, "index.html") if target.endswith("/") or target in (".", "./") else place
            if posixpath.normpath(place) not in files:
                broken.append((path, target))
    assert broken == []


def test_a_practice_gathers_the_cases_that_name_it_or_a_synonym(built):
    text = built.page("practice/wangge-dangjian/index.html").get_text()
    for title in ("网格里的党支部", "網格黨建再深化", "柳岸社区：一网统管"):
        assert title in text


def test_tags_that_sound_alike_are_not_merged(small):
    small.article("yaowen/a.md", tags="[公示]")
    small.build()
    index = small.page("tag/index.html")
    pages = {index.find("a", string=name)["href"] for name in ("公示", "公式")}
    assert len(pages) == 2


def test_a_tag_of_one_article_has_no_page_and_no_link(small):
    small.article("yaowen/a.md", tags="[独一份]")
    small.build()
    page = small.page("yaowen/202406/t20240601_001.html")
    assert "独一份" in page.get_text()
    assert not page.find("a", string="独一份")


def test_a_case_shows_its_facts_and_sections(built):
    text = built.page("anli/202403/t20240301_001.html").get_text(" ", strip=True)
    for needed in ("地区", "层级", "实施单位", "望桥街道党工委（虚构）", "2023年", "枫桥经验", "背景与起因"):
        assert needed in text


def test_related_articles_say_why(built):
    related = built.page("wangge/202402/t20240202_001.html").find("a", string="柳岸社区：一网统管")
    assert "同一做法" in related.find_parent("li").get_text()


def test_the_column_holds_its_sub_columns_articles(built):
    assert "网格里的党支部" in built.page("jiceng/index.html").get_text()


def test_lists_are_paged_from_the_oldest(built):
    assert "要闻第一篇" in built.page("yaowen/1/index.html").get_text()
    assert "要闻第五篇" in built.page("yaowen/index.html").get_text()


@pytest.mark.parametrize("path", ["feed.xml", "yaowen/feed.xml", "sitemap.xml"])
def test_feeds_and_sitemap_are_well_formed_with_absolute_addresses(built, path):
    import xml.etree.ElementTree as tree

    root = tree.fromstring(built.files()[path])
    texts = [
        (element.text or "") + element.get("href", "")
        for element in root.iter()
        if element.tag.endswith(("loc", "link"))
    ]
    assert texts
    assert all(text.startswith("https://www.example.org/dj") for text in texts)


def test_robots_names_the_sitemap(built):
    assert b"Sitemap: https://www.example.org/dj/sitemap.xml" in built.files()["robots.txt"]


def test_the_page_for_missing_addresses_works_at_any_depth(built):
    page = built.page("404.html")
    assert page.find("link", rel="stylesheet")["href"].startswith("/dj/theme/")


def test_column_and_article_pages_carry_the_official_meta_tags(built):
    article = {
        tag.get("name"): tag.get("content") for tag in built.page("wangge/202402/t20240201_001.html").find_all("meta")
    }
    assert article["ArticleTitle"] == "网格里的党支部"
    assert article["PubDate"] == "2024-02-01 09:05"
    assert article["ContentSource"] == "示例来源"
    column = {tag.get("name"): tag.get("content") for tag in built.page("yaowen/index.html").find_all("meta")}
    assert column["ColumnName"] == "要闻"
    assert column["ColumnDescription"] == "青石区的要闻"


def test_slices_that_are_switched_off_leave_no_trace(small):
    small.build(overrides={"PLUGINS": ["portal.columns", "portal.regions"]})
    assert not [path for path in small.files() if path.startswith(("search/", "data/"))]
    page = small.page("yaowen/202401/t20240101_001.html")
    assert not page.find("form", role="search")
