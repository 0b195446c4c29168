"""The content store: what has been worked out before, in SQLite, values in JSON.

Results are keyed by the content and by the versions of code and settings; nothing is unpickled,
and a store that is damaged or of another version is thrown away and made anew.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

#: Raise it when the tables change.
SCHEMA = "1"

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE file (path TEXT PRIMARY KEY, size INTEGER, mtime INTEGER, hash TEXT) WITHOUT ROWID;
CREATE TABLE result (path TEXT PRIMARY KEY, key TEXT, head TEXT);
CREATE TABLE body (id TEXT PRIMARY KEY, json TEXT);
CREATE TABLE analysis (id TEXT, part TEXT, json TEXT, PRIMARY KEY (id, part));
CREATE TABLE page (path TEXT PRIMARY KEY, fingerprint TEXT) WITHOUT ROWID;
"""


def dumps(value: Any) -> str:
    """Canonical JSON: the same value always gives the same text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Store:
    """One SQLite file. Worker processes forked from the builder open it anew, for reading."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connections: dict[int, sqlite3.Connection] = {}
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
        self._db.executescript(_TABLES)
        self._db.execute("INSERT INTO meta VALUES ('schema', ?)", (SCHEMA,))
        self._db.commit()

    @property
    def _db(self) -> sqlite3.Connection:
        # A connection must not be used across a fork.
        pid = os.getpid()
        if pid not in self._connections:
            self._connections[pid] = sqlite3.connect(self.path)
            self._connections[pid].execute("PRAGMA synchronous = NORMAL")
        return self._connections[pid]

    def close(self) -> None:
        """Close this process's connection."""
        connection = self._connections.pop(os.getpid(), None)
        if connection:
            connection.close()

    def commit(self) -> None:
        """Keep what was written since the last commit."""
        self._db.commit()

    def rollback(self) -> None:
        """Forget what was written since the last commit."""
        self._db.rollback()

    def get_meta(self, key: str) -> str:
        """A single named value, "" where there is none."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else ""

    def put_meta(self, key: str, value: str) -> None:
        """Set a single named value."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def files(self) -> dict[str, tuple[int, int, str]]:
        """Path -> (size, mtime in ns, content hash) as last seen."""
        return {path: (size, mtime, digest) for path, size, mtime, digest in self._db.execute("SELECT * FROM file")}

    def put_files(self, rows: Iterable[tuple[str, int, int, str]]) -> None:
        """Replace the whole table of files."""
        self._db.execute("DELETE FROM file")
        self._db.executemany("INSERT INTO file VALUES (?, ?, ?, ?)", rows)

    def result_keys(self) -> dict[str, str]:
        """Path -> key of the stored result."""
        return dict(self._db.execute("SELECT path, key FROM result"))

    def put_result(self, path: str, key: str, result: dict[str, Any]) -> None:
        """Keep what parsing and analysing a file gave (see building/analyse.py)."""
        self.drop_results([path])
        head = {name: result[name] for name in ("article", "problems", "held", "links")}
        self._db.execute("INSERT INTO result VALUES (?, ?, ?)", (path, key, dumps(head)))
        if result["article"] is not None:
            self._db.execute("INSERT OR REPLACE INTO body VALUES (?, ?)", (path, dumps(result["body"])))
            rows = [(path, part, dumps(value)) for part, value in result["analyses"].items()]
            self._db.executemany("INSERT OR REPLACE INTO analysis VALUES (?, ?, ?)", rows)

    def drop_results(self, paths: Iterable[str]) -> None:
        """Forget files that are gone."""
        for path in paths:
            for table, column in (("result", "path"), ("body", "id"), ("analysis", "id")):
                self._db.execute(f"DELETE FROM {table} WHERE {column} = ?", (path,))

    def heads(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """(path, {article, problems, held, links}) of every stored result."""
        for path, head in self._db.execute("SELECT path, head FROM result ORDER BY path"):
            yield path, json.loads(head)

    def body(self, path: str) -> dict[str, Any]:
        """The body of the article in that file, as JSON values."""
        return json.loads(self._db.execute("SELECT json FROM body WHERE id = ?", (path,)).fetchone()[0])

    def analysis(self, path: str, part: str) -> Any:
        """What the part's ``analyse`` returned for that file, None where it has none."""
        row = self._db.execute("SELECT json FROM analysis WHERE id = ? AND part = ?", (path, part)).fetchone()
        return json.loads(row[0]) if row else None

    def pages(self) -> dict[str, str]:
        """Output path -> fingerprint of what was last published there."""
        return dict(self._db.execute("SELECT path, fingerprint FROM page"))

    def put_pages(self, pages: dict[str, str]) -> None:
        """Replace the whole table of pages, writing only what differs."""
        old = self.pages()
        self._db.executemany("DELETE FROM page WHERE path = ?", [(path,) for path in old.keys() - pages.keys()])
        changed = [(path, mark) for path, mark in pages.items() if old.get(path) != mark]
        self._db.executemany("INSERT OR REPLACE INTO page VALUES (?, ?)", changed)
