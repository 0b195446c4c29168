"""Every broken file is set aside with one clear reason at the right line; nothing vanishes, nothing hangs."""

import json
import time
from pathlib import Path

import pytest

from portal.articles.parse import parse
from portal.settings import Settings

SITE = Path(__file__).parents[1] / "sites" / "nasty"
EXPECTED = json.loads((SITE / "expected.json").read_text("utf-8"))
HEAD = (SITE / "content/yaowen/good-plain.md").read_text("utf-8").split("\n\n")[0] + "\n"
#: Seconds; generous, since the machine may be busy.
SOON = 3


def fatal(parsed):
    return [problem for problem in parsed.problems if problem.fatal]


def test_every_file_of_the_nasty_site_is_accounted_for():
    assert {path.relative_to(SITE / "content").as_posix() for path in SITE.rglob("*.md")} == set(EXPECTED)


@pytest.mark.parametrize("path", sorted(EXPECTED))
def test_each_nasty_file_gives_its_one_reason(path):
    parsed = parse((SITE / "content" / path).read_bytes(), path, Settings())
    assert [problem.code for problem in fatal(parsed)] == ([EXPECTED[path]] if EXPECTED[path] else [])
    assert parsed.outcome == ("set aside" if EXPECTED[path] else "published")


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("empty", 1),
        ("only-head", 9),
        ("no-head", 1),
        ("head-not-closed", 8),
        ("head-swallows-body", 9),
        ("two-colons", 3),
        ("quotes", 3),
        ("tab", 7),
        ("bomb", 2),
        ("title-twice", 6),
        ("no-id", 7),
        ("no-such-day", 4),
        ("id-no-such-day", 2),
        ("column-elsewhere", 5),
        ("huge-title", 3),
        ("level-unknown", 8),
        ("image-outside", 8),
        ("link-outside", 10),
        ("nested-quotes", 10),
    ],
)
def test_the_line_is_the_one_to_mend(path, line):
    name = f"yaowen/{path}.md"
    assert [p.line for p in fatal(parse((SITE / "content" / name).read_bytes(), name, Settings()))] == [line]


GENERATED = {
    "gb18030": ((HEAD + "\n正文。\n").encode("gb18030"), "file-encoding", 3),
    "utf-16": ((HEAD + "\n正文。\n").encode("utf-16"), "file-encoding", 1),
    "cut off inside a character": ((HEAD + "\n正文").encode()[:-1], "file-encoding", 10),
    "nul": ((HEAD + "\n正\0文。\n").encode(), "file-control", 10),
    "bidi": ((HEAD + "\n正\u202e文。\n").encode(), "file-control", 10),
    "isolate": (HEAD.replace("进了", "进\u2066了").encode(), "file-control", 3),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "file-control", 3),
    "too big": (HEAD.encode() + b"a" * (6 << 20), "file-size", None),
    "20,000 [": ((HEAD + "\n" + "[" * 20_000).encode(), "body-brackets", 10),
    "20,000 ![": ((HEAD + "\n" + "![" * 20_000).encode(), "body-brackets", 10),
    "20,000 [x](": ((HEAD + "\n" + "[x](" * 20_000).encode(), "body-brackets", 10),
    "20,000 <a": ((HEAD + "\n好\n\n" + "<a " * 20_000).encode(), "body-brackets", 12),
    "20,000 <http": ((HEAD + "\n" + "<http://" * 20_000).encode(), "body-brackets", 10),
    "brackets closed late": ((HEAD + "\n" + "[a" * 9000 + "](b)" * 9000).encode(), "body-brackets", 10),
    "5,000 lists on a line": ((HEAD + "\n" + "- " * 5000 + "字").encode(), "body-nesting", 10),
    "1,500 nested lists": (
        (HEAD + "\n" + "\n".join("  " * n + "- 字" for n in range(1500))).encode(),
        "body-nesting",
        None,
    ),
    "5,000 quotations": ((HEAD + "\n" + "> " * 5000 + "字").encode(), "body-nesting", 10),
    "5,000 definitions": ((HEAD + "\n字\n" + ": 义\n" * 5000).encode(), "body-definitions", 11),
    "deep flow in the head": (HEAD.replace("---\nid", f"---\ntags: {'[' * 20_000}\nid").encode(), "front-shape", 2),
    "a head without end": (b"---\n" + b"a: b\n" * 50_000, "front-unclosed", None),
}


@pytest.mark.parametrize("name", GENERATED)
def test_hostile_bytes_are_refused_at_once(name):
    data, code, line = GENERATED[name]
    started = time.perf_counter()
    problems = fatal(parse(data, "yaowen/x.md", Settings()))
    assert time.perf_counter() - started < SOON
    assert [problem.code for problem in problems] == [code]
    assert line is None or problems[0].line == line


HARMLESS = {
    "byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "old mac line ends": lambda text: text.replace("\n", "\r").encode(),
    "blank lines first": lambda text: b"\n\n" + text.encode(),
    "spaces after the fence": lambda text: text.replace("---\n", "---  \n").encode(),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_the_habits_of_editors_change_nothing(name):
    text = HEAD + "\n第一段。\n\n第二段。\n"
    parsed = parse(HARMLESS[name](text), "yaowen/x.md", Settings())
    assert parsed.problems == []
    assert parsed.body.text == "第一段。\n第二段。"
    assert parsed.article.title == "服务事项进了社区"


@pytest.mark.parametrize(
    "piece", ["*", "**a", "_a ", "`a", "a*b_", "&", "\\", "#", "|", "[^a]", "a@b.c ", "<b>", "<!--", "~", "="]
)
def test_long_runs_of_signs_do_not_hang(piece):
    started = time.perf_counter()
    parse((HEAD + "\n好\n\n" + piece * 3000).encode(), "yaowen/x.md", Settings())
    assert time.perf_counter() - started < SOON


def test_a_stray_control_character_is_taken_out_and_told():
    parsed = parse((HEAD + "\n社区\x7f议事。\n").encode(), "yaowen/a.md", Settings())
    assert parsed.body.text == "社区议事。"
    assert [(problem.code, problem.line) for problem in parsed.problems] == [("file-stray", 10)]
