"""The figures of the site by what they count and where, in small files for direct answers.

    search/a/<bits>/<hex>.z    by the hash of a pair of characters: names of figures that hold the pair,
                               as a name or ``[name, the name its cards are kept under]``, and places that begin with
                               it: ``{"n": […], "p": [[alias, [place, …]], …]}``; a place is its code or its name
    search/b/<bits>/<hex>.z    by the hash of a name: the cards of the names of that hash, ``{name: [card, …]}``

All are JSON, stored as raw deflate streams. portal/search/answers.py and theme/static/js/search/answers.js read them.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from portal.indicators.comparison import moment_of
from portal.indicators.groups import names_of_place
from portal.indicators.opendata import Data, collect
from portal.indicators.stems import stem, tells_something
from portal.regions import gazetteer
from portal.regions.detect import AMBIGUOUS_SHORT
from portal.search.query import dense
from portal.search.questions import CLOSE_ENOUGH, pairs
from portal.search.shards import token_hash
from portal.text.fold import fold

if TYPE_CHECKING:
    from portal.site import Site

#: Cards that the extraction is less sure of are no answer.
LEAST_SURE = 0.62
#: Characters of a name that one article alone uses: a longer one is half a sentence, which nobody asks for.
MOST_ALONE = 12
#: Cards kept of one name.
MOST_CARDS = 400
#: Entries that a file holds on the average, which makes 1 to 2 KB.
NAMES_A_FILE, CARDS_A_FILE = 120, 60
#: Ends of the names that a place's full name is made of.
_STEP = re.compile(r"(?<=..)[省市州盟县区旗镇]")
#: Where a card has no anchor of its own sentence.
_ANCHOR = "#s-"


def bits_for(entries: int, each: int) -> int:
    """How many bits of a hash name a file: powers of two, so that files are renamed only when the site has doubled."""
    return max(0, (entries // each).bit_length())


def path_of(kind: str, token: str, bits: int) -> str:
    """Where the file of a pair (``a``) or name (``b``) lies in the index folder."""
    return f"{kind}/{bits}/{token_hash(token) >> (32 - bits):0{(bits + 3) // 4 or 1}x}.z"


def key_of(core: str, unit: str = "") -> str:
    """What names are compared by: 建立党支部的网格占比 and 建立党支部的网格 are asked for alike, 社区户数 and 社区数 not."""
    plain = dense(core)
    bare = plain.removesuffix("占比") or plain
    return bare + "户" if unit == "户" and not bare.endswith("户") else bare


def askable(name: str) -> list[str]:
    """The pairs of a name with which a question for it may begin: behind them comes enough of the name."""
    found = pairs(name)
    return [pair for place, pair in enumerate(found) if 100 * (len(found) - place) >= CLOSE_ENOUGH * len(found)]


def year_of(period: str | None, date: str) -> int:
    """The year that a figure is of, 0 where its period is no year or part of one."""
    moment = moment_of(period, date)
    return moment.year if moment.whole or str(moment.year) in (period or "") else 0


def level_of(region: str | None, code: str | None) -> int:
    """0 the country, 1 provinces, 2 cities, 3 counties, 4 smaller or unknown places."""
    if region in ("全国", "中国"):
        return 0
    if not code:
        return 4
    return 1 if code.endswith("0000") else 2 if code.endswith("00") else 3


def _card(row: Mapping[str, Any], number: int) -> list[Any]:
    """One card: document number, place, its code, whether the place is the article's, period, year, plan, checked,
    value as shown, name, anchor, where the sentence starts in the text (or the sentence itself) and its length, level."""
    sentence = row["sentence"]
    at = sentence.find(row["text"])
    # Where the words of the value come twice, the place of the sentence cannot be told from them.
    where = row["start"] - at if sentence.count(row["text"]) == 1 else sentence
    return [
        number,
        row["region"] or "",
        row["region_code"] or "",
        int(row["region_fallback"]),
        row["period"] or "",
        year_of(row["period"], row["article_date"]),
        int(row["stage"] == "plan"),
        int(row["checked"]),
        row["text"],
        row["name"],
        row["article_url"].partition(_ANCHOR)[2],
        where,
        len(sentence),
        level_of(row["region"], row["region_code"]),
        row["indicator"] or "",
        int(row["kind"] == "ratio"),
    ]


def _subjects(site: Site, data: Data) -> tuple[dict[str, set[str]], dict[str, list[list[Any]]]]:
    """Name -> the names that its cards are kept under, and name -> cards, newest first."""
    declared = {group.key: group for group in data.groups if group.declared}
    names: defaultdict[str, set[str]] = defaultdict(set)
    cards: defaultdict[str, list[list[Any]]] = defaultdict(list)
    for row, (article_id, _) in zip(data.rows, data.keys, strict=True):
        if not row["checked"] and (row["confidence"] or 0) < LEAST_SURE:
            continue
        group = declared.get(row["indicator"])
        plan = row["stage"] == "plan"
        core = stem(row["name"], row["unit"], names_of_place(row["region"]), row["period"] or "", plan)
        if not group and not tells_something(core):
            continue
        own = key_of(core, row["unit"])
        kept = key_of(stem(group.name, group.unit), group.unit) if group else own
        if len(kept) < 2 or len(cards[kept]) >= MOST_CARDS:
            continue
        names[kept].add(kept)
        names[own].add(kept)
        for alias in group.declared.stems() if group and group.declared else ():
            names[key_of(alias)].add(kept)
        cards[kept].append(_card(row, site.by_id[article_id].number))
    alone = {name for name, held in cards.items() if len(name) > MOST_ALONE and len({card[0] for card in held}) < 2}
    kept_cards = {name: held for name, held in cards.items() if name not in alone}
    return {name: kept - alone for name, kept in names.items() if kept - alone}, kept_cards


def aliases_of(region: str) -> set[str]:
    """What a place is called: 安徽省 and 安徽; 包河区, 合肥包河区 and 安徽省合肥市包河区; never what is around it."""
    found = {region, *(region[m.end() :] for m in _STEP.finditer(region) if len(region) - m.end() > 1)}
    division = gazetteer.find(region)
    if division:
        found |= {division.name, division.short, division.full_name}
        for around in gazetteer.ancestors(division.code):
            found |= {outer + division.name for outer in (around.name, around.short)}
    return found - AMBIGUOUS_SHORT


def _places(cards: Mapping[str, Iterable[list[Any]]]) -> dict[str, set[str]]:
    """Alias of a place, folded -> the codes (or names) of the places of cards that it may mean."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for region, code in {(card[1], card[2]) for held in cards.values() for card in held if card[1]}:
        for alias in aliases_of(region):
            short = dense(fold(alias))
            if len(short) > 1:
                found[short].add(code or region)
    return found


