import json
import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search import excerpts, shards
from portal.search.analysis import groups_of, least_of_two, weigh
from portal.search.excerpts import Excerpt
from portal.search.index import SMALL_SITE
from portal.search.splices import edited
from portal.search.update import rewritten

TOKENS = st.text("党建引领街道abc12𠮷", min_size=1, max_size=3)
POSTINGS = st.sets(st.integers(0, (1 << 30) - 1), min_size=1, max_size=20)


@given(st.dictionaries(TOKENS, POSTINGS, max_size=20), st.integers(0, 9))
def test_a_shard_gives_back_what_was_put_in(lists, value):
    data = shard_of({token: dict.fromkeys(numbers, value & 7) for token, numbers in lists.items()})
    shard = shards.decode(data, 0, lists)
    for token, numbers in lists.items():
        assert shards.postings_of(shard, token, 0) == [(number, value & 7) for number in sorted(numbers)]
    assert shards.encode(shards.decode(data)) == data


LISTS = st.dictionaries(TOKENS, st.dictionaries(st.integers(0, 30) | st.integers(0, (1 << 30) - 1), st.integers(1, 7), min_size=1))


def shard_of(lists):
    packed = {token: sorted(number << 3 | value for number, value in found.items()) for token, found in lists.items()}
    words = {token: packed[token] for token in sorted(packed) if not shards.is_pair(token)}
    pairs = {shards.token_hash(token): found for token, found in packed.items() if shards.is_pair(token)}
    return shards.encode(shards.Shard(dict(sorted(pairs.items())), words))


@given(LISTS, st.lists(st.tuples(TOKENS, st.integers(0, 30) | st.integers(0, (1 << 30) - 1), st.integers(-1, 7))))
def test_a_shard_with_postings_changed_equals_one_made_anew(lists, moves):
    before, changes = shard_of(lists), {}
    for token, number, value in moves:
        changes.setdefault(token, []).append((number, value))
        found = lists.setdefault(token, {})
        found.pop(number, None)
        if value >= 0:
            found[number] = value
    assert edited(before, 0, changes) == shard_of({token: found for token, found in lists.items() if found})


def test_hashing_many_tokens_at_once_gives_the_same_hashes():
    tokens = ["党建", "ab", "a", "𠮷野", "12345", "领ab"]
    pairs = [token for token in tokens if shards.is_pair(token)]
    assert shards.pair_hashes("".join(pairs)) == [shards.token_hash(token) for token in pairs] != []


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"not a shard", zlib.compress(b"x"), shards.encode(shards.Shard({}, {}))[:-1]]
)
def test_damaged_shards_and_excerpts_are_refused(data):
    with pytest.raises(ValueError, match="not a shard|cut short"):
        shards.decode(data)
    with pytest.raises(ValueError, match="not an excerpt"):
        excerpts.decode(data)


@pytest.mark.parametrize("text", ["党建引领", "臺灣\n第二行", "𠮷野家 😀 \u200b", "·—…“”〇々", ""])
def test_an_excerpt_gives_back_any_text(text):
    excerpt = Excerpt(text, "a/b.html", "2024-01-01", "a", "青石县", "case", "a/b.md", text, ("红色物业", "𠮷") if text else ())
    assert excerpts.decode(excerpts.encode(excerpt)) == excerpt


@pytest.mark.parametrize(
    "count, length, value", [(1, 100, 1), (2, 100, 2), (2, 1000, 1), (3, 1000, 2), (3, 9000, 1)]
)
def test_a_long_text_must_repeat_a_word_to_speak_of_it(count, length, value):
    assert 1 + (count >= least_of_two(length)) == value


def test_weights_are_the_same_whatever_the_hash_seed():
    assert weigh("改革中的街道", "街道体制") == {
        "1": "道体体制",
        "4": "中的改革的街革中 中 改 的 街 道 革",
        "5": "街道",
    }


def test_the_same_articles_in_any_order_give_the_same_bytes(sample):
    shuffled = sample.entries()
    random.Random(1).shuffle(shuffled)
    assert sample.index_of(shuffled) == sample.index_of(sample.entries())


def test_the_generation_changes_with_any_article_and_column_name(sample):
    def generation(articles, columns=sample.COLUMNS):
        return json.loads(sample.index_of(articles, columns)["index.json"])["generation"]

    first = sample.entries()
    edited = [sample.changed(first[0], "别的正文"), *first[1:]]
    values = [generation(first), generation(edited), generation(first[1:]), generation(first, {"yaowen": "新闻"})]
    assert len(set(values)) == 4


def test_no_article_at_all_is_an_index_too(sample):
    files = sample.index_of([])
    assert json.loads(files["index.json"])["documents"] == 0
    assert shards.decode(files["s/0/0.z"]) == shards.Shard({}, {})


def after(files, changes):
    merged = {**files, **dict(changes)}
    return {path: data for path, data in merged.items() if data is not None}


@pytest.mark.parametrize("count", [0, SMALL_SITE + 40], ids=["small", "large"])
def test_an_edit_a_new_article_and_a_deletion_rewrite_few_files_and_miss_none(sample, count):
    articles = sample.many(count)
    files = sample.index_of(articles)
    edited = sample.changed(articles[2], articles[2].excerpt.text + "补充一句。", ("网格党建",))
    new = sample.entry("20250101-001", "新的一篇", "全新的内容，也讲街道。")
    wanted = [*articles[:2], edited, *articles[4:], new]
    versions = {article.number: article.version for article in wanted}
    changes = rewritten(files.get, [edited, new], [articles[3].number], versions, sample.COLUMNS)
    assert changes is not None
    changes = dict(changes)
    assert after(files, changes) == sample.index_of(wanted)
    if count:
        shard_count = sum(path.startswith("s/") for path in files)
        assert sum(path.startswith("s/") for path in changes) < shard_count


@pytest.mark.parametrize("reason", ["grown", "other names"])
def test_an_index_that_cannot_be_edited_is_made_anew(sample, reason):
    files = sample.index_of(sample.entries())
    versions = {article.number: article.version for article in sample.entries()}
    if reason == "grown":
        versions |= dict.fromkeys(range(SMALL_SITE), "1")
    notes = {"names": "123"} if reason == "other names" else None
    assert rewritten(files.get, [], [], versions, sample.COLUMNS, notes) is None


@pytest.mark.parametrize("head", [None, b"", b"{", b"[]", b"{}", b'{"format":99,"documents":1,"bits":0,"postings":1}'])
def test_an_index_that_is_damaged_or_not_ours_is_refused(sample, head):
    files = {**sample.index_of(sample.entries()), "index.json": head}
    with pytest.raises(ValueError):
        rewritten(files.get, [], [], {1: "1"}, sample.COLUMNS)


def test_a_name_that_an_article_is_filed_under_counts_more_than_a_mention():
    weights = weigh("红色物业", "三方碰头，物业费。")
    values = {token: value for value, tokens in groups_of(weights, ["三方联动", "物业"]) for token in tokens}
    assert (values["三方"], values["联动"], values["物业"], values["红色"], values["碰头"]) == (3, 3, 7, 4, 1)
    single = groups_of(weights, ["三方联动"], every_character=True)
    assert {"费", "碰"} <= {token for value, tokens in single for token in tokens if value == 1}
