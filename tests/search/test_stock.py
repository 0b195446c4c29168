"""The plugin in an ordinary Pelican site with a theme of its own, built by plain ``pelican``."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from portal.search.command import run
from portal.search.stock import index_files

STOCK = Path(__file__).parents[1] / "sites" / "stock"


def pelican(home):
    command = [sys.executable, "-m", "pelican", "content", "-s", "pelicanconf.py", "-o", "output"]
    done = subprocess.run(command, cwd=home, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return home / "output"


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    home = tmp_path_factory.mktemp("stock") / "site"
    shutil.copytree(STOCK, home)
    settings = home / "pelicanconf.py"
    settings.write_text(settings.read_text("utf-8").replace('"portal.indicators"', '"portal.indicators", "portal.search"'))
    (home / "content/pages").mkdir()
    (home / "content/pages/about.md").write_text("Title: 关于本站\nSlug: about\n\n联系方式在这里。\n", "utf-8")
    (home / "content/draft.md").write_text("Title: 草稿\nDate: 2024-05-08\nStatus: draft\n\n网格草稿。\n", "utf-8")
    return pelican(home)


def ask(output, query, engine="python"):
    answer = run([{"qid": "1", "query": query}], output, engine)[0]
    return [(hit["title"], hit["url"]) for hit in answer["hits"]]


ENGINES = ["python", "whoosh", pytest.param("browser", marks=pytest.mark.skipif(not shutil.which("node"), reason="跳过：没有 Node.js"))]


@pytest.mark.parametrize("engine", ENGINES)
def test_articles_and_pages_are_found_and_drafts_are_not(output, engine):
    assert ask(output, "網格裡", engine)[0] == ("没有数字的一篇", "wangge.html")
    assert ask(output, "联系方式", engine) == [("关于本站", "pages/about.html")]
    assert all(title != "草稿" for title, _ in ask(output, "网格草稿", engine))
    for _, url in ask(output, "网格", engine):
        assert (output / url).is_file()


def test_the_search_page_stands_in_the_sites_theme(output):
    page = BeautifulSoup((output / "search/index.html").read_text("utf-8"), "html.parser")
    assert page.title.get_text() == "搜索 - 普通站点"
    assert page.select_one("[data-search] input[name=q]")
    for tag, name in (("script", "src"), ("link", "href")):
        for found in page.select(f"{tag}[{name}]"):
            assert (output / "search" / found[name]).is_file()


def article(url, day="20240506", **more):
    import datetime

    date = datetime.datetime.strptime(day, "%Y%m%d")
    return SimpleNamespace(url=url, title="标题", content="<p>正文</p>", date=date, **more)


def test_an_article_keeps_its_files_when_others_come_and_go():
    def files(*urls):
        return {path for path, _ in index_files([article(url) for url in urls]) if "/t/" in path}

    assert files("b.html") < files("a.html", "b.html", "c.html")


def test_articles_of_one_day_and_one_number_are_both_found():
    # Two addresses whose checksums agree in the bits that count.
    seen = {}
    import zlib

    for number in range(100_000):
        url = f"{number}.html"
        twin = seen.setdefault(zlib.crc32(url.encode()) % 8192, url)
        if twin != url:
            break
    files = dict(index_files([article(url), article(twin)]))
    assert sum("/t/" in path for path in files) == 2
    assert json.loads(files["search/index.json"])["documents"] == 2
