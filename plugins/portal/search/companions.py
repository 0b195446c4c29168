"""The files beside the index: the case library's, the figures that answer queries, and what the search page asks for.

``beside.json`` notes what was published, so that only those that differ are written; a family that a change does not
concern is not made at all.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from portal.columns.cards import tree_of
from portal.columns.lists import columns_around
from portal.search.names import declared_digest

if TYPE_CHECKING:
    from portal.site import Change, Site

#: Path -> digest of the content; browsers never ask for it.
NOTE = "beside.json"
#: Ending of the files that are stored as raw deflate streams.
PACKED = ".z"


@dataclass(frozen=True)
class Family:
    """Files that are made together.

    Args:
        opens: how their paths begin.
        note: what the entry file calls the number of bits that name them, "" where none does.
        make: the bits, and path in the index folder and content of every file, not yet packed.
        concerned: whether one may differ by a change.
    """

    opens: tuple[str, ...]
    note: str
    make: Callable[[Site], tuple[Any, Iterable[tuple[str, bytes]]]]
    concerned: Callable[[Site, Change], bool]


def _cases(site: Site) -> tuple[None, Iterable[tuple[str, bytes]]]:
    from portal.search import cases

    return None, cases.files(site)


def _answers(site: Site) -> tuple[Any, Iterable[tuple[str, bytes]]]:
    from portal.search import answer_index

    return answer_index.files(site)


def _offers(site: Site) -> tuple[Any, Iterable[tuple[str, bytes]]]:
    from portal.search import suggestions

    return suggestions.files(site)


def _filing(site: Site) -> tuple[None, Iterable[tuple[str, bytes]]]:
    from portal.search import filing

    return None, [(filing.PATH, filing.encode(site.articles))]


def _in_library(site: Site, change: Change) -> bool:
    kinds = {column.key: column.type for column in tree_of(site).columns}
    return any(kinds.get(key) == "case" for key in columns_around(site, change.articles))


def _figures(site: Site, change: Change) -> bool:
    marks = site.briefs("indicators", "mark")
    return any(change.was("indicators", "mark", name) != marks.get(name) for name in (*change.before, *change.after))


def _named(site: Site, change: Change) -> bool:
    fields = ("title", "column", "date", "region", "tags", "topics", "practices")
    return bool(change.differing(*fields)) or _figures(site, change)


def _filed(site: Site, change: Change) -> bool:
    return bool(change.differing("column", "date", "region", "type", "series", "tags", "topics", "practices"))


FAMILIES = (
    Family(("c/",), "", _cases, _in_library),
    Family(("a/", "b/"), "answers", _answers, _figures),
    Family(("g/", "words.z"), "titles", _offers, _named),
    Family(("filing.bin",), "", _filing, _filed),
)


@dataclass(frozen=True)
class Companions:
    """The files of one build.

    Args:
        contents: path in the index folder -> content, not yet packed, of those that have been made.
        digests: path -> digest of the content, of all.
        notes: what the entry file says of them.
        old: the digests as published.
    """

    contents: dict[str, bytes]
    digests: dict[str, str]
    notes: dict[str, Any]
    old: dict[str, str]

    @property
    def _note(self) -> bytes:
        return json.dumps(self.digests, sort_keys=True, separators=(",", ":")).encode()

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path in the index folder and bytes of all that were made, the note last."""
        for path, content in self.contents.items():
            yield path, _stored(path, content)
        yield NOTE, self._note

    def changes(self) -> Iterator[tuple[str, bytes | None]]:
        """Those that differ from the published ones, None as content for one to delete."""
        if self.old == self.digests:
            return
        for path, content in self.contents.items():
            if self.old.get(path) != self.digests[path]:
                yield path, _stored(path, content)
        yield from ((path, None) for path in self.old if path not in self.digests)
        yield NOTE, self._note


def companions_of(site: Site) -> Companions:
    """All files of the site."""
    return _made(site, FAMILIES, {}, {})


def changed(site: Site, change: Change | None, read: Callable[[str], bytes | None]) -> Companions | None:
    """The families that a change concerns (all, where it is not known); None where nothing tells what was published.

    Args:
        read: path in the index folder -> the published bytes.

    Raises:
        ValueError: the entry file is damaged.
    """
    entry = json.loads(read("index.json") or b"")
    try:
        old = json.loads(read(NOTE) or b"")
    except ValueError:
        return None
    wanted = [family for family in FAMILIES if change is None or family.concerned(site, change)]
    return _made(site, wanted, old, entry)


def _made(site: Site, wanted: Sequence[Family], old: Mapping[str, str], entry: Mapping[str, Any]) -> Companions:
    """The files of some families; what is known of the others is taken from ``old`` and the entry file."""
    contents: dict[str, bytes] = {}
    notes: dict[str, Any] = {"names": declared_digest(site)}
    for family in FAMILIES:
        if family in wanted:
            bits, made = family.make(site)
            contents |= dict(made)
        else:
            bits = entry.get(family.note)
        notes |= {family.note: bits} if family.note else {}
    opens = tuple(start for family in wanted for start in family.opens)
    digests = {path: digest for path, digest in old.items() if not path.startswith(opens)} if opens else dict(old)
    digests |= {path: hashlib.blake2b(content, digest_size=8).hexdigest() for path, content in contents.items()}
    told = "".join([f"{path} {digest}\n" for path, digest in sorted(digests.items())])
    notes["beside"] = hashlib.blake2b(told.encode(), digest_size=8).hexdigest()
    return Companions(contents, digests, notes, dict(old))


def _stored(path: str, content: bytes) -> bytes:
    if not path.endswith(PACKED):
        return content
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    return compressor.compress(content) + compressor.flush()
