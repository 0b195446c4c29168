"""A large file of a head, many pieces in a row and an end; where few pieces have changed, the others are copied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from portal.site import File, Spliced


@dataclass(frozen=True)
class Series:
    """How the file is put together.

    Args:
        path: output path.
        between: what stands between two pieces.
        end: what stands behind the last one.
    """

    path: str
    between: bytes = b""
    end: bytes = b""

    def whole(self, head: bytes, pieces: Iterable[bytes]) -> File:
        """The file out of all its pieces."""
        return File(self.path, b"".join([head, self.between.join(pieces), self.end]))

    def spliced(
        self, head: bytes, order: Iterable[str], new: Mapping[str, bytes], old: Sequence[tuple[str, int]], size: int
    ) -> Spliced:
        """The file out of the published one.

        Args:
            order: names of the pieces from now on.
            new: name -> piece, of those that are not as published.
            old: names of the pieces as published, each with its length.
            size: of the published file.
        """
        gap = len(self.between)
        at = size - len(self.end) - sum(length + gap for _, length in old) + (gap if old else 0)
        places: dict[str, tuple[int, int]] = {}
        for name, length in old:
            places[name] = at, at + length
            at += length + gap
        pieces: list[bytes | tuple[int, int]] = [head]
        for number, name in enumerate(order):
            between = self.between if number else b""
            last = pieces[-1]
            if name in new:
                pieces += [between, new[name]]
            elif isinstance(last, tuple) and last[1] + gap == places[name][0]:
                pieces[-1] = last[0], places[name][1]
            else:
                pieces += [between, places[name]]
        return Spliced(self.path, (*(piece for piece in pieces if piece), self.end))
