"""Runs of Chinese that lost one byte and were read one byte off: 层有职 becomes 愣兄 and the like.

In GBK a character is two bytes. When one byte is lost, every pair after it is read across two
characters until the next ASCII character sets the reading right. Between, the characters can be
computed back; the first and the last lack a byte and are guessed: every character with the known
byte is a candidate, ranked by how well it goes with its neighbours. The editor is always asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from portal.importing import gbk
from portal.importing.charmodel import backward, forward, likelihood, plain
from portal.importing.decoding import everyday
from portal.importing.draft import Change, Result
from portal.importing.gbk import bytes_of, decoded, near, shifted, worth
from portal.importing.marks import ANCHOR
from portal.importing.pinyin import is_reading
from portal.importing.traditional import is_traditional
from portal.importing.wording import is_lost_dot

RULE = "错位的汉字编码"
#: Least gain in everyday characters for which a run is looked at.
GAIN = 4
#: Least gain in natural logarithm of likelihood a character for which it is believed.
BELIEF = 2.0
#: Different rare characters that a run without any sign of loss must hold.
RARE = 2
#: Sure characters that a run without any sign of loss must give.
SHORTEST = 3
#: Characters before and after that a guess must go with.
CONTEXT = 4
#: Characters before a sign of loss that may have been read wrongly; full stops and digits are nearer.
REACH = 80
#: Places of one text that are looked at; each takes a tenth of a second.
PLACES_MOST = 80
#: Characters of the text that guesses are looked up in.
DOCUMENT = 20000
_LOST = "?？\ufffd"
_REGION = re.compile(r"[^\x00-\x2b\x2d-\x39<->@-\x7f?？\ufffd\s\ufdd0-\ufdef]{2,}")
_BEFORE_LOSS = re.compile(r"[^\x00-\x7f?？\ufffd\s\ufdd0-\ufdef]*$")
_PINYIN = r"[(（]?([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6})[)）]"
_HINT = re.compile(_PINYIN)
_LETTER = re.compile(r"[@-Z\\^-z]")
_SPLIT = re.compile(rf"([\u3400-\u9fff])[{_LOST}]{_PINYIN}(?=[\u3400-\u9fff])")
#: A sign of loss: a character that cannot be read, or a question mark inside a clause.
_MARK = re.compile(rf"(?<=[^\x00-\x2b\x2d-\x39<-\x7f\s\ufffd])(?:\ufffd+|\?)(?=[\u3400-\u9fff\d“”《》，。；：、,;])(?!{_PINYIN})")
_ASKS = re.compile(r"[吗呢么吧]|(.)不\1|什么|怎|为何|是否|是不是|能否|可否|如何|多少|哪|谁|何时|几[个名时次]|难道|何以")
_CLAUSE = re.compile(r"[。！；?？\n]")


@dataclass(frozen=True)
class Run:
    """Characters ``start`` to ``end`` of a text, read one byte off.

    Args:
        split: where a reading in brackets stands between the bytes: it, and the character before.
    """

    start: int
    end: int
    split: re.Match[str] | None = None


@dataclass(frozen=True)
class Reading:
    """A damaged place and how it may be read.

    Args:
        start, end: of the place in the text, lost signs and a reading in brackets included.
        heads, middle, tails: the sure characters, and guesses for what stands before and after them,
            likeliest first; "" for nothing.
    """

    start: int
    end: int
    heads: tuple[str, ...]
    middle: str
    tails: tuple[str, ...]

    @property
    def best(self) -> str:
        """The likeliest reading."""
        return self.heads[0] + self.middle + self.tails[0]

    def question(self, before: str, form: Callable[[str], str] = str) -> str:
        """What the editor is asked, with the other guesses; ``form`` is what becomes of the text later."""
        best = form(self.best)
        if self.best == before:
            told = f"原稿这里是「{before}」，不像是问句，可能是认不出的字"
        elif not self.middle and self.tails == ("",):
            told = f"原稿「{before}」是认不出的字，补上了「{best}」，是推测的"
        else:
            told = f"原稿「{_short(before)}」是读错的编码，改成了「{_short(best)}」，首尾的字是推测的"
        whole = not self.middle and self.tails == ("",)
        for where, guesses in (("" if whole else "开头", self.heads[1:]), ("末尾", self.tails[1:])):
            if guesses:
                told += f"，{where}也可能是" + "".join(f"「{form(guess)}」" if guess else "（无字）" for guess in guesses)
        return told if "也可能" in told else told + "，请核对"


def runs(text: str) -> list[Run]:
    """The runs that read better one byte further on, not overlapping."""
    return [run for region in _REGION.finditer(text) for run in _runs_of(text, region.start(), region.end())]


def _runs_of(text: str, start: int, end: int, least: float = GAIN) -> list[Run]:
    """Stretches of a region in which the shifted reading gains most (maximal sums)."""
    if len({character for character in text[start:end] if worth(character) < 0}) < RARE:
        return []
    codes = [bytes_of(character) for character in text[start:end]]
    found: list[Run] = []
    total, first, best = 0.0, start, (0.0, start, start)
    for index in range(len(codes) - 1):
        pair = codes[index][1:] + codes[index + 1][:1]
        # A character that GBK does not have cannot have come from a shifted reading.
        total += worth(decoded(pair)) - worth(text[start + index]) if len(pair) == 2 else -9.0
        # Where both readings are everyday characters the run goes on.
        if total >= best[0]:
            best = total, first, start + index + 2
        if total <= 0 or best[0] - total > 12:
            found += [Run(best[1], best[2])] if best[0] >= least else []
            total, first, best = 0.0, start + index + 1, (0.0, 0, 0)
    return found + ([Run(best[1], best[2])] if best[0] >= least else [])


def split_readings(text: str) -> list[Run]:
    """Places where a program wrote a reading between the two bytes of a character: 域?qū)嵺` is 域實踐."""
    found = []
    for match in _SPLIT.finditer(text):
        region = _REGION.match(text, match.end())
        inside = _runs_of(text, match.end(), region.end(), GAIN / 2) if region else []
        close = inside and inside[0].start <= match.end() + 2
        found.append(Run(match.end(), inside[0].end if close else match.end() + 1, match))
    return found


def _edge(text: str, run: Run, middle: int, at_start: bool) -> int:
    """Where the run really begins or ends: the likeliest of the places near by."""
    scores = {}
    for place in range(max(middle - 2, 0), min(middle + 3, len(text) + 1)):
        if at_start:
            new = shifted(text[place : min(middle + 8, run.end)])
            words = text[max(middle - 6, 0) : place] + (new or "")
            lost = place > 0 and text[place - 1] in _LOST
        else:
            new = shifted(text[max(middle - 8, run.start) : place])
            words = (new or "") + text[place : middle + 6]
            lost = place < len(text) and text[place] in _LOST
        if new:
            scores[place] = likelihood(plain(words)) + (6 if lost else 0)
    return max(scores, key=lambda place: scores[place]) if scores else middle


def read(text: str, run: Run) -> Reading | None:
    """The readings of a run, or None where they are no better than what stands there."""
    start = run.start if run.split else _edge(text, run, run.start, True)
    # Of a lone character between a reading and a swallowed letter only its own two bytes are read anew.
    letter = text[run.end] if run.split and _LETTER.match(text, run.end) else ""
    end = run.end if letter else max(_edge(text, run, run.end, False), start + 1)
    middle = shifted(text[start:end])
    if middle is None:
        return None
    left = start - 1 if start and text[start - 1] in _LOST else start
    right = end + 1 if letter or (text[end : end + 1] and text[end] in _LOST) else end
    leads: list[int] = []
    if run.split:
        left, trail = run.split.start() + 1, bytes_of(run.split[1])[1:]
        read_so = {b: c for b in range(0x81, 0xFF) if is_reading(c := decoded(trail + bytes((b,))), run.split[2])}
        leads = [b for b, c in read_so.items() if worth(c) > 0] or list(read_so)
    hint = None if letter or right == end else _HINT.match(text, right)
    outer = left, hint.end() if hint else right
    reading = _reading(text, (start, end), outer, leads, hint[1] if hint else "", letter)
    return reading if run.split or _believed(text[start:end], middle) else None


def _believed(old: str, middle: str) -> bool:
    """Whether the sure characters of a reading read so much better that no rare names are behind it."""
    if len(middle) < SHORTEST or len({c for c in old if worth(c) < 0}) < RARE:
        return False
    old, new = plain(old)[:60], plain(middle)[:60]
    return likelihood(new) / len(new) - likelihood(old) / len(old) > BELIEF


def _reading(
    text: str, inner: tuple[int, int], outer: tuple[int, int], leads: list[int], hint: str = "", letter: str = ""
) -> Reading:
    """The best readings of the characters of ``inner``, which replace those of ``outer``."""
    codes = b"".join(map(bytes_of, text[slice(*inner)]))
    middle = shifted(text[slice(*inner)]) or ""
    ends = gbk.tails(codes[-1], hint, letter)
    follows = middle + ends[0] if len(ends) == 1 else middle
    heads = gbk.ranked(near(text, outer[0], -CONTEXT), gbk.heads(codes[0], leads), follows[:CONTEXT], text[:DOCUMENT])
    tails = gbk.ranked((heads[0] + middle)[-CONTEXT:], ends, near(text, outer[1], CONTEXT), text[:DOCUMENT])
    return Reading(*outer, tuple(heads), middle, tuple(tails))


def at_mark(text: str, mark: re.Match[str]) -> Reading | None:
    """The reading of a place with a sign of loss: the characters before it that are one byte off, if any.

    Where those begin is where the likelihood of the plain text before and of the shifted text after
    is greatest. None where the sign is a question mark that asks.
    """
    clause = [*_CLAUSE.split(text[max(mark.start() - REACH, 0) : mark.start()])][-1]
    if mark[0] == "?" and _ASKS.search(re.split("[，,]", clause)[-1]):
        return None
    end = mark.start()
    first = _BEFORE_LOSS.search(text, max(end - REACH, 0), end).start()  # type: ignore[union-attr]
    before = forward(plain(text[first:end]))
    after = _shifted_likelihood(text[first:end])
    scores = [b + a + 2 * gbk.AVERAGE for b, a in zip(before[:-1], after, strict=True)] + [before[-1] + gbk.AVERAGE]
    start = first + max(range(len(scores)), key=lambda place: scores[place])
    single = _single(text, mark)
    # Within a name, 「、」 would be a guess for want of a better one.
    if single.best in "?、，" and is_lost_dot(text, mark.start()):
        return None
    if start == end:
        return single
    whole = _reading(text, (start, end), (start, mark.end()), [])
    return whole if single.best == "?" else max((whole, single), key=lambda reading: _fit(text, reading, first))


def _fit(text: str, reading: Reading, first: int) -> float:
    """The likelihood of a reading with what stands around it, from a place before any reading."""
    words = plain(text[first : reading.start] + reading.best + near(text, reading.end, CONTEXT))
    return likelihood(words) - gbk.AVERAGE * len(words)


def _shifted_likelihood(text: str) -> list[float]:
    """For each place, the likelihood of what follows read one byte off, up to the last byte."""
    codes = [bytes_of(character) for character in text]
    pairs = [decoded(a[1:] + b[:1]) if a and b else "" for a, b in zip(codes, codes[1:], strict=False)]
    bad = max((index for index, pair in enumerate(pairs) if not pair), default=-1) + 1
    found = backward(plain("".join(pairs[bad:])))
    # A place before a pair that is no character cannot be the beginning.
    return [-1e9] * bad + found if text else []


def _single(text: str, mark: re.Match[str]) -> Reading:
    """A single character lost, or a question mark that only looks like one."""
    left, right = near(text, mark.start(), -CONTEXT), near(text, mark.end(), CONTEXT)
    choices = gbk.ranked(left, ["，", "、", *sorted(everyday())], right, text[:DOCUMENT])
    joined = likelihood(plain(left + choices[0] + right)) - gbk.AVERAGE
    apart = likelihood(plain(left)) + likelihood(plain(right))
    half_width = text.count(",") > text.count("，")
    if mark[0] == "?" and joined < apart + (4 if half_width else 1):
        # It may be a real one after all: it stays, and the editor is asked.
        choices = ["?", *choices[: gbk.SHOWN - 1]]
    return Reading(mark.start(), mark.end(), tuple(choices), "", ("",))


def repair(text: str) -> Result:
    """Put the likeliest reading in place of each damaged run and ask, with the other readings shown."""
    return _repaired(text, _readings(text))


def _repaired(text: str, readings: list[Reading]) -> Result:
    changes: list[Change] = []
    pieces, last = [], 0
    form = plain if readings and is_traditional(text) else str
    for reading in readings:
        if reading.start < last:
            continue
        before = text[reading.start : reading.end]
        changes.append(Change(RULE, before, reading.best, reading.question(before, form)))
        pieces += [text[last : reading.start], reading.best, ANCHOR]
        last = reading.end
    return "".join([*pieces, text[last:]]), changes


def repair_around_readings(text: str) -> Result:
    """The same for places where a program wrote readings in brackets among the bytes: before readings are removed."""
    if not _HINT.search(text):
        return text, []
    split = split_readings(text)
    others = [run for run in runs(text) if run.start not in {run.start for run in split}]
    hinted = [run for run in others if _HINT.match(text, run.end + 1) or _HINT.match(text, run.end)]
    return _repaired(text, _of_runs(text, split + hinted, []))


def _readings(text: str) -> list[Reading]:
    """All readings in order. The bytes were lost before or after the text became traditional: of a traditional
    text both are tried, place by place."""
    found = _readings_of(text)
    simple = plain(text)
    if simple == text or not is_traditional(text):
        return found
    return _likelier(text, found, _readings_of(simple))


def _likelier(text: str, some: list[Reading], others: list[Reading]) -> list[Reading]:
    """Of readings that touch each other, those of the list that reads better there."""
    kept: list[Reading] = []
    for group in _touching([*some, *others]):
        start, end = min(r.start for r in group), max(r.end for r in group)
        first = max(start - REACH // 2, 0)
        pair = [r for r in group if r in some], [r for r in group if r in others]
        fits = [_fit_of(text, readings, first, end) for readings in pair]
        kept += pair[fits[1] > fits[0]]
    return kept


def _touching(readings: list[Reading]) -> list[list[Reading]]:
    """Groups of readings whose places overlap, in order."""
    groups: list[list[Reading]] = []
    end = -1
    for reading in sorted(readings, key=lambda reading: reading.start):
        if reading.start >= end:
            groups.append([])
        groups[-1].append(reading)
        end = max(end, reading.end)
    return groups


def _fit_of(text: str, readings: list[Reading], first: int, end: int) -> float:
    """The likelihood of a stretch of the text with the readings in their places."""
    pieces, last = [], first
    for reading in readings:
        pieces += [text[last : reading.start], reading.best]
        last = reading.end
    words = plain("".join([*pieces, text[last:end], near(text, end, CONTEXT)]))
    return likelihood(words) - gbk.AVERAGE * len(words)


def _readings_of(text: str) -> list[Reading]:
    """All readings in order; those with a sign of loss before those found by rare characters alone."""
    shifted_runs = runs(text)
    # A sign right before a run belongs to it.
    ahead = {place for run in shifted_runs for place in (run.start - 1, run.start)}
    marks = [mark for mark in _MARK.finditer(text) if mark.end() not in ahead and mark.start() not in ahead]
    if len(marks) > PLACES_MOST:
        # So many question marks are not accidents: the whole text was read wrongly, or asks.
        marks = [mark for mark in marks if mark[0] != "?"][:PLACES_MOST]
    found = [reading for mark in marks if (reading := at_mark(text, mark))]
    return _of_runs(text, shifted_runs, found)


def _of_runs(text: str, some: list[Run], found: list[Reading]) -> list[Reading]:
    for run in sorted(some, key=lambda run: run.start)[:PLACES_MOST]:
        reading = read(text, run)
        if reading and not any(r.start < reading.end and reading.start < r.end for r in found):
            found.append(reading)
    return sorted(found, key=lambda reading: reading.start)


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:12]}……{text[-8:]}"
