import json
import subprocess
import sys

from portal.articles.parse import parse
from portal.indicators.analysis import analyse_text
from portal.indicators.review import lines, review, review_file
from portal.settings import Settings

HEAD = "---\nid: 20240601-001\ntitle: 铜陵市党建\ndate: 2024-06-01\ncolumn: yaowen\nsource: 来源\neditor: 编辑\n"
BODY = "\n铜陵市面积有38平方公里，下辖5个街道。\n\n2023年底网格工作走在前列，共有网格员300名、网格员300名，热线12345。\n"


def test_doubtful_figures_come_with_a_question_and_lines_to_paste():
    record = next(r for r in review(BODY).figures if r["doubtful"])
    assert record["confidence"] < 0.85 and record["doubts"]
    assert record["question"].startswith(f"「{record['text']}」是") and "".join(record["doubts"]) in record["question"].replace("；", "")
    assert any("确认" in line for line in record["confirm"])


def test_every_line_to_paste_decides_its_own_figure(tmp_path):
    found = review(BODY)
    doubtful = [record for record in found.figures if record["doubtful"]]
    assert doubtful
    for record in found.figures:
        for key in ("confirm", "correct") if record["doubtful"] else ():
            source = HEAD + "figures:\n" + "\n".join(record[key]) + "\n---\n" + BODY
            article = parse(source.encode(), "yaowen/a.md", Settings()).article
            analysis = analyse_text(BODY, entries=article.figures)
            assert analysis["problems"] == []
            checked = [card for card in analysis["cards"] if card["checked"]]
            assert [card["id"] for card in checked] == [record["id"]]


def test_the_terminal_shows_sentences_once_with_their_numbers_marked():
    shown = "\n".join(lines(review(BODY)))
    assert "面积有【38平方公里】，下辖【5个】街道" in shown
    assert "地区 铜陵市" in shown
    assert "figures:" in shown


def test_a_file_is_read_with_the_decisions_it_has(tmp_path):
    path = tmp_path / "a.md"
    decided = "figures:\n  - number: 5个\n    action: 确认\n  - number: 99个\n    action: 隐藏\n"
    path.write_text(HEAD + decided + "---\n" + BODY, encoding="utf-8")
    found = review_file(path)
    assert [record["text"] for record in found.figures if record["checked"]] == ["5个"]
    assert [(p.code, p.line) for p in found.problems] == [("figures-unmatched", 11)]


def test_a_draft_without_the_required_fields_can_be_reviewed(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: 草稿\nstatus: draft\n---\n" + BODY, encoding="utf-8")
    assert review_file(path).figures


def test_a_plain_text_and_a_missing_file(tmp_path):
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    assert review_file(tmp_path / "a.txt").figures
    assert [p.code for p in review_file(tmp_path / "b.txt").problems] == ["figures-unreadable"]


def test_the_command_prints_json_and_needs_no_out(tmp_path):
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    command = [sys.executable, "-m", "portal", "figures", str(tmp_path / "a.txt")]
    done = subprocess.run([*command, "--review", "--json"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    (found,) = json.loads(done.stdout)
    assert {"name", "region", "period", "confidence", "doubts"} <= found["figures"][0].keys()
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and "--review" in done.stderr
