"""The short way for plain bodies gives what Python-Markdown gives."""

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.articles import plain
from portal.articles.markdown import _converter
from portal.articles.sanitise import sanitise

#: Pieces that Markdown might make something of, among ordinary text.
PIECES = st.sampled_from(
    ["党建引领", "网格", " ", "  ", "\n", "\n\n", "\n \n", "#", "# ", "## 标题", "###", "-", "- ", "1.", "2. ", "1、", "3.5",
     "=", "===", "---", ":", ": ", "“", "”", '"', "'", "(", ")", "!", "$", "%", "~", "^", "{", "}", ".", "，", "。", "http://a.cn",
     "a@b.cn", "\u3000", "\xa0", "+", "/", "@", ";", "&", "<", "*", "_", "[", "]", "|", "\\", "\t", "100", "１"]
)  # fmt: skip


@settings(max_examples=1000, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_what_the_short_way_takes_reads_as_python_markdown_writes_it(source):
    made = plain.convert(source)
    assert made is None or made == _converter().reset().convert(source)


def test_paragraphs_and_headings_take_the_short_way():
    assert plain.convert("## 主要做法\n\n第一段。\n第二行。\n\n第三段。") == (
        "<h2>主要做法</h2>\n<p>第一段。\n第二行。</p>\n<p>第三段。</p>"
    )


def test_anything_else_is_left_to_python_markdown():
    for source in ("- 列表", "**重点**", "1. 一", "> 引文", "|a|b|\n|-|-|", "a\n---", "    四格", "词\n: 解释", "见[^1]"):
        assert plain.convert(source) is None


@settings(max_examples=1000, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_there_is_nothing_to_take_away_from_what_it_makes(source):
    made = plain.convert(source)
    assert made is None or "\xa0" in made or sanitise(made) == made
