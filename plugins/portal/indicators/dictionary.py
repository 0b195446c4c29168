"""A cutter's words in a file that is asked for single ones: one article needs a hundredth of them."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

_TABLES = """
CREATE TABLE word (opening TEXT PRIMARY KEY, words TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


def source_of(dictionary: Path, changes: Sequence[object] = ()) -> str:
    """A value that changes when the dictionary does, from its place, size and time alone, or what is made of it."""
    stat = dictionary.stat()
    told = f"{dictionary} {stat.st_size} {stat.st_mtime_ns} {changes}"
    return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()


class Dictionary:
    """The file, opened for reading.

    Args:
        source: see :func:`source_of`.

    Raises:
        ValueError: it is not there, damaged, or of another dictionary.
    """

    def __init__(self, path: Path, source: str) -> None:
        self._path = path
        try:
            self._open()
            known = dict(self._db.execute("SELECT key, value FROM meta"))
            self.least = float(known["least"])
        except (sqlite3.Error, KeyError) as error:
            raise ValueError(f"no dictionary: {error}") from error
        if known["source"] != source:
            raise ValueError("another dictionary")

    def _open(self) -> None:
        self._db, self._process = sqlite3.connect(f"file:{self._path}?mode=ro", uri=True), os.getpid()

    def words(self, opening: str) -> list[tuple[str, float | None, str]]:
        """Word, weight (None where it is never cut) and tag of the words that begin with a pair; of those of one
        character, for ""."""
        if self._process != os.getpid():  # a connection must not be used across a fork
            self._open()
        row = self._db.execute("SELECT words FROM word WHERE opening = ?", (opening,)).fetchone()
        fields = row[0].split() if row else []
        weights = [None if field == _NEVER else float(field) for field in fields[1::3]]
        return list(zip(fields[::3], weights, fields[2::3], strict=True))


#: In the place of a weight.
_NEVER = "-"


def write(path: Path, words: Iterable[tuple[str, float | None, str]], least: float, source: str) -> None:
    """Make the file, whole or not at all.

    Args:
        words: with their weights and tags.
        least: the weight of what is no word.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word, weight, tag in words:
        shown = _NEVER if weight is None else repr(weight)
        found[word[:2] if len(word) > 1 else ""].append(f"{word} {shown} {tag}")
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    temporary.unlink(missing_ok=True)
    db = sqlite3.connect(temporary)
    db.executescript(_TABLES)
    db.executemany(
        "INSERT INTO word VALUES (?, ?)", ((key, " ".join(entries)) for key, entries in sorted(found.items()))
    )
    db.executemany("INSERT INTO meta VALUES (?, ?)", (("least", repr(least)), ("source", source)))
    db.commit()
    db.close()
    temporary.replace(path)
