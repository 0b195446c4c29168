"""The one ranking: integers only, so that every engine gives the same order.

The browser has the same rules in theme/static/js/search/rank.js; both are held to
tests/specs/search/rank.json. Candidates are ordered in two steps: by what the index knows, then
each page of ten by a literal look into the texts and, for questions, by how near their words stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from portal.search.query import Query
from portal.text.skeleton import dense, skeleton

#: How much more the title counts than one mention in the text.
TITLE_WEIGHT = 8
#: Queries of up to so many tokens are names and phrases: an article should hold them all.
#: Longer ones are questions, with words that no article needs to hold.
SHORT_QUERY = 8
#: Power of the share of tokens held, for short queries.
COVERAGE_POWER = 4
#: Function words: a token of a question that has one says less.
FUNCTION_WORDS = frozenset("的了是在被于和与及之以为由而所其有曾将把从到等时个这那此")
#: Steps in which the share of a question is told that an article holds, and that stands together in it: small enough
#: for exact products in a browser (below 2**53).
SHARES, NEAR = 1024, 128
#: Results that are fetched and put in order together.
PAGE = 10

Posting = tuple[int, int]

_SENTENCE_ENDS = re.compile(r"[。!?;\n]+")


@dataclass(frozen=True)
class Candidate:
    """An article that holds some of the query: its number, score and how many tokens; ``doubt`` where
    only its text can tell whether it holds a word that must not occur; ``full`` where it holds all tokens of all words."""

    number: int
    score: int
    matched: int
    doubt: bool = False
    full: bool = False


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
    asks: bool = False,
    words: Iterable[Sequence[str]] = (),
) -> list[Candidate]:
    """The articles that hold enough of the query, those with all its words first, then best first; newer first where
    equal.

    Args:
        documents: how many articles the index has.
        tokens: what counts, distinct.
        lists: token -> postings (number, value); tokens that no article holds may be absent.
        required: tokens that an article must hold.
        excluded: tokens of each word that must not occur. An article that holds the one token of such a
            word is left out; one that holds all of several is doubtful, since they may stand apart: it comes after
            the others. Without any token all are doubtful.
        asks: whether it is a question however short.
        words: tokens of each word. Where an article holds several words in full, one that holds none of them is left out.
    """
    excluded = [list(group) for group in excluded]
    gone = _holding_all_of_any(lists, [group for group in excluded if len(group) == 1])
    doubtful = _holding_all_of_any(lists, [group for group in excluded if len(group) > 1])
    unknown = not all(excluded)
    scores: dict[int, int] = {}
    matched: dict[int, int] = {}
    covered: dict[int, int] = {}
    known = [token for token in tokens if lists.get(token)]
    question = rarities(documents, known, lists, asks)
    for token in known:
        rarity = question.get(token) or idf(documents, len(lists[token]))
        for number, value in lists[token]:
            scores[number] = scores.get(number, 0) + rarity * weight(value)
            matched[number] = matched.get(number, 0) + 1
            covered[number] = covered.get(number, 0) + rarity
    allowed = set(scores) - gone
    for token in required:
        allowed &= {number for number, _ in lists.get(token, ())}
    holders = _holders(lists, words)
    full = allowed.intersection(*holders) if holders else set()
    if full and len(holders) > 1:
        allowed &= set().union(*holders)
    best = max((matched[number] for number in allowed), default=0)
    whole = sum(question.values())
    found = []
    for n in allowed:
        if 2 * matched[n] > best:
            coverage = (SHARES * covered[n] // whole) ** 2 if whole else matched[n] ** COVERAGE_POWER
            found.append(Candidate(n, scores[n] * coverage, matched[n], unknown or n in doubtful, n in full))
    return sorted(found, key=lambda c: (c.doubt, not c.full, -c.score, -c.number))


def _holding_all_of_any(lists: Mapping[str, Sequence[Posting]], groups: Iterable[Sequence[str]]) -> set[int]:
    return set().union(*_holders(lists, groups))


def _holders(lists: Mapping[str, Sequence[Posting]], groups: Iterable[Sequence[str]]) -> list[set[int]]:
    """The articles that hold all tokens of each group that has any."""
    return [set.intersection(*({number for number, _ in lists.get(t, ())} for t in group)) for group in groups if group]


def literal(query: Query, title: str, text: str, names: str = "") -> int:
    """How literally an article holds the query: 4 all of it in the title, 3 all its words in the
    title, 2 all of it in the text, 1 all its words somewhere, also in names that it is filed under,
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
    if query.whole and query.whole in body:
        return 2
    everywhere = (head, body, filed)
    if query.whole and query.whole in filed:
        return 1
    return 1 if words and all(any(word in part for part in everywhere) for word in words) else 0


def lacking(query: Query, title: str, text: str, names: str = "") -> tuple[list[str], str]:
    """Words of the query that an article does not hold, none where it is all of them or a question; and the first name
    that it is filed under and that alone holds a word. For the arguments see :func:`literal`."""
    head, body, filed = dense(title), dense(text), skeleton(names)
    words = (*query.words, *query.phrases)
    outside = [word for word in words if word not in head and word not in body]
    name = next((name for name in filed.split("\n") for word in outside if word in name), "")
    without = [word for word in outside if word not in filed]
    return ([] if query.asks or len(without) == len(words) else without), name


def rarities(
    documents: int, tokens: Iterable[str], lists: Mapping[str, Sequence[Posting]], asks: bool = False
) -> dict[str, int]:
    """How rare each token of a question is, half of it for one with a function word; nothing for a short query that
    does not ask, and without tokens that no article holds."""
    known = [token for token in tokens if lists.get(token)]
    if not asks and len(known) <= SHORT_QUERY:
        return {}
    return {token: idf(documents, len(lists[token])) // (1 if FUNCTION_WORDS.isdisjoint(token) else 2) for token in known}


def nearness(rarity: Mapping[str, int], title: str, text: str) -> int:
    """How much of a question stands together, from 0 to :data:`NEAR`: the share, by rarity, that the title and the best
    sentence hold, averaged with that of the title and the best two sentences in a row. A text that has the words here
    and there says less.

    Args:
        rarity: of each token, from :func:`rarities`.
        title: the folded title.
        text: the folded text.
    """
    whole = sum(rarity.values())
    head = skeleton(title)
    named = sum(rare for token, rare in rarity.items() if token in head)
    others = {token: rare for token, rare in rarity.items() if token not in head}
    held = [{token for token in others if token in sentence} for sentence in _SENTENCE_ENDS.split(skeleton(text))]
    one, two = (
        max(sum(others[token] for token in first | second) for first, second in zip(held, following, strict=False))
        for following in (held, [*held[1:], set()])
    )
    return NEAR * (2 * named + one + two) // (2 * whole) if whole else 0
