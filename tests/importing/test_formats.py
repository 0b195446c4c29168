"""Word, web pages and PDF."""

import subprocess

import pytest

from portal.importing import office
from portal.importing.webpage import read as read_page

INTRO = "近日，示例社区议事厅正式开张，每周三晚上开门，居民可以在这里说事、议事、定事，已经解决问题37件。"
STEPS = "社区党委定下五步流程，每月公布一次结果，去年共办结事项240件，办结率达到98.5%，居民都说好。"


def word(make, **more):
    return make.docx(
        make.para("社区议事厅开张了", run='<w:b/><w:color w:val="FF0000"/><w:sz w:val="44"/>'),
        make.para("来源：示例日报　作者：张三　2021年3月4日"),
        make.para("　　" + INTRO, after='<w:r><w:footnoteReference w:id="1"/></w:r>'),
        make.para("建立机制", style="1"),
        make.para(STEPS),
        make.table([["社区", "议事次数"], ["东风社区", "12"], ["新华社区", "9"]]),
        make.PICTURE,
        make.para("图为居民正在议事。"),
        make.para("下一步，社区将把议事厅开到楼栋里，让居民在家门口说话。（责任编辑：李四）"),
        notes=("数据截至2021年2月底。",),
        **more,
    )


def test_a_word_file_becomes_an_article_with_its_parts(bring, make):
    report, text = bring("稿件.docx", word(make))
    assert "title: 社区议事厅开张了" in text and "source: 示例日报" in text and "editor: 李四" in text
    assert "id: 20210304-001" in text
    assert "\n## 建立机制\n" in text
    assert "| 社区 | 议事次数 |\n| --- | --- |\n| 东风社区 | 12 |" in text
    assert "[^1]" in text and "[^1]: 数据截至2021年2月底。" in text
    assert '![](/images/20210304-001-1.png "图为居民正在议事。")' in text
    assert "FF0000" not in text
    assert report.balance == 0 and not report.problems


def test_the_picture_of_a_word_file_is_written_and_its_description_asked_for(bring, make, site):
    report, _ = bring("稿件.docx", word(make))
    assert (site.content / "images/20210304-001-1.png").read_bytes() == make.png()
    assert any("没有文字说明" in question for _, question in report.questions)


def test_an_imported_word_file_is_published_once_the_questions_are_answered(bring, make, small):
    _, text = bring("稿件.docx", word(make))
    path = small.content / "yaowen/20210304-001.md"
    path.write_text(text.replace("status: draft\n", "").replace("![](", "![居民围坐在圆桌旁]("), "utf-8")
    outcome = small.build()
    assert outcome.exit_code == 0
    page = small.page("yaowen/202103/t20210304_001.html").get_text()
    assert "办结率达到98.5%" in page and "待核" not in page


PAGE = f"""<!DOCTYPE html><html><head><meta charset="gb2312"><title>社区议事厅开张-示例先锋网</title>
<meta name="PubDate" content="2021-03-04 09:10"><meta name="ContentSource" content="示例日报"></head><body>
<div class="nav"><a href="/">首页</a> | <a>要闻</a> | <a>公告</a></div><script>var a='丁';</script>
<h1>社区议事厅开张</h1>
<div class="info">作者：张三　浏览次数：<span>123</span>　字体：【<a>大</a> <a>中</a> <a>小</a>】</div>
<div id="text"><p style="text-indent:2em">　　{INTRO}</p><p><b>一、建机制</b></p><p>　　{STEPS}<br>　　街道安排<strong>专项经费</strong>12.5万元。</p>
<table><tr><td>社区</td><td>议事次数</td></tr><tr><td>东风社区</td><td>12</td></tr></table>
<ul><li>提：居民提事</li><li>议：网格议事</li></ul><p style="display:none">看不见的字</p><p>（责任编辑：李四）</p></div>
<div class="share">分享到：<a>微信</a></div><div><a>相关文章</a><ul><li><a>另一篇文章的题目</a></li></ul></div>
<div class="footer">主办：示例单位　技术支持：示例公司</div></body></html>"""


def test_a_web_page_gives_its_article_alone(bring):
    report, text = bring("page.html", PAGE.encode("gbk"))
    for line in ("title: 社区议事厅开张", "date: 2021-03-04T09:10", "source: 示例日报", "author: 张三", "editor: 李四"):
        assert f"{line}\n" in text
    assert "## 一、建机制" in text and "**专项经费**12.5万元" in text
    assert "| 社区 | 议事次数 |" in text and "- 提：居民提事\n- 议：网格议事" in text
    for gone in ("首页", "相关文章", "另一篇", "技术支持", "看不见", "var a", "字体"):
        assert gone not in text
    assert report.balance == 0


