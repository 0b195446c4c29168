from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.articles.html import VOID, lines_of, mark, text_of
from portal.articles.sanitise import sanitise


class Checker(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.ids, self.anchors = [], [], {}
        self.texts = {}

    def handle_starttag(self, tag, attrs):
        name = dict(attrs).get("id")
        if name:
            self.ids.append(name)
            self.texts[name] = ""
        if tag not in VOID:
            self.open.append((tag, name))

    def handle_endtag(self, tag):
        assert self.open and self.open.pop()[0] == tag

    def handle_data(self, data):
        for _, name in self.open:
            if name:
                self.texts[name] += data


def check(html):
    checker = Checker()
    checker.feed(html)
    checker.close()
    assert checker.open == []
    assert len(checker.ids) == len(set(checker.ids))
    return checker


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>甲</p>\n<p>乙</p>", "甲\n乙"),
        ("<p>甲<br>乙</p>", "甲\n乙"),
        ("<p>甲<br>\n乙<br></p>", "甲\n乙"),
        ("<p>1 &lt; 2 &amp; 3&nbsp;个</p>", "1 < 2 & 3\xa0个"),
        ("<p>甲<strong>乙</strong>丙</p>", "甲乙丙"),
        ("<ul>\n<li>甲<ul>\n<li>乙</li>\n</ul>\n丙</li>\n</ul>", "甲\n乙\n丙"),
        ("<table><tr><th>名</th><td>1</td></tr></table>", "名\n1"),
        ('<figure><img src="a" alt="不算"><figcaption>图注</figcaption></figure>', "图注"),
        ("<dl><dt>词</dt><dd>义</dd></dl>", "词\n义"),
        ("<pre>a  b\nc</pre>", "a  b\nc"),
        ("<p>word\nword</p>", "word word"),
        ('<p>80%<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>。</p>', "80%。"),
        ('<p title="a>b">甲</p>', "甲"),
        ("", ""),
        ("<p> </p>", ""),
    ],
)
def test_the_text_is_what_a_reader_reads(html, text):
    assert text_of(html) == text


def test_a_range_is_wrapped():
    assert (
        mark("<p>全市有5个社区。</p>", [(3, 5, "f1", "figure")])
        == '<p>全市有<span id="f1" class="figure">5个</span>社区。</p>'
    )


def test_a_range_grows_to_the_edge_of_an_element_it_cuts():
    assert (
        mark("<p>有<strong>5个社</strong>区。</p>", [(0, 2, "f1", "")])
        == '<p><span id="f1">有<strong>5个社</strong></span>区。</p>'
    )


def test_a_range_inside_an_element_stays_inside():
    assert mark("<p><b>有5个</b></p>", [(1, 3, "f1", "")]) == '<p><b>有<span id="f1">5个</span></b></p>'


def test_a_range_ends_with_its_block():
    assert mark("<p>甲乙</p>\n<p>丙</p>", [(1, 4, "a", "")]) == '<p>甲<span id="a">乙</span></p>\n<p>丙</p>'


def test_ranges_may_lie_inside_one_another():
    marked = mark("<p>有5个社区。</p>", [(1, 3, "f1", "figure"), (0, 6, "s1", "sentence")])
    assert marked == '<p><span id="s1" class="sentence">有<span id="f1" class="figure">5个</span>社区。</span></p>'


def test_of_two_overlapping_ranges_the_later_gives_way_and_keeps_its_anchor():
    assert (
        mark("<p>甲乙丙丁</p>", [(0, 2, "a", ""), (1, 4, "b", "")])
        == '<p><span id="a">甲乙</span><span id="b">丙丁</span></p>'
    )
    crossing = mark("<p>甲<b>乙丙</b>丁</p>", [(0, 2, "a", ""), (2, 4, "b", "")])
    assert crossing == '<p><span id="a">甲<b>乙丙</b></span><span id="b">丁</span></p>'
    swallowed = mark("<p>甲<b>乙</b>丙</p><p><b>一二</b></p>", [(0, 2, "a", ""), (1, 2, "b", "")])
    assert swallowed.count("<span") == 2
    check(swallowed)


def test_an_anchor_is_given_once():
    check(mark('<p id="x">甲乙丙</p>', [(0, 1, "x", "c"), (1, 2, "y", "c"), (2, 3, "y", "c")]))


def test_entities_are_counted_as_the_characters_they_are():
    assert mark("<p>a &lt; b</p>", [(2, 3, "x", "")]) == '<p>a <span id="x">&lt;</span> b</p>'


def test_ranges_out_of_the_text_are_left_out():
    assert mark("<p>甲</p>", [(5, 9, "a", ""), (0, 0, "b", ""), (-1, 1, "c", "")]) == "<p>甲</p>"


PIECES = [
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<em>",
    "</em>",
    '<a href="https://a.cn/?a=1&b=>">',
    "</a>",
    "<br>",
    "<ul><li>",
    "</li></ul>",
    "<td>",
    "<table>",
]
PIECES += [
    "甲",
    "乙丙",
    "。",
    " ",
    "\n",
    "&lt;",
    "&amp;",
    "&nbsp;",
    "5%",
    "<pre>",
    "</pre>",
    '<img src="x" alt="图">',
    "<h2>",
    "</h2>",
    "<code>",
    "𠀀",
]
PIECES += ['<sup><a class="footnote-ref">1</a></sup>']
HTML = st.lists(st.sampled_from(PIECES), max_size=40).map("".join).map(sanitise)
SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 12)), max_size=8)


@given(HTML, SPANS)
def test_marks_change_no_text_and_break_no_element(html, pairs):
    text = text_of(html)
    spans = [(start, start + size, f"s{number}", "c") for number, (start, size) in enumerate(pairs)]
    marked = mark(html, spans)
    assert text_of(marked) == text
    checker = check(marked)
    # Every range that touches text keeps its anchor, so that no link to it breaks.
    for start, end, anchor, _ in spans:
        if text[start:end].strip("\n"):
            assert anchor in checker.ids
    assert mark(html, spans) == marked


@given(HTML, SPANS, SPANS)
def test_marks_can_be_put_on_marks(html, first, second):
    once = mark(html, [(start, start + size, f"a{n}", "") for n, (start, size) in enumerate(first)])
    twice = mark(once, [(start, start + size, f"b{n}", "") for n, (start, size) in enumerate(second)])
    check(twice)
    assert text_of(twice) == text_of(html)


@given(st.text(st.sampled_from("甲乙丙丁。5 "), min_size=1, max_size=20), st.data())
def test_a_range_of_plain_text_is_wrapped_exactly(text, data):
    html = f"<p>{text}</p>"
    read = text_of(html)
    if not read:
        return
    start = data.draw(st.integers(0, len(read) - 1))
    end = data.draw(st.integers(start + 1, len(read)))
    assert check(mark(html, [(start, end, "x", "")])).texts["x"] == read[start:end]


INLINE = st.lists(
    st.sampled_from(["党建", " ", "\n", "\t", "\u3000", "\xa0", "A&amp;B", "<em>强</em>", "1"]), max_size=5
).map("".join)
BLOCK = st.tuples(st.sampled_from(["p", 'h2 id="h-1"', "h3", "blockquote"]), INLINE, st.sampled_from(["", "\n"]))


@given(st.lists(BLOCK, max_size=4))
def test_bare_paragraphs_are_read_the_short_way_to_the_same_text(blocks):
    html = "".join(f"<{tag}>{text}</{tag.split()[0]}>{end}" for tag, text, end in blocks)
    assert text_of(html) == "\n".join(text for _, text in lines_of(html))
