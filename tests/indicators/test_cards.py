from portal.indicators.cards import cards_of, marks_of
from portal.indicators.extract import extract

TEXT = "全省244个街道中，超过80%的完成了改革。共配备网格员3.6万名。\n安徽省举办培训班近2000场次。共配备网格员3.6万名。"


def cards(place=""):
    return cards_of(TEXT, extract(TEXT), place)


def test_cards_show_the_value_as_people_write_it():
    shown = {card["text"]: (card["number"], card["unit"], card["comparator_text"]) for card in cards()}
    assert shown["超过80%"] == ("80", "%", "超过")
    assert shown["3.6万名"] == ("3.6万", "名", "")
    assert shown["近2000场次"] == ("2000", "场次", "约")


def test_a_lone_one_set_large_does_not_read_as_a_dash():
    text = "安徽省办件量比上年增长超过一倍。"
    (card,) = cards_of(text, extract(text))
    assert (card["number"], card["unit"], card["text"]) == ("1", "倍", "超过一倍")


def test_shares_come_first_and_repeats_last():
    ordered = [card["text"] for card in cards()]
    assert ordered[0] == "超过80%"
    assert ordered[-1] == "3.6万名"


def test_a_repeated_sentence_has_one_anchor_and_one_mark():
    anchors = [card["anchor"] for card in cards() if card["text"] == "3.6万名"]
    assert len(anchors) == 2 and len(set(anchors)) == 1
    starts = [start for start, _, anchor in marks_of(TEXT, extract(TEXT)) if anchor == anchors[0]]
    assert starts == [TEXT.index("共配备")]


def test_an_article_without_a_place_in_its_text_falls_back_to_its_own():
    text = "建成站点20个。"
    (card,) = cards_of(text, extract(text), "包河区")
    assert (card["region"], card["region_fallback"]) == ("包河区", True)
    assert not any(card["region_fallback"] for card in cards("包河区"))


def test_an_anchor_is_ascii_and_follows_the_sentence_alone():
    one, two = "建成站点20个。", "前言。\n建成站点20个。"
    assert cards_of(one, extract(one))[0]["anchor"] == cards_of(two, extract(two))[0]["anchor"]
    assert cards_of(one, extract(one))[0]["anchor"].isascii()
