"""The pages under data/: all figures, each indicator, the list of indicators, and what the data are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from portal.columns.cards import figure_with_article, figures_of
from portal.columns.paging import paginate
from portal.columns.refs import Ref
from portal.indicators.comparison import compare
from portal.indicators.groups import Group
from portal.indicators.opendata import BASE, COMPARATORS, FIELDS, KIND_NAMES, SCHEMA_FILE, Data, collect
from portal.site import File, Page, Site

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


def pages(site: Site) -> Iterable[Page]:
    """All pages of the slice.

    Raises:
        DataError: content/data/indicators.toml is wrong.
    """
    data = collect(site)
    yield from _data_pages(site, data)
    for group in data.groups:
        yield _indicator_page(group)
    yield _index_page(data)
    yield _about_page(data)


def url_of(group: Group) -> str:
    """Site-relative address of the indicator's page."""
    return f"{BASE}{group.key}/"


def all_cards(site: Site, data: Data) -> Iterable[dict[str, Any]]:
    """Every card, newest article first, in reading order within an article, each with its indicator or null."""
    for article in site.articles:
        for card in sorted(figures_of(site, article), key=lambda c: int(c["id"][1:])):
            found = data.of_card.get((article.id, card["id"]))
            ref = {"name": found.name, "url": url_of(found)} if found else None
            yield {**figure_with_article(card, article), "indicator": ref}


def _data_pages(site: Site, data: Data) -> Iterable[Page]:
    """``data/index.html`` and its older pages, numbered from the oldest article."""
    found = list(all_cards(site, data))
    counts = Counter(card["region"] for card in found if card["region"])
    for part in paginate(found, BASE, site.settings.page_size * 2):
        newest = part.number is None
        inputs = {
            "page": {"title": "指标数据", "description": "文章里的数字，每一条都可以点回原句", "column": ""},
            "crumbs": CRUMBS,
            "figures": part.items,
            "total": len(found) if newest else None,
            "regions": [{"name": n, "count": c} for n, c in counts.most_common(MOST_REGIONS)] if newest else [],
            "indicators": [_entry(g) for g in _by_weight(data.groups)[:FEATURED]] if newest else [],
            "indicator_total": len(data.groups) if newest else 0,
            "pager": part.pager,
        }
        yield Page(part.path, "data.html", inputs)


def _indicator_page(group: Group) -> Page:
    known = group.declared
    about = known.description if known else ""
    title = f"{group.name}（{group.unit}）" if group.unit != "%" else group.name
    inputs = {
        "page": {"title": title, "description": about or f"{group.name}：各地各年数值比较，每个数可以点回原句", "column": ""},
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
        "has_figures": bool(data.rows),
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


def files(site: Site) -> Iterable[File]:
    """The open data (see opendata.py)."""
    from portal.indicators import opendata

    return opendata.files(site)
