"""What an indicator's page shows: its values by time and place, side by side, never merged or averaged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from portal.indicators.chart import Bar, svg
from portal.indicators.groups import Entry, Group
from portal.indicators.moments import Moment
from portal.indicators.moments import moment_of as moment_of
from portal.indicators.table import COMPARATOR_TEXT

if TYPE_CHECKING:
    from portal.indicators.stages import Stage

#: More bars than this are no picture; the table has them all.
MOST_BARS = 30
#: More rows than this are left to the download.
MOST_ROWS = 200
#: Sources named in a row.
MOST_SOURCES = 5
#: Shares from here on are drawn against the whole; smaller ones against the largest, to be told apart.
LEAST_WHOLE = 25.0
#: Heading of what names no time.
UNDATED = "原文没有写明时间"
#: Levels of places, each with a chart of its own: a community beside a province would be a hair.
LEVELS = ("全国", "省、自治区、直辖市", "市、州、盟", "县、区、旗", "街道、乡镇", "社区、村", "小区、网格和其他")

_MUNICIPALITIES = ("11", "12", "31", "50")


def level_of(entry: Entry) -> int:
    """Index into :data:`LEVELS`: from the code, else from the name's ending."""
    return level_at(entry.region_code, entry.region or "")


def level_at(code: str | None, name: str) -> int:
    """Index into :data:`LEVELS`, of a place."""
    if name in ("全国", "中国"):
        return 0
    if code:
        if code.endswith("0000"):
            return 1
        return 2 if code.endswith("00") and code[:2] not in _MUNICIPALITIES else 3
    for endings, level in ((("省", "自治区"), 1), (("市", "州", "盟"), 2), (("县", "区", "旗"), 3)):
        if name.endswith(endings) and not name.endswith(("社区", "小区", "开发区", "园区", "经开区", "高新区")):
            return level
    if name.endswith(("街道", "镇", "乡", "苏木")):
        return 4
    return 5 if name.endswith(("社区", "村", "嘎查")) else len(LEVELS) - 1


def shown(entry: Entry) -> str:
    """The value as readers see it, comparator in words: 不低于5万元."""
    return COMPARATOR_TEXT[entry.comparator] + entry.number + entry.unit_shown


def compare(group: Group) -> dict[str, Any]:
    """The page's inputs (docs/templates.md: indicator.html)."""
    results = _sections(group, group.results, "result")
    plans = _sections(group, group.plans, "plan")
    sections = results + plans + _sections(group, group.standards, "standard")
    return {
        "lead": _lead(group),
        "span": _span(group),
        "places": group.places,
        "years": group.years,
        "articles": group.articles,
        "sections": sections,
        "marks": sorted({e.comparator for e in group.entries if e.region} & {">", ">=", "<", "<=", "~"}),
        "ranges": any(e.value_high is not None and e.region for e in group.entries),
        "checked": sum(e.checked for e in group.entries),
        "fallback": any(e.region_fallback for e in group.entries),
    }


def _latest(entries: Sequence[Entry]) -> Entry | None:
    """The value of the latest year, of the highest place; without any year, of the newest article."""

    def rank(entry: Entry) -> tuple[int, bool, int, str, str, str]:
        moment = moment_of(entry.period, entry.date)
        named = -level_of(entry) if entry.region else -len(LEVELS)
        return moment.year, moment.whole, named, entry.date, entry.article, entry.card

    return max(entries, key=rank, default=None)


def _lead(group: Group) -> dict[str, Any] | None:
    """The latest value, set large."""
    entry = _latest(group.results) or _latest(group.plans) or _latest(group.standards)
    if entry is None:
        return None
    stage: Stage = "result" if entry in group.results else "plan" if entry in group.plans else "standard"
    return {
        "number": entry.number,
        "unit": entry.unit_shown,
        "comparator_text": COMPARATOR_TEXT[entry.comparator],
        "of": {"text": entry.whole} if entry.whole else None,
        "text": entry.text,
        "region": entry.region,
        "region_fallback": entry.region_fallback,
        "period": entry.period,
        "reported": _month(entry.date),
        "plan": stage == "plan",
        "stage": stage,
        "sentence": entry.sentence,
        "url": entry.url,
        "article": {"title": entry.title, "url": entry.url, "date": entry.date, "source": entry.source},
    }


def _span(group: Group) -> dict[str, Any] | None:
    """Least and greatest of the latest year that at least two places of one level have plain values of."""
    by_time: dict[tuple[Moment, int], list[Entry]] = {}
    for entry in group.results:
        moment = moment_of(entry.period, entry.date)
        if moment.whole and entry.region and entry.comparator in "=~" and entry.value_high is None:
            by_time.setdefault((moment, level_of(entry)), []).append(entry)
    wide = {key: found for key, found in by_time.items() if len({e.place for e in found}) > 1}
    if not wide:
        return None
    moment, level = max(wide, key=lambda key: (key[0], -key[1]))
    ordered = sorted(wide[moment, level], key=lambda e: (e.value, e.place, e.article, e.card))
    ends = [{"region": e.region, "shown": shown(e), "url": e.url} for e in (ordered[0], ordered[-1])]
    return {"label": moment.label, "places": len({e.place for e in ordered}), "least": ends[0], "most": ends[1]}


# -- sections -----------------------------------------------------------------------------------


_PREFIXES: dict[Stage, str] = {"result": "time", "plan": "plan", "standard": "standard"}
#: What a section's title adds to its time.
_ADDED = {"plan": "目标", "standard": "标准"}


