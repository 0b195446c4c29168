"""What a reader typed, taken apart.

The browser has the same rules in theme/static/js/search/query.js; both are held to
tests/specs/search/query.json.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from portal.search.terms import parts, skeleton, terms
from portal.text.fold import fold
from portal.text.skeleton import dense

#: Characters of a query that are read; the rest is left out.
LONGEST = 120
#: Distinct tokens of a query that are looked up: the first ones, phrases before words.
MOST_TOKENS = 48

_QUOTED = re.compile(r'(-?)"([^"]+)"')
#: What only asks, with the verb before it: articles that answer do not hold it, and where they do, it is rare and would
#: count for much.
_ASKING = re.compile(
    "(?:[是在为有于]|位于|叫做?|属于)?(?:请问|为什么|什么(?:时候|地方|原因|样的?)?|甚么|哪(?!咤)(?:[一些里个年种位几儿边国天])*|谁"
    "|(?<![任几奈])何(?:时|地|处|年|种|者|物|事|人)|为何|如何|怎么[样办]?|怎样|多少|几(?:个|年|次|种|位|岁|月|人|名|座|条|天|日)"
    "|[吗呢](?![\u4e00-\u9fff]))"
)
_BETWEEN = re.compile(r"[\s,;:!?。、…—()\[\]{}<>~|]+")


@dataclass(frozen=True)
class Query:
    """A query, folded.

    Args:
        whole: the query without spaces and quotes, as one string to look for.
        words: its words as typed, between spaces and punctuation.
        phrases: what stood in straight quotes and must occur as it is.
        without: what stood behind a minus sign and must not occur.
        tokens: index tokens of words and phrases, distinct; those of words that only ask are left out.
        asks: whether there were such words: it is a question, however short.
    """

    whole: str
    words: tuple[str, ...]
    phrases: tuple[str, ...]
    without: tuple[str, ...]
    tokens: tuple[str, ...]
    asks: bool = False

    @property
    def only_without(self) -> bool:
        """Whether it says only what must not occur."""
        return bool(self.without) and not self.words and not self.phrases


#: Said to one who wrote only what must not occur.
ONLY_WITHOUT = "“{query}”只写了不要的词，请再写上要找的词，例如“党建 {query}”。"


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
    telling = _telling(plain)
    tokens = [token for phrase in phrases for token in terms(phrase, apart=False)]
    tokens += telling or terms(plain, apart=False)
    return Query(
        whole="".join([*phrases, dense(plain)]),
        words=tuple(word for word in words if word),
        phrases=tuple(phrase for phrase in phrases if phrase),
        without=tuple(word for word in without if word),
        tokens=tuple(dict.fromkeys(tokens))[:MOST_TOKENS],
        asks=bool(telling),
    )


def _telling(plain: str) -> list[str]:
    """The tokens of a question without those of the words that only ask; none where nothing asks or too little is left."""
    bare = _ASKING.sub(" ", plain)
    left = terms(bare, apart=False)
    found = [token for token in terms(plain, apart=False) if token in left] if bare != plain else []
    return found if any(len(token) > 1 for token in found) else []


def replacements(token: str) -> list[str]:
    """What to look up where no article holds the token: the parts of a word with joints."""
    return parts(token)


def tokens_of(phrase: str) -> list[str]:
    """The index tokens of one phrase, distinct."""
    return list(terms(phrase, apart=False))
