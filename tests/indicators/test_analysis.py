from portal.indicators.analysis import analyse_text, page_cards
from portal.indicators.extract import MAX_SENTENCE

BANDS = "3000户以下的社区每年5万元，3000—5000户的社区每年8万元，5000户以上的社区每年10万元。"


def test_every_figure_keeps_a_card_though_a_table_stands_for_it_on_the_page():
    analysis = analyse_text(BANDS)
    assert len(analysis["cards"]) == len(analysis["figures"]) == 6
    assert analysis["order"] == ["b1"]
    (table,) = page_cards(analysis, "yaowen/a.html")
    assert [row["text"] for row in table["bands"]] == ["5万元", "8万元", "10万元"]
    assert all(row["url"].startswith("yaowen/a.html#s-") for row in table["bands"])


def test_a_table_is_checked_when_all_its_figures_are():
    numbers = ("3000户以下", "5万元", "3000—5000户", "8万元", "5000户以上", "10万元")
    entries = [{"line": n, "action": "confirm", "number": raw, "sentence": "", "nth": 0} for n, raw in enumerate(numbers)]
    assert analyse_text(BANDS, entries=entries)["tables"][0]["checked"] is True
    assert analyse_text(BANDS, entries=entries[1:])["tables"][0]["checked"] is False


def test_doubtful_figures_are_not_the_first_to_be_seen():
    text = "面积有38平方公里。柳岸区建成党群服务站点20个。"
    shown = analyse_text(text)["cards"]
    assert [card["text"] for card in shown] == ["20个", "38平方公里"]


def test_a_sentence_too_long_to_look_into_is_told():
    text = "网格员3名，" * (MAX_SENTENCE // 4)
    assert [problem["code"] for problem in analyse_text(text)["problems"]] == ["figures-long"]


def test_a_text_with_too_many_numbers_is_told():
    text = "建成站点20个。\n" * 5100
    assert "figures-many" in [problem["code"] for problem in analyse_text(text)["problems"]]
