"""The files of the direct answers, edited where a change concerns them.

An article says which names and places it speaks of and spoke of; articles are filed under these, so that each is looked at
again with the few articles that share it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from portal.indicators.collection import collect, rows_before
from portal.search.answer_index import askable, bits_of, encode, entry_of, path_of
from portal.search.subjects import MOST_CARDS, Subject, Subjects, aliases_of, card_of, kept_as, worth_keeping

if TYPE_CHECKING:
    from portal.articles.model import Article
    from portal.site import Change, Site

#: Path in the index folder -> the published content, unpacked.
Read = Callable[[str], bytes]


@dataclass
class _Files:
    """The files that are edited."""

    read: Read
    bits: Sequence[int]
    contents: dict[str, dict[str, Any]] = field(default_factory=dict)

    def at(self, kind: str, token: str) -> dict[str, Any]:
        """The file of a pair (``a``) or a name (``b``)."""
        path = path_of(kind, token, self.bits[kind == "b"])
        if path not in self.contents:
            self.contents[path] = json.loads(self.read(path))
        return self.contents[path]

    def encoded(self) -> Iterator[tuple[str, bytes]]:
        """All of them, as they are made from nothing."""
        for path, content in self.contents.items():
            if path.startswith("a"):
                yield path, encode({kind: _ordered(found) for kind, found in content.items()})
            else:
                yield path, encode(_ordered(content))


def _ordered(found: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {name: listed for name, listed in sorted(found.items()) if listed}


def edited(
    site: Site, change: Change, read: Read, totals: Sequence[int]
) -> tuple[list[int], Iterator[tuple[str, bytes]]] | None:
    """How many names and cards there are from now on, and path and content of the files that may differ.

    Args:
        totals: how many there were.

    Returns:
        None where the site has grown or shrunk past a limit that names all files anew.
    """
    subjects = Subjects(collect(site, change))
    files = _Files(read, bits_of(list(totals)))
    kept, names, places = _concerned(subjects, change)
    cards = 0
    for name in sorted(kept):
        held = list(_held(subjects, name))
        worth = worth_keeping(name, len({article.id for article, _ in held}))
        listed = [subjects.card(article, subject) for article, subject in held[:MOST_CARDS]] if worth else []
        content = files.at("b", name)
        if bool(listed) != (name in content):
            names |= {name, *(subject.name for _, subject in held)}
            names |= {alias for known in subjects.named(name) for alias in subjects.aliases(known)}
        cards += len(listed) - len(content.get(name, ()))
        content[name] = listed
    entries = sum(_rename(subjects, files, name) for name in sorted(names))
    for place in sorted(places):
        _move(files, place, any(s.place == place for article in subjects.asking(f"@{place}") for s in subjects.of(article)))
    new = [totals[0] + entries, totals[1] + cards]
    return (new, files.encoded()) if bits_of(new) == list(files.bits) else None


def _concerned(subjects: Subjects, change: Change) -> tuple[set[str], set[str], set[str]]:
    """Names that cards are kept under, names, and places that a change may concern."""
    kept: set[str] = set()
    names: set[str] = set()
    places: set[str] = set()
    for name in {**change.before, **change.after}:
        before, after = change.before.get(name), change.after.get(name)
        rows = list(rows_before(subjects.data.site, change, name))
        past = list(subjects.found(rows, subjects.data.sort(rows)))
        now = subjects.of(after) if after else []
        told = [_told(article, found) if article else {} for article, found in ((before, past), (after, now))]
        kept |= {key for key in told[0].keys() | told[1].keys() if told[0].get(key) != told[1].get(key)}
        names |= {one for one, _ in {(s.name, s.kept) for s in past} ^ {(s.name, s.kept) for s in now}}
        places |= ({s.place for s in past} ^ {s.place for s in now}) - {""}
    for article in (*change.after.values(), *subjects.data.relabelled.values()):
        moved = subjects.data.moved_in(article)
        kept |= {subject.kept for subject in subjects.of(article) if subject.row.entry.card in moved}
    return kept, names, places


def _told(article: Article, found: Iterable[Subject]) -> dict[str, list[Any]]:
    """Name -> the cards of an article under it, without their indicators, and what orders them among others."""
    told: defaultdict[str, list[Any]] = defaultdict(list)
    for subject in found:
        told[subject.kept].append([article.date, card_of(article, subject.row, "")])
    return told


def _held(subjects: Subjects, kept: str) -> Iterator[tuple[Article, Subject]]:
    """The figures whose cards are kept under a name, newest first."""
    for article in subjects.holding(kept):
        for subject in subjects.of(article):
            if subject.kept == kept:
                yield article, subject


def _is_kept(subjects: Subjects, name: str) -> bool:
    articles: set[str] = set()
    for article, _ in _held(subjects, name):
        articles.add(article.id)
        if worth_keeping(name, len(articles)):
            return True
    return False


def _rename(subjects: Subjects, files: _Files, name: str) -> int:
    """Put what a name's cards are kept under in its files; how many entries have come."""
    found = {s.kept for article in subjects.asking(name) for s in subjects.of(article) if s.name == name}
    found |= {kept_as(known) for known in subjects.named(name)}
    new = [entry_of(name, kept) for kept in sorted(found) if _is_kept(subjects, kept)]
    grown = 0
    for pair in askable(name):
        listed = files.at("a", pair)["n"].get(pair, [])
        others = [entry for entry in listed if _split(entry)[0] != name]
        files.at("a", pair)["n"][pair] = sorted([*others, *new], key=_split)
        grown += len(others) + len(new) - len(listed)
    return grown


def _split(entry: str | list[str]) -> tuple[str, str]:
    return (entry, entry) if isinstance(entry, str) else (entry[0], entry[1])


def _move(files: _Files, place: str, told: bool) -> None:
    """Put the aliases of a place in the files, or take them out."""
    for alias in aliases_of(place):
        content = files.at("a", alias[:2])["p"]
        meant = {name: set(found) for name, found in content.get(alias[:2], ())}
        meant[alias] = meant.get(alias, set()) - {place} | ({place} if told else set())
        content[alias[:2]] = [[name, sorted(found)] for name, found in sorted(meant.items()) if found]
