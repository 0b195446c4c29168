"""The content store: what has been worked out before, in SQLite, values in JSON.

Results are keyed by the content and by the versions of code and settings; nothing is unpickled,
and a store that is damaged or of another version is thrown away and made anew. What the published tree
holds, and by which unit, is in :mod:`portal.building.ledger`.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from portal.articles.model import Article

#: Raise it when the tables change.
SCHEMA = "4"
#: What is known of all files is kept in so many pieces: all are read in each build, and one edit writes one.
PIECES = 64
_FIELDS = tuple(Article.__dataclass_fields__)

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE head (piece INTEGER PRIMARY KEY, json TEXT);
CREATE TABLE body (id TEXT PRIMARY KEY, json TEXT);
CREATE TABLE analysis (id TEXT, part TEXT, json TEXT, PRIMARY KEY (part, id)) WITHOUT ROWID;
CREATE INDEX analysis_id ON analysis (id);
CREATE TABLE recalled (id TEXT, part TEXT, json TEXT, PRIMARY KEY (id, part)) WITHOUT ROWID;
CREATE TABLE filed (term INTEGER, id TEXT, PRIMARY KEY (term, id)) WITHOUT ROWID;
CREATE INDEX filed_id ON filed (id);
CREATE TABLE published (id TEXT PRIMARY KEY, version TEXT, json TEXT);
CREATE TABLE unit (name TEXT PRIMARY KEY, key TEXT, family TEXT, note TEXT) WITHOUT ROWID;
CREATE INDEX unit_family ON unit (family);
CREATE TABLE page (path TEXT PRIMARY KEY, mark TEXT, unit TEXT) WITHOUT ROWID;
CREATE INDEX page_unit ON page (unit);
CREATE TABLE change (tree INTEGER, path TEXT, PRIMARY KEY (tree, path)) WITHOUT ROWID;
"""


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def dumps(value: Any) -> str:
    """Canonical JSON: the same value always gives the same text."""
    return _ENCODER.encode(value)


class Head(NamedTuple):
    """What is known of an article file without reading it.

    Args:
        size, mtime: of the file as last seen, mtime in ns; ``hash`` of its content.
        key: of the content, code and settings that the rest was worked out with.
        values: of the article's fields in their order, None where the file is no whole article.
        problems, held, links, uses: see building/analyse.py.
        brief: what slices want to know of all articles at once (:attr:`portal.site.Part.brief`).
    """

    path: str
    size: int
    mtime: int
    hash: str
    key: str
    values: list[Any] | None
    problems: list[dict[str, Any]]
    held: str
    links: list[str]
    uses: list[str]
    brief: dict[str, Any]

    @property
    def article(self) -> Article:
        """The article of the file, which must be a whole one."""
        assert self.values is not None
        return article_of(self.values)


#: The fields that hold lists.
_LISTS = ("tags", "topics", "practices", "attachments", "formerly", "figures")


def article_of(values: list[Any]) -> Article:
    """The article of these field values: as its constructor would make it, ten times as quick."""
    article = object.__new__(Article)
    fields = article.__dict__
    fields.update(zip(_FIELDS, values, strict=True))
    for name in _LISTS:
        fields[name] = tuple(fields[name])
    return article


def _piece_of(path: str) -> int:
    return zlib.crc32(path.encode()) % PIECES


