"""What the index needs to know of one article: its tokens by how much they weigh.

A value is small: bit 2 says that the token is in the title, the two lower bits how strongly the
text speaks of it (0 not at all, 1, 2), or 3 where it belongs to a name that the article is filed
under (a practice, a tag, its column …). It depends on the article and on content/data alone, so
that one changed article changes no other's entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from portal.search.keywords import keywords
from portal.search.terms import HAN_CHARACTER, terms
from portal.text.fold import fold
from portal.text.skeleton import dense

if TYPE_CHECKING:
    from portal.articles.model import Article, Body
    from portal.settings import Settings

Token = TypeVar("Token", int, str)
#: A character of more than 16 bits.
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
#: The value of a token that the title holds, added to what the text gives.
IN_TITLE = 4
#: The lower bits of a token of a name that the article is filed under.
FILED = 3
#: Length in characters that counts as usual; fixed, else one article would move all others.
USUAL_LENGTH = 1000


def least_of_two(length: int) -> int:
    """How often a text of so many characters has to hold a token to speak of it strongly: 2, else 1.

    BM25 (k1 = 1.2, b = 0.5) rounded to a whole number, written so that only integers are
    compared: ``2.2 tf / (tf + 0.6 + 0.6 length / 1000) >= 1.5``.
    """
    return -(-9 * (USUAL_LENGTH + length) // (7 * USUAL_LENGTH))


def weigh(title: str, text: str) -> dict[str, str]:
    """Tokens by value (a key of one digit): pairs of 16-bit characters in one piece, then each other token after a space.

    >>> weigh("党建", "党建引领")
    {'1': '建引引领', '4': ' 党 建', '5': '党建'}
    """
    folded_title = fold(title)
    in_title = set(terms(folded_title)) | set(HAN_CHARACTER.findall(folded_title))
    counts = terms(fold(text))
    often = least_of_two(len(text))
    groups = {
        1: [token for token, count in counts.items() if count < often and token not in in_title],
        2: [token for token, count in counts.items() if count >= often and token not in in_title],
        IN_TITLE: sorted(in_title - counts.keys()),
    }
    both = in_title & counts.keys()
    for token in [token for token in counts if token in both] if both else ():
        groups.setdefault(IN_TITLE + 1 + (counts[token] >= often), []).append(token)
    return {str(value): _written(groups[value]) for value in sorted(groups) if groups[value]}


def _written(tokens: list[str]) -> str:
    pairs = "".join([token for token in tokens if len(token) == 2])
    others = [token for token in tokens if len(token) != 2]
    if _BEYOND.search(pairs):
        pairs = "".join([token for token in tokens if len(token) == 2 and not _BEYOND.search(token)])
        others = [token for token in tokens if len(token) != 2 or _BEYOND.search(token)]
    return " ".join([pairs, *others])


def groups_of(
    weights: Mapping[str, str], names: Iterable[str] = (), every_character: bool = False
) -> list[tuple[int, list[str]]]:
    """Values and their tokens.

    Args:
        weights: what :func:`weigh` gave.
        names: what the article is filed under.
        every_character: also the single Han characters of the text, as small sites have them.
    """
    groups = []
    for value, tokens in weights.items():
        pairs, *others = tokens.split(" ")
        groups.append((int(value), [pairs[at : at + 2] for at in range(0, len(pairs), 2)] + others))
    groups = filed_groups(groups, tokens_of_names("\n".join(names)))
    if every_character:
        groups.append((1, sorted(characters(weights, groups))))
    return groups


@lru_cache(maxsize=16384)
def tokens_of_names(names: str) -> frozenset[str]:
    """The tokens of names, one a line."""
    return frozenset(terms(fold(names)))


def filed_groups(groups: list[tuple[int, list[Token]]], filed: frozenset[Token]) -> list[tuple[int, list[Token]]]:
    """Values and tokens of an article that is filed under some tokens: these get a higher value, whether the text has them or not.

    Args:
        groups: without what it is filed under; tokens may be their hashes.
    """
    if not filed:
        return groups
    found: list[tuple[int, list[Token]]] = []
    left = set(filed)
    for value, tokens in groups:
        both = left.intersection(tokens)
        left -= both
        found.append((value, [token for token in tokens if token not in both] if both else tokens))
        if both:
            found.append((value & IN_TITLE | FILED, sorted(both)))
    found.append((FILED, sorted(left)))
    return found


def characters(weights: Mapping[str, str], groups: Iterable[tuple[int, list[str]]]) -> set[str]:
    """Han characters of the text that are not tokens yet."""
    known = {token for _, tokens in groups for token in tokens if len(token) == 1}
    return set(HAN_CHARACTER.findall("".join(weights.values()))) - known


def analyse(article: Article, body: Body, settings: Settings) -> dict[str, Any]:
    """The search entry of one article: ``weights`` (see :func:`weigh`), ``keywords`` and ``openings`` (see
    :func:`openings_of`); pure, so that the builder may keep it."""
    words = keywords(article.title, body.text, tuple(settings.words))
    return {"weights": weigh(article.title, body.text), "keywords": words, "openings": openings_of(article.title)}


def openings_of(title: str) -> list[str]:
    """What a title is filed under while a reader types: its first two characters, nothing where it has no more than one."""
    plain = dense(fold(title))
    return [plain[:2]] if len(plain) > 1 else []
