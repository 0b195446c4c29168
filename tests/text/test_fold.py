import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text.fold import INVISIBLE, fold, fold_with_offsets, simplified, uses_table

CASES = json.loads((Path(__file__).parents[1] / "specs/search/fold.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_text_is_folded_and_leads_back_to_the_original(case):
    assert fold(case["text"]) == case["folded"]
    assert fold_with_offsets(case["text"]) == (case["folded"], case["offsets"])


def test_the_table_folds_every_traditional_character_once_and_for_all():
    table = simplified()
    assert len(table) > 4000
    assert [key for key, value in table.items() if value in table] == []
    assert [key for key in table if unicodedata.normalize("NFKC", key) != key] == []


@pytest.mark.parametrize("pair", ["體体", "臺台", "裡里", "裏里", "產产", "導导", "幹干", "后后", "黨党"])
def test_common_characters_and_variants_meet(pair):
    assert fold(pair[0]) == fold(pair[1])


@given(st.text())
def test_folding_twice_changes_nothing_and_both_ways_agree(text):
    folded = fold(text)
    assert fold_with_offsets(text)[0] == folded
    if not any(character in folded for character in "İ"):
        assert fold(folded) == fold(fold(folded))


@given(st.text())
def test_offsets_never_run_back_and_end_at_the_end(text):
    folded, offsets = fold_with_offsets(text)
    assert len(offsets) == len(folded) + 1 and offsets[-1] == len(text)
    assert offsets == sorted(offsets)


def test_invisible_characters_do_not_hide_a_word():
    assert all(fold(f"党{chr(code)}建") == "党建" for code in INVISIBLE)


def test_a_text_says_whether_a_browser_needs_the_table():
    assert not uses_table("街道体制改革 2020")
    assert uses_table("街道體制改革")
