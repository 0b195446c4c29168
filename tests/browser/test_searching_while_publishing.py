"""A reader who began before a new version was published."""

import json
import shutil
from pathlib import Path

import pytest

from portal.articles.model import document_number
from portal.search.analysis import weigh
from portal.search.excerpts import Excerpt
from portal.search.index import Entry, write

QUERIES = ["街道改革", "网格员", "志愿服务", "吹哨报到", "第12期简报", "新增事项", "街道 网格"]
ASK = """async (query) => {
  const input = document.querySelector("[data-search] input[name=q]");
  const status = document.querySelector("[data-status]");
  status.textContent = "";
  input.value = query;
  input.form.requestSubmit();
  for (let i = 0; i < 500 && (!status.textContent || status.textContent.startsWith("正在")); i++) {
    await new Promise((done) => setTimeout(done, 10));
  }
  const links = [...document.querySelectorAll("[data-results] h2 a")];
  return { titles: links.map((link) => link.textContent), status: status.textContent };
}"""


def entry(day, title, text, version="1"):
    url = f"yaowen/{day[:6]}/t{day}_001.html"
    excerpt = Excerpt(title, url, f"{day[:4]}-{day[4:6]}-{day[6:]}", "yaowen", "", "article", f"yaowen/{day}-001.md", text)
    return Entry(document_number(f"{day}-001"), weigh(title, text), excerpt, version)


def before():
    days = [f"2023{month:02}{day:02}" for month in range(1, 13) for day in range(1, 29)]
    made = [entry(day, f"第{number}期简报", f"街道第{number}期，编号{number * 7919}。") for number, day in enumerate(days)]
    return [
        entry("20240101", "街道改革开局", "街道改革怎么开局，网格员怎么配备。"),
        entry("20240102", "网格员进楼", "网格员每天进楼入户，街道改革以后更近了。"),
        entry("20240103", "志愿服务有站点", "志愿服务进社区。"),
        entry("20240104", "吹哨报到", "街道吹哨，部门报到。"),
        *made,
    ]


def edited():
    """One article says something else, one is gone, one is new; the files keep their names."""
    first = before()
    return [
        entry("20240101", "楼宇里的党建", "不再谈那件事，只谈楼宇。", "2"),
        *first[1:3],
        entry("20240105", "新增事项：街道改革与网格员", "街道改革新增事项，网格员吹哨报到。"),
        *first[4:],
    ]


def grown():
    """So many more articles that the shards have other names."""
    more = [entry(f"20{year}0{month}{day:02}", f"街道改革第{year}{month}{day}号", f"网格员在{year}年的事，编号{year * month * day}。" * 9)
            for year in range(10, 20) for month in range(1, 10) for day in range(1, 29)]  # fmt: skip
    return [*edited(), *more]


def publish(folder, entries):
    """As a static host gets a new version: files written, those that are gone deleted."""
    files = dict(write(entries, {"yaowen": "要闻"}))
    for old in [path for part in ("s", "t") for path in (folder / part).rglob("*.z")]:
        if old.relative_to(folder).as_posix() not in files:
            old.unlink()
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return json.loads(files["index.json"])["bits"]


@pytest.fixture
def site(built, tmp_path):
    output = tmp_path / "site"
    shutil.copytree(built.output.resolve(), output)
    publish(output / "search", before())
    return output


def answers(tab, address):
    tab.goto(address + "search/")
    return {query: tab.evaluate(ASK, query) for query in QUERIES}


@pytest.mark.parametrize("version", [edited, grown], ids=["same-files", "other-files"])
@pytest.mark.parametrize("headers", [{}, {"Cache-Control": "max-age=600"}], ids=["no-caching", "caching"])
def test_answers_are_those_of_one_version_and_never_incomplete(site, host, tab, browser, version, headers, tmp_path):
    address = host(site, headers)
    old = answers(tab, address)
    bits = publish(tmp_path / "new", version())
    assert (bits != publish(tmp_path / "old", before())) == (version is grown)
    publish(site / "search", version())
    kept = {query: tab.evaluate(ASK, query) for query in [*QUERIES[1:], QUERIES[0]]}
    context = browser.new_context()
    new = answers(context.new_page(), address)
    context.close()
    assert [query for query in QUERIES if kept[query] not in (old[query], new[query])] == []
    assert new["新增事项"] != old["新增事项"] and kept["新增事项"] == new["新增事项"]
    assert not any("不完整" in answer["status"] for answer in kept.values())


def test_files_are_fetched_again_only_when_a_new_version_is_out(site, host, tab):
    address = host(site, {"Cache-Control": "max-age=600"})
    answers(tab, address)
    asked = []
    tab.on("request", lambda request: asked.append(Path(request.url.split("?")[0]).name))
    # The same questions again: nothing but the entry file is asked for, to see whether it has changed.
    sizes = []
    tab.on("requestfinished", lambda request: sizes.append((request.url, request.sizes()["responseBodySize"])))
    for query in QUERIES:
        tab.evaluate(ASK, query)
    # Code that is loaded when the page is at rest is none of the index.
    files = [url.split("?")[0] for url, size in sizes if size and "/theme/" not in url]
    fetched = [url for url in files if "/search/" in url and not url.endswith("index.json")]
    assert fetched == []
    assert asked.count("index.json") <= len(QUERIES)
