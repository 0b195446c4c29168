"""Column, date and place of every article, for lists by column, by year, by region and by date.

    search/filing.bin    a shard (see :mod:`portal.search.shards`): the numbers of the articles of each column under ``=key``,
                         under ``@YYYY-MM-DD`` those of articles whose date is not the one in their id, and of each place
                         under ``+slug<tab>slug of the place around it<tab>name``, those of places around others too

Browsers fetch it when a reader sorts or filters, not before: 16 KB at 10,000 articles.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from portal.articles.model import IDS_PER_DAY
from portal.regions.resolve import place_of
from portal.search import shards
from portal.search.rank import Candidate

if TYPE_CHECKING:
    from portal.articles.model import Article
    from portal.regions.resolve import Place

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
    lists: defaultdict[str, list[int]] = defaultdict(list)
    for article in sorted(articles, key=lambda article: article.number):
        lists[_COLUMN + article.column].append(article.number << 3)
        if place := place_of(article):
            lists[_name_of(place)].append(article.number << 3)
            for around in place.ancestors:
                lists[_name_of(around)]  # its name, with or without articles of its own
        if article.day != day_of(article.number):
            lists[_DATE + article.day].append(article.number << 3)
    return shards.encode(shards.Shard({}, dict(sorted(lists.items()))))


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
