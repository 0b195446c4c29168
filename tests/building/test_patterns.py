import re
from importlib import import_module

import pytest

from portal.building.patterns import Patterns

TEXTS = [("(?P<year>[12]\\d{3})年|(?:第)?([一二三]+)", 0), ("ab|C", re.I), (b"[\x80-\xff]+x", re.S), ("^a$", re.M | re.X)]


@pytest.fixture
def compiler():
    found = import_module("re._compiler")
    before = found.compile
    re.purge()
    yield found
    found.compile = before
    re.purge()


def test_kept_patterns_are_those_that_python_compiles(tmp_path, compiler):
    plain = [re.compile(text, flags) for text, flags in TEXTS]
    for _ in "first", "second":
        patterns = Patterns(tmp_path / "patterns", "1")
        patterns.use()
        re.purge()
        kept = [re.compile(text, flags) for text, flags in TEXTS]
        assert kept == plain and [p.groupindex for p in kept] == [p.groupindex for p in plain]
        assert kept[0].fullmatch("2024年")["year"] == "2024" and kept[0].fullmatch("第三")[2] == "三"
        patterns.keep()


def test_kept_patterns_are_not_compiled_again(tmp_path, compiler, monkeypatch):
    first = Patterns(tmp_path / "patterns", "1")
    first.use()
    re.compile("甲乙丙")
    first.keep()
    re.purge()
    Patterns(tmp_path / "patterns", "1").use()
    monkeypatch.setattr(compiler, "_code", None)
    assert re.compile("甲乙丙").fullmatch("甲乙丙")
    Patterns(tmp_path / "patterns", "2").use()
    re.purge()
    with pytest.raises(TypeError):
        re.compile("甲乙丙")


@pytest.mark.parametrize("damage", [lambda data: b"", lambda data: data[:-1], lambda data: data[:-1] + b"\xff"])
def test_a_damaged_file_is_as_good_as_none(tmp_path, compiler, damage):
    path = tmp_path / "patterns"
    first = Patterns(path, "1")
    first.use()
    re.compile("丁戊己")
    first.keep()
    path.write_bytes(damage(path.read_bytes()))
    re.purge()
    Patterns(path, "1").use()
    assert re.compile("丁戊己").fullmatch("丁戊己")
