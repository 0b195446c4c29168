"""Queries, titles and texts are never markup, and never run."""

import contextlib
import json
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import expect

from portal.articles.model import document_number
from portal.search.analysis import weigh
from portal.search.excerpts import Excerpt
from portal.search.index import Entry, write

INJECTIONS = json.loads((Path(__file__).parents[1] / "specs/search/injections.json").read_text("utf-8"))
POLICY = {"Content-Security-Policy": "default-src 'self'; script-src 'self'"}
#: What a list of results is made of.
ROWS = {"ol", "ul", "li", "h2", "h3", "a", "p", "mark", "time", "span"}
WATCH = "window.times = 0; window.ran = () => { window.times += 1; }; window.alert = window.ran;"
ASK = """async (texts) => {
  const input = document.querySelector("[data-search] input[name=q]");
  const status = document.querySelector("[data-status]");
  const titles = [], tags = new Set();
  for (const text of texts) {
    status.textContent = "";
    input.value = text;
    input.form.requestSubmit();
    for (let i = 0; i < 300 && (!status.textContent || status.textContent.startsWith("正在")); i++) {
      await new Promise((done) => setTimeout(done, 10));
    }
    titles.push([...document.querySelectorAll("[data-results] h2 a")].map((link) => link.textContent));
    for (const node of document.querySelectorAll("[data-results], [data-results] *, [data-status] *")) tags.add(node.localName);
    for (const link of document.querySelectorAll("[data-results] a")) tags.add(new URL(link.href).protocol);
  }
  return { titles, tags: [...tags] };
}"""


def entry(number, text):
    day = f"2024{number // 28 + 1:02}{number % 28 + 1:02}"
    excerpt = Excerpt(
        title=text,
        url=f"yaowen/{day[:6]}/t{day}_001.html",
        date=f"{day[:4]}-{day[4:6]}-{day[6:]}",
        column="yaowen",
        region=text,
        type="case" if number % 2 else "article",
        source="yaowen/a.md",
        text=f"党建{text}\n网格{text}",
        names=(text.replace("\n", " "),),
    )
    return Entry(document_number(f"{day}-001"), weigh(text, excerpt.text), excerpt, "1")


@pytest.fixture(scope="module")
def hostile(built, tmp_path_factory):
    """A built site whose index holds nothing but injections."""
    output = tmp_path_factory.mktemp("hostile") / "site"
    shutil.copytree(built.output.resolve(), output)
    for path, content in write([entry(*pair) for pair in enumerate(INJECTIONS)], {"yaowen": INJECTIONS[0]}):
        target = output / "search" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return output


@pytest.fixture
def watched(tab):
    """A tab in which nothing may run, ask for ``ran…`` or open a dialog."""
    tab.add_init_script(WATCH)
    tab.on("dialog", lambda dialog: (tab.errors.append(dialog.message), dialog.dismiss()))
    tab.on("request", lambda request: tab.errors.append(request.url) if "/ran" in urlsplit(request.url).path else None)
    return tab


def test_there_are_at_least_a_hundred_ways_to_try():
    assert len(set(INJECTIONS)) >= 100


def test_no_query_title_or_text_runs_in_the_browser(hostile, host, watched):
    watched.goto(host(hostile, POLICY) + "search/")
    seen = watched.evaluate(ASK, [*INJECTIONS, "党建", "网格", "script ran", "img onerror"])
    assert watched.evaluate("window.times") == 0
    assert watched.errors == []
    assert set(seen["tags"]) - {"http:"} <= ROWS
    shown = sum(text in titles for text, titles in zip(INJECTIONS, seen["titles"], strict=False))
    assert shown >= 100  # the titles are there, letter for letter


def test_no_address_runs_in_the_browser(hostile, host, watched):
    address = host(hostile, POLICY)
    for text in INJECTIONS[1::10]:
        watched.goto(f"{address}search/?q={quote(text)}#{quote(text)}")
        expect(watched.locator("[data-status]")).to_have_text(re.compile("找到"))
        assert watched.evaluate("window.times") == 0
    assert watched.errors == []


@contextlib.contextmanager
def server(output):
    command = [sys.executable, "-m", "portal", "search-server", "--output", str(output), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        yield process.stdout.readline().split()[1]
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(10)
        process.stdout.close()


def test_nothing_runs_in_pages_that_the_server_makes(hostile, watched):
    # Without the page's own module, which would draw the results anew.
    watched.route("**/page.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    with server(hostile) as address:
        for text in INJECTIONS[::3]:
            watched.goto(f"{address}?q={quote(text)}", wait_until="load")
            assert watched.evaluate("window.times") == 0
            tags = watched.evaluate("[...document.querySelectorAll('[data-results], [data-results] *')].map(n => n.localName)")
            assert set(tags) <= ROWS
            if text.strip() and len(text) <= 120:
                assert watched.locator("[data-search] input[name=q]").input_value() == text.strip().replace("\n", "").replace("\0", "\ufffd")
    assert [error for error in watched.errors if "status of 400" not in error] == []
