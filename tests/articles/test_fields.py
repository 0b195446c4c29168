import pytest

from portal.articles.fields import tidy


def codes(parsed):
    return [problem.code for problem in parsed.problems]


def test_a_list_may_be_separated_in_any_chinese_way(write):
    assert write(tags="党建、治理，基层；网格, 街道").article.tags == ("党建", "治理", "基层", "网格", "街道")
    assert write(tags="[党建, 治理，基层]").article.tags == ("党建", "治理", "基层")
    assert write(tags="['甲、乙', 丙, 丙]").article.tags == ("甲、乙", "丙")


@pytest.mark.parametrize(
    ("word", "value"), [("是", True), ("true", True), ("ＹＥＳ", True), ("否", False), ("false", False), ("", False)]
)
def test_yes_and_no_in_words(write, word, value):
    assert write(pinned=word).article.pinned is value


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("省", "省"),
        ("市级", "市"),
        ("县", "县区"),
        ("区", "县区"),
        ("街道", "街道"),
        ("街道(乡镇)", "街道"),
        ("街道（乡镇）", "街道"),
        ("乡镇", "街道"),
        ("社区（村）", "社区"),
        ("村", "社区"),
        ("小区", "小区"),
        ("网格", "网格"),
        ("楼栋", "楼栋"),
        ("部门/单位", "部门"),
        ("单位", "部门"),
    ],
)
def test_a_level_is_brought_to_its_one_name(write, written, level):
    assert write(level=written).article.level == level


def test_dates_become_iso_and_no_minute_is_made_up(write):
    assert write(date="２０２０年１１月１０日").article.date == "2020-11-10"
    assert write(updated="2020年11月11日 9时5分").article.updated == "2020-11-11T09:05"


def test_the_id_may_be_full_width(write):
    assert write(id="２０２０１１１０－００７").article.id == "20201110-007"


def test_markup_in_a_title_is_only_text(write):
    parsed = write(title="<script>alert(1)</script>")
    assert (parsed.article.title, parsed.problems) == ("<script>alert(1)</script>", [])


def test_all_missing_keys_are_named_at_once(read):
    parsed = read("---\ntitle: 甲\n---\n正文")
    assert codes(parsed) == ["field-required"]
    assert all(key in parsed.problems[0].message for key in ("id", "date", "column", "source", "editor"))


def test_a_bad_value_is_not_reported_missing_as_well(write):
    assert codes(write(date="某天")) == ["field-date"]


def test_several_mistakes_are_all_told_in_the_order_of_lines(write):
    parsed = write(id="x", date="y", level="z", pinned="w")
    lines = [problem.line for problem in parsed.problems]
    assert len(lines) == 4
    assert lines == sorted(lines)


def test_the_column_may_be_any_folder_above_the_file(write):
    assert write(path="dangjian/yaowen/2020/a.md").outcome == "published"
    assert codes(write(path="a.md")) == ["field-folder"]


def test_names_given_as_a_list_are_joined(write):
    assert write(author="[甲, 乙]").article.author == "甲、乙"


def test_a_picture_with_words(write):
    image = "{文件: images/a.svg, 说明: 一张图, 图注: 图一}"
    assert write(image=image).article.image == {"src": "images/a.svg", "alt": "一张图", "caption": "图一"}


def test_a_picture_without_words_is_published_with_a_warning(write):
    parsed = write(image="images/a.svg")
    assert (codes(parsed), parsed.outcome) == (["field-alt"], "published")


def test_attachments_by_name_or_by_file_alone(write):
    parsed = write(attachments="[{文件: files/a.docx, 名称: 办法}, 附件/表 一.xlsx, '{static}/files/c.pdf']")
    assert parsed.article.attachments == (
        {"file": "files/a.docx", "name": "办法"},
        {"file": "yaowen/附件/表 一.xlsx", "name": "表 一"},
        {"file": "files/c.pdf", "name": "c"},
    )


@pytest.mark.parametrize(
    "link",
    [
        "../../x.pdf",
        "/../x.pdf",
        "files/../../x.pdf",
        "..\\\\..\\\\x.pdf",
        "C:/x.pdf",
        "file:///etc/passwd",
        "//host/x.pdf",
        "%2e%2e/%2e%2e/x.pdf",
    ],
)
def test_no_attachment_from_outside_the_content_folder(write, link):
    assert codes(write(attachments=f'["{link}"]')) == ["field-path"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "www.gov.cn", "ftp://a.cn", "https://", "https://[", "https://a.cn/ x"]
)
def test_the_source_address_is_a_web_address(write, url):
    assert codes(write(source_url=f"'{url}'")) == ["field-value"]


def test_former_columns_are_keys(write):
    assert write(formerly="anli、gongzuo").article.formerly == ("anli", "gongzuo")
    assert codes(write(formerly="案例")) == ["field-value"]


def test_a_draft_is_held_whatever_it_lacks(write):
    parsed = write(status="草稿", editor="")
    assert (parsed.held, parsed.outcome) == ("draft", "held")
    assert write(status="撤回").held == "withdrawn"
    assert write(status="发布").outcome == "published"


def test_tidy_joins_broken_lines_as_readers_would():
    assert tidy(" 党建\n引领 \u200b治理\nAPP  x ") == "党建引领 治理 APP x"
