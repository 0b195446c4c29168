"""The pages under data/: all figures, each indicator, the list of indicators, and what the data are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from portal.articles.model import Article
from portal.columns.cards import figure_with_article, figures_of
from portal.columns.paging import paginate
from portal.columns.refs import Ref
from portal.indicators import opendata, region_pages
from portal.indicators.collection import UNIT, Brief, Data, articles_differing, brief_of, collect
from portal.indicators.comparison import compare
from portal.indicators.groups import Group
from portal.indicators.table import BASE, COMPARATORS, FIELDS, KIND_NAMES, SCHEMA_FILE
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


class Part(NamedTuple):
    """A page of the list of all figures."""

    url: str
    label: str
    articles: list[Article]


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
    yield from _months(site, data, change)
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
    yield Unit(f"{BASE}index.html", "", lambda: [_newest_page(site, data)])
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


def _parts(site: Site) -> dict[str, list[Part]]:
    """Month -> the pages of the list of figures, newest first.

    Cut by month and then by article, so that a figure that comes or goes in an old article moves none of the others.
    """
    found: dict[str, list[Part]] = {}
    for month, articles in groupby(opendata.told(site), key=lambda article: article.day[:7]):
        base, label = f"{BASE}{month.replace('-', '')}/", f"{int(month[:4])}年{int(month[5:])}月"
        for part in paginate(list(articles), base, site.settings.page_size):
            number = f"第 {part.number} 页" if part.number is not None else ""
            url = part.path.removesuffix("index.html")
            # The newest part stands on the data page itself.
            parted = Part(url, f"{label}{number}", part.items) if found else Part(BASE, "最新", part.items)
            found.setdefault(month, []).append(parted)
    return found


def _months(site: Site, data: Data, change: Change | None) -> Iterable[Groups]:
    """The figures by month; ``data/index.html`` has the newest."""
    parts = _parts(site)
    order = sorted(parts)
    months = set(order)
    if change is not None:
        changed = {article.day[:7] for article in (*change.articles, *data.relabelled.values())}
        # A page names those before and after it.
        near = (order[at] for month in changed for at in _around(order, month))
        months = {*changed, *near}
    listed = [part for month in reversed(order) for part in parts[month]]
    places = {part.url: place for place, part in enumerate(listed)}
    for month in sorted(months):
        own = [(part, _pager(listed, places[part.url])) for part in parts.get(month, ()) if part.url != BASE]
        yield Groups(f"figures {month}", partial(_month, site, data, own))


def _around(order: list[str], month: str) -> Iterable[int]:
    place = bisect_left(order, month)
    return range(max(0, place - 1), min(len(order), place + 2))


def _pager(parts: list[Part], place: int) -> dict[str, Any]:
    around = [parts[at] if 0 <= at < len(parts) else None for at in (place - 1, place + 1)]
    return dict(zip(("newer", "older"), [{"name": n.label, "url": n.url} if n else None for n in around], strict=True))


def _month(site: Site, data: Data, parts: Iterable[tuple[Part, dict[str, Any]]]) -> Iterable[Unit]:
    for part, pager in parts:
        key = f"{pager}{[data.mark(article) for article in part.articles]}"
        page = partial(_list_page, site, data, part, pager)
        yield Unit(f"{part.url}index.html", key, lambda page=page: [page()])  # type: ignore[misc]


def _newest_page(site: Site, data: Data) -> Page:
    listed = [part for parts in _parts(site).values() for part in parts] or [Part(BASE, "最新", [])]
    return _list_page(site, data, listed[0], _pager(listed, 0))


def _list_page(site: Site, data: Data, part: Part, pager: dict[str, Any]) -> Page:
    url, label, articles = part
    newest = url == BASE
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
        "pager": pager,
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
