"""Word files as Word and WPS write them: what the editor saw on the screen is what comes."""

import pytest

from portal.importing.word import read
from portal.importing.wordnumbers import han, written

TEXT = "近日，示例社区议事厅正式开张，居民可以在这里说事，已经解决问题37件，大家都说好。"
MORE = "全市建立小区党支部489个，形成上下贯通的组织体系，居民不出小区就能办成事。"


def level(number: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(make, *lists: str, more: str = "") -> dict[str, bytes]:
    """A numbering part whose list n (from 1) has the levels given."""
    abstract = "".join(f'<w:abstractNum w:abstractNumId="{n}">{text}</w:abstractNum>' for n, text in enumerate(lists, 1))
    numbers = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, len(lists) + 1))
    part = f'<?xml version="1.0"?><w:numbering {make._NS}>{abstract}{numbers}{more}</w:numbering>'
    return {"word/numbering.xml": part.encode()}


def styles(make, *more: str) -> dict[str, bytes]:
    return {"word/styles.xml": f'<?xml version="1.0"?><w:styles {make._NS}>{"".join(more)}</w:styles>'.encode()}


def counted(text: str, key: int, depth: int = 0, style: str = "") -> str:
    mark = f'<w:pStyle w:val="{style}"/>' if style else ""
    numbers = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{key}"/></w:numPr>'
    return f"<w:p><w:pPr>{mark}{numbers}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def texts(data: bytes) -> list[str]:
    from portal.importing.marks import plain

    return [plain(block.text) for block in read(data, "a.docx").blocks]


OFFICIAL = (
    level(0, "chineseCountingThousand", "%1、", '<w:suff w:val="nothing"/>')
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
)


def test_the_numbers_of_an_official_paper_come_as_its_text(bring, make):
    report, text = bring(
        "a.docx",
        make.docx(
            make.para("示例市社区治理工作方案"),
            counted("总体要求", 1), make.para(TEXT),
            counted("重点任务", 1), counted("织密组织网络", 1, 1), make.para(MORE),
            counted("建组织。" + MORE, 1, 2), counted("2021年起开门议事。" + MORE, 1, 2),
            counted("下沉服务资源", 1, 1), make.para(TEXT), counted("办实事。" + MORE, 1, 2),
            counted("组织保障", 1), make.para(TEXT),
            extra=numbering(make, OFFICIAL),
        ),
    )  # fmt: skip
    for line in ("## 一、总体要求", "## 二、重点任务", "### （一）织密组织网络", "### （二）下沉服务资源", "## 三、组织保障"):
        assert f"\n{line}\n" in text, line
    # Deeper numbers begin anew under each heading.
    assert "**1. 建组织。**" in text and "**2. 2021年起开门议事。**" in text and "**1. 办实事。**" in text
    assert report.balance == 0 and report.counts["Word 的自动编号"] < 0


def test_a_list_counted_one_two_three_is_a_list_and_goes_on_counting_after_a_paragraph(bring, make):
    _, text = bring(
        "a.docx",
        make.docx(
            make.para("示例市社区治理工作方案"), make.para(TEXT),
            counted("提：居民提事", 1), counted("议：网格议事", 1), make.para(MORE),
            counted("定：会议定事", 1), counted("办：联动办事", 1), make.para(MORE),
            counted("评：群众评事", 1), make.para(MORE),
            extra=numbering(make, level(0, "decimal", "%1.")),
        ),
    )  # fmt: skip
    assert "1. 提：居民提事\n2. 议：网格议事\n" in text and "3. 定：会议定事\n4. 办：联动办事\n" in text
    assert "5\\. 评：群众评事" in text


def test_two_lists_right_after_each_other_stay_two(bring, make, small):
    again = '<w:num w:numId="9"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    _, text = bring(
        "a.docx",
        make.docx(
            make.para("示例市社区治理工作方案"), make.para(TEXT + "（责任编辑：李四 来源：示例日报 2021年3月4日）"),
            *(counted(word, key) for key, word in ((1, "甲社区"), (1, "乙社区"), (9, "丙街道"), (9, "丁街道"))),
            extra=numbering(make, level(0, "decimal", "%1."), more=again),
        ),
    )  # fmt: skip
    from portal.articles.markdown import render

    body, _ = render(text.split("---\n", 2)[2], "", 1)
    assert body.html.count("<ol>") == 2 and "乙社区</li>\n</ol>" in body.html


