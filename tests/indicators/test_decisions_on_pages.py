"""What readers and editors see of the editors' decisions, on a built site."""

import json

BODY = "铜陵市244个街道中，超过80%完成了改革。共配备网格员3.6万名。\n\n3000户以下的社区每年5万元，3000户以上的社区每年8万元。"


def figures(*entries):
    return "\n" + "\n".join(f"  - number: {number}\n    action: {action}" for number, action in entries)


def test_checked_cards_say_so_and_hidden_ones_are_gone(small):
    small.article("yaowen/a.md", BODY, figures=figures(("超过80%", "确认"), ("3.6万名", "隐藏")))
    small.build()
    soup = small.page("yaowen/202406/t20240601_001.html")
    (checked,) = [card for card in soup.select(".figure-cards .figure") if "编辑已核对" in card.get_text()]
    assert "244个街道中" in checked.get_text() and "80%" in checked.get_text()
    assert "3.6万" not in soup.select_one("aside.rail").get_text()
    assert soup.select(".figure-bands tr") and len(soup.select(".figure-cards > li")) == 3


def test_a_decision_that_no_longer_fits_is_told_with_file_and_line_and_the_article_published(small):
    small.article("yaowen/a.md", BODY, figures=figures(("3.6万名", "确认"), ("4.6万名", "确认")))
    small.build()
    warnings = json.loads((small.home / "build-report.json").read_text("utf-8"))["warnings"]
    (problem,) = [warning for warning in warnings if warning["code"] == "figures-unmatched"]
    assert (problem["path"], problem["line"]) == ("yaowen/a.md", 11)
    assert (small.output / "yaowen/202406/t20240601_001.html").exists()


def test_cards_carry_their_kind_for_eyes_and_screen_readers(small):
    small.article("yaowen/a.md", BODY)
    small.build()
    soup = small.page("yaowen/202406/t20240601_001.html")
    for card in soup.select(".figure-cards .figure"):
        assert card.select_one("svg.kind")["aria-hidden"] == "true"
        assert soup.find(id=card.select_one("use")["href"][1:]).name == "symbol"
        assert card.select_one(".visually-hidden").get_text().endswith("：")
    assert "先列比例" in soup.select_one(".rail-note").get_text()
