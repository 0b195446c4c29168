"""``portal check`` and what ``--fix`` mends."""

import datetime
import json

import pytest

from portal.articles.frontmatter import read
from portal.building.command import Options
from portal.cli import main
from portal.editing.check import check, mend_all
from portal.editing.fixes import Known, mend

KNOWN = Known({"yaowen": "yaowen", "要闻": "yaowen"}, frozenset({"20240105-001"}), datetime.date(2024, 6, 1))
GOOD = "id: 20240106-001\ntitle: 甲\ndate: 2024-01-06\ncolumn: yaowen\nsource: 示例\neditor: 示例"


def mended(head, body="正文。"):
    return mend(f"---\n{head}\n---\n\n{body}\n".encode(), "yaowen/a.md", KNOWN)


def fields(result):
    return {key: field.value for key, field in read(result.data, "yaowen/a.md").fields.items()}


def options(site):
    return Options(site.settings, site.content, site.output)


def test_every_problem_is_told_with_its_line_and_no_page_is_made(small):
    small.article("yaowen/a.md", date="昨天")
    small.article("yaowen/b.md", id="20240102-001", image="images/none.svg")
    found = check(options(small))
    told = [str(problem) for problem in found.problems]
    assert any("yaowen/a.md:4" in text and "怎么改" in text for text in told)
    assert any("id-taken" in text for text in told)
    assert found.exit_code == 1
    assert not small.output.exists()


def test_a_draft_is_explained_and_stops_nothing(small):
    small.article("yaowen/a.md", status="草稿", source="")
    found = check(options(small))
    assert found.exit_code == 0
    assert [problem.code for problem in found.drafts] == ["field-required"]
    assert found.held == {"yaowen/a.md": "draft"}


def test_only_the_files_asked_for_are_told_of(small):
    small.article("yaowen/a.md", date="昨天")
    small.article("wangge/b.md", id="20240602-001", date="昨天")
    found = check(options(small), [small.content / "wangge"])
    assert {problem.path for problem in found.problems if problem.fatal} == {"wangge/b.md"}


def test_the_command_prints_json_and_leaves_with_1(small, capsys):
    small.article("yaowen/a.md", date="昨天")
    arguments = ["check", "--settings", str(small.settings), "--content", str(small.content), "--output", str(small.output)]
    assert main([*arguments, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["problems"][-1]["code"] == "field-date"


def test_fixing_makes_an_article_publishable_and_says_what_it_did(small):
    path = small.content / "yaowen/a.md"
    path.write_text("---\n标题：甲：乙\ndate: 2024-06-03\n栏目：要闻\n来源:示例\n责任编辑：示例\n---\n\n正文,有半角逗号。\n", "utf-8")
    found = check(options(small), fix=True)
    assert found.exit_code == 0
    text = path.read_text("utf-8")
    assert "id: 20240603-001" in text and "column: yaowen" in text
    assert text.endswith("---\n\n正文,有半角逗号。\n")
    assert all(line.startswith("yaowen/a.md") for line in found.mended)
    assert small.build().exit_code == 0


def test_fixing_twice_changes_nothing_the_second_time(small):
    (small.content / "yaowen/a.md").write_text("---\n标题：甲\n来源：示例\n编辑：示例\n---\n正文\n", "utf-8")
    assert mend_all(small.content) != []
    assert mend_all(small.content) == []


def test_sound_articles_are_left_byte_for_byte(small):
    before = {path: path.read_bytes() for path in small.content.rglob("*.md")}
    assert mend_all(small.content) == []
    assert {path: path.read_bytes() for path in small.content.rglob("*.md")} == before


@pytest.mark.parametrize(
    ("head", "key", "value"),
    [
        (GOOD.replace("id: 20240106-001\n", ""), "id", "20240106-001"),
        (GOOD.replace("id: 20240106-001\n", "").replace("01-06", "01-05"), "id", "20240105-002"),
        (GOOD.replace("20240106-001", "20240106-1"), "id", "20240106-001"),
        (GOOD.replace("column: yaowen\n", ""), "column", "yaowen"),
        (GOOD.replace("column: yaowen", "column: 要闻"), "column", "yaowen"),
        (GOOD.replace("date: 2024-01-06\n", ""), "date", "2024-01-06"),
        (GOOD.replace("title: 甲", "titel: 甲"), "title", "甲"),
        (GOOD.replace("title: 甲", "title: 甲: 乙"), "title", "甲: 乙"),
        (GOOD.replace("title: 甲", "title: 甲\ntitle: 甲"), "title", "甲"),
        (GOOD + "\ntags:\n\t- 甲", "tags", None),
    ],
)
def test_what_is_safe_to_mend_is_mended(head, key, value):
    result = mended(head)
    assert result.done
    front = read(result.data, "yaowen/a.md")
    assert not [problem for problem in front.problems if problem.fatal]
    assert value is None or front.fields[key].value == value
    assert front.body.strip() == "正文。"


@pytest.mark.parametrize(
    "head",
    [
        GOOD.replace("title: 甲", "title: 甲\ntitle: 乙"),  # which one is meant?
        GOOD.replace("date: 2024-01-06", "date: 去年"),
        GOOD.replace("20240106-001", "20240105-1"),  # another article has it
        GOOD + "\nfoo: bar",
    ],
)
def test_what_is_not_sure_is_left_to_the_editor(head):
    assert mended(head).done == []


def test_a_missing_fence_is_put_where_the_body_starts():
    result = mend(f"---\n{GOOD}\n\n正文第一段，没有冒号。\n".encode(), "yaowen/a.md", KNOWN)
    front = read(result.data, "yaowen/a.md")
    assert front.fields["editor"].value == "示例"
    assert front.body.strip() == "正文第一段，没有冒号。"


@pytest.mark.parametrize("name", ["gb18030", "utf-16"])
def test_other_encodings_become_utf_8_and_that_is_said(name):
    text = f"---\n{GOOD}\n---\n\n街道党工委，正文。\n"
    result = mend(text.encode(name), "yaowen/a.md", KNOWN)
    assert result.text == text
    assert "UTF-8" in result.done[0]


def test_comments_and_unknown_lines_stay():
    result = mended("# 记得改\n" + GOOD.replace("column: yaowen\n", "") + "\nfoo: bar")
    assert "# 记得改" in result.text and "foo: bar" in result.text
