import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.articles.frontmatter import body_start, canonical, read
from portal.articles.keys import KEYS, canonical_key, nearest_key


def values(text):
    front = read(text.encode(), "yaowen/a.md")
    return {key: field.value for key, field in front.fields.items()}


def codes(text):
    return [problem.code for problem in read(text.encode(), "yaowen/a.md").problems]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("标题", "title"),
        ("发布日期", "date"),
        ("日期", "date"),
        ("更新日期", "updated"),
        ("来源", "source"),
        ("来源网址", "source_url"),
        ("作者", "author"),
        ("责任编辑", "editor"),
        ("编辑", "editor"),
        ("栏目", "column"),
        ("标签", "tags"),
        ("专题", "topics"),
        ("系列", "series"),
        ("地区", "region"),
        ("摘要", "summary"),
        ("头条", "headline"),
        ("置顶", "pinned"),
        ("示例", "sample"),
        ("类型", "type"),
        ("实施单位", "unit"),
        ("层级", "level"),
        ("时间", "period"),
        ("实施时间", "period"),
        ("领域", "domain"),
        ("做法", "practices"),
        ("题图", "image"),
        ("附件", "attachments"),
        ("曾用栏目", "formerly"),
        ("状态", "status"),
        ("编号", "id"),
        ("ＩＤ", "id"),
        ("Title", "title"),
        ("Source URL", "source_url"),
        ("source-url", "source_url"),
        ("标 题", "title"),
    ],
)
def test_a_key_is_known_in_chinese_and_english(written, key):
    assert canonical_key(written) == key


def test_no_spelling_stands_for_two_keys():
    spellings = [name for key, (_, names) in KEYS.items() for name in (key, *names)]
    assert len(spellings) == len(set(spellings))


def test_a_mistyped_key_is_told_its_nearest_neighbour():
    assert (nearest_key("soruce"), nearest_key("责任编缉"), nearest_key("zzz")) == ("source", "责任编辑", None)


def test_an_unknown_key_is_warned_of_at_its_line():
    problem = read(b"---\nid: 1\nsoruce: x\n---\n", "a.md").problems[0]
    assert (problem.code, problem.line, problem.fatal) == ("front-unknown", 3, False)
    assert "source" in problem.hint


@pytest.mark.parametrize("colon", [": ", "：", ":", "： ", " : ", " ："])
def test_any_colon_parts_key_and_value(colon):
    assert values(f"---\n标题{colon}治理：新事\n---\n") == {"title": "治理：新事"}


def test_pelicans_header_is_read_too():
    front = read("Title: 甲\n日期：2020-11-10\nTags: 一\n    二\n\n正文\n".encode(), "a.md")
    assert {key: field.value for key, field in front.fields.items()} == {
        "title": "甲",
        "date": "2020-11-10",
        "tags": "一\n二",
    }
    assert (front.body.strip(), front.body_line, front.fields["tags"].line) == ("正文", 5, 3)


def test_an_address_as_value_keeps_its_colon():
    assert values("---\nsource_url: https://a.cn/x:y\n来源网址2: x\n---\n")["source_url"] == "https://a.cn/x:y"


def test_yaml_turns_nothing_into_numbers_or_dates():
    text = (
        "---\nid: 20201110\ntitle: 007\ndate: 2020-11-10\npinned: no\nsource: 1e3\neditor: 0x1F\nseries: 1_000\n---\n"
    )
    assert values(text) == {
        "id": "20201110",
        "title": "007",
        "date": "2020-11-10",
        "pinned": "no",
        "source": "1e3",
        "editor": "0x1F",
        "series": "1_000",
    }


def test_colons_inside_a_text_block_stay_as_they_are():
    assert values("---\nsummary: |\n  来源：甲\n  标题：乙\ntitle: 丙\n---\n") == {
        "summary": "来源：甲\n标题：乙",
        "title": "丙",
    }


def test_each_key_knows_its_line():
    front = read("\n---\n\n# 说明\nid: 1\n\n附件:\n  - 文件: a\n    名称: b\n---\n正文".encode(), "a.md")
    assert {key: field.line for key, field in front.fields.items()} == {"id": 5, "attachments": 7}
    assert front.body_line == 11


def test_a_comment_that_swallows_half_a_title_is_told():
    assert codes("---\ntitle: 第 #1 名\n---\n") == ["front-comment"]
    assert codes("---\ntitle: '第 #1 名'\n# 单独一行的注释\n---\n") == []


def test_two_spellings_of_one_key_are_duplicates():
    assert codes("---\ntitle: 甲\n标题: 乙\n---\n") == ["front-duplicate"]
    assert codes("title: 甲\n标题: 乙\n\n正文") == ["front-duplicate"]


def test_a_thousand_unknown_keys_are_answered_soon():
    text = "---\n" + "".join(f"k{n}: v\n" for n in range(5000)) + "---\n"
    assert 0 < len(read(text.encode(), "a.md").problems) < 50


TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"]) | st.just(" "), min_size=1
)
PLAIN = TEXT.map(lambda text: " ".join(text.split())).filter(bool)


@given(
    st.fixed_dictionaries(
        {"id": st.just("20201110-001"), "title": PLAIN},
        optional={
            "date": st.just("2020-11-10T09:05"),
            "summary": PLAIN,
            "source": PLAIN,
            "pinned": st.just(True),
            "tags": st.lists(PLAIN, min_size=1, max_size=3),
            "image": st.fixed_dictionaries({"src": PLAIN, "alt": PLAIN}),
            "attachments": st.lists(st.fixed_dictionaries({"src": PLAIN, "name": PLAIN}), min_size=1, max_size=2),
        },
    )
)
def test_the_canonical_head_reads_back_as_it_was(fields):
    def plain(value):
        if isinstance(value, list):
            return [plain(item.value) for item in value]
        if isinstance(value, dict):
            return {key: plain(item.value) for key, item in value.items()}
        return value

    front = read((canonical(fields) + "正文").encode(), "a.md")
    assert front.problems == []
    assert {key: plain(field.value) for key, field in front.fields.items()} == {
        **fields,
        **({"pinned": "true"} if "pinned" in fields else {}),
    }


def test_the_canonical_head_has_one_order_and_leaves_out_what_is_empty():
    fields = {
        "tags": ["甲", "乙、丙"],
        "title": "标题: 二",
        "id": "20201110-001",
        "summary": "",
        "pinned": False,
        "date": "2020-11-10",
    }
    assert (
        canonical(fields) == '---\nid: 20201110-001\ntitle: "标题: 二"\ndate: 2020-11-10\ntags: [甲, "乙、丙"]\n---\n'
    )


def test_a_key_that_does_not_exist_is_not_written():
    with pytest.raises(KeyError):
        canonical({"titel": "甲"})


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("head", ["---\nid: 1\n---\n", "\n---\nid: 1\n---\n", "标题：甲\nid: 1\n", ""])
def test_the_body_is_found_at_its_offset_in_the_exact_text(head, bom, end):
    text = bom + (head + "\n正文\n").replace("\n", end)
    assert text[body_start(text) :].strip("\ufeff\r\n") == "正文"
