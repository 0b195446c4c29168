"""The search index alone, from the texts of a built site: what the peers' programs do, for time and memory.

usage: python benchmarks/search/make_index.py OUTPUT TARGET
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from portal.search import excerpts
from portal.search.analysis import weigh
from portal.search.index import Entry, write

#: Articles that a worker process is given at a time.
CHUNK = 100


def _entry(path: Path) -> Entry:
    excerpt = excerpts.decode(path.read_bytes())
    return Entry(int(path.stem, 16), weigh(excerpt.title, excerpt.text), excerpt, "1")


def entries(output: Path) -> Iterator[Entry]:
    """Every article, its tokens weighed anew on all processors, as the build does."""
    with ProcessPoolExecutor() as workers:
        yield from workers.map(_entry, sorted((output / "search" / "t").rglob("*.z")), chunksize=CHUNK)


def main() -> None:
    """Write the index."""
    output, target = map(Path, sys.argv[1:])
    for path, content in write(entries(output), {}):
        file = target / path
        try:
            file.write_bytes(content)
        except FileNotFoundError:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)


if __name__ == "__main__":
    main()
