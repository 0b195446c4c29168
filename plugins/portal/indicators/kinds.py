"""One kind for what is said alike: 分别提高到815元和615元 are two standards, not a standard and a sum."""

from __future__ import annotations

import re
from dataclasses import replace

from portal.indicators.figure import Figure
from portal.indicators.measures import kind_of
from portal.indicators.stems import unit_class
from portal.indicators.surroundings import Surroundings

#: Limits set for somebody …
_LIMIT = re.compile(r"不低于|不少于|至少|不超过|不高于|不多于|最低|底线")
#: … each of whom they hold for; without it 新增就业不少于28万人 is a target of one place.
_EACH = re.compile(r"每|人均|按[^,，。;；]{0,10}标准|标准|底线")
_STANDARD = re.compile(r"^(?![比较占])[^,，]*(?:标准(?!化)|底线)")
#: What may make a count one of a standard: what each gets or has to have.
_GROUNDS = re.compile(r"标准(?!化)|每[个名户村社街]|不低于|不少于|至少")
#: What comes out on the average, and by how much something differs or has changed, is no standard.
_AVERAGE = re.compile(r"平均|均为|粗算|推算|估算|折合|相当于")
_DIFFERENCE = re.compile(r"(?:比[^,，。;；]{2,24}[高低多少]|增加|减少|上调|下调|增长)[了约]*$")
#: Characters around a figure that its kind was told from.
_BEFORE, _AFTER = 60, 4
_CLAUSE = re.compile(r"[,，;；。:：\n]")
#: Kinds that a standard may be set in.
_SETTABLE = ("count", "people", "money", "area")
_BOUNDED = (">=", "<=")


def settle(text: str, figures: list[Figure], around: Surroundings) -> list[Figure]:
    """The figures with the kind ``standard`` wherever their clause, their table's head or a figure said alike
    beside them makes them one."""
    by_sentence: dict[tuple[int, str], list[Figure]] = {}
    standards: set[int] = set()
    for figure in figures:
        by_sentence.setdefault((figure.sentence_start, unit_class(figure.unit)), []).append(figure)
        if figure.kind in ("standard", *_SETTABLE) and _is_standard(text, figure, around):
            standards.add(figure.start)
    for members in by_sentence.values():
        known = [figure for figure in members if figure.start in standards]
        for figure in members:
            if known and figure.kind in _SETTABLE and any(_alike(figure, other) for other in known):
                standards.add(figure.start)
    return [_as(figure, "standard" if figure.start in standards else kind_of(figure.unit)) for figure in figures]


def _as(figure: Figure, kind: str) -> Figure:
    settled = figure.kind == kind or "standard" not in (figure.kind, kind)
    return figure if settled else replace(figure, kind=kind)  # type: ignore[arg-type]


def _is_standard(text: str, figure: Figure, around: Surroundings) -> bool:
    if figure.unit == "元" and _STANDARD.search(around.at(figure.start).head):
        return True
    sentence = text[figure.sentence_start : figure.start]
    before = _CLAUSE.split(sentence)[-1]
    if _DIFFERENCE.search(before):
        return False
    if _LIMIT.search(before + figure.raw) and _EACH.search(before):
        return True
    if figure.kind != "standard" or figure.comparator == "~" or _AVERAGE.search(sentence):
        return False
    return bool(_GROUNDS.search(sentence[-_BEFORE:] + figure.raw + text[figure.end : figure.end + _AFTER]))


def _alike(figure: Figure, other: Figure) -> bool:
    """Whether two figures of one sentence and unit are said of the same thing, or both set a limit."""
    return figure.name == other.name or figure.comparator in _BOUNDED and figure.comparator == other.comparator
