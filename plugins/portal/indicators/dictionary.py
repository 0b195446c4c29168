"""jieba's dictionary in a file that is asked for single words: one article needs a hundredth of it."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections import defaultdict
from pathlib import Path

_TABLES = """
CREATE TABLE word (opening TEXT PRIMARY KEY, words TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


def source_of(dictionary: Path) -> str:
    """A value that changes when the dictionary does, from its place, size and time alone."""
    stat = dictionary.stat()
    return hashlib.blake2b(f"{dictionary} {stat.st_size} {stat.st_mtime_ns}".encode(), digest_size=8).hexdigest()


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
            self.total = int(known["total"])
        except (sqlite3.Error, KeyError) as error:
            raise ValueError(f"no dictionary: {error}") from error
        if known["source"] != source:
            raise ValueError("another dictionary")

    def _open(self) -> None:
        self._db, self._process = sqlite3.connect(f"file:{self._path}?mode=ro", uri=True), os.getpid()

    def words(self, opening: str) -> list[tuple[str, int, str]]:
        """Word, count and tag of the words that begin with a pair; of those of one character, for ""."""
        if self._process != os.getpid():  # a connection must not be used across a fork
            self._open()
        row = self._db.execute("SELECT words FROM word WHERE opening = ?", (opening,)).fetchone()
        fields = row[0].split() if row else []
        return list(zip(fields[::3], map(int, fields[1::3]), fields[2::3], strict=True))


def write(path: Path, dictionary: str, source: str) -> None:
    """Make the file, whole or not at all."""
    fields = dictionary.split()
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word, count, tag in zip(fields[::3], fields[1::3], fields[2::3], strict=True):
        found[word[:2] if len(word) > 1 else ""].append(f"{word} {count} {tag}")
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    temporary.unlink(missing_ok=True)
    db = sqlite3.connect(temporary)
    db.executescript(_TABLES)
    db.executemany(
        "INSERT INTO word VALUES (?, ?)", ((opening, " ".join(words)) for opening, words in sorted(found.items()))
    )
    total = sum(map(int, fields[1::3]))
    db.executemany("INSERT INTO meta VALUES (?, ?)", (("total", str(total)), ("source", source)))
    db.commit()
    db.close()
    temporary.replace(path)
