"""What decides which indicator a figure belongs to, told from the figure alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from portal.indicators.declared import Table
from portal.indicators.groups import YEARS_LONG, Entry, Group, Traits, grouped, names_of_place, sorted_out
from portal.indicators.parts import is_part, names_another
from portal.indicators.stages import stage_of
from portal.indicators.stems import stem, tells_something, unit_class

_FROM = re.compile(r"(?:由|从)[^,，;；。\d]{0,12}$")
_TO = re.compile(r"^[^,，;；。]{0,14}?(?:降|减|升|增|提高|缩|扩|压|调整|精简|变)[^,，;；。\d]{0,3}(?:到|至|为|成)")

#: A change over several years is no change over one, by whatever name.
_CHANGE = re.compile(r"(?:幅|增长率?|下降|变化|增加|减少|提高)$")
_SEVERAL_YEARS = re.compile(
    r"十[一二三四五六]五|(?:[两二三四五六七八九十]|(?<!\d)\d{1,2})年(?:多?来|间|里)?$|年(?:以来|至|到|—|-)"
)


def group(entries: Iterable[Entry], table: Table) -> list[Group]:
    """The indicators, declared ones first in the order of the file, then the others by key.

    Pure: the order of the entries decides nothing but the order inside a group, which is by date,
    article and card in any case. A figure whose name tells nothing by itself (资金, 人数) is in no group.
    """
    return grouped(sorted_out(((entry, traits_of(entry)) for entry in entries), table), table)


def is_before(entry: Entry) -> bool:
    """Whether the figure is where a change set out from: 由64项压减到47项 gives 64项."""
    head, tail = entry.sentence[: entry.offset], entry.sentence[entry.offset + len(entry.text) :]
    return bool(_FROM.search(head) and _TO.search(tail))


def traits_of(entry: Entry) -> Traits:
    """The traits of a figure, from the figure alone."""
    stage = stage_of(entry)
    core = stem(entry.name, entry.unit, names_of_place(entry.region), entry.period or "", stage == "plan")
    if entry.kind == "ratio" and _CHANGE.search(core) and _SEVERAL_YEARS.search(entry.period or ""):
        core += YEARS_LONG
    fits = entry.checked or not (is_part(entry, core) or names_another(entry))
    return Traits(stage, is_before(entry), core, unit_class(entry.unit), tells_something(core), fits)
