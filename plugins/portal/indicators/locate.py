"""Finding the number an editor means: by words of its sentence, not by offsets, so that edits
elsewhere in the article do not matter."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from portal.text import sentences
from portal.text.fold import fold, fold_with_offsets

#: What an editor may copy with the text or lose: Markdown marks, quotation marks of any kind, spaces.
_LOST = re.compile(r"[\s*`~\"'“”‘’「」『』]")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_EDGE = "。.；;，,、…！!？?：:"
#: Occurrences of one piece looked at; a piece that is everywhere names nothing.
MOST = 100

Range = tuple[int, int]


class Text:
    """A text in which pieces are found whatever their width, script, spaces and marks."""

    def __init__(self, text: str) -> None:
        folded, offsets = fold_with_offsets(text)
        kept = [index for index, character in enumerate(folded) if not _LOST.match(character)]
        self._folded = "".join(folded[index] for index in kept)
        self._offsets = [offsets[index] for index in kept]
        self._sentences = sentences.split(text)
        self._starts = [sentence.start for sentence in self._sentences]

    def find(self, piece: str, start: int = 0, end: int | None = None, whole: bool = False) -> list[Range]:
        """Where a piece stands in a part of the text, as ranges of the text itself.

        Args:
            piece: as the editor wrote it; marks at its ends do not count.
            start, end: the part, in code points of the text.
            whole: numbers are not cut: 8 is not found in 80, nor 3 in 3.6万.
        """
        wanted = _plain(piece)
        if not wanted:
            return []
        pattern = re.escape(wanted)
        if whole:
            pattern = rf"(?<![\d.])(?<!\d,){pattern}" if wanted[0].isdigit() else pattern
            pattern += r"(?![\d万亿千百十]|[.,]\d)" if wanted[-1].isdigit() else ""
        low = bisect_left(self._offsets, start)
        high = len(self._offsets) if end is None else bisect_left(self._offsets, end)
        found: list[Range] = []
        for match in re.compile(pattern).finditer(self._folded, low, high):
            found.append((self._offsets[match.start()], self._offsets[match.end() - 1] + 1))
            if len(found) == MOST:
                break
        return found

    def sentence_around(self, start: int, end: int) -> Range:
        """The range of the sentences that a range touches."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = max(bisect_left(self._starts, end) - 1, first)
        return (self._sentences[first].start, self._sentences[last].end) if self._sentences else (start, end)

    def numbers(self, number: str, sentence: str) -> list[Range] | None:
        """Where the number stands in the sentences that hold the piece, in order; None where no
        sentence holds it. An empty piece means the whole text."""
        if not sentence:
            return self.find(number, whole=True)
        pieces = self.find(sentence)
        if not pieces:
            return None
        found: set[Range] = set()
        around: set[Range] = set()
        for piece in pieces:
            inside = self.find(number, *piece, whole=True)
            found.update(inside)
            if not inside:
                around.add(self.sentence_around(*piece))
        for sentences_range in around:
            found.update(self.find(number, *sentences_range, whole=True))
        return sorted(found)


def _plain(piece: str) -> str:
    return _LOST.sub("", fold(_LINK.sub(r"\1", piece))).strip(_EDGE)
