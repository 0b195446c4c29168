import pytest

from portal.articles.model import Heading
from portal.articles.sections import find_sections, section_of


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("背景与起因", "背景与起因"),
        ("一、背景", "背景与起因"),
        ("（一）案例背景", "背景与起因"),
        ("1. 起因", "背景与起因"),
        ("第一部分 实施背景", "背景与起因"),
        ("二、主要做法和成果", "做法与经过"),
        ("主要做法", "做法与经过"),
        ("【具体做法】", "做法与经过"),
        ("2、做法与经过：", "做法与经过"),
        ("做法与成效", "做法与经过"),
        ("三、主要成效", "成效与反响"),
        ("取得成效", "成效与反响"),
        ("成效与反响", "成效与反响"),
        ("四、经验启示", "探讨与评论"),
        ("几点思考", "探讨与评论"),
        ("专家点评", "探讨与评论"),
        ("探讨与评论", "探讨与评论"),
        ("工作动态", None),
        ("用群众听得懂的话讲清楚这项做法的来龙去脉", None),
        ("", None),
    ],
)
def test_a_heading_is_known_by_what_editors_call_it(heading, section):
    assert section_of(heading) == section


def test_chapters_come_before_headings_deep_inside():
    headings = [
        Heading("a", 2, "一、背景"),
        Heading("b", 2, "二、主要做法"),
        Heading("c", 3, "（一）阶段成效"),
        Heading("d", 2, "三、主要成效"),
        Heading("e", 2, "四、更多成效"),
    ]
    assert find_sections(headings) == {"背景与起因": "a", "做法与经过": "b", "成效与反响": "d"}


def test_a_case_without_sections_is_published_with_a_warning(write):
    parsed = write("\n## 工作动态\n\n正文。\n", type="案例")
    assert [problem.code for problem in parsed.problems] == ["case-sections"]
    assert (parsed.outcome, parsed.article.type) == ("published", "case")


def test_the_sections_of_a_case_point_to_its_headings(write):
    body = write("\n## 一、主要做法\n\n正文。\n", type="case").body
    assert body.sections == {"做法与经过": body.headings[0].anchor}
    assert write("\n## 一、主要做法\n\n正文。\n").body.sections == {}
