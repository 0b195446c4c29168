import json

from portal.articles.parse import Parsed, parse
from portal.settings import Settings


def test_an_article_survives_json(write):
    for parsed in (write(image="images/a.svg", attachments="[files/a.pdf]"), write(id="x"), write(status="draft")):
        assert Parsed.from_json(json.loads(json.dumps(parsed.to_json()))) == parsed


def test_the_version_changes_with_content_and_place(write):
    versions = [
        write().article.version,
        write("\n改。\n").article.version,
        write(path="anli/yaowen/a.md").article.version,
    ]
    assert len(set(versions)) == 3
    assert all(len(version) == 32 for version in versions)


def test_the_same_bytes_give_the_same_article(write):
    assert write() == write()


def test_the_length_is_that_of_the_text(write):
    assert write("\n一共八个汉字在此。\n").article.characters == 8


def test_a_file_set_aside_has_a_reason(write):
    parsed = write(id="x")
    assert (parsed.article, parsed.body, parsed.outcome) == (None, None, "set aside")
    assert [problem for problem in parsed.problems if problem.fatal]


def test_the_size_limit_is_a_setting():
    data = b"a" * (2 << 20)
    assert parse(data, "a.md", Settings(article_megabytes=1)).problems[0].code == "file-size"
    assert parse(data, "a.md", Settings(article_megabytes=3)).problems[0].code != "file-size"


def test_every_problem_says_in_chinese_where_and_how(write, read):
    problems = [
        *write(id="x", level="y", tags="{a: b}", image="../../x").problems,
        *read(b"").problems,
        *read("x").problems,
    ]
    for problem in problems:
        assert problem.path == "yaowen/a.md" and problem.line
        assert any("\u4e00" <= character <= "\u9fff" for character in problem.message)
        assert problem.hint and not problem.message.endswith("。") and not problem.hint.endswith("。")


def test_a_line_of_the_body_counts_from_the_top_of_the_file(write):
    problem = write("\n正文\n\n![](images/a.svg)\n").problems[0]
    assert problem.line == 12
