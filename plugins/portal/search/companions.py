"""The files beside the index: the case library's, the figures that answer queries, and what the search page asks for.

``beside.json`` notes what was published, so that only those that differ are written; a family that a change does not
concern is not made at all, and of large ones the change says which files to edit.
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

#: Digests of the contents by path, and what the families count; browsers never ask for it.
NOTE = "beside.json"
#: Ending of the files that are stored as raw deflate streams.
PACKED = ".z"

#: Path in the index folder -> the published bytes.
Read = Callable[[str], bytes | None]
#: What a family counts, and path in the index folder and content of its files, not yet packed.
Made = tuple[Any, Iterable[tuple[str, bytes]]]


@dataclass(frozen=True)
class Family:
    """Files that are made together.

    Args:
        opens: how their paths begin.
        make: all of them.
        concerned: whether one may differ by a change.
        name: what its counts go by, "" where it has none.
        edit: those that a change may concern, out of the published contents and counts; None where all have to be made.
        bits: what the entry file says of the counts under the same name: the number of bits that name the files.
    """

    opens: tuple[str, ...]
    make: Callable[[Site], Made]
    concerned: Callable[[Site, Change], bool]
    name: str = ""
    edit: Callable[[Site, Change, Callable[[str], bytes], Any], Made | None] | None = None
    bits: Callable[[Any], Any] = lambda counts: counts


def _cases(site: Site) -> Made:
    from portal.search import cases

    return None, cases.files(site)


def _answers(site: Site) -> Made:
    from portal.search import answer_index

    return answer_index.files(site)


def _edited_answers(site: Site, change: Change, read: Callable[[str], bytes], totals: Any) -> Made | None:
    from portal.search import answer_changes

    return answer_changes.edited(site, change, read, totals)


def _answer_bits(totals: Any) -> list[int]:
    from portal.search import answer_index

    return answer_index.bits_of(totals)


def _titles(site: Site) -> Made:
    from portal.search import openings

    return openings.files(site)


def _edited_titles(site: Site, change: Change, read: Callable[[str], bytes], total: Any) -> Made | None:
    from portal.search import openings

    return openings.edited(site, change, read, total)


def _title_bits(total: Any) -> int:
    from portal.search import openings

    return openings.bits_of(total)


def _words(site: Site) -> Made:
    from portal.search import suggestions

    return None, suggestions.files(site)


def _filing(site: Site) -> Made:
    from portal.search import filing

    return None, [(filing.PATH, filing.encode(site.articles))]


def _edited_filing(site: Site, change: Change, read: Callable[[str], bytes], _counts: Any) -> Made:
    from portal.search import filing

    return None, [(filing.PATH, filing.edited(read(filing.PATH), change.before.values(), change.after.values()))]


def _in_library(site: Site, change: Change) -> bool:
    kinds = {column.key: column.type for column in tree_of(site).columns}
    return any(kinds.get(key) == "case" for key in columns_around(site, change.articles))


def _figures(site: Site, change: Change) -> bool:
    from portal.indicators.collection import articles_differing

    return bool(articles_differing(site, change))


def _titled(site: Site, change: Change) -> bool:
    return bool(change.differing("title", "column", "date"))


def _named(site: Site, change: Change) -> bool:
    return bool(change.differing("region", "tags", "topics", "practices")) or _figures(site, change)


def _filed(site: Site, change: Change) -> bool:
    return bool(change.differing("column", "date", "region"))


FAMILIES = (
    Family(("c/",), _cases, _in_library),
    Family(("a/", "b/"), _answers, _figures, "answers", _edited_answers, _answer_bits),
    Family(("g/",), _titles, _titled, "titles", _edited_titles, _title_bits),
    Family(("words.z",), _words, _named),
    Family(("filing.bin",), _filing, _filed, "", _edited_filing),
)


@dataclass(frozen=True)
class Companions:
    """The files of one build.

    Args:
        contents: path in the index folder -> content, not yet packed, of those that have been made.
        digests: path -> digest of the content, of all.
        counts: name of a family -> what it counts.
        notes: what the entry file says of them.
        old: the note as published.
    """

    contents: dict[str, bytes]
    digests: dict[str, str]
    counts: dict[str, Any]
    notes: dict[str, Any]
    old: dict[str, Any]

    @property
    def _note(self) -> dict[str, Any]:
        return {"files": self.digests, "counts": self.counts}

    def _noted(self) -> bytes:
        return json.dumps(self._note, sort_keys=True, separators=(",", ":")).encode()

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path in the index folder and bytes of all that were made, the note last."""
        for path, content in self.contents.items():
            yield path, _stored(path, content)
        yield NOTE, self._noted()

    def changes(self) -> Iterator[tuple[str, bytes | None]]:
        """Those that differ from the published ones, None as content for one to delete."""
        if self.old == self._note:
            return
        known = self.old.get("files", {})
        for path, content in self.contents.items():
            if known.get(path) != self.digests[path]:
                yield path, _stored(path, content)
        yield from ((path, None) for path in known if path not in self.digests)
        yield NOTE, self._noted()


def companions_of(site: Site) -> Companions:
    """All files of the site."""
    return _gathered(site, [(family, family.make(site)) for family in FAMILIES], {}, ())


def changed(site: Site, change: Change | None, read: Read) -> Companions | None:
    """The families that a change concerns (all, where it is not known); None where nothing tells what was published.

    Args:
        read: path in the index folder -> the published bytes.

    Raises:
        ValueError: a published file is damaged.
    """
    try:
        old = json.loads(read(NOTE) or b"")
        counts = old["counts"]
    except (ValueError, KeyError):
        return None

    def content(path: str) -> bytes:
        try:
            stored = read(path) or b""
            return zlib.decompress(stored, -15) if path.endswith(PACKED) else stored
        except zlib.error as error:
            raise ValueError(path) from error

    made, edited = [], []
    for family in FAMILIES:
        if change is not None and not family.concerned(site, change):
            continue
        found = family.edit(site, change, content, counts.get(family.name)) if change and family.edit else None
        edited += [family] if found else []
        made.append((family, found or family.make(site)))
    return _gathered(site, made, old, edited)


def _gathered(
    site: Site, made: Sequence[tuple[Family, Made]], old: Mapping[str, Any], edited: Sequence[Family]
) -> Companions:
    """The files of some families; what is known of the others, and of the files that were not edited, is taken from the note."""
    contents = {path: content for _, (_, files) in made for path, content in files}
    counts = {**old.get("counts", {}), **{family.name: found for family, (found, _) in made if family.name}}
    opens = tuple(start for family, _ in made if family not in edited for start in family.opens)
    digests = {path: digest for path, digest in old.get("files", {}).items() if not path.startswith(opens or "\0")}
    digests |= {path: hashlib.blake2b(content, digest_size=8).hexdigest() for path, content in contents.items()}
    told = "".join([f"{path} {digest}\n" for path, digest in sorted(digests.items())])
    beside = hashlib.blake2b(told.encode(), digest_size=8).hexdigest()
    bits = {family.name: family.bits(counts[family.name]) for family in FAMILIES if family.name}
    return Companions(contents, digests, counts, {"names": declared_digest(site), **bits, "beside": beside}, dict(old))


def _stored(path: str, content: bytes) -> bytes:
    if not path.endswith(PACKED):
        return content
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    return compressor.compress(content) + compressor.flush()
