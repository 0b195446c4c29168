"""The place of an article: its 地区 field as a name with a page of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from portal.articles.model import Article
from portal.errors import Problem, declare
from portal.regions import gazetteer
from portal.text.codes import text_code

declare(
    "warning",
    {
        "region-unknown": "地区不在行政区划表里",
        "region-ambiguous": "地区有几处同名",
    },
)

#: How many of several places of one name a message lists.
LISTED = 4


@dataclass(frozen=True)
class Place:
    """A place with a page.

    Args:
        slug: the six-digit code, or a code of its text where it is in no gazetteer.
        name: what readers see.
        url: its page, ``region/<slug>/``.
        code: six digits, or None.
        ancestors: the places it lies in, highest first.
    """

    slug: str
    name: str
    url: str
    code: str | None
    ancestors: tuple[Place, ...] = ()


def place_of(article: Article) -> Place | None:
    """The article's place, or None where it names none."""
    return resolve(article.region)


@lru_cache(maxsize=4096)
def resolve(text: str) -> Place | None:
    """The place that a front-matter value names; a name in no gazetteer is a place of its own."""
    text = text.strip()
    if not text:
        return None
    region = gazetteer.find(text)
    if region is not None:
        above = tuple(_place(r) for r in gazetteer.ancestors(region.code))
        return _place(region, above)
    slug = text_code(text)
    name, above = _local(text)
    return Place(slug, name, f"region/{slug}/", None, above)


def _place(region: gazetteer.Region, above: tuple[Place, ...] = ()) -> Place:
    return Place(region.code, region.name, f"region/{region.code}/", region.code, above or _above(region))


def _above(region: gazetteer.Region) -> tuple[Place, ...]:
    found: tuple[Place, ...] = ()
    for ancestor in gazetteer.ancestors(region.code):
        found += (Place(ancestor.code, ancestor.name, f"region/{ancestor.code}/", ancestor.code, found),)
    return found


def _local(text: str) -> tuple[str, tuple[Place, ...]]:
    """合肥市包河区望湖街道: the street's own name, inside the county the gazetteer knows."""
    pieces = [piece for piece in re.split(r"[\s·/／、,，\->]+", text) if piece]
    plain = "".join(pieces)
    for stop in range(len(plain) - 1, 1, -1):
        region = gazetteer.find(plain[:stop])
        if region and plain[:stop].endswith(region.name):
            return plain[stop:], (*_above(region), _place(region))
    return text, ()


@lru_cache(maxsize=4096)
def _is_known(text: str) -> bool:
    return gazetteer.find(text) is not None


def problem_of(article: Article) -> Problem | None:
    """A warning where the article's 地区 is unknown or means several places."""
    text = article.region.strip()
    if not text or _is_known(text):
        return None
    found = gazetteer.candidates(text)
    if found:
        names = "、".join(r.full_name for r in found[:LISTED]) + ("等" if len(found) > LISTED else "")
        message = f"地区「{text}」有 {len(found)} 处同名：{names}"
        return Problem("region-ambiguous", article.path, None, message, f"写全名或六位代码，如 {found[0].full_name}")
    if _local(text)[1] or article.sample:  # samples may play in places that do not exist
        return None
    message = f"行政区划表里没有「{text}」，已按文字单独建页"
    return Problem(
        "region-unknown",
        article.path,
        None,
        message,
        "核对名称；县以下单位写全名，如 安徽省合肥市包河区望湖街道；虚构的地名可以不理会",
    )
