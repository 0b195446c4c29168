"""Patterns that test a character before they try their many forms must know every character that a form opens with."""

import importlib

import pytest

from portal.indicators import periods, scope_words, traps

parser = importlib.import_module("re._parser")
SKIPPED = ("AT", "ASSERT", "ASSERT_NOT")
#: 底 and its like follow a year; alone they open no time.
NEVER_ALONE = set("底末初")


def firsts(items):
    """Characters that what is parsed may open with, and whether it may be empty."""
    found = set()
    for kind, value in items:
        name = str(kind)
        if name in SKIPPED:
            continue
        more, empty = of_item(name, value)
        found |= more
        if not empty:
            return found, False
    return found, True


def of_item(name, value):
    if name == "LITERAL":
        return {chr(value)}, False
    if name == "IN":
        return set().union(*(of_set(str(kind), part) for kind, part in value)), False
    if name == "BRANCH":
        each = [firsts(branch) for branch in value[1]]
        return set().union(*(found for found, _ in each)), any(empty for _, empty in each)
    if name == "SUBPATTERN":
        return firsts(value[-1])
    assert name in ("MAX_REPEAT", "MIN_REPEAT"), name
    found, empty = firsts(value[2])
    return found, empty or value[0] == 0


def of_set(name, part):
    if name == "LITERAL":
        return {chr(part)}
    if name == "RANGE":
        return {chr(code) for code in range(part[0], part[1] + 1)}
    assert str(part) == "CATEGORY_DIGIT", part
    return set("0123456789")


@pytest.mark.parametrize(
    "pattern", [periods._EXPLICIT, scope_words.GENERIC, traps._IDIOM], ids=["times", "levels", "idioms"]
)
def test_every_form_opens_with_a_character_that_is_let_through(pattern):
    items = list(parser.parse(pattern.pattern))
    last = max(number for number, (kind, _) in enumerate(items) if str(kind) == "ASSERT")
    allowed, _ = firsts(items[last][1][1])
    wanted, _ = firsts(items[last + 1 :])
    assert wanted - NEVER_ALONE <= allowed
