import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from portal.errors import PortalError
from portal.search.command import render, run
from portal.search.whooshed import folder_of

NODE = pytest.param("browser", marks=pytest.mark.skipif(not shutil.which("node"), reason="跳过：没有 Node.js"))
ENGINES = ["python", NODE, "whoosh"]


def ask(site, query, engine="python", **options):
    return run([{"qid": "1", "query": query}], site.output, engine, **options)[0]


def titles(site, query, engine="python"):
    return [hit["title"] for hit in ask(site, query, engine)["hits"]]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "query, first",
    [
        ("街道体制改革", "青石县推进街道体制改革"),
        ("街道 体制 改革", "青石县推进街道体制改革"),
        ("街道體制改革", "青石县推进街道体制改革"),
        ("ＡＢ岗", "网格化服务到家门"),
        ("ab崗", "网格化服务到家门"),
        ("1+8", "网格化服务到家门"),
        ("１＋８工作法", "网格化服务到家门"),
        ("12345", "“三抓”一增强 基层有力量"),
        ("三抓一增强", "“三抓”一增强 基层有力量"),
        ("「三抓一增强」", "“三抓”一增强 基层有力量"),
        ("2020", "志愿服务常态化"),
        ("2020年", "志愿服务常态化"),
        ("covid", "志愿服务常态化"),
        ("covid-20", "志愿服务常态化"),
        ("台湾", "臺灣同胞走进社區"),
        ("里里外外", "臺灣同胞走进社區"),
        ("網格員數量", "改革中的街道"),
        ("格员数", "改革中的街道"),
        ("猪", "<script>alert(1)</script>与标题"),
        ("<script>alert", "<script>alert(1)</script>与标题"),
        ("98%", "“三抓”一增强 基层有力量"),
        ("红色物业", "网格化服务到家门"),
        ("三方聯動", "网格化服务到家门"),
    ],
)
def test_the_right_article_comes_first(site, engine, query, first):
    assert titles(site, query, engine)[0] == first


