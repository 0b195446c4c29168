"""Column and date of every article, for lists by column, by year and by date.

    search/filing.bin    a shard (see :mod:`portal.search.shards`): the numbers of the articles of each column under ``=key``, and
                         under ``@YYYY-MM-DD`` those of articles whose date is not the one in their id

Browsers fetch it when a reader sorts or filters, not before: 12 KB at 10,000 articles.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal.articles.model import IDS_PER_DAY
from portal.search import shards
from portal.search.rank import Candidate

if TYPE_CHECKING:
    from portal.articles.model import Article

PATH = "filing.bin"
#: Open the names of lists.
_COLUMN, _DATE = "=", "@"
_EPOCH = datetime.date(1900, 1, 1).toordinal()


def day_of(number: int) -> str:
    """The date in the id of a document number."""
    return datetime.date.fromordinal(_EPOCH + number // IDS_PER_DAY).isoformat()


def encode(articles: Iterable[Article]) -> bytes:
    """The bytes of the file."""
    lists: defaultdict[str, list[int]] = defaultdict(list)
    for article in sorted(articles, key=lambda article: article.number):
        lists[_COLUMN + article.column].append(article.number << 3)
        if article.day != day_of(article.number):
            lists[_DATE + article.day].append(article.number << 3)
    return shards.encode(shards.Shard({}, dict(sorted(lists.items()))))


@dataclass(frozen=True)
class Filing:
    """What the file says.

    Args:
        columns: document number -> column key.
        dates: document number -> date, where it is not the id's.
    """

    columns: dict[int, str]
    dates: dict[int, str]

    def date(self, number: int) -> str:
        """The date of an article."""
        return self.dates.get(number) or day_of(number)

    def by_date(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """Newest first."""
        return sorted(candidates, key=lambda c: (not c.doubt, self.date(c.number), c.number), reverse=True)

    def chosen(self, candidates: Iterable[Candidate], column: str = "", year: str = "") -> list[Candidate]:
        """Those of a column and a year."""
        return [
            c
            for c in candidates
            if (not column or self.columns.get(c.number) == column) and (not year or self.date(c.number)[:4] == year)
        ]

    def counts(self, candidates: Sequence[Candidate], column: str = "", year: str = "") -> dict[str, dict[str, int]]:
        """How many there are of each column (in that year) and of each year (in that column)."""
        columns = Counter(self.columns.get(c.number, "") for c in self.chosen(candidates, year=year))
        years = Counter(self.date(c.number)[:4] for c in self.chosen(candidates, column))
        return {"columns": dict(sorted(columns.items())), "years": dict(sorted(years.items(), reverse=True))}


def decode(data: bytes) -> Filing:
    """The inverse of :func:`encode`.

    Raises:
        ValueError: the bytes are no such file.
    """
    columns, dates = {}, {}
    for name, postings in shards.decode(data).words.items():
        for packed in postings:
            if name.startswith(_DATE):
                dates[packed >> 3] = name[1:]
            else:
                columns[packed >> 3] = name[1:]
    return Filing(columns, dates)
