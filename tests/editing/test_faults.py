"""What editors are told of files that only programmers used to write."""

import tomllib

import pytest

from portal.building.command import Options, build
from portal.errors import PortalError
from portal.text.toml_faults import fault


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("name = 要闻", 1, "等号后面的内容写得不对：name = 要闻"),
        ('[[column]\nkey = "a"', 1, "表头的方括号不成对"),
        ('key = "a"\nname = "要闻', 2, "引号没有结束"),
        ("a = 1\na = 2", 2, "写了两次"),
        ('名称 = "x"', 1, "这一行看不懂"),
        ("a = [1,\n2\nb = 3", 3, "方括号没有结束"),
        ("# 好\nkey： 1", 2, "少了等号"),
        ('a = "b" c', 1, "多余的字"),
        ('x = "a\\q"', 1, "反斜杠"),
    ],
)
def test_a_broken_data_file_is_explained_with_its_line(text, line, words):
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    found, what, how = fault(caught.value, text)
    assert found == line and words in what and how
    assert not any(letter.isascii() and letter.isalpha() for letter in what.partition("：")[0])


def test_chinese_signs_are_named_as_the_likely_cause():
    text = "key = “yaowen”"
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    assert "半角" in fault(caught.value, text)[2]


def test_a_build_names_file_and_line_of_a_broken_data_file(small):
    path = small.content / "data/columns.toml"
    rows = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*rows, "[[column]]", "key = 要闻"]), "utf-8")
    with pytest.raises(PortalError, match=f"data/columns.toml:{len(rows) + 2} .*等号后面的内容写得不对"):
        small.build()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("X = 1\nPORTAL_NAME = “先锋网”", "pelicanconf.py:2 有中文的标点"),
        ('X = 1\nPORTAL_NAME = "先锋网', "pelicanconf.py:2 引号没有成对"),
        ("X = 1\n\nPORTAL_SAMPLE = true", "pelicanconf.py:3 不认识 true"),
        ("import nosuchmodule", "pelicanconf.py:1 要用的 nosuchmodule 没有安装"),
        ("X = [1,\n     2\nY = 3", "pelicanconf.py:1 括号没有结束"),
        ("X = 1\n  Y = 2", "pelicanconf.py:2 行首的空格不对"),
        ('X = {"a": 1}["b"]', "pelicanconf.py:1 运行出错"),
    ],
)
def test_a_broken_settings_file_is_explained_with_its_line(small, text, words):
    path = small.home / "pelicanconf.py"
    path.write_text(text, "utf-8")
    with pytest.raises(PortalError) as caught:
        build(Options(path, small.content, small.output))
    assert words in str(caught.value) and "怎么改" in str(caught.value)


PRACTICES = '[[practice]]\nkey = "siji-liandong"\nname = "四级联动"\nsynonyms = ["四级联动体系"]\n'


def test_a_practice_that_is_not_registered_is_named_with_its_line_and_the_near_one(small):
    (small.content / "data/practices.toml").write_text(PRACTICES, "utf-8")
    small.article("yaowen/a.md", practices="[四级联动体系, 四级联动机制]", topics="[没有登记的专题]")
    warnings = [p for p in small.build().report["warnings"] if p["code"] == "term-unknown"]
    told = {(p["line"], p["message"]): p["hint"] for p in warnings}
    assert "是不是「四级联动」" in told[8, "做法「四级联动机制」没有登记"]
    assert not any("四级联动体系" in message for _, message in told)


def test_a_link_follows_an_article_that_has_moved(small):
    small.article("yaowen/20240601-001.md", "见[那一篇](../anli/20240105-001.md)和[没有的](../anli/20990101-001.md)。")
    outcome = small.build()
    page = small.page("yaowen/202406/t20240601_001.html")
    moved = next(path for path in small.content.rglob("20240105-001.md"))
    assert moved.parent.name == "yaowen"
    assert page.find("a", string="那一篇")["href"].endswith("yaowen/202401/t20240105_001.html")
    broken = [p["message"] for p in outcome.report["warnings"] if p["code"] == "link-broken"]
    assert len(broken) == 1 and "20990101" in broken[0]
    # When it is withdrawn, the page that links to it is made anew.
    moved.write_text(moved.read_text("utf-8").replace("---\n", "---\nstatus: withdrawn\n", 1), "utf-8")
    small.build()
    assert small.page("yaowen/202406/t20240601_001.html").find("a", string="那一篇").get("href") is None
