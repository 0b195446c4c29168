import pytest

from portal.importing.dates import find

SURE = [
    "2020-11-10",
    "2020/11/10",
    "2020.11.10",
    "2020_11_10",
    "2020、11、10",
    "2020—11—10",
    "20201110",
    "2020年11月10日",
    "2020年11月10号",
    "2020 年 11 月 10 日",
    "２０２０年１１月１０日",
    "二〇二〇年十一月十日",
    "二○二○年十一月十日",
    "二零二零年十一月十日",
    "贰零贰零年壹拾壹月壹拾日",
    "民国109年11月10日",
    "10 Nov 2020",
    "Nov 10, 2020",
    "November 10th, 2020",
    "发布于2020-11-10来源",
]
TIMED = [
    "2020-11-10 09:05",
    "2020-11-10 09:05:30",
    "2020-11-10 09:05:30.0",
    "2020-11-10T09:05:00+08:00",
    "2020-11-10T01:05:00Z",
    "2020年11月10日 上午9时5分",
    "2020年11月10日 星期二 09:05",
    "2020年11月10日09时05分",
    "2020/11/10 9:05 AM",
    "Tue, 10 Nov 2020 09:05:00 +0800",
]


@pytest.mark.parametrize("text", SURE)
def test_a_day_is_read_without_doubt(text):
    assert (find(text).value, find(text).doubt) == ("2020-11-10", "")


@pytest.mark.parametrize("text", TIMED)
def test_a_day_with_a_time_is_read_without_doubt(text):
    assert (find(text).value, find(text).doubt) == ("2020-11-10T09:05", "")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("11/10/2020", "2020-11-10"),
        ("20-11-10", "2020-11-10"),
        ("20年11月10日", "2020-11-10"),
        ("2020年11月", "2020-11-01"),
    ],
)
def test_what_may_be_read_otherwise_is_read_with_a_doubt(text, value):
    assert find(text).value == value
    assert find(text).doubt


@pytest.mark.parametrize("text", ["12345", "第二十届", "2020年13月40日", "1+8", "电话 010-12345678", ""])
def test_what_is_no_date_is_none(text):
    assert find(text) is None