def test_lists_of_a_page_keep_the_numbers_they_show(bring):
    page = f"<h1>示例市社区治理方案</h1><p>{INTRO}</p><ol start='4'><li>定：会议定事</li><li value='9'>评：群众评事</li></ol><p>{STEPS}</p>"
    _, text = bring("a.html", page.encode())
    assert "\n4. 定：会议定事\n" in text and "\n9. 评：群众评事\n" in text


def test_a_page_saved_as_one_file_comes_with_its_pictures(bring, make, site):
    import base64
    import quopri

    page = quopri.encodestring(PAGE.replace("<ul>", "<p><img src='http://x.example/a/议事.png'></p><ul>", 1).encode("gbk")).decode()
    picture = base64.b64encode(make.png()).decode()
    data = (
        "From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\n"
        f"Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{page}\r\n--B\r\n"
        "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: http://x.example/a/%E8%AE%AE%E4%BA%8B.png\r\n\r\n"
        f"{picture}\r\n--B--\r\n"
    )
    for name in ("a.mht", "a.doc"):
        _, text = bring(name, data.encode())
        assert "title: 社区议事厅开张" in text and "| 社区 | 议事次数 |" in text
        assert "![](/images/20210304-001-1.png)" in text or "![](/images/20210304-002-1.png)" in text


@pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("ending", "called"), [("doc", "a.doc"), ("doc", "a.wps"), ("doc", "a.docx"), ("rtf", "a.rtf")])
def test_old_word_files_are_read_where_libreoffice_is_installed(bring, make, tmp_path, ending, called):
    (tmp_path / "in.docx").write_bytes(word(make))
    command = [office.program(), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", ending]
    subprocess.run([*command, "--outdir", tmp_path, tmp_path / "in.docx"], check=True, capture_output=True, timeout=120)
    report, text = bring(called, (tmp_path / f"in.{ending}").read_bytes())
    assert "title: 社区议事厅开张了" in text and "办结率达到98.5%" in text and "| 东风社区 | 12 |" in text
    assert "经 LibreOffice" in report.form and report.balance == 0


def test_a_piece_from_the_wechat_editor_keeps_all_its_text():
    piece = f"""<section><section style="color:red"><span>{INTRO}</span></section><section><p><strong>建机制</strong></p>
    <p>{STEPS}</p><img data-src="https://mmbiz.example/640?wx_fmt=png"></section></section>"""
    blocks = read_page(piece.encode(), "a.html").blocks
    assert [block.text for block in blocks if block.kind == "line"][0] == INTRO
    assert [block.kind for block in blocks] == ["line", "line", "line", "picture"]


def test_merged_cells_are_taken_apart_and_asked_about():
    page = "<table><tr><th>区</th><th colspan=2>数</th></tr><tr><td rowspan=2>东</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>"
    source = read_page(page.encode(), "a.html")
    assert source.blocks[0].rows == (("区", "数", ""), ("东", "1", "2"), ("", "3", "4"))
    assert "合并的单元格" in source.asked[0]


def test_a_pdf_with_two_columns_is_read_column_by_column(bring, make):
    left = [
        "　　近日，示例社区议事厅正式开张，",
        "每周三晚上开门，居民可以在这里说",
        "事、议事、定事，已经解决问题37",
        "件，办结率达到98.5%。",
    ]
    right = [
        "　　下一步，社区将把议事厅开到楼",
        "栋里，让居民在家门口说话，街道还",
        "将安排专项经费12.5万元，把好事",
        "办实、实事办好。",
    ]
    lines = [(220, 780, "社区议事厅开张了")]
    lines += [(70, 740 - 20 * n, text) for n, text in enumerate(left)]
    lines += [(310, 740 - 20 * n, text) for n, text in enumerate(right)]
    report, text = bring("a.pdf", make.pdf([lines]))
    assert "title: 社区议事厅开张了" in text
    assert (
        "居民可以在这里说事、议事、定事，已经解决问题37件，办结率达到98.5%。\n\n下一步，社区将把议事厅开到楼栋里"
        in text
    )
    assert report.balance == 0


def test_page_numbers_and_running_heads_of_a_pdf_go(bring, make):
    topics = [
        "居民把停车的难处说给网格员听",
        "社区把热线里的诉求分成三类",
        "街道每周三晚上开门议事",
        "市里每月公布办结的事项",
    ]
    pages = [
        [(70, 810, "示例市党建简报"), (70, 700, f"　　{topic}，"), (70, 680, "一件一件办好。"), (290, 30, f"— {n} —")]
        for n, topic in enumerate(topics, 1)
    ]
    _, text = bring("a.pdf", make.pdf(pages))
    assert "党建简报" not in text and "— 2 —" not in text
    assert all(topic in text for topic in topics)
