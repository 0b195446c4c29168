"""Readers in headless Chromium: what a search costs them, ours and the peers' alike."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from host import Host

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
#: A first query in every so many queries, since each needs an empty browser; so, too, for slow round trips.
STEP = 10
#: Seconds of a simulated round trip.
ROUND_TRIP = 0.1

OUR_QUERY = """async (query) => {
  const input = document.querySelector("[data-search] input[name=q]");
  const list = document.querySelector("[data-results]");
  const status = document.querySelector("[data-status]");
  list.replaceChildren();
  status.textContent = "";
  const started = performance.now();
  let first = null;
  input.value = query;
  input.form.requestSubmit();
  for (let i = 0; i < 4000; i++) {
    first ??= list.childElementCount ? performance.now() - started : null;
    if (status.textContent && !status.textContent.startsWith("正在")) break;
    await new Promise((done) => setTimeout(done, 2));
  }
  first ??= performance.now() - started;
  const urls = [...list.querySelectorAll("h2 a")].map((link) => link.getAttribute("href"));
  return { first, urls };
}"""
OUR_COMPUTING = """async ([module, index, queries]) => {
  const { Engine } = await import(module);
  const kept = new Map(), times = [];
  const fetched = async (path) => {
    if (!kept.has(path)) {
      const answer = await fetch(index + path);
      kept.set(path, answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null);
    }
    return kept.get(path);
  };
  for (const query of queries) {
    await (await new Engine(fetched).open()).search(query);
    const engine = await new Engine(fetched).open();
    const started = performance.now();
    await engine.search(query);
    times.push(performance.now() - started);
  }
  return times;
}"""
PEER_QUERY = """async (query) => {
  const started = performance.now();
  const urls = await window.ask(query);
  return { first: performance.now() - started, urls };
}"""


@dataclass
class Seen:
    """What readers saw, a value a query.

    Args:
        first: bytes and requests of a first query, by path.
        later: the same of later ones.
        urls: the first ten of later queries.
        wait: milliseconds to the first results of a later query with slow round trips.
        arrival: the same of a first one, from the address typed.
        computing: milliseconds with every file at hand, where that can be told.
    """

    first: list[list[tuple[str, int]]] = field(default_factory=list)
    later: list[list[tuple[str, int]]] = field(default_factory=list)
    urls: list[list[str]] = field(default_factory=list)
    wait: list[float] = field(default_factory=list)
    arrival: list[float] = field(default_factory=list)
    computing: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """A search page: where it lies, how it is asked, and how to know that a first query is answered."""

    path: str
    query: str
    ready: str
    answered: str


OURS = Page(
    "search/",
    OUR_QUERY,
    "document.readyState === 'complete'",
    "/找到/.test(document.querySelector('[data-status]')?.textContent)",
)
PEER = Page("ask.html", PEER_QUERY, "window.first?.then(() => true)", "window.first?.then(() => true)")


@contextmanager
def chromium() -> Iterator[Callable[[], Any] | None]:
    """A function that opens a tab in an empty browser; None, with a word, where there is no browser."""
    path = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        path = None
    if path is None:
        print("browser: skipped, no Chromium or no playwright (make test installs them)")
        yield None
        return
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=path, args=FLAGS)
        contexts: list[Any] = []

        def tab() -> Any:
            while contexts:
                contexts.pop().close()
            contexts.append(browser.new_context(locale="zh-CN"))
            return contexts[-1].new_page()

        yield tab
        browser.close()


def read(tab: Callable[[], Any], folder: Path, page: Page, queries: Sequence[str]) -> Seen:
    """Ask every query.

    Args:
        tab: from :func:`chromium`.
        folder: the site.
        page: its search page.
        queries: in the order asked.
    """
    seen = Seen()
    with Host(folder) as host:
        for query in queries[::STEP]:
            reader = tab()
            reader.goto(f"{host.address}{page.path}?q={quote(query)}")
            reader.wait_for_function(page.answered)
            reader.wait_for_timeout(30)
            seen.first.append(host.take())
        reader = tab()
        reader.goto(host.address + page.path)
        reader.wait_for_function(page.ready)
        reader.evaluate(page.query, queries[0])
        host.take()
        for query in queries:
            seen.urls.append(reader.evaluate(page.query, query)["urls"])
            reader.wait_for_timeout(2)
            seen.later.append(host.take())
        if page is OURS:
            module = reader.locator("script[src*='search/page']").get_attribute("src")
            where = reader.evaluate("path => new URL(path, document.baseURI).href", module)
            seen.computing = reader.evaluate(OUR_COMPUTING, [where, host.address + "search/", list(queries)])
    with Host(folder, ROUND_TRIP) as host:
        reader = tab()
        reader.goto(host.address + page.path)
        reader.wait_for_function(page.ready)
        reader.evaluate(page.query, queries[0])
        for query in queries[1::STEP]:
            seen.wait.append(reader.evaluate(page.query, query)["first"])
        for query in queries[:: STEP * 2]:
            reader = tab()
            reader.goto(f"{host.address}{page.path}?q={quote(query)}", wait_until="commit")
            reader.wait_for_function(page.answered)
            seen.arrival.append(reader.evaluate("performance.now()"))
    return seen