def test_headings_are_known_by_outline_level_whatever_their_style_is_called(bring, make):
    own = (
        '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="公文一级"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="公文二级"/><w:basedOn w:val="a1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="标题 3"/></w:style>'
    )
    _, text = bring(
        "a.docx",
        make.docx(
            make.para("示例市社区治理工作方案"), make.para("建立机制", style="a1"), make.para("建立五步流程", style="a2"), make.para(TEXT),
            make.para("居民提事", style="a3"), make.para(MORE),
            extra=styles(make, own),
        ),
    )  # fmt: skip
    assert "\n## 建立机制\n" in text and "\n### 建立五步流程\n" in text and "\n#### 居民提事\n" in text


def test_numbers_that_belong_to_a_style_come_too(bring, make):
    own = (
        '<w:style w:type="paragraph" w:styleId="k1"><w:name w:val="章"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="k2"><w:name w:val="条"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    rules = (
        level(0, "chineseCountingThousand", "第%1章", '<w:pStyle w:val="k1"/>')
        + level(1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/><w:pStyle w:val="k2"/>')
    )  # fmt: skip
    _, text = bring(
        "a.docx",
        make.docx(
            make.para("示例市网格员管理办法"),
            make.para("总则", style="k1"), make.para("为了加强管理，" + MORE, style="k2"), make.para("本办法" + TEXT, style="k2"),
            make.para("附则", style="k1"), make.para("本办法自发布之日起施行，由示例市负责解释。", style="k2"),
            extra=styles(make, own) | numbering(make, rules),
        ),
    )  # fmt: skip
    assert "## 第一章　总则" in text and "## 第二章　附则" in text
    assert "第一条　为了加强管理" in text and "第二条　本办法" in text
    # The rules are numbered through: they do not begin anew in the second chapter.
    assert "第三条　本办法自发布之日起施行" in text


def test_a_paragraph_that_leaves_its_styles_list_has_no_number(make):
    own = '<w:style w:type="paragraph" w:styleId="k"><w:name w:val="条"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    data = make.docx(
        make.para("甲", style="k"), counted("乙", 0, style="k"), make.para("丙", style="k"),
        extra=styles(make, own) | numbering(make, level(0, "chineseCounting", "%1、", '<w:suff w:val="nothing"/>')),
    )  # fmt: skip
    assert texts(data) == ["一、甲", "乙", "二、丙"]


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (10, "chineseCounting", "十"), (23, "chineseCountingThousand", "二十三"), (105, "chineseCountingThousand", "一百零五"),
        (12, "chineseLegalSimplified", "壹拾贰"), (20, "japaneseDigitalTenThousand", "二〇"), (3, "decimalEnclosedCircleChinese", "③"),
        (2, "ideographTraditional", "乙"), (14, "lowerRoman", "xiv"), (28, "upperLetter", "BB"), (7, "decimalZero", "07"),
        (5, "decimalFullWidth", "５"), (4, "none", ""), (21, "decimalEnclosedCircle", "21"),
    ],
)  # fmt: skip
def test_each_format_is_written_as_word_writes_it(number, form, shown):
    assert written(number, form) == shown


def test_chinese_counting_has_a_zero_where_it_is_spoken():
    assert [han(n) for n in (1, 11, 100, 110, 1001, 2020)] == ["一", "十一", "一百", "一百一十", "一千零一", "二千零二十"]


def cell(text: str, across: int = 1, down: str = "") -> str:
    props = (f'<w:gridSpan w:val="{across}"/>' if across > 1 else "") + down
    return f"<w:tc><w:tcPr>{props}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


BEGINS, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def table(*rows: str, header: int = 0) -> str:
    mark = "<w:trPr><w:tblHeader/></w:trPr>"
    return "<w:tbl>" + "".join(f"<w:tr>{mark if n < header else ''}{row}</w:tr>" for n, row in enumerate(rows)) + "</w:tbl>"


@pytest.mark.parametrize("header", [2, 0])
def test_a_header_of_two_rows_becomes_one_and_is_asked_about(make, header):
    grid = table(
        cell("社区", down=BEGINS) + cell("党员", 2) + cell("议事", down=BEGINS),
        cell("", down=GOES_ON) + cell("男") + cell("女") + cell("", down=GOES_ON),
        cell("东风") + cell("12") + cell("9") + cell("37"),
        header=header,
    )
    source = read(make.docx(make.para(TEXT), grid), "a.docx")
    assert source.blocks[1].rows == (("社区", "党员：男", "党员：女", "议事"), ("东风", "12", "9", "37"))
    assert any("表头有几层" in question for question in source.asked)
    assert source.characters - sum(source.dropped.values()) == sum(block.size for block in source.blocks)


