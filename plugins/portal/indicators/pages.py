"""The pages under data/: all figures, each indicator, the list of indicators, and what the data are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from itertools import groupby
from typing import Any

from portal.articles.model import Article
from portal.columns.cards import figure_with_article, figures_of, gives_figures
from portal.columns.paging import paginate
from portal.columns.refs import Ref
from portal.indicators import opendata, region_pages
from portal.indicators.comparison import compare
from portal.indicators.groups import Group
from portal.indicators.opendata import Data, collect
from portal.indicators.table import BASE, COMPARATORS, FIELDS, KIND_NAMES, SCHEMA_FILE
from portal.site import File, Page, Site, Unit

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


def units(site: Site, marks: Mapping[str, str]) -> Iterable[Unit]:
    """All units of the slice.

    Raises:
        DataError: content/data/indicators.toml is wrong.
    """
    data = collect(site)
    for group in data.groups:
        key = "".join([marks[entry.article] + entry.card for entry in group.entries])
        made = partial(_indicator_files, site, group)
        yield Unit(f"{url_of(group)}index.html", f"{group.name} {group.unit} {key}", made)
    yield from _lists(site, data, marks)
    yield from region_pages.units(site, data, marks, CRUMBS)
    yield Unit(f"{INDEX}index.html", "", lambda: [_index_page(data)])
    yield Unit(f"{ABOUT}index.html", "", lambda: [_about_page(data)])
    yield Unit(f"{BASE}{SCHEMA_FILE}", "", partial(opendata.files, site))


def _indicator_files(site: Site, group: Group) -> Iterable[Page | File]:
    yield _indicator_page(group)
    yield from opendata.files_of(site, group)


def url_of(group: Group) -> str:
    """Site-relative address of the indicator's page."""
    return f"{BASE}{group.key}/"


def cards_of(site: Site, data: Data, articles: Iterable[Article]) -> Iterable[dict[str, Any]]:
    """The cards of articles, in reading order within an article, each with its indicator or null."""
    for article in articles:
        for card in sorted(figures_of(site, article), key=lambda c: int(c["id"][1:])):
            found = data.of_card.get((article.id, card["id"]))
            ref = {"name": found.name, "url": url_of(found)} if found else None
            yield {**figure_with_article(card, article), "indicator": ref}


def _parts(articles: Iterable[Article], size: int) -> list[tuple[str, str, list[Article]]]:
    """Address, label and articles of each page of the list, newest first.

    Cut by month and then by article, so that a figure that comes or goes in an old article moves none of the others.
    """
    parts = []
    for month, found in groupby(articles, key=lambda article: article.day[:7]):
        base, label = f"{BASE}{month.replace('-', '')}/", f"{int(month[:4])}年{int(month[5:])}月"
        for part in paginate(list(found), base, size):
            number = f"第 {part.number} 页" if part.number is not None else ""
            parts.append((part.path.removesuffix("index.html"), f"{label}{number}", part.items))
    # The newest part stands on the data page itself.
    return [(BASE, "最新", parts[0][2]), *parts[1:]] if parts else [(BASE, "最新", [])]


def _lists(site: Site, data: Data, marks: Mapping[str, str]) -> Iterable[Unit]:
    """``data/index.html`` with the newest figures, and the older ones by month."""
    parts = _parts((a for a in site.articles if marks.get(a.id) and gives_figures(site, a)), site.settings.page_size)
    indicators: defaultdict[str, list[str]] = defaultdict(list)
    for (article, card), found in data.of_card.items():
        indicators[article].append(f"{card}{found.key}{found.name}")
    for place, (url, label, articles) in enumerate(parts):
        around = [parts[at][:2] if 0 <= at < len(parts) else None for at in (place - 1, place + 1)]
        pager = dict(zip(("newer", "older"), [{"name": n[1], "url": n[0]} if n else None for n in around], strict=True))
        page = partial(_list_page, site, data, url, label, articles, pager)
        if place:
            shown = [f"{article.version} {sorted(indicators[article.id])}" for article in articles]
            yield Unit(f"{url}index.html", f"{pager}{shown}", lambda page=page: [page()])  # type: ignore[misc]
        else:
            yield Unit(f"{url}index.html", "", lambda page=page: [page()])  # type: ignore[misc]


