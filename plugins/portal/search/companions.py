"""The files beside the index: the case library's, the figures that answer queries, and what the search page asks for.

They are made in every build; ``beside.json`` notes what was published, so that only those that differ are written.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from portal.search.names import declared_digest

if TYPE_CHECKING:
    from portal.site import Site

#: Path -> digest of the content; browsers never ask for it.
NOTE = "beside.json"
#: Ending of the files that are stored as raw deflate streams.
PACKED = ".z"


@dataclass(frozen=True)
class Companions:
    """The files of one build.

    Args:
        contents: path in the index folder -> content, not yet packed.
        digests: path -> digest of the content.
        notes: what the entry file says of them.
    """

    contents: dict[str, bytes]
    digests: dict[str, str]
    notes: dict[str, Any]

    @property
    def _note(self) -> bytes:
        return json.dumps(self.digests, sort_keys=True, separators=(",", ":")).encode()

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path in the index folder and bytes of all of them, the note last."""
        for path, content in self.contents.items():
            yield path, _stored(path, content)
        yield NOTE, self._note

    def changes(self, read: Callable[[str], bytes | None]) -> list[tuple[str, bytes | None]] | None:
        """Those that differ from the published ones, None as content for one to delete; None where all have to be
        made, since there is no note of what was published.

        Args:
            read: path in the index folder -> the published bytes.
        """
        try:
            old = json.loads(read(NOTE) or b"")
        except ValueError:
            return None
        differing = [path for path, digest in self.digests.items() if old.get(path) != digest]
        found: list[tuple[str, bytes | None]] = [(path, _stored(path, self.contents[path])) for path in differing]
        return [*found, *((path, None) for path in old if path not in self.digests), (NOTE, self._note)]


def companions_of(site: Site) -> Companions:
    """The files of the site."""
    from portal.search import answer_index, cases, filing, suggestions

    contents = dict(cases.files(site))
    bits, made = answer_index.files(site)
    title_bits, offered = suggestions.files(site)
    contents |= dict(made) | dict(offered) | {filing.PATH: filing.encode(site.articles)}
    digests = {path: hashlib.blake2b(content, digest_size=8).hexdigest() for path, content in contents.items()}
    everything = hashlib.blake2b("".join(digests.values()).encode(), digest_size=8).hexdigest()
    notes = {"names": declared_digest(site), "answers": bits, "titles": title_bits, "beside": everything}
    return Companions(contents, digests, notes)


def _stored(path: str, content: bytes) -> bytes:
    if not path.endswith(PACKED):
        return content
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    return compressor.compress(content) + compressor.flush()
