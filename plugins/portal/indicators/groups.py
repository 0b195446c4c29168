"""One indicator, many places: which figures measure the same thing.

Two figures are one indicator where an editor has said so (content/data/indicators.toml) or where their
names are equal once place, time and fillers are taken off; and always only where unit class and kind agree,
so that no group holds two units, or a count with a ratio. Doubt keeps figures apart: a missing row is
a smaller fault than a wrong comparison.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from portal.indicators.declared import Declared, Table
from portal.indicators.measures import kind_of
from portal.indicators.stems import unit_class
from portal.regions import gazetteer
from portal.text.codes import text_code

if TYPE_CHECKING:
    from portal.indicators.stages import Stage

_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_STEP = re.compile(r"(?<=..)[省市州盟县区旗镇]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure with what grouping and comparing need to know.

    Args:
        card, article: ids of the card and of its article.
        number, unit_shown: as set on cards; ``unit`` is the figure's own.
        region_code: six digits where the place is certain.
        sentence, offset: the sentence and where in it the figure starts.
        title, url, date, source: of the article; ``url`` leads to the sentence.
        checked: confirmed by an editor.
        whole: what a share is of, as written: 244个街道.
        head, lead: of the table column and the list that it stands in; headings: of its sections, one a line, the
            nearest first.
        slug: of the place in addresses, "" where it is not certain which place it is.
    """

    card: str
    article: str
    name: str
    number: str
    unit_shown: str
    text: str
    value: float
    value_high: float | None
    unit: str
    comparator: str
    kind: str
    region: str | None
    region_code: str | None
    region_fallback: bool
    period: str | None
    sentence: str
    offset: int
    title: str
    url: str
    date: str
    source: str
    checked: bool = False
    whole: str = ""
    head: str = ""
    lead: str = ""
    headings: str = ""
    slug: str = ""

    @property
    def place(self) -> str:
        """What tells its place from others: the code, else the name, "" where there is none."""
        return self.region_code or self.region or ""


class Family(NamedTuple):
    """What figures have in common that are one indicator unless an editor says otherwise; see :class:`Traits`."""

    core: str
    units: str
    kind: str
    before: str = ""

    @property
    def text(self) -> str:
        """The family in one line."""
        return "|".join(self).rstrip("|")

    @property
    def code(self) -> str:
        """Address part of its indicator, unless a family of the same code comes before it."""
        return text_code(self.text)


