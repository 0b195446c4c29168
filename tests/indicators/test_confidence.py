from portal.indicators.confidence import BASE, DOUBTS, confidence
from portal.indicators.figure import Figure
from portal.text import sentences


def sure(text, raw, name="建成站点数", region=None, period=None, unit="个", value=20.0, kind="count", crowd=1):
    start = text.index(raw)
    sentence = next(s for s in sentences.split(text) if s.start <= start < s.end)
    return confidence(
        text,
        Figure(start, start + len(raw), raw, value, None, unit, unit, "=", name, region, period, kind, sentence.start, sentence.end),
        crowd,
    )


def test_a_figure_whose_sentence_says_everything_is_without_doubt():
    found = sure("铜陵市2020年建成站点20个。", "20个", region="铜陵市", period="2020年")
    assert (found.value, found.doubts, found.reasons) == (BASE, (), ())


def test_a_place_named_far_above_is_doubted_in_words():
    text = "铜陵市召开会议。\n" + "会议很好。" * 60 + "建成站点20个。"
    found = sure(text, "20个", region="铜陵市")
    assert found.doubts == ("region-far",)
    assert "铜陵市" in found.reasons[0]


def test_doubts_add_up_and_the_gravest_comes_first():
    text = "铜陵市召开会议。\n" + "会议很好。" * 60 + "2020年工作顺利，面积20个。"
    found = sure(text, "20个", name="面积", region="铜陵市", period="2020年")
    assert found.doubts[0] == "name-short"
    assert {"region-far", "period-carried"} <= set(found.doubts)
    assert found.value < 0.65


def test_names_that_are_cut_long_or_from_elsewhere_are_doubted():
    text = "铜陵市建成站点20个。"
    assert "name-cut" in sure(text, "20个", name="建成站点的", region="铜陵市").doubts
    assert "name-long" in sure(text, "20个", name="铜陵市建成站点" * 3, region="铜陵市").doubts
    assert "name-far" in sure(text, "20个", name="帮扶困难家庭户数", region="铜陵市").doubts


def test_a_guessed_unit_and_an_odd_share_are_doubted():
    text = "铜陵市城内人口25万，增长120%。"
    assert "unit-guessed" in sure(text, "25万", name="城内人口", region="铜陵市", unit="人", kind="people").doubts
    odd = sure(text, "120%", name="人口", region="铜陵市", unit="%", value=120.0, kind="ratio")
    assert {"over-hundred", "name-short"} <= set(odd.doubts)


def test_every_doubt_lowers_the_confidence_and_has_its_words():
    assert all(0 < factor < 1 and reason for factor, reason in DOUBTS.values())
