"""``portal pdf``: an article on paper, its lines broken as Chinese typesetting asks."""

import itertools

import pypdfium2
import pytest

from portal.building.command import Options
from portal.cli import main
from portal.editing.paper import pdf
from portal.publishing import chromium

#: GB/T 15834: what must not begin a line, and what must not end one.
NOT_FIRST = set("，。、；：？！）》」』”’】〕〉…%％·")
NOT_LAST = set("（《「『“‘【〔〈")
needs_chromium = pytest.mark.skipif(chromium.find() is None, reason="没有 Chromium：请运行 sudo apt-get install chromium fonts-noto-cjk")


def body():
    """Paragraphs that bring every sign to the end of a line at one length or another."""
    signs = ["，", "。”", "》、", "）；", "……", "——", "？！", "：“", "（《", "%，", "、“", "」「"]
    return "\n\n".join(
        "".join(f"{'网格党建引领基层治理街道社区小区楼栋'[: 3 + (length + turn) % 14]}{sign}" for turn, sign in enumerate(signs * 2))
        + "完。"
        for length in range(14)
    )


def lines_of(path):
    """Pages of lines of text as they lie on the paper: characters grouped by where their boxes stand."""
    document = pypdfium2.PdfDocument(path)
    for page in document:
        text = page.get_textpage()
        marks = [(text.get_charbox(i, loose=True), text.get_text_range(i, 1)) for i in range(text.count_chars())]
        lines = []
        for (left, bottom, _, top), mark in marks:
            if not mark.strip():
                continue
            if lines and abs(lines[-1][0] - (bottom + top) / 2) < 14 and left >= lines[-1][1]:
                lines[-1][1] = left
                lines[-1][2] += mark
            else:
                lines.append([(bottom + top) / 2, left, mark])
        yield [line for _, _, line in lines]


@needs_chromium
def test_no_line_begins_with_a_closing_sign_or_ends_with_an_opening_one(small, tmp_path):
    path = small.article("yaowen/a.md", body(), title="断行")
    target = pdf(Options(small.settings, small.content, small.output), path, tmp_path / "a.pdf")
    lines = list(itertools.chain.from_iterable(lines_of(target)))
    assert len(lines) > 60
    assert [line for line in lines if line[0] in NOT_FIRST or line[-1] in NOT_LAST] == []
    pairs = itertools.pairwise(lines)
    assert [pair for pair in pairs if pair[0][-1] == pair[1][0] == "—"] == []


@needs_chromium
def test_the_paper_is_an_official_document(small, tmp_path):
    path = small.article("yaowen/a.md", body(), title="断行", status="草稿", source="（填写稿件来源）")
    document = pypdfium2.PdfDocument(pdf(Options(small.settings, small.content, small.output), path, tmp_path / "a.pdf"))
    width, height = document[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)
    first = document[0].get_textpage().get_text_range()
    assert first.index("青石先锋网") < first.index("断行") < first.index("来源")
    assert "首页" not in first and "搜索" not in first
    full = [line for line in next(lines_of(tmp_path / "a.pdf")) if "网格党建" in line]
    assert len(full) >= 14
    assert 26 <= max(map(len, full)) <= 34  # 28 full characters; signs beside signs take half
    assert "— 2 —" in " ".join(document[1].get_textpage().get_text_range().split())


@needs_chromium
def test_the_command_says_where_the_pdf_is_and_leaves_nothing_else(small, tmp_path, capsys):
    path = small.article("yaowen/a.md")
    folder = tmp_path / "out"
    folder.mkdir()
    arguments = ["pdf", str(path), "--settings", str(small.settings), "--content", str(small.content), "--output", str(small.output)]
    assert main([*arguments, "--out", str(folder / "a.pdf")]) == 0
    assert "a.pdf" in capsys.readouterr().out
    assert [item.name for item in folder.iterdir()] == ["a.pdf"]


def test_without_chromium_one_line_says_what_to_do(small, monkeypatch, capsys):
    monkeypatch.setenv("PORTAL_CHROMIUM", "没有这个程序")
    path = small.article("yaowen/a.md")
    arguments = ["pdf", str(path), "--settings", str(small.settings), "--content", str(small.content), "--output", str(small.output)]
    assert main(arguments) == 1
    said = capsys.readouterr().err
    assert "Chromium" in said and "apt-get install" in said and "Traceback" not in said


@needs_chromium
def test_an_article_with_errors_is_not_printed(small, tmp_path, capsys):
    path = small.article("yaowen/a.md", date="昨天")
    arguments = ["pdf", str(path), "--settings", str(small.settings), "--content", str(small.content), "--output", str(small.output)]
    assert main([*arguments, "--out", str(tmp_path / "a.pdf")]) == 1
    assert "yaowen/a.md:4" in capsys.readouterr().err
    assert not (tmp_path / "a.pdf").exists()
