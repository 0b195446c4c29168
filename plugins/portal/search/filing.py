"""Column, date and place of every article, for lists by column, by year, by region and by date.

    search/filing.bin    a shard (see :mod:`portal.search.shards`): the numbers of the articles of each column under ``=key``,
                         under ``@YYYY-MM-DD`` those of articles whose date is not the one in their id, and of each place
                         under ``+slug<tab>slug of the place around it<tab>name``, those of places around others too

Browsers fetch it when a reader sorts or filters, not before: 16 KB at 10,000 articles.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from portal.articles.model import IDS_PER_DAY
from portal.regions.resolve import place_of
from portal.search import shards

if TYPE_CHECKING:
    from portal.articles.model import Article
    from portal.regions.resolve import Place
    from portal.search.rank import Candidate

PATH = "filing.bin"
#: Open the names of lists. Those of places, which may be empty, come before the columns': a shard ends with a full one.
_PLACE, _COLUMN, _DATE = "+", "=", "@"
_EPOCH = datetime.date(1900, 1, 1).toordinal()


def day_of(number: int) -> str:
    """The date in the id of a document number."""
    return datetime.date.fromordinal(_EPOCH + number // IDS_PER_DAY).isoformat()


def _name_of(place: Place) -> str:
    return _PLACE + "\t".join((place.slug, place.ancestors[-1].slug if place.ancestors else "", place.name))


def encode(articles: Iterable[Article]) -> bytes:
    """The bytes of the file."""
    return edited(shards.encode(shards.Shard({}, {})), (), articles)


def edited(data: bytes, before: Iterable[Article], after: Iterable[Article]) -> bytes:
    """The bytes of the file with some articles in the place of others.

    Raises:
        ValueError: the bytes are no such file.
    """
    lists = {name: set(postings) for name, postings in shards.decode(data).words.items()}
    for article in before:
        for name in _lists_of(article):
            lists.get(name, set()).discard(article.number << 3)
    for article in after:
        for name in _lists_of(article):
            lists.setdefault(name, set()).add(article.number << 3)
        if place := place_of(article):
            for around in place.ancestors:
                lists.setdefault(_name_of(around), set())
    full = {name for name, postings in lists.items() if postings}
    kept = full | _around(lists, full)
    return shards.encode(shards.Shard({}, {name: sorted(lists[name]) for name in sorted(kept)}))


def _lists_of(article: Article) -> list[str]:
    place = place_of(article)
    lists = [_COLUMN + article.column, *([_name_of(place)] if place else ())]
    return [*lists, _DATE + article.day] if article.day != day_of(article.number) else lists


def _around(names: Iterable[str], full: Iterable[str]) -> set[str]:
    """The lists of places around those with articles: their names are wanted, with or without articles of their own."""
    by_slug = {name[1:].partition("\t")[0]: name for name in names if name.startswith(_PLACE)}
    found: set[str] = set()
    for name in full:
        while name.startswith(_PLACE) and (around := by_slug.get(name.split("\t")[1])) and around not in found:
            found.add(around)
            name = around
    return found


@dataclass(frozen=True)
class Filing:
    """What the file says.

    Args:
        columns: document number -> column key.
        dates: document number -> date, where it is not the id's.
        places: document number -> slug of its place.
        names: slug of a place -> its name and the slug of the place around it, or "".
    """

    columns: dict[int, str] = field(default_factory=dict)
    dates: dict[int, str] = field(default_factory=dict)
    places: dict[int, str] = field(default_factory=dict)
    names: dict[str, tuple[str, str]] = field(default_factory=dict)

    def date(self, number: int) -> str:
        """The date of an article."""
        return self.dates.get(number) or day_of(number)

    def by_date(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """Newest first."""
        return sorted(candidates, key=lambda c: (not c.doubt, self.date(c.number), c.number), reverse=True)

    def around(self, number: int) -> list[str]:
        """The slugs of the places that an article is of: its own and those around it."""
        found: list[str] = []
        slug = self.places.get(number, "")
        while slug in self.names and slug not in found:
            found.append(slug)
            slug = self.names[slug][1]
        return found

    def chosen(
        self, candidates: Iterable[Candidate], column: str = "", year: str = "", region: str = ""
    ) -> list[Candidate]:
        """Those of a column, a year and a place (its slug); "" stands for any."""
        return [
            c
            for c in candidates
            if (not column or self.columns.get(c.number) == column)
            and (not year or self.date(c.number)[:4] == year)
            and (not region or region in self.around(c.number))
        ]

    def counts(
        self, candidates: Sequence[Candidate], column: str = "", year: str = "", region: str = ""
    ) -> dict[str, dict[str, int]]:
        """How many there are of each column, year and place among those that fit the other two choices."""
        columns = Counter(self.columns.get(c.number, "") for c in self.chosen(candidates, "", year, region))
        years = Counter(self.date(c.number)[:4] for c in self.chosen(candidates, column, "", region))
        regions = Counter(slug for c in self.chosen(candidates, column, year) for slug in self.around(c.number))
        return {
            "columns": dict(sorted(columns.items())),
            "years": dict(sorted(years.items(), reverse=True)),
            "regions": dict(sorted(regions.items())),
        }


def decode(data: bytes) -> Filing:
    """The inverse of :func:`encode`.

    Raises:
        ValueError: the bytes are no such file.
    """
    found = Filing()
    kinds = {_COLUMN: found.columns, _DATE: found.dates, _PLACE: found.places}
    for name, postings in shards.decode(data).words.items():
        value, kind = name[1:], kinds.get(name[:1])
        if kind is None:
            raise ValueError(f"not a list of this file: {name}")
        if kind is found.places:
            value, around, shown = value.split("\t")
            found.names[value] = shown, around
        kind.update((packed >> 3, value) for packed in postings)
    return found