def _term(name: str, text: str) -> int:
    """What a text is filed under: a whole number is kept in a third of the room."""
    digest = hashlib.blake2b(f"{name}\0{text}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


class Store:
    """One SQLite file. Worker processes forked from the builder open it anew, for reading.

    Args:
        path: of the file.
        recalls: analyses that are kept as published until the next build is (:attr:`portal.site.Part.recalled`).
    """

    def __init__(self, path: Path, recalls: Iterable[str] = ()) -> None:
        self.path = path
        self._recalls = tuple(recalls)
        self._connections: dict[int, sqlite3.Connection] = {}
        self._heads: dict[str, Head] | None = None
        self._stale: set[int] = set()
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            fresh = self.get_meta("schema") != SCHEMA
        except sqlite3.DatabaseError:
            fresh = True
        if fresh:
            self._make_anew()

    def _make_anew(self) -> None:
        self.close()
        for suffix in ("", "-journal", "-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        self.db.executescript(_TABLES)
        self.db.execute("INSERT INTO meta VALUES ('schema', ?)", (SCHEMA,))
        self.db.commit()

    @property
    def db(self) -> sqlite3.Connection:
        """This process's connection: none must be used across a fork."""
        pid = os.getpid()
        if pid not in self._connections:
            self._connections[pid] = sqlite3.connect(self.path)
            self._connections[pid].execute("PRAGMA synchronous = NORMAL")
        return self._connections[pid]

    def hold_back(self) -> None:
        """Write nothing into the file before the next commit, so that worker processes can read it meanwhile."""
        self.db.execute("PRAGMA cache_spill = OFF")

    def close(self) -> None:
        """Close this process's connection."""
        connection = self._connections.pop(os.getpid(), None)
        if connection:
            connection.close()

    def commit(self) -> None:
        """Keep what was written since the last commit."""
        self._write_heads()
        self.db.commit()

    def rollback(self) -> None:
        """Forget what was written since the last commit."""
        self.db.rollback()
        self._heads = None
        self._stale.clear()

    def get_meta(self, key: str) -> str:
        """A single named value, "" where there is none."""
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else ""

    def put_meta(self, key: str, value: str) -> None:
        """Set a single named value."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    # -- what is known of every file ------------------------------------------------------------

    @property
    def heads(self) -> Mapping[str, Head]:
        """Path -> what is known of every article file, read once."""
        if self._heads is None:
            found = self.db.execute("SELECT json FROM head ORDER BY piece").fetchall()
            try:
                self._heads = {row[0]: Head(*row) for (piece,) in found for row in json.loads(piece)}
            except (ValueError, TypeError) as error:
                raise sqlite3.DatabaseError(f"damaged heads: {error}") from error
        return self._heads

    def put_head(self, head: Head) -> None:
        """Keep what is known of a file; written by :meth:`commit`."""
        self._known()[head.path] = head
        self._stale.add(_piece_of(head.path))

    def put_result(self, path: str, key: str, result: Mapping[str, Any], seen: tuple[int, int] = (0, 0)) -> None:
        """Keep what parsing and analysing a file gave (see building/analyse.py).

        Args:
            key: of the file's content, code and settings.
            seen: the file's size and modification time in ns.
        """
        self.drop_results([path])
        article = result["article"] and [result["article"][name] for name in _FIELDS]
        rest = [result[name] for name in ("problems", "held", "links", "uses", "brief")]
        self.put_head(Head(path, *seen, result["hash"], key, article, *rest))
        if article is not None:
            self.db.execute("INSERT INTO body VALUES (?, ?)", (path, result["body"]))
            rows = [(path, part, value) for part, value in result["analyses"].items()]
            self.db.executemany("INSERT INTO analysis VALUES (?, ?, ?)", rows)
            terms = {_term(name, text) for name, texts in result["filed"].items() for text in texts}
            self.db.executemany("INSERT INTO filed VALUES (?, ?)", [(term, path) for term in terms])

    def drop_results(self, paths: Iterable[str]) -> None:
        """Forget files that are gone."""
        for path in paths:
            if self._known().pop(path, None) is not None:
                self._stale.add(_piece_of(path))
                self.db.execute("DELETE FROM body WHERE id = ?", (path,))
                self._set_by(path)
                self.db.execute("DELETE FROM analysis WHERE id = ?", (path,))
                self.db.execute("DELETE FROM filed WHERE id = ?", (path,))

    def _set_by(self, path: str) -> None:
        """Keep what was published of a file; what came after it, and was not published, is not kept."""
        for name in self._recalls:
            self.db.execute(
                "INSERT OR IGNORE INTO recalled SELECT id, part, json FROM analysis WHERE part = ? AND id = ?", (name, path)
            )

    def recalled(self, path: str, name: str) -> Any:
        """An analysis of that file as it was published; None where there is none."""
        row = self.db.execute("SELECT json FROM recalled WHERE id = ? AND part = ?", (path, name)).fetchone()
        return json.loads(row[0]) if row else self.analysis(path, name)

    def forget_recalled(self) -> None:
        """What is known of all files is published now."""
        self.db.execute("DELETE FROM recalled")

    def filed(self, name: str, text: str) -> list[str]:
        """Paths of the files that have the text in that list of theirs, published or not."""
        return [path for (path,) in self.db.execute("SELECT id FROM filed WHERE term = ?", (_term(name, text),))]

    def _known(self) -> dict[str, Head]:
        known = self.heads
        assert isinstance(known, dict)
        return known

    def _write_heads(self) -> None:
        pieces: dict[int, list[Head]] = {piece: [] for piece in self._stale}
        for path, head in self._known().items() if pieces else ():
            if (piece := _piece_of(path)) in pieces:
                pieces[piece].append(head)
        rows = [(piece, json.dumps(sorted(found), ensure_ascii=False)) for piece, found in pieces.items()]
        self.db.executemany("INSERT OR REPLACE INTO head VALUES (?, ?)", rows)
        self._stale.clear()

    # -- articles -------------------------------------------------------------------------------

    def body(self, path: str) -> dict[str, Any]:
        """The body of the article in that file, as JSON values."""
        return json.loads(self.db.execute("SELECT json FROM body WHERE id = ?", (path,)).fetchone()[0])

    def analysis(self, path: str, part: str) -> Any:
        """What the part's ``analyse`` returned for that file, None where it has none."""
        row = self.db.execute("SELECT json FROM analysis WHERE id = ? AND part = ?", (path, part)).fetchone()
        return json.loads(row[0]) if row else None

    def analyses(self, part: str, name: str) -> dict[str, Any]:
        """Path -> one value of what the part's ``analyse`` returned for every file."""
        apart = self.db.execute("SELECT id, json FROM analysis WHERE part = ?", (f"{part}.{name}",)).fetchall()
        if apart:
            # Many small values parse much quicker as one.
            values = json.loads(f"[{','.join([value for _, value in apart])}]")
            return {path: value for (path, _), value in zip(apart, values, strict=True)}
        # SQLite takes the value out of the text many times faster than parsing all of it.
        wanted = "SELECT id, json_extract(json, ?) FROM analysis WHERE part = ?"
        return {path: json.loads(value) for path, value in self.db.execute(wanted, (f"$.{name}", part)) if value}
