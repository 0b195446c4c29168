"""A place as scopes hold it, and how far down the levels of places lie."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from portal.regions import gazetteer
from portal.regions.detect import Mention

LEVEL_SUFFIX = {
    "省": ("省", "自治区"), "市": ("市",), "区": ("区",), "县": ("县",), "旗": ("旗",), "州": ("州",), "盟": ("盟",),
    "镇": ("镇",), "乡": ("乡",), "村": ("村",), "街道": ("街道",), "街": ("街道",), "社区": ("社区",),
}  # fmt: skip

#: How far down a level lies.
RANKS = {"province": 0, "city": 1, "county": 2, "zone": 2, "town": 3, "community": 4}
_RANK = {
    "省": 0, "市": 1, "州": 1, "盟": 1, "区": 2, "县": 2, "旗": 2, "镇": 3, "乡": 3, "街道": 3, "街": 3,
    "地级市": 1, "县市区": 2, "区市": 2, "市县": 2, "区(": 2, "区县": 2, "县区": 2, "县(": 2, "市(县": 2, "镇街": 3, "街镇": 3, "乡镇": 3, "村镇": 3, "镇(": 3,
}  # fmt: skip


class Named(NamedTuple):
    """A place on the stack: its name, the names written above it and its code if known."""

    name: str
    level: str
    code: str | None
    above: tuple[str, ...]

    @classmethod
    def of(cls, mention: Mention) -> Named:
        """The place of a mention."""
        return cls(mention.name, mention.level, mention.code, mention.above)

    @classmethod
    def known(cls, name: str) -> Named:
        """The place of a name; a town where the gazetteer has none."""
        region = gazetteer.find(name)
        return cls(name, region.level if region else "town", region.code if region else None, ())


def level_suffixes(level: str) -> tuple[str, ...]:
    """Endings of names at the level that 全省, 该区 or 我村 names."""
    return LEVEL_SUFFIX[level]


def level_rank(level: str) -> int:
    """How far down the level lies that 全省, 该区 or 我村 names, see :data:`RANKS`."""
    return _RANK.get(level, RANKS["community"])


_OWN_NAME = re.compile(r"(?:街道|街(?=[^街]{2,4}村$)|[镇乡])(?=.)")


@lru_cache(maxsize=4096)
def own_name(name: str) -> str:
    """上宇村 of 廿里镇上宇村."""
    for match in _OWN_NAME.finditer(name):
        if len(name) - match.end() >= 2 and match.start():
            return name[match.end() :]
    return name


def towns_in(name: str) -> tuple[str, ...]:
    """廿里镇 of 廿里镇上宇村."""
    own = own_name(name)
    return (name[: -len(own)],) if own != name else ()
