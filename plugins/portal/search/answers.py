"""Direct answers: the figures that a query names, each with its sentence and where it stands.

A question for a place is answered with figures of that very place or not at all; one for a year with figures of that
year. theme/static/js/search/answers.js has the same rules.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.search import excerpts
from portal.search.answer_index import path_of
from portal.search.pairs import CLOSE_ENOUGH, pairs
from portal.search.questions import Question, closeness, understand, without_place

#: Cards shown, and names whose cards are looked at.
MOST_ANSWERS = 3
MOST_NAMES = 5
#: What a query must say of a name that it does not ask for in so many words, in percent.
CLOSE_ENOUGH_UNASKED = 60
#: Pieces of one pair are everyday words: they must be the whole name, and asked for.
_SHORT = 2

#: What may be a place by its looks.
_PLACE = re.compile(r".{2,3}|.+[省市州县区旗]")

Fetch = Callable[[str], bytes | None]


@dataclass(frozen=True)
class Answer:
    """One figure above the results.

    Args:
        name, value: as the article writes them.
        region: the place, "" where none is named; ``region_fallback``: it is the article's, not the sentence's.
        period: as written, or "".
        plan: a goal, not a result.
        checked: an editor stands for it.
        sentence: the sentence it stands in.
        url: site-relative address of the sentence; ``indicator``: of the page that compares places, or "".
        title, date: of the article.
    """

    name: str
    value: str
    region: str
    region_fallback: bool
    period: str
    plan: bool
    checked: bool
    sentence: str
    url: str
    title: str
    date: str
    indicator: str = ""


@dataclass
class Reader:
    """The files of the answers behind ``fetch``; what is missing or damaged makes ``incomplete`` true."""

    fetch: Fetch
    bits: Sequence[int]
    incomplete: bool = False
    known: dict[str, dict[str, Any]] = field(default_factory=dict)

    def read(self, kind: str, token: str) -> dict[str, Any]:
        """The file of a pair (``a``) or a name (``b``)."""
        path = path_of(kind, token, self.bits[kind == "b"])
        if path not in self.known:
            try:
                self.known[path] = json.loads(zlib.decompress(self.fetch(path) or b"", -15))
            except (zlib.error, ValueError):
                self.incomplete = True
                self.known[path] = {}
        return self.known[path]


def _split(reader: Reader, question: Question) -> tuple[list[str], list[set[str]]]:
    """The pieces without places, and what each place may be: 张掖党员 is 党员 in 张掖.

    Several pieces that ask for nothing else are a question only with a place among them, which is looked for in
    short pieces first: other searches then cost one file.
    """
    pieces: list[str] = []
    places: list[set[str]] = []
    plain = len(question.pieces) > 1 and not question.asks and not question.years
    for piece in sorted(question.pieces, key=len) if plain else question.pieces:
        if plain and not places and pieces and not _PLACE.fullmatch(piece):
            return [], []
        left: str = piece
        while len(left) > 1:
            found = without_place(left, reader.read("a", left[:2]).get("p", {}).get(left[:2], ()))
            if found is None:
                break
            left = found[0]
            places.append(set(found[1]))
        if len(left) > 1:
            pieces.append(left)
    # The longest piece says most of a name, by whose pairs it is looked up.
    return ([], []) if plain and not places else (sorted(pieces, key=len, reverse=True), places)


def _tried(piece: str, wanted: bool) -> list[str]:
    """Pairs of the piece by which names are looked for until some are found: 完成体制改革的街道 does not begin
    like 街道体制改革."""
    held = pairs(piece)
    return list(dict.fromkeys([held[0], held[min(2, len(held) - 1)], held[-1]])) if wanted else held[:1]


def _names(reader: Reader, pieces: Sequence[str], question: Question, placed: bool) -> list[tuple[int, str]]:
    """The names that say what the pieces say, closest first: closeness and the name that cards are kept under."""
    wanted = question.asks or placed or bool(question.years)
    least = CLOSE_ENOUGH if wanted else CLOSE_ENOUGH_UNASKED
    best: dict[str, int] = {}
    short = len(pieces) == 1 and len(pieces[0]) <= _SHORT
    for pair in _tried(pieces[0], wanted):
        for entry in reader.read("a", pair).get("n", {}).get(pair, ()):
            name, kept = (entry, entry) if isinstance(entry, str) else entry
            close = closeness(pieces, name)
            if close >= (1000 if short else least) and (wanted or not short):
                best[kept] = max(best.get(kept, 0), close)
        if best:
            break
    return sorted(((close, kept) for kept, close in best.items()), key=lambda found: (-found[0], len(found[1]), found[1]))


def _cards(reader: Reader, pieces: Sequence[str], question: Question, places: list[set[str]]) -> list[tuple[int, list[Any]]]:
    """Closeness and card of what fits time and place; beside a name that is asked for as it is, those that only
    hold it are other things."""
    found: list[tuple[int, list[Any]]] = []
    for close, name in _names(reader, pieces, question, bool(places))[:MOST_NAMES]:
        if len(found) >= MOST_ANSWERS or (found and found[0][0] == 1000 > close):
            break
        found += [(close, card) for card in reader.read("b", name).get(name, ()) if _fits(card, question, places)]
    return found


def _fits(card: Sequence[Any], question: Question, places: Iterable[set[str]]) -> bool:
    if question.years and card[5] not in question.years:
        return False
    if question.share and not card[15]:
        return False
    return all((card[2] or card[1]) in meant for meant in places)


def _order(found: tuple[int, list[Any]]) -> tuple[Any, ...]:
    close, card = found
    number, region, _, fallback, _, year, plan, checked = card[:8]
    return (-close, -checked, plan, fallback or not region, -year, card[13], -number, card[10], card[8])


def _deepest(places: list[set[str]]) -> list[set[str]]:
    """安徽 合肥 asks for 合肥: of places around one another the inner one counts."""
    if len(places) < 2:
        return places
    inner = [code for meant in places[1:] for code in meant]
    return [m for i, m in enumerate(places) if i or not any(_around(outer, code) for outer in m for code in inner)]


def _around(outer: str, inner: str) -> bool:
    if not (outer.isdigit() and inner.isdigit()) or outer == inner:
        return False
    return inner.startswith(outer[:2] if outer.endswith("0000") else outer[:4]) and outer.endswith("00")


def answers(fetch: Fetch, head: dict[str, Any], text: str) -> tuple[list[Answer], bool]:
    """The figures that answer the query, best first, and whether a file was missing.

    Args:
        fetch: path in the index folder -> bytes, or None.
        head: of the index.
        text: the query.
    """
    question = understand(text)
    if question is None or not head.get("answers"):
        return [], False
    reader = Reader(fetch, head["answers"])
    pieces, places = _split(reader, question)
    if not pieces:
        return [], reader.incomplete
    chosen: dict[tuple[Any, ...], list[Any]] = {}
    for _, card in sorted(_cards(reader, pieces, question, _deepest(places)), key=_order):
        if len(chosen) < MOST_ANSWERS:
            chosen.setdefault((card[2] or card[1], card[5], card[8]), card)
    return [answer for card in chosen.values() if (answer := _shown(reader, card))], reader.incomplete


def _shown(reader: Reader, card: Sequence[Any]) -> Answer | None:
    """The card with its sentence, from the article's excerpt."""
    number, region, _, fallback, period, _, plan, checked, value, name, anchor, where, length = card[:13]
    try:
        excerpt = excerpts.decode(reader.fetch(excerpts.path(number)) or b"")
    except ValueError:
        reader.incomplete = True
        return None
    sentence = where if isinstance(where, str) else excerpt.text[where : where + length]
    url = f"{excerpt.url}#s-{anchor}" if anchor else excerpt.url
    page = f"data/{card[14]}/" if card[14] else ""
    return Answer(name, value, region, bool(fallback), period, bool(plan), bool(checked), sentence, url, excerpt.title, excerpt.date, page)
