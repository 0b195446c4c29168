"""Readings behind characters and spaces around numbers: read as if they were not there, at their own offsets."""

from __future__ import annotations

import random
import re
import time

from portal.indicators import clutter
from portal.indicators.extract import extract

TEXT = "2022年以来，蚌埠市龙子湖区建成网格30个，选聘网格员120名；天桥街道整合资金1.5万元，满意率由82%提高到97%。"
READINGS = ("qū", "gé", "míng", "jiàn", "shè")


def _figures(text: str) -> list[tuple[object, ...]]:
    found = extract(text)
    assert all(text[f.start : f.end] == f.raw and f.sentence_start <= f.start for f in found)
    return [(f.value, f.unit, f.name, f.region, f.period) for f in found]


def test_readings_behind_characters_change_nothing():
    chance = random.Random(3)
    noisy = re.sub("[\u4e00-\u9fff]", lambda m: m[0] + (f"({chance.choice(READINGS)})" if chance.random() < 0.4 else ""), TEXT)
    assert noisy.count("(") > clutter.FEWEST_READINGS
    assert _figures(noisy) == _figures(TEXT) and len(_figures(TEXT)) == 5


def test_spaces_around_numbers_change_nothing():
    spaced = re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=[\d%])(?=[\u4e00-\u9fff])", " ", TEXT)
    assert spaced.count(" ") >= clutter.FEWEST_SPACES
    assert _figures(spaced) == _figures(TEXT)


def test_lines_broken_at_a_width_change_nothing():
    prose = "\n".join([TEXT] * 6)
    broken = re.sub(r"[^\n]{20}(?!\n|$)", r"\g<0>\n", prose)
    assert broken.count("\n") > clutter.FEWEST_LINES
    assert _figures(broken) == _figures(prose)


def test_lists_and_verse_are_not_joined():
    listed = "\n".join(f"{number}、改造老旧小区和背街小巷共{number + 10}处" for number in range(1, 30))
    assert clutter.without(listed) is None and len(_figures(listed)) == 29


def test_a_span_keeps_the_clutter_inside_it_and_none_behind_it():
    text = "社區(qū)新(xīn)建(jiàn)站(zhàn)點(diǎn)3萬(wàn)個(gè)。"
    assert [f.raw for f in extract(text)] == ["3萬(wàn)個"]


def test_a_note_on_one_reading_and_a_few_gaps_are_left_alone():
    assert clutter.without("大埔(bù)县新建站点3个，来源 2021年1月，通讯员 12人。") is None


def test_clutter_is_taken_out_in_time_linear_in_the_text():
    start = time.perf_counter()
    assert clutter.without("區(qū)" * 100_000 + "3 个" * 100_000)
    assert clutter.without("(" * 200_000) is None
    assert clutter.without(("改" * 30 + "\n") * 20_000)
    assert time.perf_counter() - start < 3
