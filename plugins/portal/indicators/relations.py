"""Figures that only make sense together: a share with its whole, the bands of a standard.

Rules read the figures' places, units and the words between them, nothing else; tests/specs/relations
holds the cases.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from portal.indicators.figure import Figure
from portal.indicators.working import working_copy

#: Kinds of a whole: things and people that can be counted off.
_WHOLES = ("count", "people", "standard")
#: A noun between the whole's number and what follows: no marks, and none of the words that start a new statement.
_NOUN = r"(?P<noun>[^,。;:、()\"“”\d]{1,16}?)"
_PARTS_OPEN = r"(?:仅|只|就|共|现|已|另|仍|还|约|大约|其中)*有?"
_AMONG = re.compile(rf"{_NOUN}(?:当中|之中|中|里)(?=[,有已仅只就共现另仍还约大近超逾不]|$),?(?P<rest>[^。;]*)")
_OF_THEM = re.compile(rf"{_NOUN}[,(]其中,?(?P<rest>[^。;]*)")
_SHARE_OF = re.compile(rf"{_NOUN}的")
_NO_NOUN = re.compile(r"在|于|从|把|将|被|与|到|过程|其$|集$")
#: What was done is no part of the noun: 9户购买了保险.
_DONE = re.compile(r"了|过|为|被|获|成")
#: What may stand before a part: nothing, or a condition that ends in 占, or in 的 with its subject left out.
_PART = re.compile(
    rf"(?:[^,。;%]{{0,24}}占(?:到|了|比为?|比达)?)|(?:{_PARTS_OPEN})|(?:[^,。;%]{{1,24}}的(?:{_PARTS_OPEN}))"
)
#: Rates have their own whole: 满意率达到98% is no share of the streets named before.
_OWN_WHOLE = re.compile(r"率|比例|比重|满意度|增长|下降|同比|提高|减少|降低|提升")
#: After 的 the part's own noun would follow, unless a verb shows that it is left out.
_VERB = re.compile(
    r"已|完成|实现|建|达|是|为|通过|开展|设|配|成立|纳入|取得|能|可|没有|未|有|参与|参加|加入|签|推行|实行|落实|明确|安装|接入|表示"
)
#: Characters between a whole and its part.
_REACH = 60
#: Characters between two figures of one table of bands.
_BAND_GAP = 60
_AMOUNTS_MOST = 3
_JOINED = re.compile(r"[,、]?(?:且|但|和|至|到)?(?:不足|不满)?")
_INFINITE = float("inf")


@dataclass(frozen=True)
class Whole:
    """What a share is a share of.

    Args:
        figure: the figure of the whole.
        text: as the article writes it with its noun, such as 244个街道.
    """

    figure: Figure
    text: str


@dataclass(frozen=True)
class Row:
    """One band of a standard and what holds for it.

    Args:
        band: the band as written, such as 3000—5000户.
        bounds: the figures of the band.
        amounts: the figures that hold for it.
    """

    band: str
    bounds: tuple[Figure, ...]
    amounts: tuple[Figure, ...]


def wholes(text: str, figures: list[Figure]) -> dict[int, Whole]:
    """``start`` of a figure -> the whole it is a part of.

    A whole governs parts of its own sentence only: 244个街道中，超过80%… , 1200名党员，其中女党员占40%,
    占全市1600个小区的65%. A further part in the same list (…，60%…) has the same whole.
    """
    found: dict[int, Whole] = {}
    if len(figures) < 2:
        return found
    copy = working_copy(text)
    for number, part in enumerate(figures):
        if part.kind not in ("ratio", *_WHOLES) or part.unit in ("倍", "个百分点"):
            continue
        last: Figure | None = None
        for whole in reversed(figures[:number]):
            if whole.sentence_start != part.sentence_start or part.start - whole.end > _REACH:
                break
            said = _whole(text, copy, whole, part) or _inherited(copy, last or whole, whole, part, found)
            last = last or whole
            if said and _holds(said.figure, part):
                found[part.start] = said
                break
    return found


def _holds(whole: Figure, part: Figure) -> bool:
    """A part is no larger than its whole, and counts the same sort of thing."""
    if part.unit == "%":
        return part.value <= 100
    return part.kind == whole.kind and part.unit == whole.unit and part.value < whole.value


def _whole(text: str, copy: str, whole: Figure, part: Figure) -> Whole | None:
    if whole.kind not in _WHOLES or whole.value_high is not None:
        return None
    between = copy[whole.end : part.start]
    for pattern in (_AMONG, _OF_THEM):
        match = pattern.fullmatch(between)
        if not match or _NO_NOUN.search(match["noun"]):
            continue
        if _is_part(match["rest"]) and _own_noun_missing(copy, part, match["noun"]):
            noun = "" if _DONE.search(match["noun"]) else match["noun"]
            return Whole(whole, text[whole.start : whole.end + len(noun)])
    match = _SHARE_OF.fullmatch(between)
    if (
        match
        and part.unit == "%"
        and re.search(r"占(?:全[国省市区县乡镇村]|总数|辖区)?$", copy[max(whole.start - 6, 0) : whole.start])
    ):
        return Whole(whole, text[whole.start : whole.end + len(match["noun"])])
    return None


def _inherited(copy: str, last: Figure, whole: Figure, part: Figure, found: Mapping[int, Whole]) -> Whole | None:
    """The whole of the figure before, where the part goes on with the same list."""
    said = found.get(last.start)
    if said is None or whole is not last or last.unit != part.unit:
        return None
    clause = copy[last.end : part.start]
    cut = max(clause.rfind(mark) for mark in ",、")
    if cut < 0 or not _is_part(clause[cut + 1 :]) or not _own_noun_missing(copy, part, ""):
        return None
    return said


def _is_part(before: str) -> bool:
    clause = before.rsplit(",", 1)[-1]
    return len(before) <= 40 and bool(_PART.fullmatch(clause)) and not _OWN_WHOLE.search(clause)


def _own_noun_missing(copy: str, part: Figure, noun: str) -> bool:
    """80%的完成了 … and 80%的街道 … are parts of the streets; 80%的居民 … are not."""
    after = copy[part.end : part.end + 12]
    if part.unit != "%":
        return True
    if not after.startswith("的"):
        return True
    return bool(_VERB.match(after[1:])) or bool(noun) and after[1:].startswith((noun, noun[-2:]))


# -- bands --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Term:
    """A quantity as a stretch of numbers: 3000户以下, 3000—5000户, 3000户以上5000户以下."""

    figures: tuple[Figure, ...]
    low: float
    high: float

    @property
    def start(self) -> int:
        return self.figures[0].start

    @property
    def end(self) -> int:
        return self.figures[-1].end

    @property
    def unit(self) -> str:
        return self.figures[0].unit


def bands(text: str, figures: list[Figure]) -> list[list[Row]]:
    """Tables of a standard: bands that touch one another, each with what holds for it.

    Two layouts are read: each band followed by its amounts (3000户以下的5万元，3000—5000户的8万元 …), and
    all bands, then all amounts with 分别 (… 分别给予5万元、8万元、10万元). At least one band is open.
    """
    found: list[list[Row]] = []
    if len(figures) < 4:
        return found
    copy = working_copy(text)
    terms = _terms(copy, figures)
    stretches = Counter(term.unit for term in terms if term.low != term.high)
    if max(stretches.values(), default=0) < 2:  # no two that may touch
        return found
    at = 0
    while at < len(terms):
        rows = _interleaved(text, terms, at) or _grouped(text, copy, terms, at)
        if rows:
            found.append(rows)
            at += sum(len(row.amounts) + 1 for row in rows)
        else:
            at += 1
    return found


def _terms(copy: str, figures: list[Figure]) -> list[_Term]:
    terms: list[_Term] = []
    for figure in figures:
        low, high = _stretch(figure)
        last = terms[-1] if terms else None
        if last and _JOINED.fullmatch(copy, last.end, figure.start) and _limits(last, figure):
            terms[-1] = _Term((*last.figures, figure), last.low, high)
        else:
            terms.append(_Term((figure,), low, high))
    return terms


def _limits(last: _Term, figure: Figure) -> bool:
    """3000户以上5000户以下 is one band."""
    open_end = len(last.figures) == 1 and last.high == _INFINITE and figure.comparator in ("<", "<=")
    return open_end and last.unit == figure.unit and last.low < figure.value


def _stretch(figure: Figure) -> tuple[float, float]:
    if figure.value_high is not None:
        return figure.value, figure.value_high
    if figure.comparator in ("<", "<="):
        return -_INFINITE, figure.value
    if figure.comparator in (">", ">="):
        return figure.value, _INFINITE
    return figure.value, figure.value


def _touching(one: _Term, other: _Term) -> bool:
    """Two bands of one unit that meet: 3000户以下 and 3000—5000户, or 3001—5000户."""
    if one.unit != other.unit or one.low == one.high or other.low == other.high:
        return False
    low, high = (one, other) if one.low < other.low else (other, one)
    return abs(high.low - low.high) <= max(1.0, low.high * 0.001) and low.high != _INFINITE


def _near(terms: list[_Term], at: int, stop: int) -> bool:
    return all(terms[i + 1].start - terms[i].end <= _BAND_GAP for i in range(at, stop - 1))


def _interleaved(text: str, terms: list[_Term], at: int) -> list[Row]:
    for count in range(1, _AMOUNTS_MOST + 1):
        rows: list[Row] = []
        width, stop = count + 1, at
        while stop + width <= len(terms):
            band, amounts = terms[stop], terms[stop + 1 : stop + width]
            same = not rows or [a.unit for a in amounts] == [a.unit for a in terms[at + 1 : at + width]]
            if (
                not same
                or any(a.unit == band.unit for a in amounts)
                or not _near(terms, max(stop - 1, at), stop + width)
            ):
                break
            if rows and not _touching(terms[stop - width], band):
                break
            rows.append(_row(text, band, amounts))
            stop += width
        if len(rows) >= 2 and _has_open_end([terms[at + n * width] for n in range(len(rows))]):
            return rows
    return []


def _grouped(text: str, copy: str, terms: list[_Term], at: int) -> list[Row]:
    stop = at + 1
    while stop < len(terms) and _touching(terms[stop - 1], terms[stop]):
        stop += 1
    count = stop - at
    amounts = terms[stop : stop + count]
    if count < 2 or len(amounts) < count or not _has_open_end(terms[at:stop]) or not _near(terms, at, stop + count):
        return []
    if len({amount.unit for amount in amounts}) != 1 or amounts[0].unit == terms[at].unit:
        return []
    if not re.search(r"分别|依次|各", copy[terms[stop - 1].end : amounts[0].start]):
        return []
    return [_row(text, band, [amount]) for band, amount in zip(terms[at:stop], amounts, strict=True)]


def _has_open_end(terms: list[_Term]) -> bool:
    return any(term.low == -_INFINITE or term.high == _INFINITE for term in terms)


def _row(text: str, band: _Term, amounts: list[_Term]) -> Row:
    held = tuple(figure for amount in amounts for figure in amount.figures)
    return Row(text[band.start : band.end], band.figures, held)
