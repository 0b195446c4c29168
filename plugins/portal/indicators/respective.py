"""Figures that are given one for one: 受理数、案损数分别下降16%和36%."""

from __future__ import annotations

import re
from collections.abc import Sequence

from portal.indicators.clause_nouns import without_verb
from portal.indicators.clauses import Place
from portal.indicators.tagging import Token, tokens
from portal.indicators.titles import SUFFIXED

_BETWEEN = re.compile(r"\s*(?:[、,和及与]|以及)?\s*$")
#: Links between items, not the same characters inside 参与, 和谐 or 及时.
_ITEMS = re.compile(r"以及|、|(?<!总)和(?![谐平睦解])|(?<!涉)及(?![时格其])|(?<!参)与(?!会)")
_SPLIT = re.compile(r"^(?P<items>[^分]*(?:分(?!别)[^分]*)*)分别(?P<verb>.*)$", re.DOTALL)
#: Longest list whose items are given their own figures.
_MOST = 8


def shared_out(places: Sequence[Place]) -> list[Place]:
    """The places with each figure's own item left of it, where a list of figures answers a list of items."""
    found = list(places)
    for index, place in enumerate(places):
        match = _SPLIT.match(place.left) if "分别" in place.left else None
        if not match:
            continue
        items = [item for item in _ITEMS.split(match["items"]) if item]
        run = _run(places, index)
        if len(items) < 2 or len(items) != run:
            continue
        last = tokens(items[-1])
        for offset, item in enumerate(items):
            own = item if offset == run - 1 else item + _shared_end(item, items[-1], last)
            changed = found[index + offset]._replace(left=own + match["verb"])
            found[index + offset] = (
                changed._replace(after_figure=False, listed=False, previous=None) if offset else changed
            )
    return found


def _shared_end(item: str, whole: str, cut: Sequence[Token]) -> str:
    """案件 of 刑事、治安案件: what the last item has that the shorter ones go without."""
    if len(cut) > 1 and SUFFIXED.search(whole) and not SUFFIXED.search(item):
        return whole[cut[0].end :]  # 一般人员、正职起步工资
    if len(cut) > 1:
        return whole[cut[0].end :] if len(item) <= cut[0].end + 1 else ""
    return whole[-2:] if len(item) == 2 and len(whole) == 4 else ""


def _run(places: Sequence[Place], index: int) -> int:
    """How many figures follow each other from ``index`` with only a link between them."""
    count = 1
    while (
        count < _MOST
        and index + count < len(places)
        and places[index + count].previous == index + count - 1
        and _BETWEEN.match(places[index + count].left)
        and _BETWEEN.match(places[index + count - 1].right)
    ):
        count += 1
    return count


_RATES = re.compile("(?P<rate>[\u4e00-\u9fff]{1,4}[率度])分别")


def rated(places: Sequence[Place], index: int, named: Sequence[str]) -> dict[int, str]:
    """农家书屋覆盖率 of 服务站90个、农家书屋80个,覆盖率分别达91%和99%: the rates of what was just counted."""
    found = _RATES.match(places[index].left.strip()) if index < len(places) else None
    run = _run(places, index) if found else 0
    if not found or not 2 <= run <= len(named):
        return {}
    return {index + n: without_verb(noun) + found["rate"] for n, noun in enumerate(named[-run:])}


def bases(places: Sequence[Place], index: int, named: Sequence[str]) -> dict[int, str]:
    """What each rate from ``index`` is of, where a list of rates answers the figures just named.

    Args:
        named: nouns of the sentence's figures before ``index``: 国内游客、入境游客 before 分别增长6.7%、39.6%.
    """
    if index >= len(places) or not places[index].left.startswith("分别") or places[index].after_figure:
        return {}
    run = _run(places, index)
    return dict(zip(range(index, index + run), named[-run:], strict=True)) if 2 <= run <= len(named) else {}
