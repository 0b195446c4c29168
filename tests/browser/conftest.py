"""A real browser on a real site, served as ``portal serve`` serves it."""

import functools
import shutil
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from portal.building.command import Options, build
from portal.editing.serve import Changes, Handler

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="session")
def portal(tmp_path_factory):
    """Address of the sample portal of this repository."""
    output = tmp_path_factory.mktemp("portal") / "output"
    assert build(Options(ROOT / "pelicanconf.py", ROOT / "content", output)).exit_code == 0
    handler = functools.partial(Handler, directory=str(output), changes=Changes())
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


@pytest.fixture(scope="session")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("没有 Chromium：请运行 sudo apt-get install chromium fonts-noto-cjk")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser, portal):
    """A tab on the portal's home page; the test fails where the console shows an error."""
    context = browser.new_context(base_url=portal, viewport={"width": 1280, "height": 900}, locale="zh-CN")
    context.set_default_timeout(10_000)
    tab = context.new_page()
    errors = []
    tab.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on("response", lambda answer: errors.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    tab.goto("")
    yield tab
    context.close()
    assert errors == []


class StaticHost(Handler):
    """A plain static host, which sends the headers given."""

    def __init__(self, *args, headers, **kwargs):
        self.more = headers
        SimpleHTTPRequestHandler.__init__(self, *args, **kwargs)

    extensions_map = {**Handler.extensions_map, ".html": "text/html; charset=utf-8"}
    do_GET = SimpleHTTPRequestHandler.do_GET

    def end_headers(self):
        for name, value in self.more.items():
            self.send_header(name, value)
        SimpleHTTPRequestHandler.end_headers(self)


@pytest.fixture
def host():
    """Serve a folder as any static host does: ``host(folder, headers)`` gives the address."""
    servers = []

    def serve(folder, headers=None):
        handler = functools.partial(StaticHost, directory=str(folder), headers=headers or {})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}/"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def tab(browser):
    """A tab whose ``errors`` collects what the console complains of."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    context.set_default_timeout(10_000)
    tab = context.new_page()
    tab.errors = []

    def hear(message):
        # A site without an icon is nobody's fault.
        if message.type == "error" and not message.location.get("url", "").endswith("/favicon.ico"):
            tab.errors.append(message.text)

    tab.on("console", hear)
    tab.on("pageerror", lambda error: tab.errors.append(str(error)))
    yield tab
    context.close()
