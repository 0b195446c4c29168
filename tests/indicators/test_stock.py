"""The plugin in an ordinary Pelican site with a theme of its own, built by plain ``pelican``."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

STOCK = Path(__file__).parents[1] / "sites" / "stock"


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    home = tmp_path_factory.mktemp("stock") / "site"
    shutil.copytree(STOCK, home)
    done = subprocess.run(
        [sys.executable, "-m", "pelican", "content", "-s", "pelicanconf.py", "-o", "output"],
        cwd=home, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return home / "output"


def page(output, name):
    return BeautifulSoup((output / name).read_text("utf-8"), "html.parser")


def test_an_article_shows_its_figures_as_cards(output):
    cards = page(output, "gaige.html").select(".figure-card")
    assert any("244个街道中 超过80%" in " ".join(card.get_text().split()) for card in cards)
    assert "柳岸区" in cards[0].get_text()


def test_bands_make_one_table_card(output):
    rows = page(output, "gaige.html").select(".figure-card table tr")
    assert [row.get_text() for row in rows] == ["3000户以下5万元", "3000—5000户8万元", "5000户以上10万元"]


def test_cards_lead_to_sentences_and_sentences_back_to_cards(output):
    soup = page(output, "gaige.html")
    ids = {tag["id"] for tag in soup.select("[id]")}
    links = [tag["href"][1:] for tag in soup.select("a[href^='#']")]
    assert len(links) >= 8
    assert set(links) <= ids


def test_links_and_emphasis_of_the_article_survive(output):
    soup = page(output, "gaige.html")
    assert soup.select_one("main a[href='/wangge.html']").get_text() == "另一篇"
    assert soup.select_one("main em").get_text() == "共配备"


def test_an_article_without_figures_stays_as_it_is(output):
    soup = page(output, "wangge.html")
    assert soup.select(".figures, .figure-sentence") == []


def test_lists_know_the_figures_and_repeat_no_ids(output):
    soup = page(output, "index.html")
    assert "4 项数据" in soup.get_text()
    assert soup.select("[id], .figure-sentence, .back") == []
