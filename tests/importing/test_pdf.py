"""PDF files as newspapers and offices make them."""

LINES = [
    "　　近日，示例社区议事厅正式开张，",
    "每周三晚上开门，居民可以在这里说",
    "事、议事、定事，已经解决问题37",
    "件，办结率达到98.5%，居民都说好",
]
REST = [
    "，大家都愿意来。街道还将安排专项",
    "经费12.5万元，把好事办实、实事办",
    "好，让居民在家门口说话算数，让邻",
    "里之间的争吵越来越少。",
]


def column(lines: list[str], left: float, top: float) -> list[tuple[float, float, str]]:
    return [(left, top - 20 * n, text) for n, text in enumerate(lines)]


def test_a_table_of_a_pdf_is_a_table_and_asked_about(bring, make):
    rows = [("社区", "次数", "办结率"), ("东风社区", "12", "98.5%"), ("新华社区", "9", "97%")]
    grid = [(70 + 150 * x, 600 - 20 * y, text) for y, row in enumerate(rows) for x, text in enumerate(row)]
    report, text = bring("a.pdf", make.pdf([[(220, 780, "社区议事厅开张了"), *column([*LINES[:3], "件。"], 70, 740), *grid]]))
    assert "| 社区 | 次数 | 办结率 |\n| --- | --- | --- |\n| 东风社区 | 12 | 98.5% |\n| 新华社区 | 9 | 97% |" in text
    assert any("按字的位置拼出来" in question for _, question in report.questions)
    assert report.balance == 0


def test_a_sentence_goes_on_in_the_next_column_past_a_table(bring, make):
    grid = [(70 + 100 * x, 640 - 20 * y, text) for y, row in enumerate((("社区", "次数"), ("东风", "12"), ("新华", "9"))) for x, text in enumerate(row)]
    _, text = bring(
        "a.pdf", make.pdf([[(220, 780, "社区议事厅开张了"), *column(LINES, 70, 740), *grid, *column(REST, 310, 740)]])
    )  # fmt: skip
    assert "居民都说好，大家都愿意来。" in text.replace("\n", "")
    assert text.index("越来越少") < text.index("| 社区 | 次数 |")


def test_three_columns_under_a_headline_are_read_one_after_the_other(bring, make):
    parts = [[f"　　第{name}栏说的是居民自己的事，大家", "一起商量着办，办完了还要公布结果", "，居民看了都点头，说这样才叫实在", f"，第{name}栏到此为止。"] for name in "一二三"]
    lines = [(70, 790, "社区议事厅开张了")]
    for number, part in enumerate(parts):
        lines += column(part, 40 + 250 * number, 740)
    _, text = bring("a.pdf", make.pdf([lines]))
    order = [text.index(f"第{name}栏{what}") for name in "一二三" for what in ("说的", "到此")]
    assert order == sorted(order)


def test_a_byline_in_smaller_letters_is_no_part_of_the_title(bring, make):
    data = make.pdf([[(220, 780, "社区议事厅开张了"), (240, 764, "本报记者　张三"), *column([*LINES[:3], "件。"], 70, 730)]])
    _, text = bring("a.pdf", data.replace(b"BT /F 12 Tf 1 0 0 1 220", b"BT /F 22 Tf 1 0 0 1 220"))
    assert "title: 社区议事厅开张了\n" in text and "张三" in text.split("---")[1]