def files(site: Site) -> tuple[list[int], Iterator[tuple[str, bytes]]]:
    """Bits of the names and of the cards, and path and content (not yet packed) of every file."""
    names, cards = _subjects(site, collect(site))
    by_pair: defaultdict[str, list[Any]] = defaultdict(list)
    for name in sorted(names):
        for pair in askable(name):
            by_pair[pair] += [name if kept == name else [name, kept] for kept in sorted(names[name])]
    places: defaultdict[str, list[Any]] = defaultdict(list)
    for alias, meant in sorted(_places(cards).items()):
        places[alias[:2]].append([alias, sorted(meant)])
    bits = [bits_for(sum(map(len, by_pair.values())), NAMES_A_FILE), bits_for(sum(map(len, cards.values())), CARDS_A_FILE)]

    def made() -> Iterator[tuple[str, bytes]]:
        contents: dict[str, dict[str, Any]] = {path: {"n": {}, "p": {}} for path in _all_paths("a", bits[0])}
        for kind, entries in (("n", by_pair), ("p", places)):
            for pair, listed in sorted(entries.items()):
                contents[path_of("a", pair, bits[0])][kind][pair] = listed
        for path in _all_paths("b", bits[1]):
            contents[path] = {}
        for name, held in sorted(cards.items()):
            contents[path_of("b", name, bits[1])][name] = held
        for path, content in contents.items():
            yield path, json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()

    return bits, made()


def _all_paths(kind: str, bits: int) -> list[str]:
    return [f"{kind}/{bits}/{number:0{(bits + 3) // 4 or 1}x}.z" for number in range(1 << bits)]
