import json

from portal.indicators.predict import predict, predict_files

ARTICLE = """---
标题: 包河区推进网格党建
date: 2020-11-10
---

# 做法

全区建立**党支部139个**，[楼栋党小组](https://example.org/1个)**489**个。
"""


def test_offsets_are_those_of_the_file_and_front_matter_is_skipped():
    figures = predict(ARTICLE)["figures"]
    assert [f["value"] for f in figures] == [139, 489]
    assert all(ARTICLE[f["start"] : f["end"]] == f["raw"] for f in figures)
    assert ARTICLE[figures[0]["start"] :].startswith("139个")


def test_the_title_in_the_front_matter_sets_the_place():
    assert {f["region"] for f in predict(ARTICLE)["figures"]} == {"包河区"}


def test_windows_line_ends_count_as_two_code_points():
    content = ARTICLE.replace("\n", "\r\n")
    assert all(content[f["start"] : f["end"]] == f["raw"] for f in predict(content)["figures"])


def test_a_plain_text_file_is_taken_as_it_is(tmp_path):
    (tmp_path / "a.txt").write_bytes("建成站点20个。".encode())
    assert predict_files([tmp_path / "a.txt"], tmp_path / "out") == []
    result = json.loads((tmp_path / "out" / "a.json").read_text(encoding="utf-8"))
    assert [(f["start"], f["end"], f["name"]) for f in result["figures"]] == [(4, 7, "建成站点数")]


def test_two_inputs_of_one_stem_are_an_error(tmp_path):
    for name in ("a.txt", "a.md"):
        (tmp_path / name).write_text("建成站点20个。", encoding="utf-8")
    problems = predict_files([tmp_path / "a.txt", tmp_path / "a.md"], tmp_path / "out")
    assert [p.code for p in problems] == ["figures-same-stem"]


def test_files_that_cannot_be_read_are_named_in_chinese(tmp_path):
    (tmp_path / "gb.txt").write_bytes("建成站点20个。".encode("gb18030"))
    problems = predict_files([tmp_path / "gb.txt", tmp_path / "none.txt"], tmp_path / "out")
    assert [p.code for p in problems] == ["figures-unreadable"] * 2
    assert "UTF-8" in problems[0].message
