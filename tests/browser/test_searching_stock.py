"""Search in the browser on an ordinary Pelican site."""

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import expect

STOCK = Path(__file__).parents[1] / "sites" / "stock"


def test_an_ordinary_pelican_site_is_searched_in_any_sub_path(tmp_path, host, tab):
    shutil.copytree(STOCK, tmp_path / "site")
    settings = tmp_path / "site/pelicanconf.py"
    settings.write_text(settings.read_text("utf-8").replace('"portal.indicators"', '"portal.indicators", "portal.search"'))
    command = [sys.executable, "-m", "pelican", "content", "-s", "pelicanconf.py", "-o", str(tmp_path / "host/sub/path")]
    subprocess.run(command, cwd=tmp_path / "site", capture_output=True, timeout=120, check=True)
    address = host(tmp_path / "host")
    tab.goto(address + "sub/path/search/")
    tab.locator("[data-search] input[name=q]").fill("網格裡的事")
    first = tab.locator("[data-results] li").first
    expect(first.locator("mark").first).to_be_visible()
    expect(first.locator("h2 a")).to_have_text("没有数字的一篇")
    first.locator("h2 a").click()
    expect(tab.locator("h1")).to_have_text("没有数字的一篇")
    assert tab.url == address + "sub/path/wangge.html"
    assert tab.errors == []
