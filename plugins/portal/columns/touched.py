"""Which articles' pages take something from articles that have changed: so that no other is looked at."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from portal.articles.model import Article
from portal.columns.lists import by_column
from portal.columns.neighbours import LOOKED_AT, WEIGHTS, sharing, traits_of
from portal.columns.terms import KINDS, read_terms, terms_of
from portal.site import Change, Site

Key = TypeVar("Key", bound=Hashable)
#: What others show of an article.
SHOWN = ("title", "column", "date")


def touches(site: Site, change: Change) -> Iterable[str]:
    """Ids of the articles whose links to terms, neighbours in the column or related list may differ."""
    yield from _linked_terms(site, change)
    pairs = change.differing(*SHOWN)
    yield from _beside(site, [article for pair in pairs for article in pair if article])
    if "search" not in site.parts:
        near = sharers(site, change)
        yield from displaced(change, "columns", near, lambda own, other: points(site, own, other), site.by_id)


def _linked_terms(site: Site, change: Change) -> Iterable[str]:
    """The articles of terms that have got or lost their page."""
    for kind in KINDS:
        terms = read_terms(site, kind)
        for term in terms_of(site, kind, change.articles):
            now = terms.articles.get(term.key, [])
            grown = sum(term in terms.of(a) for a in change.after.values())
            grown -= sum(term in terms.of(a) for a in change.before.values())
            if (len(now) >= kind.pages_from) != (len(now) - grown >= kind.pages_from):
                yield from (article.id for article in now)


def _beside(site: Site, articles: Iterable[Article]) -> Iterable[str]:
    """What stands before and after the articles in their columns, or would."""
    for article in articles:
        column = by_column(site).get(article.column, [])
        place = bisect_left([_age(other) for other in reversed(column)], _age(article))
        at = len(column) - place
        yield from (other.id for other in column[max(0, at - 2) : at + 2])


def _age(article: Article) -> tuple[str, str]:
    return article.date, article.id


def window_moves(
    keys: Callable[[Article], Iterable[Key]], of: Callable[[Key], Sequence[Article]], size: int, change: Change
) -> dict[Key, set[str]]:
    """Key -> ids of the articles that came among the newest of the key, left them, or are shown otherwise.

    Args:
        keys: of an article.
        of: all articles of a key, newest first.
        size: how many are looked at.
    """
    held: dict[str, tuple[set[Key], set[Key]]] = {}
    for name in {**change.before, **change.after}:
        old, new = change.before.get(name), change.after.get(name)
        held[name] = (set(keys(old)) if old else set(), set(keys(new)) if new else set())
    alike = set(change.before) - {(old or new).id for old, new in change.differing(*SHOWN)}  # type: ignore[union-attr]
    moves: dict[Key, set[str]] = {}
    for key in {key for sides in held.values() for side in sides for key in side}:
        newest = of(key)[: size + len(change.after)]
        past = [a for a in newest if a.id not in change.after]
        past += [a for name, a in change.before.items() if key in held[name][0]]
        past = sorted(past, key=_age, reverse=True)[:size]
        before, now = {a.id for a in past}, {a.id for a in newest[:size]}
        moved = before ^ now | {name for name in before & now if name in change.after and name not in alike}
        # An article that shares more or less than it did counts otherwise for all that it shares.
        moved |= {name for name in before & now if name in held and held[name][0] != held[name][1]}
        if moved:
            moves[key] = moved
    return moves


def sharers(site: Site, change: Change) -> Mapping[str, set[str]]:
    """Id of an article -> ids of those it shares a trait with that count otherwise than before."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    moves = window_moves(lambda article: traits_of(site, article), lambda trait: sharing(site, trait), LOOKED_AT, change)
    for trait, moved in moves.items():
        for article in sharing(site, trait):
            found[article.id] |= moved
    return found


def points(site: Site, own: Article, other: Article) -> int:
    """At most so many points for what the two share."""
    return sum(WEIGHTS[kind][0] for kind, _ in set(traits_of(site, own)).intersection(traits_of(site, other)))


def displaced(
    change: Change,
    part: str,
    near: Mapping[str, set[str]],
    most: Callable[[Article, Article], int],
    by_id: Mapping[str, Article],
) -> Iterable[str]:
    """The articles whose related list may differ: it shows one of those near it, or one is good enough to be shown.

    Args:
        part: whose related list.
        near: see :func:`sharers`.
        most: at most so many points of one article for another.
    """
    for name, others in near.items():
        article = by_id[name]
        noted = change.note(article.url)
        if noted is None:
            yield name
            continue
        ids, least = noted[part]
        still = [by_id[other] for other in others if other in by_id and other != name]
        if not others.isdisjoint(ids) or least is None and still or least and any([most(article, other), other.date, other.id] >= least for other in still):
            yield name
