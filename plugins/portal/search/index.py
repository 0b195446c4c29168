"""The static index that the browser searches: which files it has and what is in them.

    search/index.json          generation, number of articles, shard bits, column names
    search/s/<bits>/<hex>.z    shards of postings, see :mod:`portal.search.shards`
    search/t/<hex>/<hex>.z     one excerpt an article, see :mod:`portal.search.excerpts`

docs/decisions/0003-search-index.md says why.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from portal.regions.resolve import place_of
from portal.search import excerpts, shards
from portal.search.excerpts import Excerpt
from portal.search.names import names_of
from portal.search.postings import Taken, lists_of, portions, shards_of, sort_in

if TYPE_CHECKING:
    from portal.articles.model import Article
    from portal.site import Site

#: The folder of the index in the output, and of the search page.
FOLDER = "search"
#: Raise it when the files change their form: readers then refuse what they cannot read.
FORMAT = 2
#: Up to so many articles every Han character of the text is a token of its own; above, only
#: those of titles, which are short lists and yet never empty on a site of that size.
SMALL_SITE = 500


@dataclass(frozen=True)
class Entry:
    """One article as the index takes it: its number, weighed tokens of title and text, and excerpt."""

    number: int
    weights: Mapping[str, str]
    excerpt: Excerpt
    version: str

    @property
    def taken(self) -> Taken:
        """What the postings are made of."""
        return Taken(self.number, self.weights, self.excerpt.names)


def shard_path(shard: int, bits: int) -> str:
    """Where a shard lies in the index folder."""
    return f"s/{bits}/{shard:0{(bits + 3) // 4 or 1}x}.z"


def generation(versions: Mapping[int, str], columns: Mapping[str, str], notes: Mapping[str, Any] | None = None) -> str:
    """One small value that changes whenever an answer may change."""
    digest = hashlib.sha256(json.dumps([FORMAT, sorted(columns.items()), sorted((notes or {}).items())]).encode())
    for number, version in sorted(versions.items()):
        digest.update(f"{number} {version}\n".encode())
    return digest.hexdigest()[:12]


def write(
    entries: Iterable[Entry], columns: Mapping[str, str], notes: Mapping[str, Any] | None = None
) -> Iterator[tuple[str, bytes]]:
    """Path in the index folder and bytes of every file; the same for the same articles in any
    order. The entry file comes last; for its arguments see :func:`head`. :mod:`portal.search.making` makes the
    same in worker processes."""
    entries = sorted(entries, key=lambda entry: entry.number)
    for entry in entries:
        yield excerpts.path(entry.number), excerpts.encode(entry.excerpt)
    found = sort_in([entry.taken for entry in entries], len(entries) <= SMALL_SITE)
    bits = shards.bits_for(found.total)
    for ranges, wanted in portions(bits):
        for shard, content in shards_of(lists_of([found.ranges[at] for at in ranges]), bits, wanted):
            yield shard_path(shard, bits), content
    versions = {entry.number: entry.version for entry in entries}
    yield "index.json", head(versions, columns, found.total, notes)


def head(
    versions: Mapping[int, str], columns: Mapping[str, str], postings: int, notes: Mapping[str, Any] | None = None
) -> bytes:
    """The entry file.

    Args:
        versions: article number -> version, of all articles.
        columns: column key -> name.
        postings: how many the shards hold together.
        notes: what else the entry file says; ``names`` changes when content/data gives articles other
            names (see :mod:`portal.search.names`), the others come from :mod:`portal.search.companions`.
    """
    values: dict[str, Any] = {
        "format": FORMAT,
        "generation": generation(versions, columns, notes),
        "documents": len(versions),
        "postings": postings,
        "bits": shards.bits_for(postings),
        "columns": dict(sorted(columns.items())),
        **(notes or {}),
    }
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def column_names(site: Site) -> dict[str, str]:
    """Column key -> name, as content/data/columns.toml declares them."""
    declared = site.data.get("columns", {}).get("column", [])
    return {column["key"]: column["name"] for column in declared if "key" in column and "name" in column}


def entries_of(site: Site, articles: Iterable[Article]) -> Iterator[Entry]:
    """Articles of the site as the index takes them."""
    for article in articles:
        excerpt = Excerpt(
            article.title,
            article.url,
            article.day,
            article.column,
            place.name if (place := place_of(article)) else "",
            article.type,
            article.path,
            site.body(article.id).text,
            names_of(site, article),
        )
        yield Entry(article.number, site.analysis("search", article.id)["weights"], excerpt, article.version)
