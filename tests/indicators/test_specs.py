import json
from pathlib import Path

import pytest

from portal.indicators.extract import extract

SPECS = sorted((Path(__file__).parent.parent / "specs" / "figures").glob("*.json"))


def cases():
    for path in SPECS:
        for number, case in enumerate(json.loads(path.read_text(encoding="utf-8"))["cases"], 1):
            yield pytest.param(case, id=f"{path.stem}-{number}")


@pytest.mark.parametrize("case", list(cases()))
def test_figures_are_those_of_the_spec(case):
    found = [figure.to_json() for figure in extract(case["text"], case.get("title", ""))]
    expected = case["figures"]
    assert [figure["raw"] for figure in found] == [figure["raw"] for figure in expected], case["why"]
    for figure, wanted in zip(found, expected, strict=True):
        assert {key: figure[key] for key in wanted} == wanted, case["why"]


@pytest.mark.parametrize("case", list(cases()))
def test_spans_lie_in_the_text_in_order(case):
    text, end = case["text"], 0
    for figure in extract(text):
        assert text[figure.start : figure.end] == figure.raw
        assert end <= figure.start and figure.sentence_start <= figure.start and figure.end <= figure.sentence_end
        end = figure.end


def test_there_are_enough_cases():
    assert sum(1 for _ in cases()) >= 250
