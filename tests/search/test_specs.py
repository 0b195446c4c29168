"""The rules shared with the browser, from tests/specs/search."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from portal.search import excerpts, rank
from portal.search.index import shard_path
from portal.search.query import parse
from portal.search.questions import closeness, understand
from portal.search.shards import shard_of, token_hash
from portal.search.snippets import mark, snippet
from portal.search.terms import terms
from portal.text.fold import fold

ROOT = Path(__file__).parents[2]
SPECS = ROOT / "tests/specs/search"


def spec(name):
    return json.loads((SPECS / f"{name}.json").read_text("utf-8"))


@pytest.mark.parametrize("case", spec("terms"), ids=lambda case: case["text"])
def test_tokens(case):
    assert sorted(terms(case["text"], apart=False)) == sorted(case["tokens"])
    assert sorted(terms(case["text"])) == sorted(case.get("apart", case["tokens"]))


@pytest.mark.parametrize("case", spec("query"), ids=lambda case: case["query"])
def test_queries_are_taken_apart(case):
    query = parse(case["query"])
    given = {name: list(value) if isinstance(value, tuple) else value for name, value in vars(query).items()}
    assert {**given, "tokens": sorted(query.tokens)} == {
        **{name: value for name, value in case.items() if name != "query"},
        "tokens": sorted(case["tokens"]),
    }


@pytest.mark.parametrize("documents, found, value", spec("rank")["idf"])
def test_rarity(documents, found, value):
    assert rank.idf(documents, found) == value


@pytest.mark.parametrize("case", spec("rank")["rank"], ids=lambda case: case["note"])
def test_ranking(case):
    lists = {token: [tuple(posting) for posting in postings] for token, postings in case["lists"].items()}
    found = rank.rank(case["documents"], case["tokens"], lists, case["required"], case["excluded"], case.get("asks", False), case.get("words", ()))
    assert [[c.number, c.score, c.matched, *[True] * c.doubt] for c in found] == case["ranked"]


@pytest.mark.parametrize("case", spec("rank")["literal"], ids=lambda case: f"{case['query']} in {case['title']}")
def test_literal_look_into_the_text(case):
    texts = [fold(case.get(name, "")) for name in ("title", "text", "names")]
    assert rank.literal(parse(case["query"]), *texts) == case["level"]


@pytest.mark.parametrize("case", spec("rank")["lacking"], ids=lambda case: f"{case['query']} in {case['title']}")
def test_words_that_an_article_lacks(case):
    texts = [fold(case.get(name, "")) for name in ("title", "text", "names")]
    assert rank.lacking(parse(case["query"]), *texts) == (case["lacks"], case["filed"])


@pytest.mark.parametrize("case", spec("rank")["near"], ids=lambda case: f"{case['title']}|{case['text']}")
def test_words_of_a_question_that_stand_together_count(case):
    assert rank.nearness(case["rarity"], fold(case["title"]), fold(case["text"])) == case["near"]


@pytest.mark.parametrize("case", spec("rank")["rarities"], ids=lambda case: case["note"])
def test_rarities_of_a_question(case):
    lists = {token: [(number, 1) for number in range(count)] for token, count in case["lists"].items()}
    assert rank.rarities(case["documents"], lists, lists, case.get("asks", False)) == case["rarities"]


@pytest.mark.parametrize("case", spec("snippet")["snippet"], ids=lambda case: case["query"])
def test_snippets(case):
    shown = snippet(parse(case["query"]), case["text"])
    assert shown.text == case["snippet"]
    assert [shown.text[start:end] for start, end in shown.marks] == case["marks"]


@pytest.mark.parametrize("case", spec("snippet")["mark"], ids=lambda case: case["query"])
def test_marks_of_titles(case):
    assert [list(found) for found in mark(parse(case["query"]), case["text"]).marks] == case["ranges"]


@pytest.mark.parametrize("case", spec("paths")["tokens"], ids=lambda case: case["token"])
def test_names_are_computed_from_tokens(case):
    assert token_hash(case["token"]) == case["hash"]
    assert [shard_path(shard_of(case["token"], bits), bits) for bits in (0, 5, 13)] == case["paths"]


@pytest.mark.parametrize("number, path", spec("paths")["excerpts"])
def test_names_of_excerpts(number, path):
    assert excerpts.path(number) == path


@pytest.mark.parametrize("case", spec("questions")["understand"], ids=lambda case: case["query"])
def test_a_query_is_understood_as_a_question(case):
    question = understand(case["query"])
    given = question and {name: list(v) if isinstance(v, tuple) else v for name, v in vars(question).items()}
    assert given == case["question"]


@pytest.mark.parametrize("pieces, name, percent", spec("questions")["closeness"])
def test_how_close_a_question_is_to_a_figures_name(pieces, name, percent):
    assert closeness(pieces, name) == percent


@pytest.mark.skipif(not shutil.which("node"), reason="跳过：没有 Node.js，浏览器模块没有对照规格检验")
def test_the_browser_follows_the_same_rules(tmp_path):
    modules = Path(shutil.copytree(ROOT / "theme/static/js/search", tmp_path / "search"))
    (modules / "package.json").write_text('{"type":"module"}')
    table = ROOT / "plugins/portal/text/data/simplified.txt"
    command = ["node", str(Path(__file__).with_name("specs.mjs")), str(modules), str(SPECS), str(table)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
