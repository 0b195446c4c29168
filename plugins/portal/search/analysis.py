"""What the index needs to know of one article: its tokens by how much they weigh.

A value is small: bit 2 says that the token is in the title, the two lower bits how strongly the
text speaks of it (0 not at all, 1, 2). It depends on the article alone, so that one changed
article changes no other's entry.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from portal.search.terms import HAN_CHARACTER, terms
from portal.text.fold import fold

if TYPE_CHECKING:
    from portal.articles.model import Article, Body
    from portal.settings import Settings

#: The value of a token that the title holds, added to what the text gives.
IN_TITLE = 4
#: Length in characters that counts as usual; fixed, else one article would move all others.
USUAL_LENGTH = 1000


def strength(count: int, length: int) -> int:
    """How strongly a text speaks of a token: 0, 1 or 2.

    BM25 (k1 = 1.2, b = 0.5) rounded to a whole number, written so that only integers are
    compared: ``2.2 tf / (tf + 0.6 + 0.6 length / 1000) >= 1.5``.

    Args:
        count: occurrences in the text.
        length: characters of the text.
    """
    if not count:
        return 0
    return 2 if 7 * USUAL_LENGTH * count >= 9 * (USUAL_LENGTH + length) else 1


def weigh(title: str, text: str) -> dict[str, str]:
    """Tokens joined by spaces, by value (a key of one digit).

    >>> weigh("党建", "党建引领")
    {'1': '建引 引领', '4': '党 建', '5': '党建'}
    """
    folded_title = fold(title)
    in_title = set(terms(folded_title)) | set(HAN_CHARACTER.findall(folded_title))
    counts = terms(fold(text))
    groups: dict[int, list[str]] = defaultdict(list)
    for token, count in counts.items():
        value = strength(count, len(text))
        groups[value + IN_TITLE if token in in_title else value].append(token)
    groups[IN_TITLE] = sorted(in_title - counts.keys())
    return {str(value): " ".join(groups[value]) for value in sorted(groups) if groups[value]}


def analyse(article: Article, body: Body, settings: Settings) -> dict[str, str]:
    """The search entry of one article; pure, so that the builder may keep it."""
    return weigh(article.title, body.text)
