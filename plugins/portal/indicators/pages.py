"""The data page and the open data: every card of the site with its article."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from portal.articles.model import Article
from portal.columns.cards import figure_with_article, figures_of
from portal.columns.paging import paginate
from portal.regions.resolve import place_of
from portal.site import File, Page, Site

BASE = "data/"
#: Comparators in words: a bare ``=`` or ``>`` in a cell would start a formula.
COMPARATORS = {"=": "等于", ">": "超过", ">=": "不低于", "<": "不足", "<=": "不超过", "~": "约"}
#: Columns of indicators.csv: key and heading.
COLUMNS = (
    ("name", "指标"), ("text", "数值（原文）"), ("value", "数值"), ("value_high", "数值上限"), ("unit", "单位"), ("comparator", "比较"),
    ("region", "地区"), ("region_code", "地区代码"), ("period", "时间"), ("kind", "类别"), ("sentence", "原文"), ("start", "起始位置"), ("end", "结束位置"),
    ("article_title", "文章标题"), ("article_url", "文章网址"), ("article_date", "发布日期"), ("article_source", "来源"),
)  # fmt: skip


def all_cards(site: Site) -> Iterator[dict[str, Any]]:
    """Every card, newest article first, in reading order within an article."""
    for article in site.articles:
        for card in sorted(figures_of(site, article), key=lambda c: int(c["id"][1:])):
            yield figure_with_article(card, article)


def pages(site: Site) -> Iterable[Page]:
    """``data/index.html`` and its older pages, numbered from the oldest article."""
    found = list(all_cards(site))
    counts = Counter(card["region"] for card in found if card["region"])
    crumbs = [{"name": "首页", "url": ""}, {"name": "指标数据", "url": BASE}]
    for part in paginate(found, BASE, site.settings.page_size * 2):
        newest = part.number is None
        inputs = {
            "page": {"title": "指标数据", "description": "文章里的数字，每一条都可以点回原句", "column": ""},
            "crumbs": crumbs,
            "figures": part.items,
            "total": len(found) if newest else None,
            "regions": [{"name": n, "count": c} for n, c in counts.most_common(24)] if newest else [],
            "pager": part.pager,
        }
        yield Page(part.path, "data.html", inputs)


def files(site: Site) -> Iterable[File]:
    """``data/indicators.json`` and ``.csv`` (UTF-8 with BOM, which Excel needs)."""
    rows = [row for article in site.articles for row in _rows(site, article)]
    body = json.dumps({"version": 1, "figures": rows}, ensure_ascii=False, indent=1)
    yield File(f"{BASE}indicators.json", body.encode())
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow([heading for _, heading in COLUMNS])
    for row in rows:
        spoken = {**row, "comparator": COMPARATORS[row["comparator"]]}
        writer.writerow([_cell(spoken[key]) for key, _ in COLUMNS])
    yield File(f"{BASE}indicators.csv", b"\xef\xbb\xbf" + table.getvalue().encode())


def _rows(site: Site, article: Article) -> Iterator[dict[str, Any]]:
    analysis = site.analysis("indicators", article.id) or {}
    by_id = {card["id"]: card for card in analysis.get("cards", [])}
    place = place_of(article)
    for number, figure in enumerate(analysis.get("figures", []), 1):
        card = by_id[f"f{number}"]
        yield {
            **{
                key: card[key]
                for key in ("name", "text", "comparator", "region", "region_fallback", "period", "kind", "sentence")
            },
            **{key: figure[key] for key in ("value", "value_high", "unit", "unit_raw", "start", "end")},
            "region_code": _code(card, place),
            "article_title": article.title,
            "article_url": f"{article.url}#{card['anchor']}",
            "article_date": article.day,
            "article_source": article.source,
        }


def _code(card: dict[str, Any], place: Any) -> str | None:
    """Six digits where the region is certain: named without a double, or one around the article's place."""
    from portal.regions import gazetteer

    if card["region_fallback"]:
        return place.code if place else None
    if place:
        for member in (place, *place.ancestors):
            if member.name == card["region"]:
                return member.code
    region = gazetteer.find(card["region"]) if card["region"] else None
    return region.code if region else None


def _cell(value: Any) -> Any:
    """A cell that a spreadsheet shows as text: a leading sign must not start a formula."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return "'" + value if isinstance(value, str) and value[:1] in "=+-@\t\r" else value
