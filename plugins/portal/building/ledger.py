"""What the published tree holds: which unit made each file, from what, and what each build changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from portal.building.store import Store
from portal.errors import BuildError

#: Path, mark and whether the bytes differ from the published ones.
Made = tuple[str, str, bool]
#: The unit of pictures, attachments and the theme's files.
ASSETS = "assets"


class Ledger:
    """The tables of units, of output files and of changes; part of the store's transaction.

    Args:
        known: whether the tables speak of the tree that is published now; they are emptied where not.
    """

    def __init__(self, store: Store, known: bool) -> None:
        self._db = store.db
        self.known = known
        if not known:
            for table in ("unit", "page", "change"):
                self._db.execute(f"DELETE FROM {table}")

    def groups(self) -> set[str]:
        """Names of all groups of units."""
        return {name for (name,) in self._db.execute("SELECT DISTINCT family FROM unit WHERE family != ''")}

    def keys(self, group: str) -> dict[str, str]:
        """Unit -> key of the units of a group."""
        return dict(self._db.execute("SELECT name, key FROM unit WHERE family = ?", (group,)))

    def key(self, unit: str) -> str | None:
        """The key of a unit, None where it is none."""
        row = self._db.execute("SELECT key FROM unit WHERE name = ?", (unit,)).fetchone()
        return row[0] if row else None

    def note_of(self, unit: str) -> Any:
        """What the unit left as a note, None where there is none."""
        row = self._db.execute("SELECT note FROM unit WHERE name = ?", (unit,)).fetchone()
        return json.loads(row[0]) if row and row[0] else None

    def notes(self, opening: str) -> dict[str, Any]:
        """Unit -> note, of the units whose names open so and have one."""
        wanted = "SELECT name, note FROM unit WHERE name >= ? AND name < ? AND note != ''"
        found = self._db.execute(wanted, (opening, f"{opening}\U0010ffff")).fetchall()
        # Many small values parse much quicker as one.
        values = json.loads(f"[{','.join([note for _, note in found])}]")
        return {name: value for (name, _), value in zip(found, values, strict=True)}

    def marks(self, unit: str) -> dict[str, str]:
        """Output path -> mark of the files of a unit."""
        return dict(self._db.execute("SELECT path, mark FROM page WHERE unit = ?", (unit,)))

    def drop(self, units: Iterable[str]) -> None:
        """Forget units and their files."""
        rows = [(unit,) for unit in units]
        self._db.executemany("DELETE FROM page WHERE unit = ?", rows)
        self._db.executemany("DELETE FROM unit WHERE name = ?", rows)

    def put(
        self, unit: str, key: str, made: Iterable[tuple[str, str]], group: str = "", note: str = ""
    ) -> None:
        """Add a unit of a group and its files, path and mark.

        Raises:
            BuildError: a file is another unit's.
        """
        try:
            self._db.execute("INSERT INTO unit VALUES (?, ?, ?, ?)", (unit, key, group, note))
        except sqlite3.IntegrityError as error:
            message = f"两组网页用了同一个名字 {unit}。怎么改：检查 data/ 里各表的 key 有没有重复。"
            raise BuildError(message) from error
        for path, mark in made:
            try:
                self._db.execute("INSERT INTO page VALUES (?, ?, ?)", (path, mark, unit))
            except sqlite3.IntegrityError as error:
                message = f"两个页面用了同一个网址 {path}。怎么改：检查 data/ 里各表的 key 有没有重复。"
                raise BuildError(message) from error

    def update(self, unit: str, key: str, made: Iterable[tuple[str, str]], gone: Iterable[str]) -> None:
        """Change some files of a unit and leave its others."""
        self._db.executemany("DELETE FROM page WHERE path = ? AND unit = ?", [(path, unit) for path in gone])
        rows = list(made)
        self._db.executemany("DELETE FROM page WHERE path = ? AND unit = ?", [(path, unit) for path, _ in rows])
        self._db.execute("DELETE FROM unit WHERE name = ?", (unit,))
        self.put(unit, key, rows)

    def taken(self, path: str) -> bool:
        """Whether a file lies at the path."""
        return self._db.execute("SELECT 1 FROM page WHERE path = ?", (path,)).fetchone() is not None

    def index_pages(self) -> list[str]:
        """Paths of all pages that are a folder's own, sorted."""
        found = self._db.execute("SELECT path FROM page WHERE path LIKE '%index.html' ORDER BY path")
        return [path for (path,) in found]

    def paths(self) -> set[str]:
        """Paths of all files."""
        return {path for (path,) in self._db.execute("SELECT path FROM page")}

    def count(self) -> int:
        """How many files there are."""
        return self._db.execute("SELECT COUNT(*) FROM page").fetchone()[0]

    # -- changes ------------------------------------------------------------------------------

    def note(self, tree: int, changed: Iterable[str], keep: int) -> None:
        """Note the paths in which a tree differs from the one before it.

        Args:
            keep: how many older trees are kept; changes that no tree waits for are forgotten.
        """
        # A row without a path says that the tree is in the ledger.
        self._db.executemany("INSERT OR REPLACE INTO change VALUES (?, ?)", [(tree, path) for path in ("", *changed)])
        self._db.execute("DELETE FROM change WHERE tree < ?", (tree - keep - 2,))

    def changes_since(self, tree: int) -> set[str] | None:
        """The paths in which the published tree differs from an older one, None where that is not known."""
        if not self._db.execute("SELECT 1 FROM change WHERE tree = ?", (tree,)).fetchone():
            return None
        found = self._db.execute("SELECT DISTINCT path FROM change WHERE tree > ?", (tree,))
        return {path for (path,) in found} - {""}
