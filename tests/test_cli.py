"""The commands as a person types them."""

import json
import subprocess
import sys

import pytest


def portal(*arguments, cwd=None):
    return subprocess.run(
        [sys.executable, "-m", "portal", *map(str, arguments)], capture_output=True, text=True, cwd=cwd, timeout=120
    )


def test_build_says_what_it_did_and_leaves_with_0(small):
    done = portal("build", "--settings", small.settings, "--content", small.content, "--output", small.output)
    assert done.returncode == 0, done.stderr
    assert "发布" in done.stdout
    assert done.stderr == ""


def test_build_lists_what_was_set_aside_and_leaves_with_3(small):
    small.article("yaowen/a.md", date="昨天")
    done = portal("build", "--settings", small.settings, "--content", small.content, "--output", small.output)
    assert done.returncode == 3
    assert "yaowen/a.md:4" in done.stdout


def test_build_tells_a_program_in_json(small):
    done = portal("build", "--settings", small.settings, "--content", small.content, "--output", small.output, "--json")
    assert json.loads(done.stdout)["set_aside"] == []


def test_a_setting_can_be_changed_for_one_build(small):
    arguments = ("build", "--settings", small.settings, "--content", small.content, "--output", small.output)
    portal(*arguments, "--set", 'PORTAL_NAME="柳岸先锋网"')
    assert "柳岸先锋网" in small.page("index.html").title.get_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "--settings", "没有.py"], "找不到设置文件"),
        (["build", "--set", "x"], "--set"),
        (["search", "网格", "--output", "没有"], "portal build"),
        (["new", "题目", "--column", "yaowen", "--content", "没有"], "找不到栏目表"),
    ],
)
def test_mistakes_are_told_in_chinese_without_a_traceback(arguments, said, tmp_path):
    done = portal(*arguments, cwd=tmp_path)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_mistyped_command_is_told_in_chinese():
    done = portal("biuld")
    assert done.returncode == 2
    assert "命令写法不对" in done.stderr


def test_figures_are_written_one_file_for_each_input(tmp_path):
    source = tmp_path / "a.txt"
    source.write_text("全省244个街道中，超过80%完成了体制改革。", encoding="utf-8")
    done = portal("figures", source, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    figures = json.loads((tmp_path / "out/a.json").read_text("utf-8"))["figures"]
    assert [figure["raw"] for figure in figures] == ["244个", "超过80%"]