@dataclass(frozen=True)
class Group:
    """Figures of one indicator.

    Args:
        key: address part: the declared key, or ``x-`` and a code of stem, unit and kind.
        name, unit: as readers see them.
        unit_class, kind: what all its figures share.
        results, plans, standards: reached and planned values and those laid down, newest article first; never to
            be compared with each other.
        family: of its figures, None where an editor has declared it.
    """

    key: str
    name: str
    unit: str
    unit_class: str
    kind: str
    results: tuple[Entry, ...]
    plans: tuple[Entry, ...] = ()
    declared: Declared | None = None
    standards: tuple[Entry, ...] = ()
    family: Family | None = None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Reached values, then planned ones, then standards."""
        return self.results + self.plans + self.standards

    @property
    def places(self) -> int:
        """How many places it has figures of."""
        return len({entry.place for entry in self.entries} - {""})

    @property
    def years(self) -> list[str]:
        """Years named by the periods of its figures, newest first."""
        return sorted({year for e in self.entries if e.period for year in _YEAR.findall(e.period)}, reverse=True)

    @property
    def articles(self) -> int:
        """How many articles it has figures from."""
        return len({entry.article for entry in self.entries})

    def other_names(self) -> list[str]:
        """What its articles call it besides its name, most frequent first."""
        counts = Counter(_placeless(entry) for entry in self.results or self.entries)
        return sorted(counts.keys() - {self.name}, key=lambda name: (-counts[name], len(name), name))

    @property
    def has_page(self) -> bool:
        """Whether an editor has declared it, or there is something to compare: two places, years or articles."""
        if self.declared:
            return True
        return len(self.entries) > 1 and (self.places > 1 or len(self.years) > 1 or self.articles > 1)


@lru_cache(maxsize=4096)
def names_of_place(region: str | None) -> tuple[str, ...]:
    """Names a figure of that place may open with: its own and those of the places around it, longest first."""
    if not region:
        return ()
    # 示例省云川市青石区 may be 云川市青石区 or 青石区 in a name.
    found = {region, *(region[m.end() :] for m in _STEP.finditer(region) if len(region) - m.end() >= 2)}
    division = gazetteer.find(region)
    if division:
        for member in (division, *gazetteer.ancestors(division.code)):
            found |= {member.name, member.short, member.full_name}
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


class Traits(NamedTuple):
    """What decides which indicator a figure belongs to, but for the declared ones.

    Args:
        stage: see :func:`portal.indicators.stages.stage_of`; ``before``: see :func:`portal.indicators.traits.is_before`.
        core: stem of the name; ``units``: class of the unit.
        tells: whether the stem says what is counted.
        fits: whether the figure may be compared at all: it counts all of what it names, and its name is its own.
    """

    stage: Stage
    before: bool
    core: str
    units: str
    tells: bool
    fits: bool = True

    @property
    def counted(self) -> str:
        """The stem of the name alone."""
        return self.core.removesuffix(YEARS_LONG)


_BY_HEAD = re.compile("每|人均|户均")
#: What tells the stem of a change over several years from that of others.
YEARS_LONG = "（多年）"


#: Key of a declared indicator, or family -> stage and figure of its members.
Sorted = Mapping["str | Family", "list[tuple[Stage, Entry]]"]


def family_of(entry: Entry, traits: Traits) -> Family:
    """The family of a figure."""
    return Family(traits.core, traits.units, entry.kind, "before" if traits.before else "")


def sorted_out(figures: Iterable[tuple[Entry, Traits]], table: Table) -> Sorted:
    """The figures that may be compared, by what they are compared under.

    The figures of an article are sorted out in the same way whatever other articles say.
    """
    found: dict[str | Family, list[tuple[Stage, Entry]]] = {}
    for entry, traits in figures:
        if not traits.fits:
            continue
        known = None if traits.before else known_as(table, traits.core, traits.units, entry.kind, entry.unit)
        if known:
            found.setdefault(known.key, []).append((traits.stage, entry))
        elif traits.tells:
            found.setdefault(family_of(entry, traits), []).append((traits.stage, entry))
    single = {key: members if isinstance(key, str) else _single_valued(members) for key, members in found.items()}
    return {key: members for key, members in single.items() if members}


def grouped(found: Sorted, table: Table) -> list[Group]:
    """The indicators of figures that are sorted out."""
    named = [_group(known.key, found[known.key], known) for known in table.declared if known.key in found]
    return named + _free({key: members for key, members in found.items() if not isinstance(key, str)})


def families_of(known: Declared, table: Table) -> set[Family]:
    """The families whose figures :func:`known_as` may give to a declared indicator."""
    held = [Family(*key) for key, item in table.by_stem.items() if item is known]
    return {*held, *(family._replace(kind="standard") for family in held)}


def known_as(table: Table, core: str, units: str, kind: str, unit: str) -> Declared | None:
    """The declared indicator of a figure. A standard belongs to the one that it is set for where both go by the head:
    每万人不少于18名 to 每万人社区工作者数; one 网格员 for each 网格 is no standard of how many there are."""
    set_for = table.find(core, units, kind_of(unit)) if kind == "standard" and _BY_HEAD.search(core) else None
    return table.find(core, units, kind) or set_for


def _free(found: Mapping[Family, list[tuple[Stage, Entry]]]) -> list[Group]:
    """Groups without a hand-made key; should two codes ever be the same, the later ones are numbered."""
    groups, taken = [], Counter[str]()
    for family in sorted(found):
        code = family.code
        taken[code] += 1
        key = code if taken[code] == 1 else f"{code}-{taken[code]}"
        groups.append(_group(key, found[family], None, family))
    return sorted(groups, key=lambda g: g.key)


def _single_valued(members: list[tuple[Stage, Entry]]) -> list[tuple[Stage, Entry]]:
    """Without the figures of an article that gives several values by that name for one place and time:
    bands and items of a list (3000户以下, 5000户以上) are told apart by more than their name."""
    values: dict[tuple[str, ...], set[tuple[float, float | None]]] = {}
    for stage, entry in members:
        values.setdefault(_slot(stage, entry), set()).add((entry.value, entry.value_high))
    return [(stage, entry) for stage, entry in members if len(values[_slot(stage, entry)]) == 1]


def _slot(stage: Stage, entry: Entry) -> tuple[str, ...]:
    return stage, entry.article, entry.place, entry.period or ""


def _group(
    key: str, found: Iterable[tuple[Stage, Entry]], known: Declared | None, family: Family | None = None
) -> Group:
    members = sorted(found, key=lambda m: (m[1].article, m[1].card))
    members.sort(key=lambda m: m[1].date, reverse=True)
    first = members[0][1]
    results = tuple(entry for stage, entry in members if stage == "result")
    plans = tuple(entry for stage, entry in members if stage == "plan")
    standards = tuple(entry for stage, entry in members if stage == "standard")
    name = known.name if known else _name(results or plans or standards)
    unit = known.unit if known else _most(entry.unit for entry in results or plans or standards)
    kind = known.kind if known else first.kind
    return Group(key, name, unit, unit_class(first.unit), kind, results, plans, known, standards, family)


def _most(values: Iterable[str]) -> str:
    """The most frequent value; of several the shortest, then the first in code point order."""
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], len(value), value))


def _name(entries: Iterable[Entry]) -> str:
    """The name most figures have, without the place it opens with: the page compares places."""
    return _most(_placeless(entry) for entry in entries)


def _placeless(entry: Entry) -> str:
    for place in names_of_place(entry.region):
        if entry.name.startswith(place) and len(entry.name) - len(place) >= 4:
            return entry.name[len(place) :].removeprefix("的")
    return entry.name
