"""Direct answers over the sample portal: the questions of tests/specs/search/answers.json."""

import json
import shutil
from pathlib import Path

import pytest

from portal.search.command import run
from portal.search.engine import Engine

QUESTIONS = json.loads((Path(__file__).parents[1] / "specs/search/answers.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def answered(portal_site):
    asked = [{"qid": case["query"], "query": case["query"]} for case in QUESTIONS]
    return {answer["qid"]: answer for answer in run(asked, portal_site.output)}


@pytest.mark.parametrize("case", QUESTIONS, ids=lambda case: case["query"])
def test_a_question_is_answered_with_figures_of_its_place_or_not_at_all(answered, portal_site, case):
    cards = answered[case["query"]]["answers"]
    assert {card["region"] for card in cards} == ({case["region"]} if case["region"] else set())
    if case.get("value"):
        assert cards[0]["value"] == case["value"]
    for card in cards:
        page, anchor = card["url"].split("#")
        assert f'id="{anchor}"' in (portal_site.output / page).read_text("utf-8")
        assert card["value"] in card["sentence"] and card["title"]
        assert not card["indicator"] or (portal_site.output / card["indicator"] / "index.html").is_file()


def test_there_are_at_least_sixty_questions():
    assert len(QUESTIONS) >= 60 and sum(case["region"] is None for case in QUESTIONS) >= 12


@pytest.mark.skipif(not shutil.which("node"), reason="跳过：没有 Node.js")
def test_the_browser_answers_alike_with_the_same_files(answered, portal_site):
    asked = [{"qid": case["query"], "query": case["query"]} for case in QUESTIONS]
    for answer in run(asked, portal_site.output, "browser"):
        assert answer == answered[answer["qid"]], answer["query"]


def test_a_figure_file_that_is_missing_leaves_the_results_and_a_note(portal_site):
    def fetch(path):
        file = portal_site.output / "search" / path
        return None if path.startswith("b/") else file.read_bytes()

    answers, incomplete = Engine(fetch).answers("党员人数 张掖")
    assert (answers, incomplete) == ([], True)


def test_a_name_of_a_practice_finds_every_article_that_its_page_lists(portal_site):
    from bs4 import BeautifulSoup

    page = BeautifulSoup((portal_site.output / "practice/hongse-wuye/index.html").read_text("utf-8"), "html.parser")
    listed = {a["href"].removeprefix("../../") for a in page.select("main a[href$='.html']") if "#" not in a["href"]}
    for query in ("红色物业", "三方联动", "社区物业党建联建", "紅色物業"):
        found = {hit["url"] for hit in run([{"qid": "1", "query": query}], portal_site.output, limit=50)[0]["hits"]}
        assert listed and listed <= found, query
