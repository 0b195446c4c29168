"""The command: where articles go, what is told, what is never done."""

import json

import pytest

from portal.cli import main
from portal.importing.place import ImportFailed, find_site

TEXT = "社区议事厅开张了\n来源：示例日报　2021-03-04\n责任编辑：李四\n\n近日,示例社区议事厅开张,每周三晚上开门,居民可以在这里说事,已经解决问题37件。\n"


def bring(small, tmp_path, *arguments: str, text: str = TEXT, name: str = "a.txt", into: str = "yaowen") -> int:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return main(["import", str(path), "--into", str(small.content / into), *arguments])


def test_a_file_becomes_an_article_of_its_day(small, tmp_path, capsys):
    assert bring(small, tmp_path) == 0
    text = (small.content / "yaowen/20210304-001.md").read_text("utf-8")
    assert "column: yaowen" in text and "近日，示例社区议事厅开张，" in text
    told = capsys.readouterr().out
    assert "字数" in told and "半角标点 4 处：「近日,示例社」→「近日，示例社」" in told


def test_an_article_without_questions_is_published_at_once(small, tmp_path):
    bring(small, tmp_path)
    assert "status" not in (small.content / "yaowen/20210304-001.md").read_text("utf-8")
    assert small.build().exit_code == 0
    assert "解决问题37件" in small.page("yaowen/202103/t20210304_001.html").get_text()


def test_an_article_with_questions_is_kept_back_and_each_question_has_its_line(small, tmp_path, capsys):
    bring(small, tmp_path, text=TEXT.replace("责任编辑：李四\n", ""))
    path = small.content / "yaowen/20210304-001.md"
    lines = path.read_text("utf-8").split("\n")
    assert "status: draft" in lines
    told = next(line for line in capsys.readouterr().out.split("\n") if "待核1" in line)
    number = int(told.split("待核1")[0].strip().rstrip(" :").rpartition(":")[2])
    assert "待核1：" in lines[number - 1]


def test_questions_left_in_a_public_article_are_named(small, tmp_path):
    bring(small, tmp_path, text=TEXT.replace("责任编辑：李四\n", ""))
    path = small.content / "yaowen/20210304-001.md"
    text = path.read_text("utf-8").replace("status: draft\n", "").replace("（填写责任编辑姓名）", "李四")
    path.write_text(text, "utf-8")
    warnings = [p for p in small.build().report["warnings"] if p["code"] == "body-unanswered"]
    assert len(warnings) == 1 and "还有 1 处待核没有答" in warnings[0]["message"]
    assert "待核1" in text.split("\n")[warnings[0]["line"] - 1]


def test_a_second_import_of_the_same_article_is_noticed_and_gets_an_id_of_its_own(small, tmp_path, capsys):
    bring(small, tmp_path)
    bring(small, tmp_path)
    assert (small.content / "yaowen/20210304-002.md").is_file()
    assert "import-again" in capsys.readouterr().out


def test_json_tells_programs_everything(small, tmp_path, capsys):
    bring(small, tmp_path, "--json")
    report = json.loads(capsys.readouterr().out)[0]
    assert report["characters"]["unaccounted"] == 0
    assert report["fields"]["title"] == "社区议事厅开张了"
    assert {change["rule"] for change in report["changes"]} == {"半角标点"}


def test_one_bad_file_does_not_stop_the_others(small, tmp_path, capsys):
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04 broken")
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    code = main(
        [
            "import",
            str(tmp_path / "bad.docx"),
            str(tmp_path / "none.txt"),
            str(path),
            "--into",
            str(small.content / "yaowen"),
        ]
    )
    told = capsys.readouterr().out
    assert code == 1
    assert "✗" in told and "没有这个文件" in told and (small.content / "yaowen/20210304-001.md").is_file()


def test_a_name_for_the_column_will_do(small):
    assert find_site(small.content, "要闻").column == "yaowen"


def test_a_place_that_is_no_column_is_refused(small, tmp_path):
    with pytest.raises(ImportFailed, match="没有栏目"):
        find_site(small.content / "nowhere")
    with pytest.raises(ImportFailed, match="不在内容目录里"):
        find_site(tmp_path / "elsewhere" / "yaowen")


def test_a_picture_beside_the_file_comes_along(small, tmp_path, make):
    (tmp_path / "会议.png").write_bytes(make.png())
    bring(small, tmp_path, text=TEXT + "\n会议.png\n")
    assert (small.content / "images/20210304-001-1.png").read_bytes() == make.png()
    assert "![](/images/20210304-001-1.png)" in (small.content / "yaowen/20210304-001.md").read_text("utf-8")


def test_a_file_cannot_name_pictures_elsewhere(small, tmp_path, make):
    (tmp_path / "secret.png").write_bytes(make.png())
    folder = tmp_path / "inner"
    folder.mkdir()
    path = folder / "a.txt"
    path.write_text(TEXT + "\n../secret.png\n", "utf-8")
    main(["import", str(path), "--into", str(small.content / "yaowen")])
    assert not (small.content / "images/20210304-001-1.png").exists()


def test_a_markdown_file_keeps_its_front_matter(small, tmp_path):
    text = "---\n标题: 议事厅开张\n日期: 2021年3月4日\n来源: 示例日报\n责编: 李四\n---\n\n## 一、经过\n\n近日，示例社区**议事厅**开张，已经解决问题37件，居民都说好。\n\n- 第一项\n- 第二项\n"
    bring(small, tmp_path, text=text, name="a.md")
    made = (small.content / "yaowen/20210304-001.md").read_text("utf-8")
    assert "title: 议事厅开张" in made and "editor: 李四" in made
    assert "## 一、经过" in made and "**议事厅**" in made and "- 第一项\n- 第二项" in made
