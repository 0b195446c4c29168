"""The list of all figures cut into pages by the calendar: a month, and where it has too many articles, halves of halves of it.

Where a page ends does not depend on how many articles come before it, so an article that comes or goes changes the page of its
days and no other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from portal.articles.model import IDS_PER_DAY, Article
from portal.columns.refs import Ref

#: Days of a month, and a power of two: halves of halves are whole days, and then numbers of a day.
_DAYS = 32
_MONTH = _DAYS * IDS_PER_DAY


class Span(NamedTuple):
    """A stretch of a month.

    Args:
        month: such as 2024-01.
        start, end: days and numbers in the ids of a day, as one number.
    """

    month: str
    start: int
    end: int

    @property
    def name(self) -> str:
        """For the ledger."""
        return f"{self.month} {self.start}-{self.end}"

    @property
    def path(self) -> str:
        """Address part: days, or numbers of a day."""
        first, last = self._days
        return f"{first:02d}-{last:02d}" if self._whole_days else f"{first:02d}-{self._numbers[0]}-{self._numbers[1]}"

    @property
    def label(self) -> str:
        """What readers see."""
        month = f"{int(self.month[:4])}年{int(self.month[5:])}月"
        if self.end - self.start == _MONTH:
            return month
        first, last = self._days
        days = f"{month}{first}日"
        if not self._whole_days:
            return f"{days}（编号 {self._numbers[0]}—{self._numbers[1]}）"
        return days if first == last else f"{days}至{last}日"

    @property
    def _days(self) -> tuple[int, int]:
        return self.start // IDS_PER_DAY + 1, min(31, (self.end - 1) // IDS_PER_DAY + 1)

    @property
    def _whole_days(self) -> bool:
        return self.end - self.start >= IDS_PER_DAY

    @property
    def _numbers(self) -> tuple[int, int]:
        return self.start % IDS_PER_DAY, (self.end - 1) % IDS_PER_DAY

    def halves(self) -> tuple[Span, Span]:
        """Its two halves, the later one first."""
        middle = (self.start + self.end) // 2
        return self._replace(start=middle), self._replace(end=middle)


class Window(NamedTuple):
    """A page of the list."""

    span: Span
    articles: Sequence[Article]


def slot_of(article: Article) -> int:
    """Where in its month an article stands."""
    return (int(article.day[8:]) - 1) * IDS_PER_DAY + int(article.id[9:])


def spans_around(article: Article) -> Iterator[Span]:
    """All that a page with the article may be, and what such a page may have been part of or taken apart into."""
    span, slot = Span(article.day[:7], 0, _MONTH), slot_of(article)
    yield span
    while span.end - span.start > 1:
        halves = span.halves()
        yield from halves
        span = next(half for half in halves if half.start <= slot)


@dataclass(frozen=True)
class Windows:
    """All pages of the list.

    Args:
        articles: newest first.
        base: address of the list; the months follow.
        most: articles on a page.
    """

    articles: Sequence[Article]
    base: str
    most: int

    @cached_property
    def listed(self) -> list[Window]:
        """The pages, newest first."""
        found: list[Window] = []
        for month, articles in groupby(self.articles, key=lambda article: article.day[:7]):
            own = list(articles)
            found += self._cut(Span(month, 0, _MONTH), own, [slot_of(article) for article in own])
        return found

    def _cut(self, span: Span, articles: list[Article], slots: list[int]) -> Iterator[Window]:
        if len(articles) <= self.most or span.end - span.start == 1:
            if articles:
                yield Window(span, articles)
            return
        for half in span.halves():
            inside = [place for place, slot in enumerate(slots) if half.start <= slot < half.end]
            yield from self._cut(half, [articles[place] for place in inside], [slots[place] for place in inside])

    @cached_property
    def _starts(self) -> list[tuple[str, int]]:
        return [(window.span.month, window.span.start) for window in reversed(self.listed)]

    def url(self, place: int) -> str:
        """Site-relative address of a page: the newest of all stands on the list's own, the newest of a month on the month's."""
        span = self.listed[place].span
        month = f"{self.base}{span.month.replace('-', '')}/"
        if place == 0:
            return self.base
        return month if self.listed[place - 1].span.month != span.month else f"{month}{span.path}/"

    def pager(self, place: int) -> dict[str, Ref | None]:
        """The pages before and after."""

        def ref(at: int) -> Ref | None:
            if not 0 <= at < len(self.listed):
                return None
            return {"name": self.listed[at].span.label if at else "最新", "url": self.url(at)}

        return {"newer": ref(place - 1), "older": ref(place + 1)}

    def touched(self, changed: Iterable[Article], shown: Iterable[Article]) -> tuple[list[int], list[Span]]:
        """The pages that may differ, and spans that are no pages any more.

        Args:
            changed: articles as they were and as they are.
            shown: articles on whose pages something else differs.
        """
        places = {window.span: place for place, window in enumerate(self.listed)}
        found: set[int] = set()
        gone: set[Span] = set()
        for article in changed:
            spans = set(spans_around(article))
            gone |= spans - places.keys()
            found |= {places[span] for span in spans & places.keys()}
            found |= {*self._ends(article.day[:7]), self._at(article)}
        # A page names those beside it, and what was the newest has another address now.
        found |= {at for place in list(found) for at in range(place - 2, place + 3)}
        found |= {self._at(article) for article in shown}
        return sorted(place for place in found if 0 <= place < len(self.listed)), sorted(gone)

    def _at(self, article: Article) -> int:
        """The page of an article, or what comes before it where there is none."""
        return len(self._starts) - bisect_right(self._starts, (article.day[:7], slot_of(article)))

    def _ends(self, month: str) -> list[int]:
        """The newest pages of a month and of the one before, and the oldest of the one after."""
        earlier, own = (len(self._starts) - bisect_left(self._starts, (month, slot)) for slot in (0, _MONTH))
        return [own, own - 1, earlier]
