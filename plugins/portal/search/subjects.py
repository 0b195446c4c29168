"""What questions can be asked of the figures: the names and places of those that the extraction is sure of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from portal.indicators.comparison import moment_of
from portal.indicators.groups import families_of
from portal.indicators.stems import asked_as, stem
from portal.regions import gazetteer
from portal.regions.short_names import AMBIGUOUS_SHORT
from portal.text.fold import fold
from portal.text.skeleton import dense

if TYPE_CHECKING:
    from portal.articles.model import Article
    from portal.indicators.collection import Data
    from portal.indicators.declared import Declared
    from portal.indicators.groups import Sorted
    from portal.indicators.rows import Row

#: Cards that the extraction is less sure of are no answer.
LEAST_SURE = 0.62
#: Characters of a name that one article alone uses: a longer one is half a sentence, which nobody asks for.
MOST_ALONE = 12
#: Cards kept of one name.
MOST_CARDS = 400
#: Ends of the names that a place's full name is made of.
_STEP = re.compile(r"(?<=..)[省市州盟县区旗镇]")
#: Where a card has no anchor of its own sentence.
_ANCHOR = "#s-"


class Subject(NamedTuple):
    """A figure that may be asked for.

    Args:
        name: what it counts; ``kept``: the name that its card is kept under, that of its declared indicator.
        place: code or name, "" where it is of none.
    """

    name: str
    kept: str
    place: str
    row: Row


@dataclass
class Subjects:
    """The subjects of all articles; those of an article are known from it alone."""

    data: Data
    _of_article: dict[str, list[Subject]] = field(default_factory=dict)
    _declared: dict[str, list[Declared]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for known in self.data.table.declared:
            for name in {kept_as(known), *self.aliases(known)}:
                self._declared.setdefault(name, []).append(known)

    def aliases(self, known: Declared) -> set[str]:
        """Names of a declared indicator."""
        return {name for core in known.stems() if len(name := asked_as(core, "")) > 1}

    def named(self, name: str) -> list[Declared]:
        """The declared indicators of that name."""
        return self._declared.get(name, [])

    def of(self, article: Article) -> list[Subject]:
        """The subjects of an article, in reading order."""
        if article.id not in self._of_article:
            self._of_article[article.id] = list(self.found(self.data.rows(article), self.data.sorted(article)))
        return self._of_article[article.id]

    def found(self, rows: Iterable[Row], held: Sorted) -> Iterator[Subject]:
        """The subjects among figures.

        Args:
            held: the figures that may be compared.
        """
        declared = {entry.card: self.data.table.by_key[key] for key in held if isinstance(key, str) for _, entry in held[key]}
        for row in rows:
            entry, known = row.entry, declared.get(row.entry.card)
            if (entry.checked or row.sure >= LEAST_SURE) and (known or row.traits.tells):
                name = asked_as(row.traits.counted, entry.unit)
                kept = kept_as(known) if known else name
                if len(kept) > 1:
                    yield Subject(name, kept, entry.place, row)

    def asking(self, text: str) -> list[Article]:
        """Articles with figures that may be asked for so, newest first: by a name, or behind ``@`` by a place."""
        return self.data.site.filed("indicators", "asked", text)

    def holding(self, kept: str) -> list[Article]:
        """Articles with figures whose cards may be kept under a name, newest first."""
        found = {article.id: article for article in self.asking(kept)}
        for known in self.named(kept):
            for family in families_of(known, self.data.table):
                found |= {article.id: article for article in self.data.site.filed("indicators", "families", family.code)}
        return sorted(found.values(), key=lambda article: (article.date, article.id), reverse=True)

    def card(self, article: Article, subject: Subject) -> list[Any]:
        """The card of a subject of the article, see :func:`card_of`."""
        brief = self.data.refs(article).get(subject.row.entry.card)
        return card_of(article, subject.row, brief.key if brief else "")


def card_of(article: Article, row: Row, indicator: str) -> list[Any]:
    """One card: document number, place, its code, whether the place is the article's, period, year, plan, checked, value as
    shown, name, anchor, where the sentence starts in the text and its length, level, indicator, whether it is a share."""
    entry = row.entry
    return [
        article.number,
        entry.region or "",
        entry.region_code or "",
        int(entry.region_fallback),
        entry.period or "",
        year_of(entry.period, entry.date),
        int(row.traits.stage == "plan"),
        int(entry.checked),
        entry.text,
        entry.name,
        entry.url.partition(_ANCHOR)[2],
        row.at,
        len(entry.sentence),
        level_of(entry.region, entry.region_code),
        indicator,
        int(entry.kind == "ratio"),
    ]


def worth_keeping(name: str, articles: int) -> bool:
    """Whether anybody would ask for the name."""
    return articles > 1 or (articles == 1 and len(name) <= MOST_ALONE)


def kept_as(known: Declared) -> str:
    """The name that the cards of a declared indicator are kept under."""
    return asked_as(stem(known.name, known.unit), known.unit)


def year_of(period: str | None, date: str) -> int:
    """The year that a figure is of, 0 where its period is no year or part of one."""
    moment = moment_of(period, date)
    return moment.year if moment.whole or str(moment.year) in (period or "") else 0


def level_of(region: str | None, code: str | None) -> int:
    """0 the country, 1 provinces, 2 cities, 3 counties, 4 smaller or unknown places."""
    if region in ("全国", "中国"):
        return 0
    if not code:
        return 4
    return 1 if code.endswith("0000") else 2 if code.endswith("00") else 3


@lru_cache(maxsize=16384)
def aliases_of(place: str) -> tuple[str, ...]:
    """What a place (its code, or its name) is called, folded: 安徽省 and 安徽; 包河区, 合肥包河区 and 安徽省合肥市包河区; never
    what is around it."""
    division = gazetteer.by_code(place) if place.isdigit() else gazetteer.find(place)
    found = set() if place.isdigit() else {place, *(place[m.end() :] for m in _STEP.finditer(place) if len(place) - m.end() > 1)}
    if division:
        found |= {division.name, division.short, division.full_name}
        for around in gazetteer.ancestors(division.code):
            found |= {outer + division.name for outer in (around.name, around.short)}
    return tuple(sorted({short for alias in found - AMBIGUOUS_SHORT if len(short := dense(fold(alias))) > 1}))
