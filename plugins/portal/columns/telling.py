"""Which figures speak for an article away from it: of its own place, of what came of the work rather than of how things stood."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from portal.articles.model import Article, Body
from portal.columns.period import YEAR
from portal.regions import gazetteer
from portal.regions.resolve import Place, place_of, resolve

#: A figure of the editor's card, as JSON values.
Figure = dict[str, Any]

#: Points by section of a case study; how things stood before (背景) is not shown at all.
SECTIONS = {"成效与反响": 4.0, "做法与经过": 2.0, "探讨与评论": 0.0, "": 2.0}
BACKGROUND = "背景与起因"
#: Points by kind: a share says more than a count; rough standards (每个网格30户) say little of a result.
KINDS = {"ratio": 2.0, "people": 1.0, "money": 1.0, "area": 0.0, "standard": -1.0}
OTHER_KIND = 0.5
#: Below it a figure is left out: none says more than a poor one.
LEAST = 2.5
#: Confidence from which nothing is taken off; below the second, a cell of a table or a guess.
SURE, GUESSED = 0.7, 0.5

_CHANGE = r"(?:[升降增减少短长加大高低多]|改革|改造|整治|实施|推行)"
_BEFORE = re.compile(rf"{_CHANGE}前(?![来往台列线沿期置])")
_AFTER = re.compile(rf"{_CHANGE}后(?!.*[增降]幅)")
#: What a place has whatever is done there.
_GIVEN = re.compile(r"人口|(?:^|总|国土|辖区|行政区|区域)面积$|^(?:总|常住|居民|住|社区|小区)?(?:户数|居民人数|人数)$|^(?:社区|小区|村|街道|乡镇|楼)数$")
#: Worked out by the author from figures already told.
_WORKED_OUT = re.compile(r"粗算|折算|平均下来|[按以][^,，。]{1,20}[算计](?:[,，]|$)|分摊到")
#: What names of figures end in whatever is counted.
_COUNTED = re.compile(r"(?:资金|人数|人次|户数|次数|占比|面积|数)$")


def own_place(region: str | None, article: Article) -> str:
    """How a figure's place lies to the article's: ``own``, ``inside``, or "" for another one or one not known to be inside.

    A name of no division (白鹭镇, 柳岸社区) is inside where the title or 实施单位 names it.
    """
    if not region:
        return "own"
    place, field = place_of(article), article.region.strip()
    if field.endswith(region) or place and region == place.name:
        return "own"
    named = region in article.title or region in article.unit
    divisions = gazetteer.candidates(region)
    if divisions:
        if place is None:
            return "inside" if named else ""
        lies = {_lies(division.code, place) for division in divisions}
        return "own" if "own" in lies else "inside" if "inside" in lies else ""
    if region in field:
        return ""
    around = resolve(region)
    if around and around.ancestors:
        return "inside" if place and any(_lies(above.slug, place) for above in around.ancestors) else ""
    return "inside" if named else ""


def _lies(code: str, place: Place) -> str:
    if not place.code:
        return ""
    stem = place.code.removesuffix("00").removesuffix("00")
    return "own" if code == place.code else "inside" if code.startswith(stem) else ""


def within(region: str | None, fallback: bool, article: Article, place: Place) -> bool:
    """Whether a figure of the article speaks of the place or of one inside it.

    Args:
        region, fallback: as its card has them.
        place: whose page it would be shown on; the article's own place lies in it.
    """
    if fallback or not region or own_place(region, article):
        return True
    return any(_lies(division.code, place) for division in gazetteer.candidates(region))


def telling(cards: Iterable[Figure], starts: Mapping[str, int], article: Article, body: Body | None, count: int) -> list[Figure]:
    """The figures of a case that say best what came of it, most telling first; none rather than another place's.

    Args:
        cards: all of the article's figures.
        starts: id of a figure -> where it stands in the body's text.
        count: at most so many.
    """
    sections = sections_of(body) if body else []
    found: list[tuple[float, int, Figure]] = []
    for card in cards:
        lies = own_place(None if card["region_fallback"] else card["region"], article)
        section = section_at(sections, starts.get(card["id"], 0))
        if lies and section != BACKGROUND and not _no_result(card, article):
            score = points(card, section, article.title)
            if score >= LEAST:
                found.append((-score, len(found), card))
    shown: list[Figure] = []
    for _, _, card in sorted(found, key=lambda item: item[:2]):
        # A second figure of the same sentence, name or amount tells little that is new.
        if all(card[same] != one[same] for one in shown for same in ("sentence", "name", "text")):
            shown.append(card)
        if len(shown) == count:
            break
    return shown


def _no_result(card: Figure, article: Article) -> bool:
    """Whether a figure says how things were or are anyway, or what the author works out of others."""
    if _BEFORE.search(card["name"]) or _GIVEN.search(card["name"]) or _WORKED_OUT.search(card["sentence"]):
        return True
    began, told = YEAR.search(article.period), YEAR.findall(card["period"] or "")
    return bool(began and told and max(told) < began[0])


def points(card: Figure, section: str, title: str) -> float:
    """How much a figure says of what came of a case."""
    score = SECTIONS.get(section, 0.0) + KINDS.get(card["kind"], OTHER_KIND)
    score += 2 * (len(card["text"]) > 1 and card["text"] in title) + 3 * card["checked"]
    score += 1.5 * bool(_AFTER.search(card["name"])) + 0.5 * bool(card["period"]) + 0.5 * (not card["region_fallback"])
    score += 0.25 * card["text"][-1:].isascii() if card["kind"] == "ratio" else min(math.log10(max(card["value"], 1)), 4) / 4
    score -= card["unit"] == "个百分点"
    score -= 4 * (len(_COUNTED.sub("", card["name"])) < 2)
    return score - (card["confidence"] < SURE) - 2 * (card["confidence"] < GUESSED)


def sections_of(body: Body) -> list[tuple[int, str]]:
    """Where each section of a case study begins in the text, with its name."""
    names, found, at = {anchor: name for name, anchor in body.sections.items()}, [], 0
    for heading in body.headings:
        start = 0 if at == 0 and body.text.startswith(heading.text) else body.text.find(f"\n{heading.text}", at) + 1
        if not start and at:
            continue
        at = start
        if heading.anchor in names:
            found.append((start, names[heading.anchor]))
    return found


def section_at(sections: Iterable[tuple[int, str]], start: int) -> str:
    """The section that a place in the text lies in, "" before the first."""
    return next((name for at, name in reversed(list(sections)) if at <= start), "")
