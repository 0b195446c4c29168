"""Search a static index: the Python twin of theme/static/js/search/engine.js.

It knows nothing of files or the web: it is given a function that fetches the bytes of a path in
the index folder.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any, Self

from portal.errors import PortalError
from portal.search import excerpts, filing, shards
from portal.search.answers import Answer, answers
from portal.search.excerpts import Excerpt
from portal.search.filing import Filing
from portal.search.index import FORMAT, shard_path
from portal.search.query import Query, parse, replacements, tokens_of
from portal.search.rank import PAGE, Candidate, Posting, lacking, literal, nearness, rank, rarities
from portal.search.snippets import Marked, mark, snippet
from portal.text.fold import fold
from portal.text.skeleton import skeleton

#: Pages of ten that are fetched at most to find texts that hold a phrase in quotes.
PHRASE_PAGES = 5

Fetch = Callable[[str], bytes | None]


@dataclass(frozen=True)
class Hit:
    """One result: ``whole`` where it holds all words as they were typed, else ``lacks`` says which it does not hold at all;
    ``filed`` is the name that it is filed under where only that holds a word."""

    number: int
    score: int
    excerpt: Excerpt
    column: str
    title: Marked
    snippet: Marked
    level: int = 0
    near: int = 0
    whole: bool = True
    lacks: tuple[str, ...] = ()
    filed: str = ""


@dataclass(frozen=True)
class Result:
    """What a search found.

    Args:
        hits: best first.
        total: articles that hold enough of the query.
        next: where the next page starts in the ranking, or None at its end.
        incomplete: a file of the index was missing or damaged.
        exact: whether ``total`` is certain: phrases in quotes and words that must not occur are looked for
            in the texts of the articles shown.
        relaxed: whether none of the hits has all words of the query as they were typed.
        full: articles among ``total`` that hold all words.
    """

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    next: int | None = None
    incomplete: bool = False
    exact: bool = True
    relaxed: bool = False
    full: int = 0


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
        self.head = head
        self.documents: int = head["documents"]
        self.bits: int = head["bits"]
        self.columns: dict[str, str] = head["columns"]
        self.generation: str = head["generation"]
        self._incomplete = False
        self._rarities: dict[str, int] = {}

    def asking(self, fetch: Fetch) -> Self:
        """The same engine for one request among several at a time, with a fetch function of its own."""
        mine = copy(self)
        mine._fetch, mine._incomplete = fetch, False
        return mine

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
        groups = excluded_tokens(query)
        outside = [token for group in groups for token in group]
        lists = self.lists((*query.tokens, *outside))
        spare = [part for token in query.tokens if token not in lists for part in replacements(token)]
        if spare:
            lists |= self.lists(part for part in spare if part not in lists)
        required = [token for phrase in query.phrases for token in tokens_of(phrase)]
        counting = dict.fromkeys((*query.tokens, *spare))
        self._rarities = rarities(self.documents, counting, lists, query.asks)
        words = word_tokens(query, lists)
        return rank(self.documents, counting, lists, required, groups, query.asks, words)

    def page(self, query: Query, candidates: Sequence[Candidate]) -> list[Hit]:
        """One page of candidates whose texts hold what they must, in their order."""
        hits: list[Hit] = []
        for candidate in candidates:
            data = self._fetch(excerpts.path(candidate.number))
            try:
                excerpt = excerpts.decode(data or b"")
            except ValueError:
                self._incomplete = True
                continue
            title, text = fold(excerpt.title), fold(excerpt.text)
            names = fold("\n".join(excerpt.names))
            level = literal(query, title, text, names)
            if level >= 0:
                whole = level > 0 and (candidate.full or query.asks or self._incomplete)
                lacks, filed = lacking(query, title, text, names) if level < 2 else ([], "")
                filed = next((name for name in excerpt.names if filed and skeleton(fold(name)) == filed), "")
                near = candidate.score * nearness(self._rarities, title, text) ** 2 if self._rarities else 0
                shown = (mark(query, excerpt.title), snippet(query, excerpt.text))
                column = self.columns.get(excerpt.column, "")
                hits.append(Hit(candidate.number, candidate.score, excerpt, column, *shown, level, near, whole, tuple(lacks), filed))
        return hits

    def listed(self, query: Query, order: str = "") -> list[Candidate]:
        """What a list of results draws from: by relevance all that hold enough of the query; by ``date`` those that
        hold most of it, since what holds little must not come first."""
        ranked = self.candidates(query) if query.tokens else []
        if order != "date":
            return ranked
        best = max((candidate.matched for candidate in ranked), default=0)
        return self.filing().by_date(c for c in ranked if c.matched == best)

    def filing(self) -> Filing:
        """Columns and dates of all articles; empty where the file is missing or damaged."""
        try:
            return filing.decode(self._fetch(filing.PATH) or b"")
        except ValueError:
            self._incomplete = True
            return Filing()

    def refinements(
        self, text: str, order: str = "", column: str = "", year: str = "", region: str = ""
    ) -> dict[str, dict[str, int]]:
        """How many results each column, year and place has, see :meth:`portal.search.filing.Filing.counts`."""
        return self.filing().counts([c for c in self.listed(parse(text), order) if not c.doubt], column, year, region)

    def search(
        self,
        text: str,
        start: int = 0,
        limit: int = PAGE,
        order: str = "",
        column: str = "",
        year: str = "",
        region: str = "",
    ) -> Result:
        """The results from ``start`` of the ranking on, ``limit`` of them rounded up to pages.

        Args:
            order: ``date`` for the newest first, else by relevance.
            column: key of the column they must be in, or "".
            year: four digits, or "".
            region: slug of the place they must be of, or "".
        """
        self._incomplete = False
        query = parse(text)
        ranked = self.listed(query, order)
        if column or year or region:
            ranked = self.filing().chosen(ranked, column, year, region)
        doubtful = sum(candidate.doubt for candidate in ranked)
        hits: list[Hit] = []
        pages = 0
        looked = bool(query.phrases or doubtful)
        while start < len(ranked) and len(hits) < limit and not (looked and pages >= PHRASE_PAGES):
            page = self.page(query, ranked[start : start + PAGE])
            hits.extend(sorted(page, key=lambda hit: (not hit.whole, -hit.level, -hit.near)) if order != "date" else page)
            start, pages = start + PAGE, pages + 1
        following = start if start < len(ranked) else None
        relaxed = bool(hits) and not any(hit.whole for hit in hits)
        total = len(ranked) - doubtful or len(ranked)
        full = sum(candidate.full and (total == len(ranked) or not candidate.doubt) for candidate in ranked)
        return Result(hits, total, following, self._incomplete, not looked, relaxed, full)

    def answers(self, text: str) -> tuple[list[Answer], bool]:
        """The figures that answer the query, and whether a file was missing."""
        return ([], False) if parse(text).only_without else answers(self._fetch, self.head, text)


def excluded_tokens(query: Query) -> list[list[str]]:
    """Tokens of each word that must not occur; none for a single character, which has no full list."""
    return [tokens_of(word) if len(word) > 1 else [] for word in query.without]


def word_tokens(query: Query, lists: Mapping[str, Sequence[Posting]]) -> list[list[str]]:
    """Tokens of each word that an article must hold to hold the word; none of a question, whose words need not all
    occur."""
    words = () if query.asks else (*query.words, *query.phrases)
    looked_up = [[token for token in tokens_of(word) if token in query.tokens] for word in words]
    return [
        [part for token in tokens for part in ([token] if token in lists else replacements(token) or [token])]
        for tokens in looked_up
    ]


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
