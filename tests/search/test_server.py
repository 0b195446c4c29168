"""Real server processes, asked over HTTP."""

import contextlib
import json
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ET

import pytest
from bs4 import BeautifulSoup

from portal.search.command import run


@contextlib.contextmanager
def server(output, *options):
    """The address of ``portal search-server``, as it prints it."""
    command = [sys.executable, "-m", "portal", "search-server", "--output", str(output), "--port", "0", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        line = process.stdout.readline()
        assert "http://" in line, process.stderr.read()
        yield line.split()[1].removesuffix("search/")
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        process.stdout.close()
        process.stderr.close()


def get(address, path, **query):
    """Status, headers and text."""
    url = address + path + ("?" + urllib.parse.urlencode(query) if query else "")
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


def ask(address, query, **more):
    status, _, text = get(address, "api/search", q=query, **more)
    return status, json.loads(text)


@pytest.fixture(scope="module")
def address(built):
    with server(built.output) as address:
        yield address


def test_the_api_gives_what_the_command_gives(address, built):
    status, answer = ask(address, "网格")
    told = run([{"qid": "1", "query": "网格"}], built.output)[0]
    assert status == 200 and answer["total"] == told["total"] > 0 and answer["incomplete"] is False
    shown = ("url", "title", "date", "column", "score", "snippet", "marks")
    assert [[hit[key] for key in shown] for hit in answer["hits"]] == [[hit[key] for key in shown] for hit in told["hits"]]


def test_a_page_of_results_in_the_sites_frame_needs_no_script(address, built):
    status, headers, text = get(address, "search/", q="网格")
    page = BeautifulSoup(text, "html.parser")
    rows = page.select("[data-results] > li")
    assert status == 200 and rows and page.select_one("mark").get_text() in ("网格", "網格")
    assert page.select_one("[data-search] input[name=q]")["value"] == "网格"
    assert f"第 1 到 {len(rows)} 篇" in page.select_one("[data-status]").get_text()
    assert page.select_one("header.masthead")
    for link in page.select("[data-results] h2 a"):
        assert get(address, "search/" + link["href"])[0] == 200
    assert "script-src 'self'" in headers["Content-Security-Policy"]


def test_a_question_is_answered_by_figures_above_the_results(portal_site):
    with server(portal_site.output) as address:
        told = run([{"qid": "1", "query": "党员人数 张掖"}], portal_site.output)[0]["answers"]
        assert told and ask(address, "党员人数 张掖")[1]["answers"] == told
        page = BeautifulSoup(get(address, "search/", q="党员人数 张掖")[2], "html.parser")
        box = page.select_one("[data-answers]")
        assert not box.has_attr("hidden") and "张掖市" in box.get_text() and box.mark.get_text() == told[0]["value"]
        assert f"上面有 {len(told)} 条数据" in page.select_one("[data-status]").get_text()
        for link in box.select("a"):
            assert get(address, "search/" + link["href"].partition("#")[0])[0] == 200
        page = BeautifulSoup(get(address, "search/", q="北京 党员人数")[2], "html.parser")
        assert page.select_one("[data-answers]").has_attr("hidden") and not page.select("[data-answers] li")


def test_the_site_itself_is_served(address, built):
    for path in ("", "search/", "search/index.json", "404.html"):
        assert get(address, path)[2] == (built.output / (path + "index.html" if path in ("", "search/") else path)).read_text("utf-8")
    assert get(address, "no/such/page.html")[0] == 404


@pytest.mark.parametrize("path", ["../build-report.json", "%2e%2e/build-report.json", "..%2f.output.portal/state.json"])
def test_nothing_beside_the_site_is_served(address, built, path):
    assert (built.home / "build-report.json").is_file()
    assert get(address, path)[0] == 404


@pytest.mark.parametrize(
    "query, reason",
    [
        ({}, "没有检索词"),
        ({"q": " "}, "没有检索词"),
        ({"q": "党" * 121}, "120"),
        ({"q": "党建", "limit": "0"}, "limit"),
        ({"q": "党建", "limit": "51"}, "limit"),
        ({"q": "党建", "start": "1001"}, "start"),
        ({"q": "党建", "start": "-1"}, "start"),
        ({"q": "党建", "start": "१"}, "start"),
        ({"q": "党建", "start": "9" * 5000}, "start"),
        ({"q": "党建", "order": "title"}, "order"),
        ({"q": "党建", "year": "20"}, "year"),
    ],
)
def test_queries_beyond_the_limits_are_refused_with_the_reason(address, query, reason):
    status, _, text = get(address, "api/search", **query)
    assert status == 400 and reason in json.loads(text)["error"]
    if query:
        status, _, text = get(address, "search/", **query)
        assert status == 400 and reason in BeautifulSoup(text, "html.parser").select_one("[data-status]").get_text()


def test_pages_follow_each_other_without_a_gap(site, sample):
    site.publish(sample.many(35))
    with server(site.output) as address:
        start, seen = 0, []
        while start is not None:
            _, answer = ask(address, "第 期简报", start=start)
            seen += [hit["url"] for hit in answer["hits"]]
            start = answer["next"]
        assert len(seen) == len(set(seen)) == answer["total"] == 35
        assert len(ask(address, "第 期简报", limit=20)[1]["hits"]) == 20
        assert ask(address, "第 期简报", limit=5)[1]["next"] is None


def test_results_can_be_sorted_by_date_and_kept_to_a_column_and_year(address):
    hits = ask(address, "网格", order="date")[1]["hits"]
    assert [hit["date"] for hit in hits] == sorted((hit["date"] for hit in hits), reverse=True) and len(hits) > 1
    column = hits[0]["url"].split("/")[0]
    kept = ask(address, "网格", column=column, year=hits[0]["date"][:4])[1]["hits"]
    assert kept and all(hit["url"].startswith(f"{column}/{hits[0]['date'][:4]}") for hit in kept)
    assert ask(address, "网格", year="1901")[1]["hits"] == []


def test_titles_and_queries_are_never_markup(site):
    with server(site.output) as address:
        # This site has no search page of the theme: a plain one takes its place.
        for query in ("<script>alert(1)", '"><img src=x onerror=alert(1)>与标题'):
            _, _, text = get(address, "search/", q=query)
            page = BeautifulSoup(text, "html.parser")
            assert not page.find_all(["script", "img"]) and page.select_one("input[name=q]")["value"] == query


def test_an_answer_that_takes_too_long_is_given_up(site):
    with server(site.output, "--seconds", "0.000001") as address:
        status, answer = ask(address, "街道")
        assert status == 503 and "用时太长" in answer["error"]
        assert get(address, "api/health")[0] == 200


def test_the_description_lets_a_browser_add_the_search(address):
    status, headers, text = get(address, "opensearch.xml")
    assert status == 200 and headers["Content-Type"].startswith("application/opensearchdescription+xml")
    space = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    urls = {url.get("type"): url.get("template") for url in ET.fromstring(text).findall("o:Url", space)}
    page = urls["text/html"].replace("{searchTerms}", urllib.parse.quote("网格"))
    assert page.startswith(address) and "<mark>网格</mark>" in get(page, "")[2]
    found = BeautifulSoup(get(address, "search/", q="网格")[2], "html.parser").select_one("link[rel=search]")
    assert found["href"] == address + "opensearch.xml"


def test_the_openapi_document_describes_what_is_answered(address):
    document = json.loads(get(address, "api/openapi.json")[2])
    for path, methods in document["paths"].items():
        status, _, text = get(address, path[1:], q="网格")
        name = methods["get"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].split("/")[-1]
        assert status == 200 and json.loads(text).keys() == document["components"]["schemas"][name]["properties"].keys()
    hit = ask(address, "网格")[1]["hits"][0]
    assert hit.keys() == document["components"]["schemas"]["Hit"]["properties"].keys()
    assert "/api/search" in get(address, "api/")[2]


class Hammer:
    """Asks in several threads until told to stop."""

    def __init__(self, address):
        self.stop, self.failed, self.asked = threading.Event(), [], 0
        self.threads = [threading.Thread(target=self.run, args=(address, number)) for number in range(3)]

    def run(self, address, number):
        while not self.stop.is_set():
            # A new query each time, so that no answer comes from memory.
            query = f"网格 {number}{self.asked}"
            status, _, text = get(address, ("api/search", "search/")[self.asked % 2], q=query)
            self.asked += 1
            if status != 200 or "不完整" in text or '"incomplete":true' in text:
                self.failed.append((status, text[:200]))

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        for thread in self.threads:
            thread.join()


def wait_for(address, generation):
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if json.loads(get(address, "api/version")[2])["generation"] == generation:
            return
        time.sleep(0.05)
    raise AssertionError("the new index was not taken up")


@pytest.mark.parametrize("options", [(), ("--workers", "2"), ("--engine", "whoosh")], ids=["one", "two", "whoosh"])
def test_the_index_is_replaced_while_serving_without_a_failed_request(small, options):
    small.build()
    with server(small.output, *options) as address, Hammer(address) as hammer:
        for number in range(1, 4):
            small.article(f"yaowen/20240701-{number:03}.md", f"第{number}次更新，谈网格。", id=f"20240701-{number:03}")
            assert small.build().exit_code == 0
            wait_for(address, json.loads((small.output / "search/index.json").read_text())["generation"])
        # With two processes either may answer: both have looked by now.
        time.sleep(0.7)
        assert "20240701_003" in json.dumps(ask(address, "第3次更新")[1])
    assert hammer.asked > 20 and hammer.failed == []


def test_an_index_replaced_in_place_is_taken_up(site, sample):
    with server(site.output) as address:
        assert ask(address, "没有了")[1]["hits"] == [] or ask(address, "没有了")[1]["hits"][0]["title"] != "改革中的街道"
        first = sample.entries()
        site.publish([sample.changed(first[1], "没有了。"), *first[2:]])
        wait_for(address, json.loads((site.folder / "index.json").read_text())["generation"])
        assert ask(address, "没有了")[1]["hits"][0]["title"] == "改革中的街道"


def test_a_damaged_new_index_leaves_the_old_answers_and_says_so(small):
    small.build()
    with server(small.output) as address:
        before = ask(address, "网格")[1]
        tree = small.home / "broken"
        (tree / "search").mkdir(parents=True)
        (tree / "search/index.json").write_text("{")
        link = small.home / "link"
        link.symlink_to(tree)
        link.replace(small.output)
        time.sleep(1.2)
        health = json.loads(get(address, "api/health")[2])
        assert health["status"] == "degraded" and "损坏" in health["reason"]
        assert ask(address, "网格")[1] == before


def test_without_an_index_or_a_free_port_the_reason_is_told(tmp_path, address, built):
    def failing(*options):
        command = [sys.executable, "-m", "portal", "search-server", *options]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=30, check=False)
        assert done.returncode == 1 and "Traceback" not in done.stderr
        return done.stderr

    assert "portal build" in failing("--output", str(tmp_path))
    assert "换一个端口" in failing("--output", str(built.output), "--port", address.rstrip("/").rsplit(":", 1)[1])
    assert "一个进程" in failing("--output", str(built.output), "--engine", "whoosh", "--workers", "2")
    assert "--workers" in failing("--output", str(built.output), "--workers", "0")
