"""An article's figures in the form that data pages and open data are made from: worked out once for each article."""

from __future__ import annotations

import base64
import hashlib
import json
import marshal
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Any

from portal.articles.model import Article
from portal.indicators.groups import Entry, Traits, family_of
from portal.indicators.moments import moment_of
from portal.indicators.rows import Row, csv_line
from portal.indicators.stems import asked_as
from portal.indicators.table import COMPARATORS, FIELDS, KIND_NAMES, STAGES
from portal.indicators.traits import traits_of
from portal.regions import gazetteer
from portal.regions.resolve import Place, place_of

#: The first cell of a row that is a band: 3000户以下, 3000—5000户.
_BAND = re.compile(r"\d.*(?:以[上下内]|不[足满]|[—–~～至到-]\s*\d)|(?:不[足满]|超过)\d")


def rows_of(article: Article, analysis: Mapping[str, Any], base: str) -> tuple[list[list[Any]], list[list[str]]]:
    """Of every figure with a card, in reading order: the values of its :class:`portal.indicators.rows.Row`, and its row of the open data in JSON and
    CSV without the indicator that it opens with.

    Args:
        analysis: what :func:`portal.indicators.analysis.analyse_text` returned.
        base: the site's address with ``/`` at the end, or "".
    """
    rows, lines = [], []
    found = list(_of_article(article, analysis))
    for (entry, traits, row, banded), encoded in zip(found, _encoded([row for _, _, row, _ in found]), strict=True):
        values = list(_values(entry))
        mark = hashlib.blake2b(marshal.dumps([values, encoded], 2), digest_size=9).digest()
        told = [banded, row["confidence"] or 0, row["start"] - entry.offset]
        rows.append([values, list(traits), *told, base64.b64encode(mark).decode()])
        lines.append([encoded, _line(row, base)])
    return rows, lines


_encode = json.JSONEncoder(ensure_ascii=False).encode
#: How a row opens; inside of a text its quotation marks would stand behind backslashes.
_OPENING = '{"indicator": null'


def _encoded(rows: list[dict[str, Any]]) -> list[str]:
    """The rows in JSON without the indicator that each opens with; all at once takes half the time."""
    if not rows:
        return []
    return [f"{line}}}" for line in _encode(rows)[1 + len(_OPENING) : -2].split("}, " + _OPENING)]


_NAMES = tuple(field.name for field in fields(Entry))
_values = attrgetter(*_NAMES)


def mark_of(rows: list[list[Any]], analysis: Mapping[str, Any]) -> list[Any]:
    """How many figures there are, and what changes when one of them or of the cards does; empty where there is none."""
    if not rows:
        return []
    shown = marshal.dumps([[mark for *_, mark in rows], analysis["cards"]], 2)
    return [len(rows), hashlib.blake2b(shown, digest_size=9).hexdigest()]


def families_in(rows: Iterable[Row]) -> list[str]:
    """Codes of the families of the figures that may be compared."""
    found = (row for row in rows if row.traits.fits and not row.banded)
    return list(dict.fromkeys(family_of(row.entry, row.traits).code for row in found))


def asked_in(rows: Sequence[Row]) -> list[str]:
    """What one may ask for to get one of the figures: what they count, and behind ``@``, where."""
    names = (asked_as(row.traits.counted, row.entry.unit) for row in rows)
    return list(dict.fromkeys([*names, *(f"@{row.entry.place}" for row in rows if row.entry.place)]))


#: Figures of one article that a place's page may choose from.
_OFFERED = 6