def _sections(group: Group, entries: Sequence[Entry], stage: Stage) -> list[dict[str, Any]]:
    """One section for each year and for each other time that two places share; the rest in one."""
    by_time: dict[Moment, list[Entry]] = {}
    for entry in entries:
        by_time.setdefault(moment_of(entry.period, entry.date), []).append(entry)
    rest: list[Entry] = []
    own: list[tuple[Moment, list[Entry]]] = []
    for moment in sorted(by_time, reverse=True):
        found = by_time[moment]
        shared = moment.label and len({e.place for e in found} - {""}) > 1
        if moment.whole or shared:
            own.append((moment, found))
        elif moment.label:
            rest += found
    made = [_section(group, stage, moment.label, found) for moment, found in own]
    if rest:
        made.append(_section(group, stage, "其他时段", rest, charts=False))
    undated = by_time.get(Moment(0, False, ""))
    if undated:
        made.append(_section(group, stage, UNDATED, undated))
    for number, section in enumerate(made, 1):
        section["id"] = f"{_PREFIXES[stage]}-{number}"
        section["charts"] = [_drawn(group, section, n, part) for n, part in enumerate(section["charts"], 1)]
    return made


def _section(group: Group, stage: str, label: str, entries: list[Entry], charts: bool = True) -> dict[str, Any]:
    rows = _rows(entries)
    panels = _panels(rows) if charts else []
    return {
        "id": "",
        "stage": stage,
        "label": label,
        "places": len({e.place for e in entries} - {""}),
        "charts": panels,
        "rows": [_row(members) for members in rows[:MOST_ROWS]],
        "more": max(0, len(rows) - MOST_ROWS),
        "differs": _differs(rows),
    }


def _rows(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Entries that say the same of the same place and time, by level, place (largest value first) and value."""
    rows: dict[tuple[Any, ...], list[Entry]] = {}
    for entry in entries:
        same = (entry.place, entry.period or "", entry.value, entry.value_high, entry.comparator, entry.whole)
        rows.setdefault(same, []).append(entry)
    largest: dict[str, float] = {}
    for members in rows.values():
        first = members[0]
        largest[first.place] = max(largest.get(first.place, first.value), first.value)

    def order(members: list[Entry]) -> tuple[Any, ...]:
        first = members[0]
        unknown = not first.region
        times = moment_of(first.period, first.date)
        return (
            unknown, level_of(first), -largest[first.place], first.place, -times.year, times.label, -first.value,
            first.value_high or 0, first.comparator, first.whole,
        )  # fmt: skip

    return sorted(rows.values(), key=order)


def _differs(rows: list[list[Entry]]) -> bool:
    """Whether sources give different values of one place and time."""
    seen: dict[tuple[str, str | None], set[tuple[float, float | None]]] = {}
    for first in (members[0] for members in rows if members[0].place):
        seen.setdefault((first.place, first.period), set()).add((first.value, first.value_high))
    return any(len(values) > 1 for values in seen.values())


def _row(members: list[Entry]) -> dict[str, Any]:
    first = members[0]
    sources = list({e.article: e for e in reversed(members)}.values())[::-1]
    return {
        "region": first.region,
        "region_fallback": first.region_fallback,
        "period": first.period,
        "number": first.number,
        "unit": first.unit_shown,
        "comparator_text": COMPARATOR_TEXT[first.comparator],
        "of": {"text": first.whole} if first.whole else None,
        "text": shown(first),
        "url": first.url,
        "sources": [
            {"title": e.title, "url": e.url, "date": e.date, "source": e.source} for e in sources[:MOST_SOURCES]
        ],
        "more_sources": max(0, len(sources) - MOST_SOURCES),
    }


# -- charts -------------------------------------------------------------------------------------


def _panels(rows: list[list[Entry]]) -> list[tuple[str, list[Entry]]]:
    """Entries to draw together, one chart a level: a community is compared with communities, never with a city. A
    level with one place alone has nothing to be compared with; the table has its value."""
    firsts = [members[0] for members in rows if members[0].region]
    levels = sorted({level_of(e) for e in firsts})
    parts = [(LEVELS[level], [e for e in firsts if level_of(e) == level]) for level in levels]
    parts = [(title, found) for title, found in parts if len({e.place for e in found}) > 1]
    return [("", parts[0][1])] if len(levels) == 1 and parts else parts


def _drawn(group: Group, section: dict[str, Any], number: int, part: tuple[str, list[Entry]]) -> dict[str, Any]:
    title, entries = part
    kept = sorted(entries, key=lambda e: -e.value)[:MOST_BARS]
    chosen = {id(e) for e in kept}
    label = section["label"]
    spoken = f"{group.name}，{label}{_ADDED.get(section['stage'], '')}{'，' + title if title else ''}"
    undated = section["label"] == UNDATED
    names = _labels(kept)
    bars = [
        Bar(
            names[e.place] + (f" · {_month(e.date)}报道" if undated else ""),
            shown(e),
            e.value,
            e.value_high,
            e.comparator,
        )
        for e in entries
        if id(e) in chosen
    ]
    most = max(e.value_high or e.value for e in kept)
    whole = 100.0 if group.unit_class == "%" and LEAST_WHOLE <= most <= 100 else None
    return {
        "title": title,
        "svg": svg(f"{section['id']}-{number}", spoken, bars, whole),
        "left_out": len(entries) - len(kept),
    }


def _labels(entries: Iterable[Entry]) -> dict[str, str]:
    """Place -> what a chart calls it: 北京市朝阳区 where another 朝阳区 stands beside it."""
    from portal.regions import gazetteer

    names = {entry.place: entry.region or "" for entry in entries}
    for place, name in list(names.items()):
        division = gazetteer.by_code(place) if list(names.values()).count(name) > 1 and place.isdigit() else None
        names[place] = division.full_name if division else name
    return names


def _month(date: str) -> str:
    return f"{date[:4]}年{int(date[5:7])}月"
