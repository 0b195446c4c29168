"""Editors decide; what they decide must go on holding while the article changes."""

import time

import pytest

from portal.indicators.analysis import analyse_text
from portal.indicators.extract import extract
from portal.indicators.overrides import apply

TEXT = "全省244个街道中，超过80%完成了改革。\n共配备网格员3.6万名。建成站点5个，服务点5个。建成站点5个。\n居民步行800多步可到。"


def entry(action, number, sentence="", nth=0, **more):
    return {"line": 9, "action": action, "number": number, "sentence": sentence, "nth": nth, **more}


def decide(*entries, text=TEXT):
    return apply(text, extract(text), entries, "yaowen/a.md")


def figure(decided, raw):
    return next(figure for figure in decided.figures if figure.raw == raw)


def codes(decided):
    return [problem.code for problem in decided.problems]


def test_a_confirmed_figure_stays_as_it_is_and_is_checked():
    decided = decide(entry("confirm", "3.6万名", "网格员3.6万名"))
    assert decided.figures == extract(TEXT)
    assert decided.checked == {figure(decided, "3.6万名").start}
    assert decided.problems == []


def test_a_correction_changes_what_it_gives_and_nothing_else():
    decided = decide(entry("correct", "3.6万名", name="专职网格员人数", region="安徽省", period="2020年底"))
    found = figure(decided, "3.6万名")
    assert (found.name, found.region, found.period, found.value) == ("专职网格员人数", "安徽省", "2020年底", 36000)
    assert decided.restated == frozenset()


def test_a_region_or_period_can_be_taken_away():
    text = "2020年，安徽省建成站点20个。"
    decided = decide(entry("correct", "20个", region=None, period=None), text=text)
    assert (decided.figures[0].region, decided.figures[0].period) == (None, None)


def test_a_hidden_figure_is_gone_from_cards_marks_and_data():
    entries = [entry("hide", "3.6万名")]
    analysis = analyse_text(TEXT, entries=entries)
    assert "3.6万名" not in [card["text"] for card in analysis["cards"]]
    assert "3.6万名" not in [found["raw"] for found in analysis["figures"]]
    assert len(analysis["cards"]) == len(analysis["figures"])


def test_an_added_figure_gets_its_value_from_the_text():
    text = "热线12345接听七千多次。"
    decided = decide(entry("add", "12345", name="热线号码"), text=text)
    assert codes(decided) == ["figures-unclear"]
    decided = decide(entry("add", "12345", name="接听量", value=12345.0, unit="次"), text=text)
    assert (figure(decided, "12345").value, figure(decided, "12345").unit) == (12345, "次")
    text = "档案编号A33个。"
    assert extract(text) == []
    found = figure(decide(entry("add", "33个", name="档案数", region="铜陵市"), text=text), "33个")
    assert (found.value, found.unit, found.name, found.region) == (33, "个", "档案数", "铜陵市")


@pytest.mark.parametrize(
    "edited",
    [
        "新加的一段，讲了300件事。\n" + TEXT,
        TEXT.replace("建成站点5个，服务点5个。", ""),
        TEXT.replace("，", ",").replace("3.6", "３．６"),
        TEXT.replace("网格员3.6万名", "網格員 3.6萬名"),
        TEXT.replace("共配备", "目前已经配备"),
    ],
)
def test_a_decision_holds_when_the_article_changes_elsewhere(edited):
    decided = decide(entry("correct", "3.6万名", "网格员3.6万名", name="专职网格员人数"), text=edited)
    assert decided.problems == []
    assert [found.value for found in decided.figures if found.name == "专职网格员人数"] == [36000]


def test_marks_and_quotes_that_came_along_with_the_copy_do_not_matter():
    decided = decide(entry("confirm", "**80%**", "244个街道中，超过**80%**“完成了”[改革](../a.md)。"))
    assert decided.checked == {figure(decided, "超过80%").start}


def test_the_sentence_that_is_gone_is_a_problem_with_file_and_line():
    decided = decide(entry("confirm", "3.6万名", "配备网格员4万名"))
    (problem,) = decided.problems
    assert (problem.code, problem.path, problem.line) == ("figures-unmatched", "yaowen/a.md", 9)
    assert "网格员4万名" in problem.message
    assert decided.figures == extract(TEXT)


def test_a_number_that_is_gone_from_its_sentence_is_a_problem():
    assert codes(decide(entry("confirm", "3.7万名", "共配备网格员"))) == ["figures-unmatched"]


def test_part_of_a_number_is_not_the_number():
    assert codes(decide(entry("hide", "8"), entry("hide", "3"), entry("hide", "6万名"))) == ["figures-unmatched"] * 3


def test_a_number_that_stands_in_several_places_is_a_problem_until_one_is_named():
    assert codes(decide(entry("hide", "5个"))) == ["figures-several"]
    assert codes(decide(entry("hide", "5个", "站点5个，服务点5个"))) == ["figures-several"]
    decided = decide(entry("correct", "5个", "站点5个，服务点5个", nth=2, name="便民服务点数"))
    found = next(found for found in decided.figures if found.name == "便民服务点数")
    assert TEXT[: found.start].endswith("服务点")
    assert codes(decide(entry("hide", "5个", "站点5个，服务点5个", nth=3))) == ["figures-unmatched"]


def test_two_decisions_on_one_figure_are_a_problem():
    decided = decide(entry("confirm", "3.6万名"), {**entry("hide", "3.6万名", "共配备网格员"), "line": 14})
    assert [(p.code, p.line) for p in decided.problems] == [("figures-repeated", 14)]
    assert "第 9 行" in decided.problems[0].message


def test_what_has_a_card_is_not_added_again_and_what_has_none_is_not_confirmed():
    assert codes(decide(entry("add", "3.6万名", name="网格员人数"))) == ["figures-present"]
    assert codes(decide(entry("confirm", "12345"), text="请拨打12345。")) == ["figures-unmatched"]


def test_a_card_shows_the_corrected_value_as_people_write_it():
    entries = [entry("correct", "3.6万名", value=41000.0, comparator=">")]
    card = next(card for card in analyse_text(TEXT, entries=entries)["cards"] if card["value"] == 41000)
    assert (card["number"], card["unit"], card["text"]) == ("4.1万", "名", "超过4.1万名")
    assert card["checked"] and card["confidence"] == 1.0


@pytest.mark.parametrize("text", ["1" * 50_000, "万" * 50_000, "建成站点5个" + "，" * 50_000 + "服务点5个。"], ids=["ones", "wan", "commas"])
def test_decisions_on_hostile_text_take_no_long(text):
    started = time.perf_counter()
    decide(*(entry("hide", f"{n}个", text[:200]) for n in range(20)), text=text)
    assert time.perf_counter() - started < 3
