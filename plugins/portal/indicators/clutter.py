"""What does not belong to a text and is taken out before it is read: readings that a broken page carries behind
its characters (社區(qū)), the spaces that some typesetters leave around numbers (2021 年 30 个), and the line ends
of text that was broken at a width."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_READING = re.compile(rf"[(（](?<=[\u3400-\u9fff].)[a-zü]{{0,5}}[{_TONES}][a-zü]{{0,4}}[)）]")
#: 們(men), 著(zhe): syllables without a tone, taken out only of texts that have others.
_TONELESS = re.compile(r"[(（](?<=[\u3400-\u9fff].)(?:men|de|le|zhe|ge|me|ma|ne|ba|zi|tou|shang|li)[)）]")
#: So few are a note on how a rare character is read.
FEWEST_READINGS = 5

_SPACE = re.compile("[ \xa0\u2009](?:(?<=[\u3400-\u9fff].)(?=[0-9０-９])|(?<=[0-9０-９%％].)(?=[\u3400-\u9fff]))")
_TOUCHING = re.compile("[\u3400-\u9fff][0-9０-９]|[0-9０-９][\u3400-\u9fff]")
#: So few are gaps between a name and a date, or cells of a table; so is what is rarer than numbers that touch.
FEWEST_SPACES = 8

_LINE = re.compile(r"[^\r\n]+")
#: Lines of about one length in a text that was broken at that width: how many, what part of all, how long.
FEWEST_LINES, MOST_OF_LINES, NARROWEST, WIDEST = 12, 0.6, 15, 80
#: What opens a paragraph of its own.
_OPENS = re.compile(
    r"[\s\u3000#*>|•●◆■★]|[(（]?\d{1,2}(?:[、)）]|[.．](?!\d))|[(（]?[一二三四五六七八九十]{1,3}(?:[、)）]|是(?!个))"
)


@dataclass(frozen=True)
class Plain:
    """A text without its clutter.

    Args:
        text: what is left.
        cuts: where in ``text`` something was taken out, in order.
        removed: characters taken out up to and with that cut.
    """

    text: str
    cuts: tuple[int, ...]
    removed: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets of a part of ``text`` in the text it was made from."""
        return self._origin(start), self._origin(max(end - 1, start)) + (end > start)

    def _origin(self, position: int) -> int:
        at = bisect_right(self.cuts, position) - 1
        return position + (self.removed[at] if at >= 0 else 0)


def without(text: str) -> Plain | None:
    """The text without its clutter, or None where it has none to speak of.

    >>> without("社區(qū)工(gōng)作(zuò)者(zhě)百(bǎi)名(míng)").text
    '社區工作者百名'
    """
    found = sorted([*_readings(text), *_spaces(text), *_breaks(text)])
    if not found:
        return None
    pieces, cuts, removed = [], [], []
    position = gone = 0
    for start, end in found:
        pieces.append(text[position:start])
        cuts.append(start - gone)
        gone += end - start
        removed.append(gone)
        position = end
    return Plain("".join((*pieces, text[position:])), tuple(cuts), tuple(removed))


def _readings(text: str) -> list[tuple[int, int]]:
    if "(" not in text and "（" not in text:
        return []
    found = [match.span() for match in _READING.finditer(text)]
    return [*found, *(match.span() for match in _TONELESS.finditer(text))] if len(found) >= FEWEST_READINGS else []


def _spaces(text: str) -> list[tuple[int, int]]:
    found = [match.span() for match in _SPACE.finditer(text)]
    if len(found) < FEWEST_SPACES:
        return []
    touching = sum(1 for _ in _TOUCHING.finditer(text))
    return found if 2 * len(found) > touching else []


def _breaks(text: str) -> list[tuple[int, int]]:
    """Line ends inside paragraphs, where most lines are of one length."""
    if text.count("\n") + text.count("\r") < FEWEST_LINES - 1:
        return []
    lengths = Counter(map(len, _LINE.findall(text)))
    total = sum(lengths.values())
    if total < FEWEST_LINES:
        return []
    width = lengths.most_common(1)[0][0]
    full = sum(count for length, count in lengths.items() if abs(length - width) <= 2)
    if not NARROWEST <= width <= WIDEST or full < MOST_OF_LINES * total:
        return []
    lines = _LINE.finditer(text)
    return [
        (line.end(), after.start())
        for line, after in pairwise(lines)
        if abs(line.end() - line.start() - width) <= 2
        and text[line.end() : after.start()] in ("\n", "\r\n", "\r")
        and not _OPENS.match(after[0])
    ]
