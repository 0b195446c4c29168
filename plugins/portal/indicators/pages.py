"""The pages under data/: all figures, each indicator, the list of indicators, and what the data are."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from portal.articles.model import Article
from portal.columns.cards import figure_with_article, figures_of
from portal.columns.refs import Ref
from portal.indicators import opendata, region_pages
from portal.indicators.collection import UNIT, Brief, Data, articles_differing, brief_of, collect
from portal.indicators.comparison import compare
from portal.indicators.groups import Group
from portal.indicators.table import BASE, COMPARATORS, FIELDS, KIND_NAMES, SCHEMA_FILE
from portal.indicators.windows import Windows
from portal.site import Change, File, Page, Site, Unit
from portal.site import Group as Groups

INDEX = f"{BASE}indicators/"
ABOUT = f"{BASE}about/"
CRUMBS: list[Ref] = [{"name": "首页", "url": ""}, {"name": "指标数据", "url": BASE}]
#: Indicators named on the data page itself.
FEATURED = 12
#: Indicators without a hand-made key that the list names; their pages are reached from the figures in any case.
MOST_FREE = 300
#: Other names shown on an indicator's page.
MOST_NAMES = 6
#: Places counted beside the list of figures.
MOST_REGIONS = 24


def groups(site: Site, change: Change | None) -> Iterable[Groups]:
    """All pages of the slice; given a change, those that it concerns.

    Raises:
        DataError: content/data/indicators.toml is wrong.
    """
    if change is None or articles_differing(site, change):
        yield from _figures(site, collect(site, change), change)
    yield from region_pages.groups(site, change, CRUMBS)


def _figures(site: Site, data: Data, change: Change | None) -> Iterable[Groups]:
    for pool, found in data.pools.items():
        yield Groups(f"indicator {pool}", partial(_indicators, data, found))
    yield from _listed(site, data, change)
    yield Groups("figures", partial(_common, site, data, change))


def _indicators(data: Data, found: Iterable[Group]) -> Iterable[Unit]:
    for group in found:
        brief = brief_of(group)
        marks = {row.mark for e in group.entries for row in data.rows(data.site.by_id[e.article]) if row.entry.card == e.card}
        made = partial(_indicator_files, data, group)
        yield Unit(f"{UNIT}{group.key}", f"{brief} {sorted(marks)}", made, lambda brief=brief: list(brief))  # type: ignore[misc]


def _indicator_files(data: Data, group: Group) -> Iterable[Page | File]:
    yield _indicator_page(group)
    yield from opendata.files_of(data, group)


def _common(site: Site, data: Data, change: Change | None) -> Iterable[Unit]:
    """What speaks of all figures."""
    every = opendata.AllFigures(data, change)
    yield Unit(f"{BASE}index.html", "", lambda: [_list_page(site, data, 0)])
    yield Unit(f"{INDEX}index.html", "", lambda: [_index_page(data)])
    yield Unit(f"{ABOUT}index.html", "", lambda: [_about_page(site)])
    yield Unit(opendata.UNIT, "", every.files, every.note)


def _url(key: str) -> str:
    """Site-relative address of an indicator's page."""
    return f"{BASE}{key}/"


def cards_of(site: Site, data: Data, articles: Iterable[Article]) -> Iterable[dict[str, Any]]:
    """The cards of articles, in reading order within an article, each with its indicator or null."""
    for article in articles:
        refs = data.refs(article)
        for card in sorted(figures_of(site, article), key=lambda c: int(c["id"][1:])):
            found = refs.get(card["id"])
            yield {**figure_with_article(card, article), "indicator": region_pages.ref_of(found) if found else None}


def _windows(site: Site) -> Windows:
    made = partial(Windows, opendata.told(site), BASE, 2 * site.settings.page_size - 1)
    return site.shared("indicators.windows", made)


def _listed(site: Site, data: Data, change: Change | None) -> Iterable[Groups]:
    """All figures by time; ``data/index.html`` has the newest."""
    windows = _windows(site)
    wanted: Iterable[int] = range(len(windows.listed))
    if change is not None:
        wanted, gone = windows.touched(change.articles, data.relabelled.values())
        yield from (Groups.gone(f"figures {span.name}") for span in gone)
    for place in wanted:
        yield Groups(f"figures {windows.listed[place].span.name}", partial(_window, site, data, place))


def _window(site: Site, data: Data, place: int) -> Iterable[Unit]:
    if place:
        key = f"{_windows(site).pager(place)}{[data.mark(article) for article in _windows(site).listed[place].articles]}"
        yield Unit(f"{_windows(site).url(place)}index.html", key, lambda: [_list_page(site, data, place)])


