"""Shares with their wholes, and bands of a standard: the cases are data in tests/specs/relations."""

import json
import time
from pathlib import Path

import pytest

from portal.indicators.extract import extract
from portal.indicators.relations import bands, wholes

SPECS = sorted((Path(__file__).parents[1] / "specs" / "relations").glob("*.json"))
CASES = [case for path in SPECS for case in json.loads(path.read_text("utf-8"))["cases"]]


@pytest.mark.parametrize("case", [c for c in CASES if "of" in c], ids=lambda case: case["text"][:24])
def test_a_share_stands_with_its_whole(case):
    figures = extract(case["text"])
    raws = {figure.start: figure.raw for figure in figures}
    found = {raws[start]: whole.text for start, whole in wholes(case["text"], figures).items()}
    assert found == case["of"], case["why"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:24])
def test_bands_of_a_standard_make_one_table(case):
    tables = bands(case["text"], extract(case["text"]))
    found = [[[row.band, "、".join(amount.raw for amount in row.amounts)] for row in rows] for rows in tables]
    assert found == case["bands"], case["why"]


def test_a_sentence_of_thousands_of_figures_takes_no_long():
    text = "全区共有89个社区，" + "其中45个，" * 800 + "。"
    figures = extract(text)
    assert len(figures) > 700
    started = time.perf_counter()
    wholes(text, figures)
    bands(text, figures)
    assert time.perf_counter() - started < 2
