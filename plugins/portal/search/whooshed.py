"""The same search with Whoosh: for editors and larger sites.

Whoosh keeps the postings in a folder beside the output and finds the candidates; the ranking is
:mod:`portal.search.rank` over the same integers, so the order is the browser's. The folder is
brought up to date by the search itself, article by article, from the built site's excerpts.

A Whoosh index holds pickles, which run code when read: the folder is opened only where its note
says that we wrote these very files, and else made anew.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal.search import excerpts
from portal.search.analysis import groups_of, weigh
from portal.search.engine import Engine, Fetch
from portal.search.index import SMALL_SITE
from portal.search.rank import Posting

if TYPE_CHECKING:
    from whoosh.index import Index
    from whoosh.writing import IndexWriter

#: Raise it when the fields or what is in them change.
FORMAT = 2
#: Values that a posting may have, see :mod:`portal.search.analysis`; each is a field.
VALUES = (1, 2, 3, 4, 5, 6, 7)
NOTE = "portal.json"


def folder_of(output: Path) -> Path:
    """Where the index of a built site lies: beside it, not in it."""
    return output.parent / f".{output.name}.portal" / "whoosh"


class WhooshEngine(Engine):
    """Searches a built site with postings from Whoosh.

    Args:
        fetch: path in the built site's index folder -> bytes, or None.
        index: an up-to-date index, from :func:`update`.
    """

    def __init__(self, fetch: Fetch, index: Index) -> None:
        super().__init__(fetch)
        self._reader = index.reader()
        self._numbers = self._reader.column_reader("number")
        self._lock = threading.Lock()

    def lists(self, tokens: Iterable[str]) -> dict[str, list[Posting]]:
        """The postings of the tokens that the index holds, in the order given; one thread at a time."""
        found: dict[str, list[Posting]] = {}
        for token in dict.fromkeys(tokens):
            with self._lock:
                postings = [posting for value in VALUES for posting in self._field(value, token)]
            if postings:
                found[token] = sorted(postings)
        return found

    def _field(self, value: int, token: str) -> list[Posting]:
        from whoosh.reading import TermNotFound

        try:
            matcher = self._reader.postings(f"value{value}", token)
        except TermNotFound:
            return []
        return [(self._numbers[document], value) for document in matcher.all_ids()]


def _whoosh_version() -> str:
    """The version of Whoosh, imported without the warnings of its old syntax."""
    import warnings

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=SyntaxWarning)
        warnings.filterwarnings("ignore", category=DeprecationWarning)
        import whoosh.index
        from whoosh.codec import default_codec

        default_codec()  # the codec is loaded on first use

    return str(whoosh.versionstring())


def _digests(fetch: Fetch, folder: Path) -> dict[int, str]:
    """Article number -> digest of its excerpt, of every article of the built site."""
    found = {}
    for path in sorted(folder.glob("t/*/*.z")):
        number = int(path.stem, 16)
        data = fetch(excerpts.path(number))
        if data is not None:
            found[number] = hashlib.sha256(data).hexdigest()[:16]
    return found


def _files(folder: Path) -> dict[str, Any]:
    """Names and sizes of the index's files; of the table of contents, a digest of the bytes."""
    found: dict[str, Any] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix == ".toc":
            found[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
        elif path.name not in (NOTE, "MAIN_WRITELOCK"):
            found[path.name] = path.stat().st_size
    return found


def _note(folder: Path) -> dict[str, Any] | None:
    """What we wrote down of the index, or None where it is not ours as it stands."""
    try:
        note = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        ours = note["format"] == FORMAT and note["whoosh"] == _whoosh_version() and note["files"] == _files(folder)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return note if ours else None


def _new(folder: Path) -> Index:
    from whoosh.fields import KEYWORD, NUMERIC, Schema
    from whoosh.index import create_in

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    number = NUMERIC(int, bits=32, signed=False, unique=True, sortable=True)
    return create_in(str(folder), Schema(number=number, **{f"value{v}": KEYWORD() for v in VALUES}))


def _add(writer: IndexWriter, number: int, data: bytes, every_character: bool) -> None:
    excerpt = excerpts.decode(data)
    fields: dict[str, str] = {}
    for value, tokens in groups_of(weigh(excerpt.title, excerpt.text), excerpt.names, every_character):
        fields[f"value{value}"] = " ".join([fields.get(f"value{value}", ""), *tokens]).strip()
    writer.add_document(number=number, **fields)


def _write(index: Index, fetch: Fetch, before: dict[int, str], now: dict[int, str], every_character: bool) -> int:
    """Bring the index from one state to another; how many articles were written or removed."""
    gone = [number for number in before if before[number] != now.get(number)]
    new = [number for number in now if now[number] != before.get(number)]
    if not gone and not new:
        return 0
    writer = index.writer(limitmb=256)
    for number in gone:
        writer.delete_by_term("number", number)
    for number in new:
        _add(writer, number, fetch(excerpts.path(number)) or b"", every_character)
    writer.commit()
    return len({*gone, *new})


def update(output: Path, fetch: Fetch, site_folder: Path, warn: Callable[[str], None]) -> WhooshEngine:
    """Open the index of a built site, written as far as the site has changed.

    Args:
        output: the built site.
        fetch: path in the site's index folder -> bytes, or None.
        site_folder: the site's index folder.
        warn: takes a Chinese sentence where an index is thrown away.
    """
    _whoosh_version()
    from whoosh.index import open_dir

    folder = folder_of(output)
    head = Engine(fetch)
    every_character = head.documents <= SMALL_SITE
    note = _note(folder) if folder.exists() else None
    if folder.exists() and note is None:
        warn(f"{folder} 不是本程序这个版本写的，或已损坏：不读取，重新建立")
    if note and note["every_character"] != every_character:
        note = None
    if note and note["generation"] == head.generation:
        return WhooshEngine(fetch, open_dir(str(folder)))
    index = open_dir(str(folder)) if note else _new(folder)
    before = {int(number): digest for number, digest in note["articles"].items()} if note else {}
    now = _digests(fetch, site_folder)
    _write(index, fetch, before, now, every_character)
    fresh = {
        "format": FORMAT,
        "whoosh": _whoosh_version(),
        "generation": head.generation,
        "every_character": every_character,
        "articles": now,
        "files": _files(folder),
    }
    (folder / NOTE).write_text(json.dumps(fresh, separators=(",", ":")), encoding="utf-8")
    return WhooshEngine(fetch, index)
