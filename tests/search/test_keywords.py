import pytest

from portal.search.keywords import MOST, keywords


def test_the_words_of_the_title_and_those_said_often_come_first():
    found = keywords("物业费收缴率上升", "物业费上门收缴。电梯维修。物业费公开。今天天气很好。")
    assert found[0] == "物业费" and "电梯" in found and len(found) <= MOST


def test_the_editors_words_stay_whole():
    text = "社区推行三联办，居委会、业委会、物业每周碰头。"
    assert "三联办" not in keywords("天长", text)
    assert "三联办" in keywords("天长", text, ("三联办",))


@pytest.mark.parametrize("text", ["", "。。！", "abc 123", "😀"])
def test_a_text_without_words_has_no_keywords(text):
    assert keywords("", text) == []


def test_related_articles_share_words_where_nothing_else_tells_more(small):
    body = "加装电梯要过半数业主同意，加装电梯以后每月交维护费，业主分摊加装电梯的费用。"
    small.article("yaowen/a.md", body, id="20240601-001", title="加装电梯怎样分摊费用")
    small.article("yaowen/b.md", body + "再写一句。", id="20240602-001", title="业主商量加装电梯")
    assert small.build().exit_code == 0
    shown = small.page("yaowen/202406/t20240601_001.html").select(".related li")
    assert "业主商量加装电梯" in shown[0].get_text() and "都写到" in shown[0].get_text()


def test_a_wrong_file_of_words_stops_the_build_with_the_file_named(small):
    (small.content / "data/words.toml").write_text('words = "红色物业"\n', encoding="utf-8")
    with pytest.raises(Exception, match=r"data/words\.toml"):
        small.build()
