import datetime

import pytest

from portal.articles.new import new_article, next_id
from portal.articles.parse import parse
from portal.settings import Settings

DAY = datetime.date(2020, 11, 10)


def test_a_new_article_is_a_draft_with_what_an_editor_fills_in(tmp_path):
    path, text = new_article("标题: “甲” #1", "yaowen", tmp_path, DAY, set())
    assert path == tmp_path / "yaowen" / "20201110-001.md"
    parsed = parse(text.encode(), "yaowen/20201110-001.md", Settings())
    assert (parsed.held, parsed.problems) == ("draft", [])
    assert (parsed.article.title, parsed.article.date) == ("标题: “甲” #1", "2020-11-10")
    assert "填写" in parsed.article.source and "填写" in parsed.article.editor


def test_a_draft_published_half_done_is_set_aside(tmp_path):
    _, text = new_article("甲", "yaowen", tmp_path, DAY, set())
    parsed = parse(text.replace("status: draft\n", "").encode(), "yaowen/20201110-001.md", Settings())
    assert [problem.code for problem in parsed.problems] == ["field-required"]
    assert "source" in parsed.problems[0].message and "editor" in parsed.problems[0].message


def test_the_id_is_free_and_the_file_new(tmp_path):
    (tmp_path / "dangjian/yaowen").mkdir(parents=True)
    (tmp_path / "dangjian/yaowen/20201110-004.md").write_text("x")
    path, text = new_article("甲", "yaowen", tmp_path, DAY, {"20201110-002", "20201109-009"})
    assert path == tmp_path / "dangjian/yaowen/20201110-005.md"
    assert "id: 20201110-005\n" in text


def test_numbers_once_given_are_not_given_again():
    assert next_id(DAY, {"20201110-001", "20201110-003"}) == "20201110-004"
    assert next_id(DAY, {"20201110-999"}) == "20201110-1000"


def test_a_full_day_is_told():
    with pytest.raises(ValueError, match="用完"):
        next_id(DAY, {"20201110-8191"})
