"""All figures of the site and the indicators they make; given a change, only the indicators that it concerns are made.

Figures are one indicator by what each says of itself (:func:`portal.indicators.groups.sorted_out`), and articles are filed under
the families of their figures. So a change says which families differ, the file says which articles have figures of
these, and no others are read. Of indicators that stay as they are, what others show of them is noted (:class:`Brief`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from portal.articles.model import Article
from portal.columns.cards import gives_figures
from portal.indicators.declared import Table, read_indicators
from portal.indicators.groups import Entry, Family, Group, Sorted, families_of, grouped, sorted_out
from portal.indicators.rows import Row, read
from portal.site import Change, Site

if TYPE_CHECKING:
    from portal.indicators.stages import Stage

#: How the units open that make an indicator's page; the address part follows.
UNIT = "indicator "
_Members = list[tuple["Stage", Entry]]


class Brief(NamedTuple):
    """What others show of an indicator that has a page.

    Args:
        pool: its figures are one indicator, or a few whose codes are the same: the key of a declared one, or a code.
        name_of: the family, or ``=`` and the key of a declared one.
        figures, places, articles: how many.
    """

    key: str
    pool: str
    name_of: str
    name: str
    unit: str
    kind: str
    figures: int
    places: int
    years: list[str]
    articles: int

    @property
    def declared(self) -> bool:
        """Whether an editor has declared it."""
        return self.name_of.startswith("=")

    @property
    def label(self) -> tuple[str, str, int]:
        """What pages of articles and places show of it, or go by: only roughly, how many places can be compared."""
        return self.key, self.name, self.places.bit_length()


def _named(key: str | Family) -> str:
    return f"={key}" if isinstance(key, str) else key.text


def _pool(key: str | Family) -> str:
    return key if isinstance(key, str) else key.code


def brief_of(group: Group) -> Brief:
    """What others show of the group."""
    key = group.family or group.key
    counted = (len(group.entries), group.places, group.years, group.articles)
    return Brief(group.key, _pool(key), _named(key), group.name, group.unit, group.kind, *counted)


@dataclass
class Data:
    """The figures of the site, and its indicators.

    Args:
        table: the declared indicators.
        briefs: key -> brief of every indicator with a page, declared ones first.
        pools: pool -> indicators of those that were made: all, or those that a change concerns.
        relabelled: articles, other than changed ones, whose figures have come to an indicator, left it, or find it under
            another label.
        moved: names of what has come to an indicator, left it, or finds it under another label.
    """

    site: Site
    table: Table
    briefs: Mapping[str, Brief] = field(default_factory=dict)
    pools: Mapping[str, list[Group]] = field(default_factory=dict)
    relabelled: Mapping[str, Article] = field(default_factory=dict)
    moved: set[str] = field(default_factory=set)
    _rows: dict[str, list[Row]] = field(default_factory=dict)
    _lines: dict[str, list[list[str]]] = field(default_factory=dict)
    _sorted: dict[str, Sorted] = field(default_factory=dict)
    _by_name: dict[str, Brief] = field(default_factory=dict)

    def read_all(self) -> None:
        """Read the figures of all articles at once."""
        rows = self.site.analyses("indicators", "rows")
        for article in self.site.articles:
            self._rows[article.id] = list(read(rows.get(article.id) or ())) if gives_figures(self.site, article) else []

    def read_all_lines(self) -> None:
        """Read the rows of the open data of all articles at once."""
        self._lines.update({name: lines or [] for name, lines in self.site.analyses("indicators", "lines").items()})

    def rows(self, article: Article) -> list[Row]:
        """The figures of an article, in reading order."""
        if article.id not in self._rows:
            told = gives_figures(self.site, article)
            self._rows[article.id] = list(read(self.site.value("indicators", "rows", article.id) or ())) if told else []
        return self._rows[article.id]

    def lines(self, article: Article) -> list[list[str]]:
        """The rows of the open data of an article's figures, see :func:`portal.indicators.rows.rows_of`."""
        if article.id not in self._lines:
            self._lines[article.id] = self.site.value("indicators", "lines", article.id) or []
        return self._lines[article.id]

    def sorted(self, article: Article) -> Sorted:
        """The figures of an article that may be compared."""
        if article.id not in self._sorted:
            self._sorted[article.id] = self.sort(self.rows(article))
        return self._sorted[article.id]

    def sort(self, rows: Iterable[Row]) -> Sorted:
        """Figures that may be compared, by what they are compared under."""
        return sorted_out(((row.entry, row.traits) for row in rows if not row.banded), self.table)

    def refs(self, article: Article) -> dict[str, Brief]:
        """Ids of an article's cards -> their indicators."""
        if not self._by_name:
            self._by_name.update({brief.name_of: brief for brief in self.briefs.values()})
        found = ((self._by_name.get(_named(key)), members) for key, members in self.sorted(article).items())
        return {entry.card: brief for brief, members in found if brief for _, entry in members}

    def moved_in(self, article: Article) -> set[str]:
        """Ids of an article's cards whose indicator is another than before, or goes by another label."""
        held = self.sorted(article).items()
        return {entry.card for key, members in held if _named(key) in self.moved for _, entry in members}

    def mark(self, article: Article) -> str:
        """Changes when a figure or card of the article does, or the label of an indicator of one."""
        labels = sorted((card, brief.label) for card, brief in self.refs(article).items())
        return f"{self.site.briefs('indicators', 'mark').get(article.id)}{labels}"

    def order(self, found: Iterable[Brief]) -> dict[str, Brief]:
        """By key, declared ones first in the order of the file."""
        places = {known.key: place for place, known in enumerate(self.table.declared)}
        return {brief.key: brief for brief in sorted(found, key=lambda b: (places.get(b.key, len(places)), b.key))}

    def made(self, found: Sorted) -> list[Group]:
        """The indicators with a page. Most names stand alone: nothing to compare."""
        some = {key: members for key, members in found.items() if isinstance(key, str) or len(members) > 1}
        return [group for group in grouped(some, self.table) if group.has_page]


