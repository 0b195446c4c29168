"""What an article is: a JSON-able record, its body, and the numbers made from its id."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import Any

ID = re.compile(r"(\d{4})(\d{2})(\d{2})-(\d{3}|[1-9]\d{3})")

#: Ids of one day fit in 13 bits of a document number.
IDS_PER_DAY = 1 << 13
_EPOCH = datetime.date(1900, 1, 1).toordinal()


@dataclass(frozen=True)
class Article:
    """The front matter of one article, checked and in canonical form.

    Lists and the home page need nothing more; text and HTML are in :class:`Body`.
    Dates are ``YYYY-MM-DD`` or ``YYYY-MM-DDTHH:MM`` in Asia/Shanghai.
    """

    id: str
    path: str
    version: str
    title: str
    date: str
    column: str
    source: str
    editor: str
    author: str = ""
    source_url: str = ""
    updated: str = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    series: str = ""
    region: str = ""
    headline: bool = False
    pinned: bool = False
    sample: bool = False
    type: str = "article"
    unit: str = ""
    level: str = ""
    period: str = ""
    domain: str = ""
    practices: tuple[str, ...] = ()
    image: dict[str, str] | None = None
    attachments: tuple[dict[str, Any], ...] = ()
    formerly: tuple[str, ...] = ()
    #: What the editor says about figures, see :mod:`portal.articles.figure_entries`.
    figures: tuple[dict[str, Any], ...] = ()
    characters: int = 0

    @property
    def url(self) -> str:
        """Site-relative address: ``{column}/{YYYYMM}/t{YYYYMMDD}_{NNN}.html``."""
        return article_url(self.column, self.id)

    @property
    def day(self) -> str:
        """The date without a time."""
        return self.date[:10]

    @property
    def number(self) -> int:
        """The document number, see :func:`document_number`."""
        return document_number(self.id)

    def to_json(self) -> dict[str, Any]:
        """The record as JSON values."""
        return dict(self.__dict__)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Article:
        """The inverse of :meth:`to_json`."""
        lists = ("tags", "topics", "practices", "attachments", "formerly", "figures")
        return cls(**{**value, **{key: tuple(value[key]) for key in lists}})


@dataclass(frozen=True)
class Heading:
    """A heading of the body: its anchor, level (2–6) and text."""

    anchor: str
    level: int
    text: str


@dataclass(frozen=True)
class Body:
    """The text of an article.

    Args:
        html: sanitised HTML; addresses in it are relative to the article's own page.
        text: what a reader reads, one line a block; offsets of figures and excerpts count
            in its code points. ``articles.html.text_of(html)`` gives the same text.
        headings: in reading order.
        sections: of a case study, canonical section name -> heading anchor.
        images: site paths of the pictures shown.
        files: site paths of the other content files linked to.
    """

    html: str
    text: str
    headings: tuple[Heading, ...] = ()
    sections: dict[str, str] = field(default_factory=dict)
    images: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The body as JSON values."""
        return {**self.__dict__, "headings": [dict(heading.__dict__) for heading in self.headings]}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Body:
        """The inverse of :meth:`to_json`."""
        headings = tuple(Heading(**h) for h in value["headings"])
        pictures, files = tuple(value["images"]), tuple(value["files"])
        return cls(value["html"], value["text"], headings, value["sections"], pictures, files)


def split_id(article_id: str) -> tuple[datetime.date, int] | None:
    """The date and number of an id ``YYYYMMDD-NNN``, or None where it is no such id."""
    match = ID.fullmatch(article_id)
    if not match:
        return None
    year, month, day, number = map(int, match.groups())
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        return None
    return (date, number) if year >= 1900 and number < IDS_PER_DAY else None


def document_number(article_id: str) -> int:
    """The number of an article in the search index, made from its id alone: days since
    1900-01-01 times 8192 plus NNN. It fits in 30 bits, grows with the id, and does not move
    when other articles come or go, so that one edit changes few index files.

    Raises:
        ValueError: not an id.
    """
    parts = split_id(article_id)
    if parts is None:
        raise ValueError(f"not an article id: {article_id}")
    return (parts[0].toordinal() - _EPOCH) * IDS_PER_DAY + parts[1]


def article_url(column: str, article_id: str) -> str:
    """``{column}/{YYYYMM}/t{YYYYMMDD}_{NNN}.html``: from the id, never from title or date."""
    day, number = article_id.split("-")
    return f"{column}/{day[:6]}/t{day}_{number}.html"
