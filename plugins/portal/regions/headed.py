"""The county or city that a text's headline opens with by its short name: 鼓楼：…, 朝阳：…."""

from __future__ import annotations

import re
from functools import lru_cache

from portal.regions import gazetteer, towns

#: A headline is one of the first lines, and this long at most.
LINES, LINE = 4, 60
#: How many streets and towns of a text are looked up.
MOST = 40

#: 【…】 and a province or city may stand before the name, a colon follows it.
_HEAD = re.compile(r"(?:[【\[][^】\]]*[】\]])?[\s#*]*(?P<name>[\u4e00-\u9fff]{2,5})[:：]")
_TOWN = re.compile(r"街道|镇|乡")
#: 全区, 区委: of which level the text speaks.
_SPOKEN = re.compile(r"全(?P<all>[市区县旗])(?!域)|(?<![省市区县])(?P<body>[市区县旗])委")


@lru_cache(maxsize=64)
def headed(context: str) -> tuple[str, gazetteer.Region] | None:
    """The short name that a headline opens with and the division that the rest of the text shows it to be.

    Short names are shared (鼓楼, 栖霞) or words (和平): what tells which is meant are the divisions around it, and the
    streets and towns inside it, that the text names. Without any of them there is none.
    """
    for line in [line for line in context[: 8 * LINE].splitlines() if line.strip()][:LINES]:
        match = _HEAD.match(line.strip()) if len(line) <= LINE else None
        found = [region for region in gazetteer.named(match["name"]) if not region.until] if match else []
        if match and found and all(region.name != match["name"] for region in found):
            return _shown(match["name"], found, context)
    return None


def _shown(name: str, regions: list[gazetteer.Region], context: str) -> tuple[str, gazetteer.Region] | None:
    """The one of several divisions that most in the text speaks for."""
    inside = _counties(context)
    spoken = [found["all"] or found["body"] for found in _SPOKEN.finditer(context)]
    weighed = []
    for region in regions:
        around = sum(above.short in context for above in gazetteer.ancestors(region.code))
        below = sum(code.startswith(region.code.rstrip("0")) for code in inside)
        level = spoken.count(region.name[-1]) / (len(spoken) + 1)
        weighed.append((around + below, level, region))
    best = max(weighed, key=lambda found: found[:2])
    return (name, best[2]) if best[0] and sum(found[:2] == best[:2] for found in weighed) == 1 else None


def _counties(context: str) -> list[str]:
    """Codes of the counties in which the streets and towns of a text lie."""
    found: set[str] = set()
    for suffix in list(_TOWN.finditer(context))[:MOST]:
        name = towns.ending_at(context, suffix.end(), suffix.start())
        found.update(towns.counties_of(name) if name else ())
    return sorted(found)