def articles_differing(site: Site, change: Change) -> list[str]:
    """Ids of the articles a figure or card of which does."""
    marks = site.briefs("indicators", "mark")
    return [name for name in {**change.before, **change.after} if change.was("indicators", "mark", name) != marks.get(name)]


def collect(site: Site, change: Change | None = None) -> Data:
    """The site's figures, made once per build.

    Raises:
        DataError: content/data/indicators.toml is wrong.
    """
    data = site.shared("indicators.data", lambda: _all(site) if change is None else _changed(site, change))
    assert isinstance(data, Data)
    return data


def _all(site: Site) -> Data:
    data = Data(site, read_indicators(site.data.get("indicators", {})))
    data.read_all()
    found: defaultdict[str | Family, _Members] = defaultdict(list)
    for article in site.articles:
        for key, members in data.sorted(article).items():
            found[key] += members
    pools: defaultdict[str, list[Group]] = defaultdict(list)
    for group in data.made(found):
        pools[brief_of(group).pool].append(group)
    data.pools = pools
    data.briefs = data.order(brief_of(group) for groups in pools.values() for group in groups)
    return data


def _changed(site: Site, change: Change) -> Data:
    data = Data(site, read_indicators(site.data.get("indicators", {})))
    old = [Brief(*note) for note in change.notes(UNIT).values()]
    found: dict[str, dict[str | Family, dict[str, _Members]]] = {
        _pool(key): _members(data, key) for key in _differing(data, change)
    }
    data.pools = {
        pool: data.made({key: [member for own in held.values() for member in own] for key, held in keys.items()})
        for pool, keys in found.items()
    }
    new = [brief_of(group) for groups in data.pools.values() for group in groups]
    data.briefs = data.order([*(brief for brief in old if brief.pool not in data.pools), *new])
    before, after = ({b.name_of: b.label for b in briefs if b.pool in data.pools} for briefs in (old, new))
    data.moved = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    holders = {name for keys in found.values() for key, held in keys.items() if _named(key) in data.moved for name in held}
    data.relabelled = {name: site.by_id[name] for name in sorted(holders - change.after.keys())}
    return data


def _members(data: Data, wanted: str | Family) -> dict[str | Family, dict[str, _Members]]:
    """Of what shares its pool -> id of an article -> its figures."""
    if isinstance(wanted, str):
        (known,) = (item for item in data.table.declared if item.key == wanted)
        codes = {family.code for family in families_of(known, data.table)}
    else:
        codes = {wanted.code}
    filed = {article.id: article for code in codes for article in data.site.filed("indicators", "families", code)}
    found: dict[str | Family, dict[str, _Members]] = {}
    for article in filed.values():
        for key, members in data.sorted(article).items():
            if _pool(key) == _pool(wanted):
                found.setdefault(key, {})[article.id] = members
    return found


def _differing(data: Data, change: Change) -> Iterator[str | Family]:
    """What has other figures than before."""
    seen: set[str] = set()
    for name in {**change.before, **change.after}:
        past, article = list(rows_before(data.site, change, name)), change.after.get(name)
        before, after = data.sort(past), data.sorted(article) if article else {}
        marks = [_marks(rows) for rows in (past, data.rows(article) if article else ())]
        for key in before.keys() | after.keys():
            sides = [[mark[entry.card] for _, entry in held.get(key, ())] for held, mark in zip((before, after), marks, strict=True)]
            if sides[0] != sides[1] and _pool(key) not in seen:
                seen.add(_pool(key))
                yield key


def _marks(rows: Iterable[Row]) -> dict[str, str]:
    return {row.entry.card: row.mark for row in rows}


def rows_before(site: Site, change: Change, article_id: str) -> Iterator[Row]:
    """The figures of an article as published."""
    article = change.before.get(article_id)
    if article and gives_figures(site, article):
        yield from read(change.recalled("indicators", "rows", article_id) or ())
