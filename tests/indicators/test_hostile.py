"""Hostile texts: bounded time, no exception. Bounds are some fifty times what is measured."""

import time

import pytest

from portal.indicators.extract import MAX_FIGURES, extract

HOSTILE = {
    "a run of ones": "1" * 100_000,
    "a run of 万": "万" * 100_000,
    "a run of 一": "一" * 100_000,
    "a run of 亿 after a digit": "1" + "亿" * 100_000,
    "thousands commas": "1,111" * 20_000,
    "open quotes": "“" * 100_000,
    "nested quotes": "“" * 50_000 + "”" * 50_000,
    "open titles": "《" * 100_000,
    "qualifiers": "超过" * 50_000 + "3个",
    "ranges": "3-" * 50_000 + "个",
    "one long line": "社区共有党员3名，" * 120_000,
    "one long line without commas": "社区共有党员3名" * 20_000,
    "many numbers": "建成站点3个。" * 50_000,
    "places": "安徽省合肥市包河区" * 20_000 + "共有党员3名。",
    "place suffixes": "社区村镇街道" * 20_000 + "共有党员3名。",
    "periods": "2019年" * 30_000 + "共有党员3名。",
    "control characters": "\x00\u202e\u2066共有党员3名\x00。" * 1000,
    "lone surrogate": "共有党员\ud800 3名。",
    "brackets": "(" * 50_000 + "3个" + ")" * 50_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_is_bounded_and_nothing_is_raised(text):
    started = time.perf_counter()
    figures = extract(text)
    assert time.perf_counter() - started < 20
    assert len(figures) <= MAX_FIGURES + 1000
    assert all(text[f.start : f.end] == f.raw and f.name for f in figures)


def test_a_number_too_long_for_a_count_is_no_figure():
    assert extract("共有" + "9" * 40 + "个。") == []


@pytest.mark.parametrize("text", ["", "\n", "\ufeff", "。", "个", "3", "%", "“", "3个的"])
def test_nearly_nothing_is_fine(text):
    extract(text)
