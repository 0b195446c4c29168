"""The one ranking: integers only, so that every engine gives the same order.

The browser has the same rules in theme/static/js/search/rank.js; both are held to
tests/specs/search/rank.json. Candidates are ordered in two steps: by what the index knows, then
each page of ten by a literal look into the texts and, for questions, by how near their words stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from portal.search.query import Query, dense
from portal.search.terms import skeleton

#: How much more the title counts than one mention in the text.
TITLE_WEIGHT = 8
#: Queries of up to so many tokens are names and phrases: an article should hold them all.
#: Longer ones are questions, with words that no article needs to hold.
SHORT_QUERY = 8
#: Power of the share of tokens held, for short queries.
COVERAGE_POWER = 4
#: Results that are fetched and put in order together.
PAGE = 10

Posting = tuple[int, int]

_SENTENCE_ENDS = re.compile(r"[。!?;\n]+")


@dataclass(frozen=True)
class Candidate:
    """An article that holds some of the query: its number, score and how many tokens; ``doubt`` where
    only its text can tell whether it holds a word that must not occur."""

    number: int
    score: int
    matched: int
    doubt: bool = False


def idf(documents: int, found: int) -> int:
    """How rare a token is: 16 log2(2 documents / found), about, in whole numbers from 4 up.

    The logarithm is the position of the highest bit and, in between, a straight line.
    """
    ratio = max(512, (2 * documents + 1) * 256 // found)
    high = ratio.bit_length() - 1
    return 16 * (high - 9) + (ratio * 16 // (1 << high) - 16) + 4


def weight(value: int) -> int:
    """What a posting's value counts, see :mod:`portal.search.analysis`."""
    return (value & 3) + TITLE_WEIGHT * (value >> 2)


def rank(
    documents: int,
    tokens: Iterable[str],
    lists: Mapping[str, Sequence[Posting]],
    required: Iterable[str] = (),
    excluded: Iterable[Sequence[str]] = (),
) -> list[Candidate]:
    """The articles that hold enough of the query, best first; newer first where equal.

    Args:
        documents: how many articles the index has.
        tokens: what counts, distinct.
        lists: token -> postings (number, value); tokens that no article holds may be absent.
        required: tokens that an article must hold.
        excluded: tokens of each word that must not occur. An article that holds the one token of such a
            word is left out; one that holds all of several is doubtful, since they may stand apart: it comes after
            the others. Without any token all are doubtful.
    """
    excluded = [list(group) for group in excluded]
    gone = _holding_all_of_any(lists, [group for group in excluded if len(group) == 1])
    doubtful = _holding_all_of_any(lists, [group for group in excluded if len(group) > 1])
    unknown = not all(excluded)
    scores: dict[int, int] = {}
    matched: dict[int, int] = {}
    covered: dict[int, int] = {}
    known = [token for token in tokens if lists.get(token)]
    for token in known:
        rarity = idf(documents, len(lists[token]))
        for number, value in lists[token]:
            scores[number] = scores.get(number, 0) + rarity * weight(value)
            matched[number] = matched.get(number, 0) + 1
            covered[number] = covered.get(number, 0) + rarity
    allowed = set(scores) - gone
    for token in required:
        allowed &= {number for number, _ in lists.get(token, ())}
    best = max((matched[number] for number in allowed), default=0)
    short = len(known) <= SHORT_QUERY
    found = [
        Candidate(
            n, scores[n] * (matched[n] ** COVERAGE_POWER if short else covered[n]), matched[n], unknown or n in doubtful
        )
        for n in allowed
        if 2 * matched[n] > best
    ]
    return sorted(found, key=lambda c: (c.doubt, -c.score, -c.number))


def _holding_all_of_any(lists: Mapping[str, Sequence[Posting]], groups: Iterable[Sequence[str]]) -> set[int]:
    gone: set[int] = set()
    for group in groups:
        holders = [{number for number, _ in lists.get(token, ())} for token in group]
        if holders:
            gone |= set.intersection(*holders)
    return gone


def literal(query: Query, title: str, text: str, names: str = "") -> int:
    """How literally an article holds the query: 4 all of it in the title, 3 all its words in the
    title, 2 all of it in the text or in a name that it is filed under, 1 all its words somewhere,
    0 none of these, -1 a phrase in quotes is missing from title and text, or a word that must not
    occur is somewhere.

    Args:
        query: the query.
        title: the folded title.
        text: the folded text.
        names: folded names that it is filed under, a line each.
    """
    head, body, filed = dense(title), dense(text), skeleton(names)
    if any(phrase not in head and phrase not in body for phrase in query.phrases):
        return -1
    if any(word in head or word in body or word in filed for word in query.without):
        return -1
    if query.whole and query.whole in head:
        return 4
    words = (*query.words, *query.phrases)
    if words and all(word in head for word in words):
        return 3
    if query.whole and (query.whole in body or query.whole in filed):
        return 2
    return 1 if words and all(word in head or word in body or word in filed for word in words) else 0


def rarities(documents: int, tokens: Iterable[str], lists: Mapping[str, Sequence[Posting]]) -> dict[str, int]:
    """How rare each token of a question is; nothing for a short query, and without tokens that no article holds."""
    known = [token for token in tokens if lists.get(token)]
    return {token: idf(documents, len(lists[token])) for token in known} if len(known) > SHORT_QUERY else {}


def nearness(rarity: Mapping[str, int], title: str, text: str) -> int:
    """How much of a question one sentence answers: rarities of the tokens that it or the title holds, added up,
    of the sentence that has most. A text that has the words here and there says less.

    Args:
        rarity: of each token, from :func:`rarities`.
        title: the folded title.
        text: the folded text.
    """
    head = skeleton(title)
    named = sum(rare for token, rare in rarity.items() if token in head)
    others = {token: rare for token, rare in rarity.items() if token not in head}
    sentences = _SENTENCE_ENDS.split(skeleton(text))
    return named + max(sum(rare for token, rare in others.items() if token in sentence) for sentence in sentences)
