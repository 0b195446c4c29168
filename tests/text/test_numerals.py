import pytest

from portal.text.numerals import value_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3.6万", 36000), ("1,284", 1284), ("１２８４", 1284), ("一千二百", 1200), ("二〇二〇", 2020), ("两百", 200), ("十二", 12), ("二十", 20),
        ("三千六百万", 36_000_000), ("一亿二千万", 120_000_000), ("三万五", 35_000), ("40多万", 400_000), ("八点五", 8.5), ("一百零五", 105), ("2.5亿", 250_000_000),
        ("1000万", 10_000_000), ("3千", 3000), ("十几", 10), ("一万亿", 10**12), ("三百二", 320),
    ],
)  # fmt: skip
def test_value_of_a_number_as_written(text, value):
    assert value_of(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "社区", "1" * 40, "一" * 100, "三点", "1.2.3", "万人"])
def test_what_is_no_number_has_no_value(text):
    assert value_of(text) is None
