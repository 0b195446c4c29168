"""Pages of the list of all figures: cut by the calendar, and which of them a change touches."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.articles.model import Article
from portal.indicators.windows import Windows

PLAIN = Article(
    path="yaowen/a.md", id="20240101-001", title="标题", date="2024-01-01", column="yaowen", source="来源", editor="编辑", version="1"
)

number = st.integers(1, 40)
day = st.sampled_from(["2023-12-31", "2024-01-01", "2024-01-02", "2024-01-17", "2024-02-29"])
sites = st.dictionaries(st.tuples(day, number), day, max_size=40)


def windows(site):
    """Of articles that are given by day and number of the id, with their dates."""
    articles = [replace(PLAIN, id=f"{d.replace('-', '')}-{n:03d}", date=date) for (d, n), date in site.items()]
    return Windows(sorted(articles, key=lambda a: (a.date, a.id), reverse=True), "data/", 3)


def pages(found):
    return {
        found.url(place): (window.span.label, [a.id for a in window.articles], found.pager(place))
        for place, window in enumerate(found.listed)
    }


@given(sites)
def test_every_article_stands_on_one_page_newest_first(site):
    found = windows(site)
    listed = [article for window in found.listed for article in window.articles]
    assert sorted(a.id for a in listed) == sorted(a.id for a in found.articles)
    assert [a.day for a in listed] == sorted((a.day for a in listed), reverse=True)
    assert all(len(w.articles) <= 3 or len({a.id[9:] for a in w.articles}) == 1 for w in found.listed)
    assert len(pages(found)) == len(found.listed)


@given(sites, sites, st.sets(st.tuples(day, number)))
@settings(max_examples=300)
def test_pages_that_a_change_does_not_touch_are_the_same(site, more, without):
    after = {key: date for key, date in {**site, **more}.items() if key not in without}
    old, new = windows(site), windows(after)
    changed = [a for a in (*old.articles, *new.articles) if a not in old.articles or a not in new.articles]
    wanted, gone = new.touched(changed, ())
    before = {w.span: pages(old)[old.url(place)] + (old.url(place),) for place, w in enumerate(old.listed)}
    now = {w.span: pages(new)[new.url(place)] + (new.url(place),) for place, w in enumerate(new.listed)}
    made = {new.listed[place].span for place in wanted}
    assert before.keys() - now.keys() <= set(gone)
    assert {span for span in now if before.get(span) != now[span]} <= made
    assert not set(gone) & now.keys()


def test_labels_and_addresses_speak_of_days():
    days = [("2024-01-02", n) for n in range(1, 6)] + [("2024-01-30", n) for n in (1, 2)] + [("2023-12-31", 1)]
    found = windows({key: key[0] for key in days})
    assert [(w.span.label, found.url(place)) for place, w in enumerate(found.listed)] == [
        ("2024年1月17日至31日", "data/"),
        ("2024年1月2日（编号 4—7）", "data/202401/02-4-7/"),
        ("2024年1月2日（编号 0—3）", "data/202401/02-0-3/"),
        ("2023年12月", "data/202312/"),
    ]
