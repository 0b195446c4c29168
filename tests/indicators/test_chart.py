import re
import xml.etree.ElementTree as tree

from hypothesis import given
from hypothesis import strategies as st

from portal.indicators.chart import Bar, svg

NS = "{http://www.w3.org/2000/svg}"
BARS = [Bar("山东省", "124.9万人", 1249000), Bar("四川省", "超过107万人", 1070000, None, ">"), Bar("四川省", "90万—100万人", 900000, 1000000)]


def drawn(bars=BARS, **more):
    return tree.fromstring(svg("time-1", "城镇新增就业人数，2025年", bars, **more).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def share(value):
    assert value.endswith("%")
    return float(value[:-1])


def test_the_chart_is_read_out_with_its_title_and_every_value():
    root = drawn()
    title, text = root.find(f"{NS}title"), root.find(f"{NS}desc")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby").split() == [title.get("id"), text.get("id")]
    assert title.text == "城镇新增就业人数，2025年"
    assert text.text == "山东省 124.9万人；四川省 超过107万人；四川省 90万—100万人"


def test_every_value_is_printed_and_a_place_is_named_once():
    root = drawn()
    by_class = {name: [t.text for t in root.iter(f"{NS}text") if t.get("class") == name] for name in ("chart-label", "chart-value")}
    assert by_class["chart-label"] == ["山东省", "四川省"]
    assert by_class["chart-value"] == [bar.shown for bar in BARS]


def test_lengths_are_in_proportion_and_start_at_nought():
    bars = [rect for rect in drawn(BARS[:2]).iter(f"{NS}rect") if "chart-bar" in rect.get("class")]
    assert {rect.get("x") for rect in bars} == {"0%"}
    assert abs(share(bars[1].get("width")) / share(bars[0].get("width")) - 107 / 124.9) < 0.01


def test_a_range_is_drawn_from_its_lower_to_its_upper_end():
    rect = [r for r in drawn().iter(f"{NS}rect") if "chart-bar" in r.get("class")][-1]
    scale = share(next(drawn().iter(f"{NS}rect")).get("width")) / 1249000
    assert abs(share(rect.get("x")) - 900000 * scale) < 0.1
    assert abs(share(rect.get("width")) - 100000 * scale) < 0.1


def test_shares_are_drawn_against_the_whole():
    (rect,) = drawn([Bar("安徽省", "50%", 50)], whole=100).iter(f"{NS}rect")
    (full,) = drawn([Bar("安徽省", "50%", 50)]).iter(f"{NS}rect")
    assert abs(share(rect.get("width")) * 2 - share(full.get("width"))) < 0.1


def test_it_has_no_script_no_colour_and_no_address_of_its_own():
    text = svg("time-1", "题", BARS)
    assert not re.search(r"<script|\bon\w+=|style=|#[0-9a-f]{3,6}|http|fill=", text)


@given(st.lists(st.builds(Bar, st.text(max_size=30), st.text(max_size=30), st.floats(0, 1e12)), max_size=8), st.text(max_size=30))
def test_any_text_and_value_gives_well_formed_markup_within_its_width(bars, title):
    clean = [Bar(*("".join(c for c in t if c.isprintable()) for t in (b.label, b.shown)), b.low) for b in bars]
    text = svg("a", "".join(c for c in title if c.isprintable()), clean)
    root = tree.fromstring(text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))
    for rect in root.iter(f"{NS}rect"):
        assert 0 < share(rect.get("width")) <= 100
