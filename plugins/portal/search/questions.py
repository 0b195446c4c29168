"""What a query asks of the figures: a time, a place, and what is counted.

theme/static/js/search/answers.js has the same rules; both are held to tests/specs/search/questions.json and to the
questions over the sample portal in tests/specs/search/answers.json.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.search.pairs import pairs
from portal.search.query import LONGEST
from portal.text.fold import fold
from portal.text.skeleton import dense

_YEAR = re.compile(r"(?:截至|截止到?|到|在)?(?<!\d)((?:19|20)\d\d)(?!\d)(?:年(?:年?底|末|年末|度|全年)?|底)?")
#: Words that ask how much; behind them the query goes on with something else.
_ASKS = re.compile(
    r"(?:分别)?(?:一共|总共|共计|共|总)?(?:有|是|达到|达)?(?:多少|几)(?:[个名人户家项条件处次万亿元支座所]|人次|场次)*|"
    r"总?(?:人数|人次|场次|数量|数目|个数|件数|次数|总数|总量|总计|合计)|数据|统计|指标|数(?=$|\s)"
)
#: Words that ask for a share.
_SHARES = re.compile(r"(?:所)?占?(?:比例|比重|百分比|占比)|占(?=多少)")
#: Words that a question may hold and a name need not.
_BETWEEN = re.compile(
    r"[\s,;:!?。、…—()\[\]{}<>~|]+|(?:完成|建成|建立|成立|配备|设立|组建|拥有|现有|共有|建有)了?|"
    r"(?:全[省市县区]|目前|现在|全部|各地|情况|怎么样|如何|哪些|什么|请问|是不是|有没有|当年|全年|今年以来)|[的了吗呢]"
)
#: A query with more pieces or a longer one is a sentence, not the name of a figure.
MOST_PIECES = 4
LONGEST_PIECE = 24


@dataclass(frozen=True)
class Question:
    """A query as a question for figures.

    Args:
        pieces: what is left of it, folded and dense; places are among them.
        years: years it names.
        asks: whether it asks how much in so many words.
        share: whether it asks for a share.
    """

    pieces: tuple[str, ...]
    years: tuple[int, ...] = ()
    asks: bool = False
    share: bool = False


def understand(text: str) -> Question | None:
    """The query as a question, or None where it is a search alone: one with quotes or exclusions, or too long.

    >>> understand("2020年安徽 网格员有多少")
    Question(pieces=('安徽', '网格员'), years=(2020,), asks=True, share=False)
    """
    folded = fold(text[:LONGEST])
    if '"' in folded or re.search(r"(?:^|\s)-", folded):
        return None
    years = tuple(dict.fromkeys(int(year) for year in _YEAR.findall(folded)))
    rest = _YEAR.sub(" ", folded)
    share = bool(_SHARES.search(rest))
    rest = _SHARES.sub(" ", rest)
    asks = bool(_ASKS.search(rest))
    rest = _ASKS.sub(" ", rest)
    pieces = tuple(dict.fromkeys(dense(piece) for piece in _BETWEEN.split(rest) if len(dense(piece)) > 1))
    if not pieces or len(pieces) > MOST_PIECES or max(map(len, pieces)) > LONGEST_PIECE:
        return None
    return Question(pieces, years, asks or share, share)


def closeness(pieces: Sequence[str], name: str) -> int:
    """How much of a figure's name the pieces say, in percent; 1000 where they are the name; 0 where the name
    lacks a piece: a fifth of the pairs of a piece may be missing."""
    if len(pieces) == 1 and pieces[0] == name:
        return 1000
    held = set(pairs(name))
    said: set[str] = set()
    for piece in pieces:
        own = pairs(piece)
        found = [pair for pair in own if pair in held]
        if 5 * len(found) < 4 * len(own):
            return 0
        said.update(found)
    return 100 * len(said) // len(held) if held else 0


def without_place(piece: str, places: Iterable[tuple[str, Sequence[str]]]) -> tuple[str, Sequence[str]] | None:
    """The piece without the place that it begins with, and what that place may be.

    Args:
        piece: a piece of a question.
        places: aliases of places, each with the places it may mean.
    """
    found = max((entry for entry in places if piece.startswith(entry[0])), key=lambda e: len(e[0]), default=None)
    return None if found is None else (piece[len(found[0]) :], found[1])