def places_of(rows: Iterable[Row], analysis: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Slug of a place -> how many figures the article tells of it, and ``[card, points, value]`` of its most telling."""
    points = {card["id"]: card["points"] for card in analysis["cards"]}
    found: dict[str, list[Entry]] = {}
    for entry, *_ in rows:
        if entry.slug:
            found.setdefault(entry.slug, []).append(entry)
    offered = {slug: sorted(entries, key=lambda e: -points[e.card])[:_OFFERED] for slug, entries in found.items()}
    return {
        slug: [len(found[slug]), [[e.card, points[e.card], f"{e.value:g}{e.value_high or ''}{e.unit}"] for e in best]]
        for slug, best in offered.items()
    }


def _of_article(article: Article, analysis: Mapping[str, Any]) -> Iterable[tuple[Entry, Traits, dict[str, Any], bool]]:
    """Figures with their traits and open-data rows, and whether they belong to a table of bands."""
    cards = {card["id"]: card for card in analysis.get("cards", ())}
    banded = {member for table in analysis.get("tables", ()) for member in table["members"]}
    bands = _bands(article, analysis)
    place = place_of(article)
    for number, figure in enumerate(analysis.get("figures", ()), 1):
        card = cards.get(f"f{number}")
        if card is None:  # taken off the page by an editor
            continue
        code = region_code(card["region"], card["region_fallback"], place)
        slug = _slug(card["region"], code, card["region_fallback"], place)
        entry = Entry(
            card["id"], article.id, card["name"], card["number"], card["unit"], card["text"], figure["value"], figure["value_high"],
            figure["unit"], card["comparator"], card["kind"], card["region"], code, card["region_fallback"], card["period"],
            card["sentence"], figure["start"] - figure["sentence_start"], article.title, f"{article.url}#{card['anchor']}", article.day, article.source,
            bool(card.get("checked")), (card.get("of") or {}).get("text", ""),
            card.get("head", ""), card.get("lead", ""), "\n".join(card.get("headings", ())), slug,
        )  # fmt: skip
        more = {"confidence": card.get("confidence"), **_together(card, bands), "context": card.get("context") or None}
        traits = traits_of(entry)
        row = {**_row(entry, traits, figure), **more, "period_fallback": card.get("period_fallback", False)}
        yield entry, traits, row, card["id"] in banded


def _bands(article: Article, analysis: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Id of a card in a table of bands -> the band as written, and the table's id."""
    found: dict[str, tuple[str, str]] = {}
    labels: dict[str, dict[str, list[str]]] = {}
    for card in analysis.get("cards", ()):
        if _BAND.search(card.get("label", "")):
            labels.setdefault(card["table"], {}).setdefault(card["label"], []).append(card["id"])
    for name, bands in labels.items():
        for band, members in bands.items() if len(bands) > 1 else ():
            found |= dict.fromkeys(members, (band, f"{article.id}-{name}"))
    for table in analysis.get("tables", ()):
        for row in table["bands"]:
            found |= dict.fromkeys(row["members"], (row["band"], f"{article.id}-{table['id']}"))
    return found


def _together(card: Mapping[str, Any], bands: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """The open-data fields of what a figure is read together with: its whole, and the band it holds for."""
    whole = card.get("of") or {}
    band, table = bands.get(card["id"], (None, None))
    fields = {f"of_{key}": whole.get(key) for key in ("text", "value", "unit", "name")}
    return {**fields, "of_value": _whole(fields["of_value"]), "band": band, "band_table": table}


def _slug(region: str | None, code: str | None, fallback: bool, place: Place | None) -> str:
    """What its place has in addresses: the code, or that of the article's own place where the figure speaks of it."""
    if code or not (region and place):
        return code or ""
    return place.slug if fallback or place.name.endswith(region) else ""


def _row(entry: Entry, traits: Traits, figure: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "indicator": None,
        "name": entry.name,
        "text": entry.text,
        "value": _whole(entry.value),
        "value_high": _whole(entry.value_high),
        "unit": entry.unit,
        "unit_raw": figure["unit_raw"],
        "comparator": entry.comparator,
        "stage": traits.stage,
        "region": entry.region,
        "region_code": entry.region_code,
        "region_fallback": entry.region_fallback,
        "period": entry.period,
        "kind": entry.kind,
        "sentence": entry.sentence,
        "start": figure["start"],
        "end": figure["end"],
        "checked": entry.checked,
        "article_title": entry.title,
        "article_url": entry.url,
        "article_date": entry.date,
        "article_source": entry.source,
        "year": moment_of(entry.period, entry.date).year or None,
    }


def region_code(region: str | None, fallback: bool, place: Place | None) -> str | None:
    """Six digits where the region is certain: named without a double, or one around the article's place."""
    if fallback:
        return place.code if place else None
    for member in (place, *place.ancestors) if place else ():
        if member.name == region:
            return member.code
    return _code_of(region) if region else None


@lru_cache(maxsize=4096)
def _code_of(region: str) -> str | None:
    found = gazetteer.find(region)
    return found.code if found else None


def _whole(value: float | None) -> float | int | None:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _line(row: Mapping[str, Any], base: str) -> str:
    spoken = {
        **row,
        "comparator": COMPARATORS[row["comparator"]],
        "stage": STAGES[row["stage"]],
        "kind": KIND_NAMES[row["kind"]],
        "region_fallback": "是" if row["region_fallback"] else "",
        "period_fallback": "是" if row["period_fallback"] else "",
        "checked": "是" if row["checked"] else "",
        "article_url": base + row["article_url"],
    }
    return csv_line([_cell(value) if type(value) in _CHANGED else value for value in _cells(spoken)])


_cells = itemgetter(*(field.key for field in FIELDS))
#: What may have to be written otherwise.
_CHANGED = frozenset([str, float])
_SIGNS = frozenset("=+-@\t\r")


def _cell(value: Any) -> Any:
    """A cell that a spreadsheet shows as text: a leading sign must not start a formula."""
    if isinstance(value, str):
        return "'" + value if value[:1] in _SIGNS else value
    return int(value) if isinstance(value, float) and value.is_integer() else value
