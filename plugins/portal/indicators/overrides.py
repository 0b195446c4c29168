"""Editors decide: the front matter's ``figures`` applied to what was found in the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from portal.errors import Problem, declare
from portal.indicators import measures, numbers, units
from portal.indicators.figure import Figure
from portal.indicators.locate import Range, Text
from portal.indicators.working import working_copy

declare(
    "warning",
    {
        "figures-unmatched": "「数据」里有一条在正文里找不到对应的数字",
        "figures-several": "「数据」里有一条对得上正文里好几个数字",
        "figures-repeated": "「数据」里有两条说的是同一个数字",
        "figures-present": "「数据」里补充的数字已经有卡片了",
        "figures-unclear": "「数据」里补充的数字看不出数值或单位",
    },
)

_VALUES = ("value", "value_high", "unit", "comparator")


@dataclass(frozen=True)
class Decided:
    """Figures after the editor's word.

    Args:
        figures: in order of their place; hidden ones are gone.
        checked: ``start`` of those an editor has confirmed, corrected or added.
        restated: ``start`` of those whose value, unit or comparator an editor has given, so that it is
            no longer what the text says.
        problems: entries that had no effect.
    """

    figures: list[Figure]
    checked: frozenset[int] = frozenset()
    restated: frozenset[int] = frozenset()
    problems: list[Problem] = field(default_factory=list)


class _Idle(Exception):
    """The entry has no effect."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        self.code, self.message, self.hint = code, message, hint


def apply(text: str, figures: list[Figure], entries: Iterable[Mapping[str, Any]], path: str) -> Decided:
    """Confirm, correct, hide and add figures.

    Args:
        text: what the figures' offsets count in.
        entries: see :func:`portal.articles.figure_entries.read_entries`.
        path: the article's file, for problems.
    """
    entries = list(entries)
    if not entries:
        return Decided(figures)
    place = Text(text)
    by_start = {figure.start: figure for figure in figures}
    lines: dict[int, int] = {}
    checked: set[int] = set()
    restated: set[int] = set()
    problems: list[Problem] = []
    for entry in entries:
        try:
            figure = _added(text, place, entry, figures) if entry["action"] == "add" else _meant(place, entry, figures)
            if figure.start in lines:
                message = f"{_quoted(entry)}在第 {lines[figure.start]} 行已经写过"
                raise _Idle("figures-repeated", message, "两条合成一条，或删去一条")
        except _Idle as idle:
            problems.append(Problem(idle.code, path, entry["line"], idle.message, idle.hint))
            continue
        lines[figure.start] = entry["line"]
        if entry["action"] == "hide":
            del by_start[figure.start]
            continue
        by_start[figure.start] = _corrected(figure, entry)
        checked.add(figure.start)
        if entry.keys() & set(_VALUES) and (entry["action"] == "correct" or not _same_value(figure, entry)):
            restated.add(figure.start)
    kept = [by_start[start] for start in sorted(by_start)]
    return Decided(kept, frozenset(checked), frozenset(restated), problems)


def _quoted(entry: Mapping[str, Any]) -> str:
    where = f"「{_short(entry['sentence'])}」里的" if entry["sentence"] else "正文里的"
    return f"{where}「{_short(entry['number'])}」"


