from hypothesis import given
from hypothesis import strategies as st

from portal.columns.paging import paginate


def pages(count, size=3):
    return {part.path: part.items for part in paginate(list(range(count, 0, -1)), "a/", size)}


def test_a_short_list_is_one_page():
    assert pages(2) == {"a/index.html": [2, 1]}


def test_an_empty_list_still_has_its_page():
    assert pages(0) == {"a/index.html": []}


def test_old_pages_keep_their_content_when_articles_come():
    before, after = pages(7), pages(8)
    assert before["a/1/index.html"] == after["a/1/index.html"] == [3, 2, 1]
    assert after["a/index.html"] == [8, 7, 6, 5, 4]


def test_pagers_of_old_pages_do_not_change_when_articles_come():
    old = {p.path: p.pager for p in paginate(list(range(30, 0, -1)), "a/", 3)}
    new = {p.path: p.pager for p in paginate(list(range(32, 0, -1)), "a/", 3)}
    changed = {path for path in old if old[path] != new[path]}
    assert changed == set()


@given(st.integers(0, 60), st.integers(1, 7))
def test_every_article_is_on_exactly_one_page_and_every_link_leads_to_a_page(count, size):
    parts = paginate(list(range(count, 0, -1)), "a/", size)
    shown = [item for part in parts for item in part.items]
    assert shown == list(range(count, 0, -1))
    paths = {part.path for part in parts}
    for part in parts:
        links = [part.pager[name] for name in ("newest", "newer", "older", "oldest")]
        links += [entry["url"] for entry in part.pager["numbers"]]
        assert {f"{url}index.html" for url in links if url} <= paths