@pytest.mark.parametrize("engine", ENGINES)
def test_a_phrase_in_quotes_must_stand_in_the_text(site, engine):
    assert titles(site, '"街道体制改革"', engine) == ["青石县推进街道体制改革"]
    assert titles(site, '"党员报到"', engine) == ["吹哨报到"]
    assert titles(site, '"报到党员"', engine) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_a_word_behind_a_minus_sign_is_left_out(site, engine):
    assert {"青石县推进街道体制改革", "吹哨报到"} <= set(titles(site, "青石县", engine))
    assert titles(site, "青石县 -吹哨报到", engine) == ["青石县推进街道体制改革"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_longer_word_is_left_out_only_where_it_stands_as_it_is(site, sample, engine):
    more = [
        sample.entry("20240108-001", "青石县一", "党群服务中心建成。"),
        sample.entry("20240109-001", "青石县二", "党群服务好，服务中很细心，中心在东街。群服分开。"),
        sample.entry("20240110-001", "青石县三", "没有别的。"),
    ]
    site.publish([*sample.entries(), *more])
    left = titles(site, "青石县 -党群服务中心", engine)
    assert "青石县一" not in left and {"青石县二", "青石县三"} <= set(left)
    assert "青石县二" not in titles(site, "青石县 -街", engine)
    answer = ask(site, "青石县 -街", engine)
    assert answer["exact"] is False and {"青石县一", "青石县三"} <= {hit["title"] for hit in answer["hits"]}


@pytest.mark.parametrize("engine", ["python", NODE])
def test_results_can_be_had_by_date_by_column_year_and_region_with_exact_counts(portal_site, engine):
    def asked(**refined):
        return run([{"qid": "1", "query": "网格", **refined}], portal_site.output, engine, limit=100)[0]

    every = asked(counts=True)
    assert len(every["hits"]) == every["total"] == sum(every["counts"]["columns"].values())
    newest = asked(order="date")
    assert [hit["date"] for hit in newest["hits"]] == sorted((hit["date"] for hit in newest["hits"]), reverse=True)
    for column, count in every["counts"]["columns"].items():
        part = asked(column=column, counts=True)
        assert len(part["hits"]) == part["total"] == count
        assert part["counts"]["columns"] == every["counts"]["columns"]
        assert sum(part["counts"]["years"].values()) == count
    for year, count in every["counts"]["years"].items():
        assert len(asked(year=year)["hits"]) == count
        assert {hit["date"][:4] for hit in asked(year=year)["hits"]} == {year}
    regions = every["counts"]["regions"]
    assert regions and max(regions.values()) < every["total"]
    for region, count in regions.items():
        part = asked(region=region, counts=True)
        assert len(part["hits"]) == part["total"] == count and part["counts"]["regions"] == regions
    for province in [slug for slug in regions if slug.endswith("0000")]:
        cities = [slug for slug in regions if slug[:2] == province[:2] and slug.endswith("00") and slug != province]
        assert regions[province] >= sum(regions[city] for city in cities)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("query", ["", " ", "？！", "-街道", "鬻爨", "' OR 1=1 --", "党" * 5000])
def test_odd_queries_find_little_and_break_nothing(site, engine, query):
    assert ask(site, query, engine)["incomplete"] is False


@pytest.mark.parametrize(
    "query", ["街道", "青石县的网格员", "党员 报到", "網格", "第12期", "简报 -第3期", '"编号7919"', "改"]
)
def test_all_engines_give_the_same_hits_in_the_same_order(site, sample, query):
    site.publish(sample.many(560))
    answers = [ask(site, query, engine, limit=20) for engine in ("python", "whoosh")]
    if shutil.which("node"):
        answers.append(ask(site, query, "browser", limit=20))
        assert (answers[2]["bytes"], answers[2]["requests"]) == (answers[0]["bytes"], answers[0]["requests"])
    seen = [
        (answer["total"], [(h["url"], h["score"], h["snippet"], h["marks"]) for h in answer["hits"]])
        for answer in answers
    ]
    assert seen[0][1] and all(one == seen[0] for one in seen)


def test_a_hit_says_where_it_comes_from(site):
    answer = ask(site, "網格員數量", limit=1)
    hit = answer["hits"][0]
    assert hit["url"] == "yaowen/202401/t20240102_001.html"
    assert hit["source"] == "yaowen/20240102-001.md"
    assert (hit["date"], hit["column"]) == ("2024-01-02", "要闻动态")
    assert [hit["snippet"][start:end] for start, end in hit["marks"]] == ["网格员数量"]
    assert answer["bytes"] > 0 and answer["requests"] >= 3


@pytest.mark.parametrize("engine", ["python", NODE])
def test_a_missing_or_damaged_file_gives_what_could_be_found_and_says_so(site, engine):
    shard = next(iter((site.folder / "s").rglob("*.z")))
    shard.write_bytes(b"damaged")
    answers = [ask(site, query, engine) for query in ("街道体制改革", "网格员", "志愿服务", "三抓一增强", "吹哨报到")]
    assert any(answer["incomplete"] for answer in answers)
    for excerpt in (site.folder / "t").rglob("*.z"):
        excerpt.unlink()
    answer = ask(site, "街道体制改革", engine)
    assert answer["incomplete"] and answer["hits"] == []


def test_without_an_index_the_reason_and_the_remedy_are_told(tmp_path):
    with pytest.raises(PortalError, match="portal build"):
        run([], tmp_path)


@pytest.mark.parametrize("content", ["{", '{"format":99}', "[]"])
def test_a_foreign_index_is_refused(site, content):
    (site.folder / "index.json").write_text(content)
    with pytest.raises(PortalError, match="--fresh"):
        ask(site, "街道")


def test_whoosh_follows_edits_new_and_deleted_articles(site, sample):
    assert titles(site, "网格员", "whoosh")
    first = sample.entries()
    site.publish([sample.changed(first[1], "没有了。"), *first[3:]])
    assert titles(site, "网格员", "whoosh") == titles(site, "网格员")
    assert titles(site, "没有了", "whoosh") == ["改革中的街道"]


@pytest.mark.parametrize("damage", ["note", "contents", "foreign"])
def test_a_whoosh_index_that_we_did_not_write_is_never_opened(site, damage):
    titles(site, "街道", "whoosh")
    folder = folder_of(site.output)
    if damage == "note":
        (folder / "portal.json").unlink()
    if damage == "contents":
        toc = next(folder.glob("*.toc"))
        toc.write_bytes(toc.read_bytes() + b"x")
    if damage == "foreign":
        (folder / "_MAIN_9.toc").write_bytes(b"cos\nsystem\n(S'true'\ntR.")
    warnings: list[str] = []
    run([{"qid": "1", "query": "街道"}], site.output, "whoosh", warn=warnings.append)
    assert len(warnings) == 1 and "重新建立" in warnings[0]
    assert titles(site, "街道", "whoosh") == titles(site, "街道")


def test_the_command_prints_people_lines_and_programs_json(site, tmp_path):
    def portal(*arguments):
        command = [sys.executable, "-m", "portal", "search", *arguments, "--output", str(site.output)]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)

    shown = portal("街道", "改革")
    assert shown.returncode == 0 and "青石县推进街道体制改革" in shown.stdout
    queries = tmp_path / "queries.jsonl"
    queries.write_text('{"qid": "a", "query": "街道"}\n\n{"qid": "b", "query": "鬻"}\n', encoding="utf-8")
    lines = portal("--queries", str(queries)).stdout.splitlines()
    assert [line[:11] for line in lines] == ['{"qid": "a"', '{"qid": "b"']
    queries.write_text("街道\n", encoding="utf-8")
    wrong = portal("--queries", str(queries))
    assert wrong.returncode == 1 and "queries.jsonl:1" in wrong.stderr
    assert "Traceback" not in wrong.stderr
    assert portal().returncode == 1


