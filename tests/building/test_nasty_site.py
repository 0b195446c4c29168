"""A site with one broken article of every kind is published without them."""

import json
import shutil
from pathlib import Path

import pytest

NASTY = Path(__file__).parents[1] / "sites" / "nasty"
EXPECTED = json.loads((NASTY / "expected.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def nasty(tmp_path_factory):
    from portal.building.command import Options, build

    home = tmp_path_factory.mktemp("nasty")
    shutil.copytree(NASTY / "content", home / "content")
    front = "---\nid: 20240701-{}\ntitle: 怪文章\ndate: 2024-07-01\ncolumn: yaowen\nsource: 示例\neditor: 示例\n---\n\n"
    made = {
        "yaowen/brackets.md": front.format("901") + "[" * 20_000,
        "yaowen/nested.md": front.format("902") + "".join("  " * depth + "- 层\n" for depth in range(3_000)),
        "yaowen/quoted.md": front.format("903") + ">" * 5_000 + " 引",
        "yaowen/stars.md": front.format("904") + "*a **b " * 20_000,
    }
    for path, text in made.items():
        (home / "content" / path).write_text(text, encoding="utf-8")
    (home / "content/yaowen/zeros.md").write_bytes(bytes(1_000))
    outcome = build(Options(NASTY / "pelicanconf.py", home / "content", home / "output"))
    report = json.loads((home / "build-report.json").read_text("utf-8"))
    return outcome, report, home


def test_every_bad_file_is_set_aside_for_its_own_reason_and_every_good_one_is_published(nasty):
    _, report, _ = nasty
    aside = {entry["path"]: {p["code"] for p in entry["problems"]} for entry in report["set_aside"]}
    wrong = {
        path: (code, aside.get(path)) for path, code in EXPECTED.items() if code and code not in aside.get(path, ())
    }
    assert wrong == {}
    assert [path for path, code in EXPECTED.items() if not code and path in aside] == []


@pytest.mark.parametrize("path", ["brackets", "nested", "zeros"])
def test_an_article_that_would_hang_or_crash_is_set_aside(nasty, path):
    _, report, _ = nasty
    assert f"yaowen/{path}.md" in {entry["path"] for entry in report["set_aside"]}


def test_every_message_names_the_file_says_how_to_mend_it_and_is_no_traceback(nasty):
    outcome, report, _ = nasty
    assert outcome.exit_code == 3
    for entry in report["set_aside"]:
        for problem in entry["problems"]:
            assert problem["message"] and problem["hint"], entry
            assert "Traceback" not in problem["message"]
    assert not [line for line in outcome.lines if "Error" in line]


def test_the_books_balance(nasty):
    _, report, home = nasty
    assert report["found"] == sum(1 for path in (home / "content").rglob("*") if path.is_file())
    assert report["found"] == report["published"] + len(report["held_back"]) + len(report["set_aside"])


def test_no_script_reaches_a_page(nasty):
    from bs4 import BeautifulSoup

    _, _, home = nasty
    root = (home / "output").resolve()
    for path in root.rglob("*.html"):
        soup = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        assert all(script.get("src") and not script.string for script in soup.find_all("script")), path
        for tag in soup.find_all(True):
            assert not [name for name in tag.attrs if name.startswith("on")], path
            for name in ("href", "src", "action"):
                assert not str(tag.get(name, "")).strip().lower().startswith(("javascript:", "vbscript:", "data:text"))
