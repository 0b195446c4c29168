import pytest

GOOD = """
  - sentence: 超过80%完成了改革
    number: 超过80%
    action: 确认"""


def test_an_entry_is_read_in_english(write):
    (entry,) = write(figures=GOOD).article.figures
    assert entry == {"line": 9, "action": "confirm", "sentence": "超过80%完成了改革", "number": "超过80%", "nth": 0}


def test_an_entry_is_read_in_chinese_with_full_width_colons(write):
    written = "\n  - 原句：配备网格员３.６万名\n    数值：３.６万名\n    第几个：2\n    操作：更正\n    名称：网格员人数\n    时间：无\n    正确数值：3.7万\n    比较：不低于"
    parsed = write(figures=written)
    (entry,) = parsed.article.figures
    assert parsed.problems == []
    assert entry["nth"] == 2
    assert (entry["name"], entry["period"], entry["value"], entry["comparator"]) == ("网格员人数", None, 37000.0, ">=")


def test_the_list_itself_may_be_called_in_chinese(write):
    assert len(write(数据=GOOD).article.figures) == 1


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("随便写写", "一条要写成几行"),
        ("\n  - number: 5个", "没有写明操作"),
        ("\n  - number: 5个\n    action: 看看", "看看"),
        ("\n  - action: 隐藏", "没有写是哪个数字"),
        ("\n  - number: 5个\n    action: 更正", "没有写更正什么"),
        ("\n  - number: 5个\n    action: 补充", "没有名称"),
        ("\n  - number: 5个\n    action: 隐藏\n    颜色: 红", "颜色"),
        ("\n  - number: 5个\n    action: 隐藏\n    nth: 最后", "第几个"),
        ("\n  - number: 5个\n    action: 更正\n    value: 好多", "不是数字"),
        ("\n  - number: 5个\n    action: 更正\n    comparator: 差不多吧", "比较词"),
        ("\n  - number: 5个\n    action: 更正\n    comparator: >", "没有写更正什么"),
    ],
)
def test_a_badly_written_entry_is_named_by_its_line_and_the_article_is_published(write, written, said):
    parsed = write(figures=written)
    (problem,) = parsed.problems
    assert (problem.code, problem.fatal) == ("figures-entry", False)
    assert problem.line in (8, 9)
    assert said in problem.message
    assert parsed.article.figures == ()


def test_one_bad_entry_does_not_take_the_others_with_it(write):
    parsed = write(figures=GOOD + "\n  - number: 5个\n    action: 看看")
    assert [entry["number"] for entry in parsed.article.figures] == ["超过80%"]
    assert [(p.code, p.line) for p in parsed.problems] == [("figures-entry", 12)]


def test_what_the_canonical_form_writes_is_read_again(read):
    from portal.articles.canonical import canonical

    entry = {"sentence": "比例：80%", "number": "80%", "nth": "2", "action": "更正", "name": "占比", "comparator": "超过"}
    fields = {"id": "20201110-001", "title": "标题", "date": "2020-11-10", "column": "yaowen", "source": "来源"}
    parsed = read(canonical({**fields, "editor": "编辑", "figures": [entry]}) + "\n正文。\n")
    (found,) = parsed.article.figures
    assert (found["sentence"], found["number"], found["nth"], found["comparator"]) == ("比例：80%", "80%", 2, ">")


def test_an_article_goes_through_json_with_its_entries(write):
    article = write(figures=GOOD).article
    assert type(article).from_json(article.to_json()) == article
