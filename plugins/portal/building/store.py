"""The content store: what has been worked out before, in SQLite, values in JSON.

Results are keyed by the content and by the versions of code and settings; nothing is unpickled,
and a store that is damaged or of another version is thrown away and made anew. What the published tree
holds, and by which unit, is in :mod:`portal.building.ledger`.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

#: Raise it when the tables change.
SCHEMA = "2"

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE file (path TEXT PRIMARY KEY, size INTEGER, mtime INTEGER, hash TEXT) WITHOUT ROWID;
CREATE TABLE result (path TEXT PRIMARY KEY, key TEXT, head TEXT);
CREATE TABLE body (id TEXT PRIMARY KEY, json TEXT);
CREATE TABLE analysis (id TEXT, part TEXT, json TEXT, PRIMARY KEY (part, id)) WITHOUT ROWID;
CREATE INDEX analysis_id ON analysis (id);
CREATE TABLE unit (name TEXT PRIMARY KEY, key TEXT) WITHOUT ROWID;
CREATE TABLE page (path TEXT PRIMARY KEY, mark TEXT, unit TEXT) WITHOUT ROWID;
CREATE INDEX page_unit ON page (unit);
CREATE TABLE change (tree INTEGER, path TEXT, PRIMARY KEY (tree, path)) WITHOUT ROWID;
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

    def close(self) -> None:
        """Close this process's connection."""
        connection = self._connections.pop(os.getpid(), None)
        if connection:
            connection.close()

    def commit(self) -> None:
        """Keep what was written since the last commit."""
        self.db.commit()

    def rollback(self) -> None:
        """Forget what was written since the last commit."""
        self.db.rollback()

    def get_meta(self, key: str) -> str:
        """A single named value, "" where there is none."""
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else ""

    def put_meta(self, key: str, value: str) -> None:
        """Set a single named value."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def files(self) -> dict[str, tuple[int, int, str]]:
        """Path -> (size, mtime in ns, content hash) as last seen."""
        return {path: (size, mtime, digest) for path, size, mtime, digest in self.db.execute("SELECT * FROM file")}

    def put_files(self, rows: dict[str, tuple[int, int, str]], seen: dict[str, tuple[int, int, str]]) -> None:
        """Make the table of files hold these rows, given what it holds."""
        self.db.executemany("DELETE FROM file WHERE path = ?", [(path,) for path in seen.keys() - rows.keys()])
        changed = [(path, *row) for path, row in rows.items() if seen.get(path) != row]
        self.db.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)", changed)

    def result_keys(self) -> dict[str, str]:
        """Path -> key of the stored result."""
        return dict(self.db.execute("SELECT path, key FROM result"))

    def put_result(self, path: str, key: str, result: dict[str, Any]) -> None:
        """Keep what parsing and analysing a file gave (see building/analyse.py)."""
        self.drop_results([path])
        head = {name: result[name] for name in ("article", "problems", "held", "links", "uses")}
        self.db.execute("INSERT INTO result VALUES (?, ?, ?)", (path, key, dumps(head)))
        if result["article"] is not None:
            self.db.execute("INSERT OR REPLACE INTO body VALUES (?, ?)", (path, dumps(result["body"])))
            rows = [(path, part, dumps(value)) for part, value in result["analyses"].items()]
            self.db.executemany("INSERT OR REPLACE INTO analysis VALUES (?, ?, ?)", rows)

    def drop_results(self, paths: Iterable[str]) -> None:
        """Forget files that are gone."""
        for path in paths:
            for table, column in (("result", "path"), ("body", "id"), ("analysis", "id")):
                self.db.execute(f"DELETE FROM {table} WHERE {column} = ?", (path,))

    def heads(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """(path, {article, problems, held, links, uses}) of every stored result."""
        for path, head in self.db.execute("SELECT path, head FROM result ORDER BY path"):
            yield path, json.loads(head)

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
            return {path: json.loads(value) for path, value in apart}
        # SQLite takes the value out of the text many times faster than parsing all of it.
        wanted = "SELECT id, json_extract(json, ?) FROM analysis WHERE part = ?"
        return {path: json.loads(value) for path, value in self.db.execute(wanted, (f"$.{name}", part)) if value}