def _list_page(site: Site, data: Data, place: int) -> Page:
    windows, newest = _windows(site), place == 0
    # A site without figures has a page that says so.
    articles = windows.listed[place].articles if windows.listed else ()
    label, url = "" if newest else windows.listed[place].span.label, BASE if newest else windows.url(place)
    inputs = {
        "page": {
            "title": "指标数据" if newest else f"指标数据 · {label}",
            "description": "文章里的数字，每一条都可以点回原句",
            "column": "",
        },
        "crumbs": CRUMBS if newest else [*CRUMBS, {"name": label, "url": url}],
        "figures": list(cards_of(site, data, articles)),
        "total": _total(site) if newest else None,
        "regions": region_pages.refs(site, MOST_REGIONS) if newest else [],
        "regions_url": region_pages.BASE,
        "indicators": [_entry(data, b) for b in _by_weight(data.briefs.values())[:FEATURED]] if newest else [],
        "indicator_total": len(data.briefs) if newest else 0,
        "pager": windows.pager(place),
    }
    return Page(f"{url}index.html", "data.html", inputs)


def _total(site: Site) -> int:
    marks = site.briefs("indicators", "mark")
    return sum(marks[article.id][0] for article in opendata.told(site))


def _indicator_page(group: Group) -> Page:
    known = group.declared
    about = known.description if known else ""
    title = f"{group.name}（{group.unit}）" if group.unit != "%" else group.name
    inputs = {
        "page": {
            "title": title,
            "description": about or f"{group.name}：各地各年数值比较，每个数可以点回原句",
            "column": "",
        },
        "crumbs": [*CRUMBS, {"name": "全部指标", "url": INDEX}, {"name": group.name, "url": _url(group.key)}],
        "name": group.name,
        "unit": group.unit,
        "kind": group.kind,
        "kind_name": KIND_NAMES[group.kind],
        "description": about,
        "definition": known.definition if known else "",
        "synonyms": group.other_names()[:MOST_NAMES],
        "downloads": {name: f"{_url(group.key)}{group.key}.{name}" for name in ("csv", "json")},
        "figures": len(group.entries),
        **compare(group),
    }
    return Page(f"{_url(group.key)}index.html", "indicator.html", inputs)


def _index_page(data: Data) -> Page:
    declared = [brief for brief in data.briefs.values() if brief.declared]
    free = [brief for brief in _by_weight(data.briefs.values()) if not brief.declared]
    wide = [brief for brief in free if brief.places > 1 or len(brief.years) > 1]
    others = [brief for brief in free if not (brief.places > 1 or len(brief.years) > 1)]
    room = max(0, MOST_FREE - len(wide))
    inputs = {
        "page": {"title": "全部指标", "description": "可以比较各地各年数值的指标", "column": ""},
        "crumbs": [*CRUMBS, {"name": "全部指标", "url": INDEX}],
        "total": len(data.briefs),
        "groups": [
            {"name": name, "note": note, "folded": folded, "entries": [_entry(data, brief) for brief in found]}
            for name, note, folded, found in (
                ("常用指标", "名称和口径由编辑登记", False, declared),
                ("其他可比指标", "名称相同、单位相同的数字，系统自动归在一起", False, wide[:MOST_FREE]),
                ("多篇文章写到的数字", "只有一个地方、一个年份，可以对照各篇怎样写", True, others[:room]),
            )
            if found
        ],
        "left_out": max(0, len(wide) - MOST_FREE) + max(0, len(others) - room),
    }
    return Page(f"{INDEX}index.html", "indicators.html", inputs)


def _about_page(site: Site) -> Page:
    inputs = {
        "page": {"title": "数据说明", "description": "数据从哪里来、怎样提取、有什么局限、怎样引用", "column": ""},
        "crumbs": [*CRUMBS, {"name": "数据说明", "url": ABOUT}],
        "fields": [{"key": f.key, "heading": f.heading, "meaning": f.meaning} for f in FIELDS],
        "comparators": [{"sign": sign, "word": word} for sign, word in COMPARATORS.items()],
        "schema": f"{BASE}{SCHEMA_FILE}",
        "has_figures": bool(opendata.told(site)),
    }
    return Page(f"{ABOUT}index.html", "data_about.html", inputs)


def _entry(data: Data, brief: Brief) -> dict[str, Any]:
    return {
        "name": brief.name,
        "url": _url(brief.key),
        "unit": brief.unit,
        "description": data.table.by_key[brief.key].description if brief.declared else "",
        "places": brief.places,
        "years": brief.years,
        "articles": brief.articles,
    }


def _by_weight(briefs: Iterable[Brief]) -> list[Brief]:
    """What compares most places first, then most years and articles; named ones before others of the same weight."""
    return sorted(briefs, key=lambda b: (-b.places, -len(b.years), not b.declared, -b.articles, b.name, b.key))
