from bs4 import BeautifulSoup

from portal.articles.html import text_of
from portal.indicators.analysis import analyse_text, ways_back
from portal.indicators.marks import marked, unmarked

HTML = '<p>铜陵市建成<strong>站点20个</strong>。另有<a href="b.html">服务点30个。</a>完。</p>\n<ul><li>网格员40名</li></ul>'


def page(html=HTML):
    analysis = analyse_text(text_of(html))
    return analysis, marked(html, analysis["marks"], ways_back(analysis))


def test_every_sentence_with_a_figure_has_a_way_back_to_its_card():
    analysis, html = page()
    soup = BeautifulSoup(html, "html.parser")
    assert len(soup.select(".figure-sentence")) == 3
    ids = {f"#card-{card['id']}" for card in analysis["cards"]}
    assert {link["href"] for link in soup.select("a.back")} == ids
    assert all(link["aria-label"] for link in soup.select("a.back"))


def test_the_text_stays_the_text():
    assert text_of(page()[1]) == text_of(HTML)


def test_no_link_stands_inside_a_link():
    assert BeautifulSoup(page()[1], "html.parser").select("a a") == []


def test_a_summary_carries_no_marks():
    assert unmarked(page()[1]) == HTML


def test_html_without_figures_is_left_alone():
    assert page("<p>网格里的事网格里办。</p>")[1] == "<p>网格里的事网格里办。</p>"
