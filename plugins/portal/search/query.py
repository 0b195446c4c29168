"""What a reader typed, taken apart.

The browser has the same rules in theme/static/js/search/query.js; both are held to
tests/specs/search/query.json.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from portal.search.terms import parts, skeleton, terms
from portal.text.fold import fold

#: Characters of a query that are read; the rest is left out.
LONGEST = 120
#: Distinct tokens of a query that are looked up: the first ones, phrases before words.
MOST_TOKENS = 48

_QUOTED = re.compile(r'(-?)"([^"]+)"')
_BETWEEN = re.compile(r"[\s,;:!?。、…—()\[\]{}<>~|]+")


@dataclass(frozen=True)
class Query:
    """A query, folded.

    Args:
        whole: the query without spaces and quotes, as one string to look for.
        words: its words as typed, between spaces and punctuation.
        phrases: what stood in straight quotes and must occur as it is.
        without: what stood behind a minus sign and must not occur.
        tokens: index tokens of words and phrases, distinct.
    """

    whole: str
    words: tuple[str, ...]
    phrases: tuple[str, ...]
    without: tuple[str, ...]
    tokens: tuple[str, ...]


def dense(folded: str) -> str:
    """Folded text without spaces and the marks that are looked through, as texts are compared."""
    return "".join(skeleton(folded).split())


def parse(text: str) -> Query:
    """Take a query apart.

    >>> parse('街道“体制”改革 "党员人数" -张掖').words
    ('街道体制改革',)
    """
    phrases: list[str] = []
    without: list[str] = []

    def quoted(match: re.Match[str]) -> str:
        (without if match[1] else phrases).append(dense(match[2]))
        return " "

    rest = []
    for word in _QUOTED.sub(quoted, fold(text[:LONGEST])).split():
        if word.startswith("-"):
            without.append(dense(word[1:]))
        else:
            rest.append(word)
    plain = skeleton(" ".join(rest))
    words = [word.strip(".") for word in _BETWEEN.split(plain)]
    tokens = [token for piece in (*phrases, plain) for token in terms(piece, apart=False)]
    return Query(
        whole="".join([*phrases, dense(plain)]),
        words=tuple(word for word in words if word),
        phrases=tuple(phrase for phrase in phrases if phrase),
        without=tuple(word for word in without if word),
        tokens=tuple(dict.fromkeys(tokens))[:MOST_TOKENS],
    )


def replacements(token: str) -> list[str]:
    """What to look up where no article holds the token: the parts of a word with joints."""
    return parts(token)


def tokens_of(phrase: str) -> list[str]:
    """The index tokens of one phrase, distinct."""
    return list(terms(phrase, apart=False))
