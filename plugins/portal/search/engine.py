"""Search a static index: the Python twin of theme/static/js/search/engine.js.

It knows nothing of files or the web: it is given a function that fetches the bytes of a path in
the index folder.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.errors import PortalError
from portal.search import excerpts, shards
from portal.search.excerpts import Excerpt
from portal.search.index import FORMAT, shard_path
from portal.search.query import Query, parse, replacements, tokens_of
from portal.search.rank import PAGE, Candidate, Posting, literal, rank
from portal.search.snippets import Marked, mark, snippet
from portal.text.fold import fold

#: Pages of ten that are fetched at most to find texts that hold a phrase in quotes.
PHRASE_PAGES = 5

Fetch = Callable[[str], bytes | None]


@dataclass(frozen=True)
class Hit:
    """One result."""

    number: int
    score: int
    excerpt: Excerpt
    column: str
    title: Marked
    snippet: Marked


@dataclass(frozen=True)
class Result:
    """What a search found.

    Args:
        hits: best first.
        total: articles that hold enough of the query.
        next: where the next page starts in the ranking, or None at its end.
        incomplete: a file of the index was missing or damaged.
    """

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    next: int | None = None
    incomplete: bool = False


class Engine:
    """Searches the index behind ``fetch``.

    Args:
        fetch: path in the index folder -> its bytes, or None where there is none.

    Raises:
        PortalError: no index, or one of another format.
    """

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        head = _head(fetch("index.json"))
        self.documents: int = head["documents"]
        self.bits: int = head["bits"]
        self.columns: dict[str, str] = head["columns"]
        self.generation: str = head["generation"]
        self._incomplete = False

    def lists(self, tokens: Iterable[str]) -> dict[str, list[Posting]]:
        """The postings of the tokens that the index holds, in the order given."""
        wanted = list(dict.fromkeys(tokens))
        by_shard: dict[int, list[str]] = {}
        for token in wanted:
            by_shard.setdefault(shards.shard_of(token, self.bits), []).append(token)
        found: dict[str, list[Posting]] = {}
        for shard, group in by_shard.items():
            try:
                data = self._fetch(shard_path(shard, self.bits))
                if data is None:
                    raise ValueError("missing")
                held = shards.decode(data, self.bits, group)
                lists = {token: shards.postings_of(held, token, self.bits) for token in group}
                found.update({token: postings for token, postings in lists.items() if postings})
            except ValueError:
                self._incomplete = True
        return {token: found[token] for token in wanted if token in found}

    def candidates(self, query: Query) -> list[Candidate]:
        """The ranked articles for a query."""
        groups = [tokens_of(word) for word in query.without]
        outside = [token for group in groups for token in group]
        lists = self.lists((*query.tokens, *outside))
        spare = [part for token in query.tokens if token not in lists for part in replacements(token)]
        if spare:
            lists |= self.lists(part for part in spare if part not in lists)
        required = [token for phrase in query.phrases for token in tokens_of(phrase)]
        return rank(self.documents, dict.fromkeys((*query.tokens, *spare)), lists, required, groups)

    def page(self, query: Query, candidates: Sequence[Candidate]) -> list[Hit]:
        """One page of candidates, in the order of their texts."""
        hits: list[tuple[int, Hit]] = []
        for candidate in candidates:
            data = self._fetch(excerpts.path(candidate.number))
            try:
                excerpt = excerpts.decode(data or b"")
            except ValueError:
                self._incomplete = True
                continue
            level = literal(query, fold(excerpt.title), fold(excerpt.text))
            if level >= 0:
                shown = (mark(query, excerpt.title), snippet(query, excerpt.text))
                column = self.columns.get(excerpt.column, "")
                hits.append((level, Hit(candidate.number, candidate.score, excerpt, column, *shown)))
        return [hit for _, hit in sorted(hits, key=lambda pair: -pair[0])]

    def search(self, text: str, start: int = 0, limit: int = PAGE) -> Result:
        """The results from ``start`` of the ranking on, ``limit`` of them rounded up to pages."""
        self._incomplete = False
        query = parse(text)
        ranked = self.candidates(query) if query.tokens else []
        hits: list[Hit] = []
        pages = 0
        while start < len(ranked) and len(hits) < limit and not (query.phrases and pages >= PHRASE_PAGES):
            hits.extend(self.page(query, ranked[start : start + PAGE]))
            start, pages = start + PAGE, pages + 1
        following = start if start < len(ranked) else None
        return Result(hits, len(ranked), following, self._incomplete)


def _head(data: bytes | None) -> dict[str, Any]:
    if data is None:
        raise PortalError("没有搜索索引：先用 portal build 建好站点，再搜索")
    try:
        head = json.loads(data)
        if head["format"] != FORMAT:
            raise PortalError("搜索索引是别的版本建的：请用 portal build --fresh 重建站点")
    except (ValueError, KeyError, TypeError) as error:
        raise PortalError("搜索索引 search/index.json 已损坏：请用 portal build --fresh 重建站点") from error
    return head
