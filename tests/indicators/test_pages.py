from portal.indicators.pages import COMPARATORS, _cell


def test_a_cell_never_starts_a_formula_in_a_spreadsheet():
    assert _cell("=1+1") == "'=1+1" and _cell("建成站点数") == "建成站点数"
    assert not any(word.startswith(("=", "+", "-", "@")) for word in COMPARATORS.values())


def test_whole_numbers_are_written_without_a_point():
    assert (_cell(36000.0), _cell(48.55), _cell(None)) == (36000, 48.55, None)
