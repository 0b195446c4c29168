from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text.dates import parse_date


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2020年11月10日", "2020-11-10"),
        ("2020-11-10", "2020-11-10"),
        ("2020/11/10", "2020-11-10"),
        ("2020.11.10", "2020-11-10"),
        ("2020-1-5", "2020-01-05"),
        ("2020年1月5号", "2020-01-05"),
        ("20201110", "2020-11-10"),
        ("２０２０年１１月１０日", "2020-11-10"),
        ("２０２０－１１－１０", "2020-11-10"),
        (" 2020年 11月 10日 ", "2020-11-10"),
        ("2020年11月10日（星期二）", "2020-11-10"),
        ("2024-02-29", "2024-02-29"),
        ("2020-11-10 09:05", "2020-11-10T09:05"),
        ("2020-11-10T09:05", "2020-11-10T09:05"),
        ("2020-11-10 09:05:30", "2020-11-10T09:05"),
        ("2020年11月10日９：０５", "2020-11-10T09:05"),
        ("2020年11月10日 9时5分", "2020-11-10T09:05"),
        ("2020年11月10日9点05分", "2020-11-10T09:05"),
        ("2020年11月10日下午3点20分", "2020-11-10T15:20"),
        ("2020年11月10日中午12时30分", "2020-11-10T12:30"),
        ("2020年11月10日上午9时整", "2020-11-10T09:00"),
        ("2020-11-10T09:05:00+08:00", "2020-11-10T09:05"),
        ("2020-11-10T20:05:00Z", "2020-11-11T04:05"),
        ("2020-11-10 23:30 -0100", "2020-11-11T08:30"),
    ],
)
def test_a_date_is_read_as_editors_write_it(written, read):
    assert parse_date(written) == read


def test_no_minute_is_made_up():
    assert parse_date("2020年11月10日 9时") == "2020-11-10"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2020-02-30",
        "2023-02-29",
        "2020-13-01",
        "2020-00-10",
        "2020-11-10 25:00",
        "2020-11-10 09:60",
        "20-11-10",
        "2020-11/10",
        "2020-11",
        "2020年",
        "1020-11-10",
        "2020-11-10 明天",
        "去年冬天",
        "2020-11-10 09:05 12",
        "2020-11-10\n2020-11-11",
    ],
)
def test_what_is_no_date_is_refused(written):
    assert parse_date(written) is None


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2199, 12, 30)))
def test_iso_dates_read_as_themselves(moment):
    day, minute = moment.date().isoformat(), moment.isoformat(timespec="minutes")
    assert (parse_date(day), parse_date(minute)) == (day, minute)


@given(st.text())
def test_any_text_is_a_date_or_none(text):
    read = parse_date(text)
    assert read is None or parse_date(read) == read