def test_merged_cells_of_the_body_are_taken_apart_and_asked_about(make):
    grid = table(
        cell("街道") + cell("社区") + cell("件数"),
        cell("城关", down=BEGINS) + cell("东风") + cell("12"),
        cell("", down=GOES_ON) + cell("新华") + cell("9"),
        cell("合计", 2) + cell("21"),
        header=1,
    )
    source = read(make.docx(grid), "a.docx")
    assert source.blocks[0].rows == (("街道", "社区", "件数"), ("城关", "东风", "12"), ("", "新华", "9"), ("合计", "", "21"))
    assert source.asked == ("表格里有合并的单元格，拆成了单独的格子，请核对表格",)


def test_a_first_row_across_the_table_is_its_title(bring, make):
    grid = table(cell("示例市议事情况表", 2), cell("社区") + cell("件数"), cell("东风") + cell("12"))
    _, text = bring("a.docx", make.docx(make.para("示例市社区治理工作方案"), make.para(TEXT), grid))
    assert "示例市议事情况表\n\n| 社区 | 件数 |\n| --- | --- |\n| 东风 | 12 |" in text


def test_a_table_with_one_long_cell_stays_a_table(make):
    rows = [[f"任务{n}", "示例街道", MORE * (12 if n == 2 else 3)] for n in range(1, 6)]
    source = read(make.docx(make.table([["任务", "单位", "措施"], *rows])), "a.docx")
    assert [block.kind for block in source.blocks] == ["table"] and len(source.blocks[0].rows) == 6


BOX = (
    '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps">'
    '<w:drawing><wps:txbx xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:txbxContent>'
    "<w:p><w:r><w:t>框里的话：全市建成36个。</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice>{}</mc:AlternateContent></w:r>"
    "<w:r><w:t>框旁边的段落。</w:t></w:r></w:p>"
)
FALLBACK = (
    '<mc:Fallback><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>'
    "<w:p><w:r><w:t>框里的话：全市建成36个。</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback>"
)


@pytest.mark.parametrize("fallback", [FALLBACK, ""])
def test_the_text_of_a_box_comes_once_after_its_paragraph(make, fallback):
    data = make.docx(BOX.format(fallback), make.para(TEXT))
    assert texts(data) == ["框旁边的段落。", "框里的话：全市建成36个。", TEXT]
    source = read(data, "a.docx")
    assert source.characters == sum(block.size for block in source.blocks)


def test_fields_phonetic_guides_moved_and_hidden_text(make):
    data = make.docx(
        '<w:p><w:r><w:t>共</w:t></w:r><w:fldSimple w:instr="NUMPAGES"><w:r><w:t>12</w:t></w:r></w:fldSimple><w:r><w:t>页。</w:t></w:r></w:p>',
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>léi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>罍</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:t>街开街。</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r><w:moveFrom><w:r><w:t>移走了</w:t></w:r></w:moveFrom><w:del><w:r><w:delText>删掉了</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>看得见。</w:t></w:r></w:ins></w:p>",
    )
    assert texts(data) == ["共12页。", "罍街开街。", "看得见。"]
    source = read(data, "a.docx")
    assert source.dropped == {"拼音指南的注音": 3, "隐藏的文字": 3, "移走的文字": 3}
    assert source.characters - 9 == sum(block.size for block in source.blocks)


def test_what_cannot_come_along_is_asked_about(make):
    chart = '<w:p><w:r><w:drawing><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="x"/></w:drawing></w:r></w:p>'
    source = read(make.docx(make.para(TEXT), chart), "a.docx")
    assert source.asked == ("原稿里有 1 处图表，没有带过来，请在 Word 里另存成图片放进来，或改成表格",)


def centred(text: str, points: int) -> str:
    return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="{points * 2}"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'


def test_a_title_on_two_lines_is_one_title_and_asked_about(bring, make):
    report, text = bring(
        "a.docx",
        make.docx(
            centred("示例市关于加强城市基层党建", 22), centred("引领基层治理的实施意见", 22), centred("（2021年3月4日）", 16), make.para(TEXT)
        ),
    )  # fmt: skip
    assert "title: 示例市关于加强城市基层党建引领基层治理的实施意见\n" in text
    assert "date: 2021-03-04" in text
    assert any("标题在原稿里分成 2 行" in question for _, question in report.questions)


def test_a_main_part_of_another_name_is_found(make):
    import io
    import zipfile

    old = zipfile.ZipFile(io.BytesIO(make.docx(make.para(TEXT))))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(b"word/document.xml", b"word/document2.xml")
            new.writestr(name.replace("document.xml", "document2.xml"), data)
    assert texts(stream.getvalue()) == [TEXT]