def _list_page(site: Site, data: Data, url: str, label: str, articles: list[Article], pager: dict[str, Any]) -> Page:
    newest = url == BASE
    inputs = {
        "page": {
            "title": "指标数据" if newest else f"指标数据 · {label}",
            "description": "文章里的数字，每一条都可以点回原句",
            "column": "",
        },
        "crumbs": CRUMBS if newest else [*CRUMBS, {"name": label, "url": url}],
        "figures": list(cards_of(site, data, articles)),
        "total": len(data.entries) if newest else None,
        "regions": region_pages.refs(site, MOST_REGIONS) if newest else [],
        "regions_url": region_pages.BASE,
        "indicators": [_entry(g) for g in _by_weight(data.groups)[:FEATURED]] if newest else [],
        "indicator_total": len(data.groups) if newest else 0,
        "pager": pager,
    }
    return Page(f"{url}index.html", "data.html", inputs)


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
        "crumbs": [*CRUMBS, {"name": "全部指标", "url": INDEX}, {"name": group.name, "url": url_of(group)}],
        "name": group.name,
        "unit": group.unit,
        "kind": group.kind,
        "kind_name": KIND_NAMES[group.kind],
        "description": about,
        "definition": known.definition if known else "",
        "synonyms": group.other_names()[:MOST_NAMES],
        "downloads": {name: f"{url_of(group)}{group.key}.{name}" for name in ("csv", "json")},
        "figures": len(group.entries),
        **compare(group),
    }
    return Page(f"{url_of(group)}index.html", "indicator.html", inputs)


def _index_page(data: Data) -> Page:
    declared = [g for g in data.groups if g.declared]
    free = [g for g in _by_weight(data.groups) if not g.declared]
    wide = [g for g in free if g.places > 1 or len(g.years) > 1]
    others = [g for g in free if not (g.places > 1 or len(g.years) > 1)]
    room = max(0, MOST_FREE - len(wide))
    inputs = {
        "page": {"title": "全部指标", "description": "可以比较各地各年数值的指标", "column": ""},
        "crumbs": [*CRUMBS, {"name": "全部指标", "url": INDEX}],
        "total": len(data.groups),
        "groups": [
            {"name": name, "note": note, "folded": folded, "entries": [_entry(g) for g in found]}
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


def _about_page(data: Data) -> Page:
    inputs = {
        "page": {"title": "数据说明", "description": "数据从哪里来、怎样提取、有什么局限、怎样引用", "column": ""},
        "crumbs": [*CRUMBS, {"name": "数据说明", "url": ABOUT}],
        "fields": [{"key": f.key, "heading": f.heading, "meaning": f.meaning} for f in FIELDS],
        "comparators": [{"sign": sign, "word": word} for sign, word in COMPARATORS.items()],
        "schema": f"{BASE}{SCHEMA_FILE}",
        "has_figures": bool(data.entries),
    }
    return Page(f"{ABOUT}index.html", "data_about.html", inputs)


def _entry(group: Group) -> dict[str, Any]:
    return {
        "name": group.name,
        "url": url_of(group),
        "unit": group.unit,
        "description": group.declared.description if group.declared else "",
        "places": group.places,
        "years": group.years,
        "articles": group.articles,
    }


def _by_weight(groups: Iterable[Group]) -> list[Group]:
    """What compares most places first, then most years and articles; named ones before others of the same weight."""
    return sorted(groups, key=lambda g: (-g.places, -len(g.years), not g.declared, -g.articles, g.name, g.key))
