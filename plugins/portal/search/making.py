"""The whole index of a site, made in worker processes: excerpts and tokens of some articles at a time, then the shards of
a range of hashes at a time. What the first leave for the second lies in files, so that memory does not grow with the site."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from portal.search import companions, excerpts, shards
from portal.search.index import FOLDER, SMALL_SITE, column_names, entries_of, head, shard_path
from portal.search.postings import lists_of, portions, shards_of, sort_in
from portal.site import File, Hands, Json

if TYPE_CHECKING:
    from portal.articles.model import Article
    from portal.site import Site

#: Articles of one piece of work.
CHUNK = 250


class Left(NamedTuple):
    """What the tokens of some articles are kept as.

    Args:
        path: a file of their ranges, one after the other.
        ends: where each ends in it.
    """

    path: str
    ends: list[int]

    def read(self, ranges: range) -> Iterable[bytes]:
        """The content of some ranges."""
        with Path(self.path).open("rb") as file:
            for start, end in [(self.ends[at - 1] if at else 0, self.ends[at]) for at in ranges]:
                file.seek(start)
                yield file.read(end - start)


def files(site: Site, hands: Hands) -> Iterable[File]:
    """Every file of the site's index and beside it; those that are not made by ``hands`` are given."""
    articles = sorted(site.articles, key=lambda article: article.number)
    chunks = [articles[start : start + CHUNK] for start in range(0, len(articles), CHUNK)]
    every = len(articles) <= SMALL_SITE
    pieces = [partial(_of_articles, site, chunk, every, hands.folder / str(at)) for at, chunk in enumerate(chunks)]
    notes, *told = hands([partial(_beside, site), *pieces])
    postings = sum(count for count, _ in told)
    left = [Left(*values) for _, values in told]
    bits = shards.bits_for(postings)
    hands([partial(_of_hashes, left, bits, *portion) for portion in portions(bits)])
    versions = {article.number: article.version for article in articles}
    yield File(f"{FOLDER}/index.json", head(versions, column_names(site), postings, notes))


def _beside(site: Site) -> Generator[File, None, Json]:
    """The files beside the index; leaves what the entry file says of them."""
    beside = companions.companions_of(site)
    for path, content in beside.files():
        yield File(f"{FOLDER}/{path}", content)
    return beside.notes


def _of_articles(site: Site, articles: Sequence[Article], every: bool, path: Path) -> Generator[File, None, Json]:
    """The excerpts of some articles; leaves how many postings they have, and where."""
    taken = []
    for entry in entries_of(site, articles):
        yield File(f"{FOLDER}/{excerpts.path(entry.number)}", excerpts.encode(entry.excerpt))
        taken.append(entry.taken)
    found = sort_in(taken, every)
    path.write_bytes(b"".join(found.ranges))
    return found.total, Left(str(path), list(accumulate(map(len, found.ranges))))


def _of_hashes(left: Sequence[Left], bits: int, ranges: range, wanted: range) -> Generator[File, None, Json]:
    """The shards of some ranges of hashes."""
    lists = lists_of(data for some in left for data in some.read(ranges))
    for shard, content in shards_of(lists, bits, wanted):
        yield File(f"{FOLDER}/{shard_path(shard, bits)}", content)
