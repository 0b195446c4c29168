"""The case library: what its cases can be chosen by, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from portal.articles.model import Article
from portal.columns.terms import PRACTICE, read_terms
from portal.regions.resolve import Place, place_of
from portal.site import Site

#: Levels from the top down; others come after them by name.
LEVELS = ("省", "市", "县区", "街道", "乡镇", "社区", "村", "小区", "网格", "楼栋", "部门", "单位")


def library(site: Site, cases: list[Article]) -> dict[str, Any]:
    """Practices, regions (a tree), levels and domains of the cases with their counts."""
    practices = read_terms(site, PRACTICE)
    used = Counter(term for article in cases for term in practices.of(article))
    levels = Counter(article.level for article in cases if article.level)
    domains = Counter(article.domain for article in cases if article.domain)
    return {
        "practices": [
            {"name": t.name, "url": practices.url(t), "count": n}
            for t, n in sorted(used.items(), key=lambda item: (-item[1], item[0].key))
        ],
        "regions": _tree(cases),
        "levels": [{"name": name, "count": levels[name]} for name in sorted(levels, key=level_order)],
        "domains": [{"name": name, "count": n} for name, n in sorted(domains.items(), key=lambda item: (-item[1], item[0]))],
    }


def level_order(level: str) -> tuple[int, str]:
    """Sorts levels from the top down."""
    return (LEVELS.index(level) if level in LEVELS else len(LEVELS), level)


def _tree(cases: Iterable[Article]) -> list[dict[str, Any]]:
    """Places with the places inside them, each with the number of its cases, by code."""
    counts: Counter[Place] = Counter()
    for article in cases:
        place = place_of(article)
        counts.update([*place.ancestors, place] if place else [])
    nodes = {
        place: {"name": place.name, "url": place.url, "count": counts[place], "children": []}
        for place in sorted(counts, key=lambda place: place.slug)
    }
    tops: list[dict[str, Any]] = []
    for place, node in nodes.items():
        siblings = nodes[place.ancestors[-1]]["children"] if place.ancestors else tops
        assert isinstance(siblings, list)
        siblings.append(node)
    return tops
