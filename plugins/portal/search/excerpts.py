"""One file an article: what a result shows, and the text for the literal check.

A raw deflate stream of one byte for the encoding (0 GBK, 1 UTF-8) and a JSON list. GBK takes
two bytes a Han character where UTF-8 takes three and deflates to a sixth less; every browser
reads it. A text with a character outside it goes as UTF-8.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass

from portal.text.fold import uses_table


@dataclass(frozen=True)
class Excerpt:
    """What a result needs to know of one article.

    Args:
        title: the title.
        url: site-relative address.
        date: ``YYYY-MM-DD``.
        column: key of the column; the entry file has its name.
        region: as the article gives it, or "".
        type: ``article`` or ``case``.
        source: the article's file, relative to the content folder.
        text: what a reader reads, one line a block.
        names: what it is filed under, see :mod:`portal.search.names`.
    """

    title: str
    url: str
    date: str
    column: str
    region: str
    type: str
    source: str
    text: str
    names: tuple[str, ...] = ()

    @property
    def fields(self) -> list[str]:
        """The fields in the order of the file."""
        shown = [self.title, self.url, self.date, self.column, self.region, self.type, self.source]
        return [*shown, "\n".join(self.names), self.text]


def path(number: int) -> str:
    """Where the excerpt of an article lies in the index folder; 32 days share a folder."""
    return f"t/{number >> 18:x}/{number:x}.z"


def encode(excerpt: Excerpt) -> bytes:
    """The bytes of the file."""
    table = uses_table(excerpt.title) or uses_table(excerpt.text)
    text = json.dumps([int(table), *excerpt.fields], ensure_ascii=False, separators=(",", ":"))
    try:
        data = b"\0" + text.encode("gbk")
    except UnicodeEncodeError:
        data = b"\1" + text.encode("utf-8", "replace")
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    return compressor.compress(data) + compressor.flush()


def decode(data: bytes) -> Excerpt:
    """The inverse of :func:`encode`.

    Raises:
        ValueError: the bytes are no excerpt.
    """
    try:
        raw = zlib.decompress(data, -15)
        values = json.loads(raw[1:].decode("utf-8" if raw[:1] == b"\1" else "gbk"))
        title, url, date, column, region, kind, source, names, body = values[1:]
        filed = tuple(names.split("\n")) if names else ()
        return Excerpt(title, url, date, column, region, kind, source, body, filed)
    except (zlib.error, AttributeError, TypeError, ValueError) as error:
        raise ValueError(f"not an excerpt: {error}") from error
