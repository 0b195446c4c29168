"""The short way for simple heads reads what libyaml reads."""

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.articles import yamltree

#: Pieces that YAML might make something of, among ordinary text.
PIECES = st.sampled_from(
    ["党建引领", "网格", "title", "id", " ", "  ", ":", ": ", "：", "09:05", "2024-01-02", '"', "'", "[", "]", ", ", ",", "、", "-", "- ", "#",
     " #", "{", "}", "&", "*", "!", "|", ">", "%", "@", "`", "~", "null", "true", "1.5", "“", "”", "（", "）", "(", ")", "?", "+", ".", "/",
     "\\", "\t", "\u3000", "\u200b", "\xa0", "\x85", "\u2028", "·", "，", "。", "=", "<", "http://a.cn"]
)  # fmt: skip
TEXT = st.lists(PIECES, max_size=6).map("".join)
LISTED = st.lists(TEXT, max_size=3).map(lambda items: "[" + ", ".join(f'"{item}"' for item in items) + "]")
VALUE = st.one_of(TEXT, TEXT.map(lambda text: f'"{text}"'), LISTED)
ROW = st.tuples(st.sampled_from(["title", "标题", "tags", "id", "来源", "x y", "- a"]), VALUE).map(
    lambda pair: f"{pair[0]}: {pair[1]}\n"
)


@settings(max_examples=2000, deadline=None)
@given(st.lists(ROW, max_size=4).map("".join))
def test_a_simple_head_reads_as_libyaml_reads_it(text):
    if yamltree._SIMPLE.fullmatch(text):
        reader = yamltree._Reader(yamltree._habits(text), 2, "a.md")
        assert yamltree.pairs(text, 2, "a.md") == (reader.document(), reader.problems)


def test_an_ordinary_head_takes_the_short_way():
    head = 'id: 20240102-001\n标题: "物业费：先服务，后收费"\ndate: 2024-01-02 09:05\n来源: 云川先锋网\ntags: ["红色物业", "网格"]\n'
    assert yamltree._SIMPLE.fullmatch(head)
    assert [name for name, _ in yamltree.pairs(head, 2, "a.md")[0]] == ["id", "标题", "date", "来源", "tags"]