def _short(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "…"


def _places(place: Text, entry: Mapping[str, Any]) -> list[Range]:
    """Where the entry's number stands in the text."""
    found = place.numbers(entry["number"], entry["sentence"])
    if found is None:
        message = f"正文里没有「{_short(entry['sentence'])}」这句话，{_short(entry['number'])} 的卡片没有照改"
        raise _Idle("figures-unmatched", message, "从正文重新抄一段含这个数字的原句；正文里已经删掉的，这一条也删掉")
    if not found:
        hint = "照正文抄这个数字和单位；正文里已经改掉的，这一条也照着改"
        raise _Idle("figures-unmatched", f"找不到{_quoted(entry)}", hint)
    if entry["nth"]:
        if entry["nth"] > len(found):
            message = f"{_quoted(entry)}只有 {len(found)} 处，没有第 {entry['nth']} 个"
            raise _Idle("figures-unmatched", message, "改 nth，或删去这一行")
        return [found[entry["nth"] - 1]]
    return found


def _on(figures: list[Figure], where: Range) -> Figure | None:
    return next((figure for figure in figures if figure.start < where[1] and where[0] < figure.end), None)


def _meant(place: Text, entry: Mapping[str, Any], figures: list[Figure]) -> Figure:
    """The one figure an entry names."""
    places = _places(place, entry)
    found = {figure.start: figure for where in places if (figure := _on(figures, where))}
    if not found:
        hint = "要给它做卡片，就把操作改成 补充，并写上 name（名称）"
        raise _Idle("figures-unmatched", f"{_quoted(entry)}没有做成数据卡片，不能确认、更正或隐藏", hint)
    if len(found) > 1:
        raise _several(entry, len(found))
    return next(iter(found.values()))


def _several(entry: Mapping[str, Any], count: int) -> _Idle:
    message = f"{_quoted(entry)}有 {count} 处，分不清是哪一处"
    return _Idle("figures-several", message, "把 sentence 抄长一些，或加一行 nth: 1（第几个）")


def _added(text: str, place: Text, entry: Mapping[str, Any], figures: list[Figure]) -> Figure:
    """The figure that an entry adds."""
    places = [where for where in _places(place, entry) if _on(figures, where) is None]
    if not places:
        raise _Idle("figures-present", f"{_quoted(entry)}已经有数据卡片，不用补充", "要改它就把操作改成 更正")
    if len(places) > 1:
        raise _several(entry, len(places))
    ((start, end),) = places
    quantity = _quantity(text, place, start, end)
    if quantity is None and not {"value", "unit"} <= entry.keys():
        hint = "加上 value（只写数字，如 3.6万）和 unit（单位，如 名）两行"
        raise _Idle("figures-unclear", f"{_quoted(entry)}看不出数值或单位", hint)
    if quantity is None:
        quantity = start, end, units.Quantity(entry["value"], None, entry["unit"], entry["unit"], "=")
    start, end, said = quantity
    low, high = place.sentence_around(start, end)
    return Figure(
        start,
        end,
        text[start:end],
        said.value,
        said.value_high,
        said.unit,
        said.unit_raw,
        said.comparator,
        entry["name"],
        entry.get("region"),
        entry.get("period"),
        measures.kind_of(said.unit),  # type: ignore[arg-type]
        low,
        high,
    )


def _quantity(text: str, place: Text, start: int, end: int) -> tuple[int, int, units.Quantity] | None:
    """The quantity at a place, with the span that the extraction would give it, or its own words."""
    for low, high in (place.sentence_around(start, end), (start, end)):
        for span in numbers.find(working_copy(text[low:high])):
            if low + span.start < end and start < low + span.end:
                said = units.quantity_of(span)
                return (low + span.start, low + span.end, said) if said else None
    return None


def _same_value(figure: Figure, entry: Mapping[str, Any]) -> bool:
    return all(getattr(figure, key) == entry[key] for key in _VALUES if key in entry)


def _corrected(figure: Figure, entry: Mapping[str, Any]) -> Figure:
    """The figure with what the entry gives; a new value ends a range unless its upper end is given too."""
    changes = {key: entry[key] for key in ("name", "region", "period", *_VALUES) if key in entry}
    if entry["action"] == "confirm" or not changes:
        return figure
    if "value" in changes:
        changes.setdefault("value_high", None)
    if "unit" in changes:
        changes["unit_raw"] = changes["unit"]
        if figure.kind != "standard":
            changes["kind"] = measures.kind_of(changes["unit"])
    return replace(figure, **changes)