def test_a_site_built_by_the_command_can_be_searched(built):
    hits = run([{"qid": "1", "query": "网格"}], built.output)[0]["hits"]
    assert hits
    assert all((built.output / hit["url"]).is_file() and Path(built.content / hit["source"]).is_file() for hit in hits)


@pytest.mark.skipif(not shutil.which("node"), reason="跳过：没有 Node.js")
def test_node_runs_the_modules_that_the_built_site_ships(built):
    query = [{"qid": "1", "query": "网格"}]
    assert run(query, built.output, "browser") == run(query, built.output, "python")


@pytest.mark.parametrize("damage", ["head", "foreign", "shards"])
def test_a_damaged_or_foreign_index_is_made_anew_by_the_next_build_with_a_warning(small, damage):
    small.build()
    folder = small.output / "search"
    if damage == "head":
        (folder / "index.json").write_bytes(b"{")
    if damage == "foreign":
        (folder / "index.json").write_text((folder / "index.json").read_text().replace('"format":', '"format":9'))
    if damage == "shards":
        for shard in (folder / "s").rglob("*.z"):
            shard.write_bytes(b"damaged")
    small.article("yaowen/20240701-001.md", "网格里的新事。", id="20240701-001")
    outcome = small.build()
    warned = [problem["code"] for problem in outcome.report["warnings"]]
    assert outcome.exit_code == 0 and "output-damaged" in warned
    answer = ask(small, "网格里的新事")
    assert answer["incomplete"] is False and answer["hits"][0]["source"] == "yaowen/20240701-001.md"
    small.article("yaowen/20240701-001.md", "网格里又有新事。", id="20240701-001")
    assert "output-damaged" not in [problem["code"] for problem in small.build().report["warnings"]]


@pytest.mark.parametrize("engine", ENGINES)
def test_articles_with_all_words_come_first_and_those_with_none_in_full_are_left_out(site, sample, engine):
    more = [
        sample.entry("20240108-001", "热线一年", "三抓一增强与枫桥经验，写在文章里。"),
        sample.entry("20240109-001", "枫桥枫桥枫桥", "枫桥经验，枫桥经验，枫桥经验。"),
        sample.entry("20240110-001", "桥经三抓", "抓一，桥经，一增，经验。"),
    ]
    site.publish([*sample.entries(), *more])
    answer = ask(site, "三抓一增强 枫桥经验", engine)
    found = [hit["title"] for hit in answer["hits"]]
    assert found[0] == "热线一年" and "桥经三抓" not in found
    assert answer["full"] == 1 and answer["total"] == len(found) > 1


@pytest.mark.parametrize("engine", ENGINES)
def test_only_what_must_not_occur_finds_nothing_and_the_command_says_what_is_missing(site, engine):
    answer = ask(site, "-街道", engine)
    assert (answer["hits"], answer["answers"]) == ([], []) and "请再写上要找的词" in render(answer, False)
