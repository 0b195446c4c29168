import pytest

from portal.columns.tree import read_tree
from portal.errors import DataError

GOOD = {
    "column": [
        {"key": "a", "name": "甲"},
        {"key": "b", "name": "乙", "parent": "a"},
        {"key": "c", "name": "丙", "parent": "b"},
    ]
}


def test_a_breadcrumb_runs_from_home_through_the_parents():
    crumbs = read_tree(GOOD).crumbs("c")
    assert [crumb["name"] for crumb in crumbs] == ["首页", "甲", "乙", "丙"]
    assert crumbs[-1]["url"] == "c/"


def test_a_column_holds_the_articles_of_the_columns_under_it():
    assert read_tree(GOOD).below("a") == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ([], "没有登记任何栏目"),
        ([{"key": "A b", "name": "甲"}], "小写字母"),
        ([{"name": "甲"}], "key 和 name"),
        ([{"key": "a", "name": "甲"}, {"key": "a", "name": "乙"}], "不止一次"),
        ([{"key": "a", "name": "甲", "parent": "z"}], "上级栏目 z 不存在"),
        ([{"key": "a", "name": "甲", "parent": "b"}, {"key": "b", "name": "乙", "parent": "a"}], "绕成了圈"),
        ([{"key": "search", "name": "搜索"}], "系统保留"),
        ([{"key": "a", "name": "甲", "type": "blog"}], "栏目类型"),
        ([{"key": "a", "name": "甲", "update": "daily"}], "天数"),
        ([{"key": "a", "name": "甲", "colour": "red"}], "colour"),
    ],
)
def test_a_wrong_column_file_is_explained(columns, said):
    with pytest.raises(DataError) as told:
        read_tree({"column": columns}, frozenset({"search"}))
    assert said in str(told.value)


def test_the_line_of_the_fault_is_named():
    source = '[[column]]\nkey = "a"\nname = "甲"\nparent = "z"\n'
    with pytest.raises(DataError) as told:
        read_tree({"column": [{"key": "a", "name": "甲", "parent": "z"}]}, source=source)
    assert "data/columns.toml:2 " in str(told.value)
