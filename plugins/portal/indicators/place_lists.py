"""Places that are read otherwise where they stand among others: examples of a list, names that begin like others."""

from __future__ import annotations

import re
from collections.abc import Iterable

from portal.indicators.named import own_name
from portal.regions.detect import Mention

#: After the last example of what is counted: 前湖村|等13个行政村.
_COUNTED = re.compile(
    r"(?:[、和][\u4e00-\u9fff]{1,5}(?:村|社区))*等[近约超]?\d+[余多]?个[\u4e00-\u9fff]{0,4}?(?:村|社区)"
)
#: Before the first of them: they were chosen by a larger place, 授予|古港镇三口村等30个村.
_CHOSEN = re.compile(r"(?:授予|同意|认定|命名|确定|评定|推选|公布|表彰)(?:了|将)?[\u4e00-\u9fff]{0,6}$")
_TOWN = re.compile(r"街道|街|镇|乡")


def without_examples(text: str, mentions: list[Mention]) -> list[Mention]:
    """Villages that are examples of what is counted give way to the town or county written before the first:
    金口街大罾埠村、前湖村等13个行政村 speaks of 金口街."""
    found: list[Mention] = []
    run: list[Mention] = []
    for mention in mentions:
        if run and text[run[-1].end : mention.start] not in ("、", "和"):
            run = []
        found.append(mention)
        run.append(mention)
        if mention.level == "community" and _COUNTED.match(text, mention.end):
            chosen = _CHOSEN.search(text, max(0, run[0].start - 9), run[0].start)
            around = None if chosen else _around(text, run[0])
            if chosen or around:
                found[-len(run) :] = [around] if around else []
    return found


def _around(text: str, first: Mention) -> Mention | None:
    """The place written before the village of a mention, as a mention of its own."""
    own = own_name(first.name)
    name = first.name[: -len(own)] or (first.above[-1] if first.above else "")
    end = first.end - len(own)
    if not name or not text[first.start : end].endswith(name):
        return None
    above = first.above if name != (first.above or ("",))[-1] else first.above[:-1]
    level = "town" if _TOWN.search(name[-2:]) else "county"
    return first._replace(end=end, name=name, level=level, code=None, above=above)


def shadowed(text: str, mentions: Iterable[list[Mention]]) -> dict[Mention, Mention]:
    """Short names that stand for a town of the text or begin its name, and what they are: 长沙 of 长沙贡玛 is
    长沙贡玛乡, and 玉林 in a text on 玉林街道 is no city."""
    every = [mention for group in mentions for mention in group]
    towns = {_TOWN.split(m.name)[0]: m for m in every if m.level == "town" and len(m.name) > len("一二三乡")}
    stems = {_TOWN.split(name)[0] for m in every for name in (*m.above, m.name) if _TOWN.search(name, 1)}
    found = {}
    for mention in every:
        written = text[mention.start : mention.end]
        if written in stems and mention.code and mention.name not in text:
            name = next(
                name for m in every for name in (*m.above, m.name) if name.startswith(written) and _TOWN.search(name, 1)
            )
            name = name[: _TOWN.search(name, 1).end()]  # type: ignore[union-attr]
            found[mention] = mention._replace(name=name, level="town", code=None, above=())
        for stem, town in towns.items():
            if written != stem and stem.startswith(written) and text.startswith(stem, mention.start):
                found[mention] = town._replace(start=mention.start, end=mention.start + len(stem))
    return found
