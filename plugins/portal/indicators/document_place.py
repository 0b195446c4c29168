"""The place a whole document speaks of, voted by its mentions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from portal.regions import detect, gazetteer
from portal.regions.detect import Mention
from portal.text.sentences import Sentence

#: Weights of a mention in the vote for the document's own place.
TITLE, LEAD, OPENING, ELSEWHERE = 8.0, 3.0, 2.0, 1.0
#: Share of a mention's weight that goes to the places written above it.
ABOVE = 0.3
#: Below this share of all weight a place is one of many: the text is a round-up without a place of its own.
LEAST_SHARE = 0.2
#: A place inside the heaviest one takes its place from this share of its weight on.
NEARLY = 0.7

_DATE = r"(?:去年|今年|当年|年初|(?:19|20)\d\d年\S{0,8}?(?:以来|起|底|初|末|,)?|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日)(?:[上下]午|晚上?)?"
#: What may stand before the place that opens a clause.
LEAD_IN = re.compile(
    r"[\s“”\"'(（•·■◆▲●【】]*(?:\d{1,2}[.、]\s?|[一二三四五六七八九十]{1,2}[、是]|\([一二三四五六七八九十\d]{1,2}\))?(?:(?:[^,。;\n]{0,20}?(?:新华社|中新网|中新社|人民网|本报|网|讯)[^,。;\n]{0,16}?\d日?(?:电|讯)(?:\s?\([^()]{0,40}\))?|"
    r"比如|例如|譬如|如|其中|同时|此外|另外|目前|现在|如今|近日|日前|连日来|近年来|近期|据悉|据了解|据介绍|据统计|记者从|记者在|走进|来到|位于|在|对于|以来|获悉|从|据|"
    rf"自|截至|由|以|[上下]一步|随后|此前|{_DATE})[\s,]*){{0,5}}"
)
_GENERIC = re.compile(r"[全该我本](?P<level>省|市|区|县|旗|州|镇|乡|村|街道|社区|街)(?!域|面)")
_CHROME = re.compile(r"主办单位|承办单位|地址:|版权|备案|ICP|责任编辑|来源:|编辑:|作者:|技术支持|记者站")
_DATELINE = re.compile(r"(?:新华社|中新网|中新社|人民网|本报|据|讯).{0,12}?(?:电|讯)")
_LEVEL_SUFFIX = {
    "省": ("省", "自治区"), "市": ("市",), "区": ("区",), "县": ("县",), "旗": ("旗",), "州": ("州",), "盟": ("盟",),
    "镇": ("镇",), "乡": ("乡",), "村": ("村",), "街道": ("街道",), "街": ("街道",), "社区": ("社区",),
}  # fmt: skip
#: How far down a level lies.
RANKS = {"province": 0, "city": 1, "county": 2, "zone": 2, "town": 3, "community": 4}
_RANK = {"省": 0, "市": 1, "州": 1, "盟": 1, "区": 2, "县": 2, "旗": 2, "镇": 3, "乡": 3, "街道": 3, "街": 3}
_GAZETTEER = ("province", "city", "county")


@dataclass(frozen=True)
class Named:
    """A place on the stack: its name, the names written above it and its code if known."""

    name: str
    level: str
    code: str | None
    above: tuple[str, ...]

    @classmethod
    def of(cls, mention: Mention) -> Named:
        """The place of a mention."""
        return cls(mention.name, mention.level, mention.code, mention.above)

    @classmethod
    def known(cls, name: str) -> Named:
        """The place of a name; a town where the gazetteer has none."""
        region = gazetteer.find(name)
        return cls(name, region.level if region else "town", region.code if region else None, ())


@dataclass
class Found:
    """What a document says of places.

    Args:
        place: its own place, None where it has none.
        mentions: places named, by sentence number.
    """

    place: Named | None = None
    mentions: dict[int, list[Mention]] = field(default_factory=dict)


def level_suffixes(level: str) -> tuple[str, ...]:
    """Endings of names at the level that 全省, 该区 or 我村 names."""
    return _LEVEL_SUFFIX[level]


def level_rank(level: str) -> int:
    """How far down the level lies that 全省, 该区 or 我村 names, see :data:`RANKS`."""
    return _RANK.get(level, RANKS["community"])


def document_place(
    text: str, title: str, sentences: list[Sentence], context: str, known: re.Pattern[str] | None
) -> Found:
    """The mentions of a text and the place most of their weight falls on."""
    found = Found()
    for number, sentence in enumerate(sentences):
        mentions = _mentions(text, sentence, context, known)
        if mentions:
            found.mentions[number] = mentions
    vote = _Vote()
    for mention in detect.mentions(title, 0, len(title), context, known):
        vote.add(Named.of(mention), TITLE)
        vote.led.add(mention.name)
    lead = _lead_paragraphs(sentences)
    for number, mentions in found.mentions.items():
        sentence = sentences[number]
        opening = LEAD_IN.match(text, sentence.start)
        for mention in mentions:
            if is_company(text, mention):
                continue
            opens = bool(opening) and opening.end() >= mention.start  # type: ignore[union-attr]
            leads = opens and sentence.paragraph in lead
            vote.add(Named.of(mention), (OPENING if opens else ELSEWHERE) + (LEAD if leads else 0))
            if leads:
                vote.led.add(mention.name)
    vote.support(text)
    found.place = vote.winner()
    return found


def _mentions(text: str, sentence: Sentence, context: str, known: re.Pattern[str] | None) -> list[Mention]:
    """Places of a sentence, also local ones that open a clause; none in page furniture and datelines."""
    line = text[sentence.start : sentence.end]
    if _CHROME.search(line):
        return []
    dateline = _DATELINE.match(line)
    start = sentence.start + (dateline.end() if dateline else 0)
    found = list(detect.mentions(text, start, sentence.end, context, known))
    for clause in re.finditer(r"[^,;:。!?()]+", line):
        lead = LEAD_IN.match(text, sentence.start + clause.start(), sentence.start + clause.end())
        at = lead.end() if lead else sentence.start + clause.start()
        end = sentence.start + clause.end()
        if at >= start and not any(m.start <= at < m.end for m in found):
            local = detect.local_at(text, at, end, context)
            if local and not any(m.start < local.end and local.start < m.end for m in found):
                found.append(local)
    return sorted(found, key=lambda m: m.start)


def _lead_paragraphs(sentences: list[Sentence]) -> set[int]:
    """The first two lines long enough to be text."""
    long: list[int] = []
    for sentence in sentences:
        if sentence.end - sentence.start >= 20 and sentence.paragraph not in long:
            long.append(sentence.paragraph)
        if len(long) == 2:
            break
    return set(long)


_FIRM = re.compile(r"[\u4e00-\u9fff]{2,16}?(?:公司|集团|事务所|银行|出版社)")
_FIRM_BEFORE = re.compile(r"(?:总台|中铁|中建|国网|中交|中电建|中冶|华能|中石[化油])[\u4e00-\u9fff]{0,2}$")


def is_company(text: str, mention: Mention) -> bool:
    """Whether a short name of a place opens or stands in the name of a firm."""
    short = not text[mention.start : mention.end].endswith(
        ("省", "市", "区", "县", "旗", "州", "镇", "乡", "村", "街道", "社区")
    )
    return short and bool(
        _FIRM.match(text, mention.end) or _FIRM_BEFORE.search(text[max(0, mention.start - 6) : mention.start])
    )


class _Vote:
    """Weights of places, with those written above them."""

    def __init__(self) -> None:
        self.weights: dict[str, float] = {}
        self.kept: dict[str, Named] = {}
        self.led: set[str] = set()

    def add(self, place: Named, weight: float) -> None:
        """Count a mention."""
        if place.level == "community" and weight <= ELSEWHERE:
            return
        self.weights[place.name] = self.weights.get(place.name, 0.0) + weight
        if place.name not in self.kept or place.code or place.above:
            self.kept[place.name] = place
        for above in place.above:
            self.weights[above] = self.weights.get(above, 0.0) + weight * ABOVE
            self.kept.setdefault(above, Named.known(above))

    def support(self, text: str) -> None:
        """全市 and 我区 speak for the likeliest place of their level."""
        counts: dict[str, int] = {}
        for match in _GENERIC.finditer(text):
            counts[match["level"]] = counts.get(match["level"], 0) + 1
        for level, count in counts.items():
            fitting = [n for n in self.weights if n.endswith(_LEVEL_SUFFIX[level])]
            if not fitting and level == "省":
                self._add_province(min(count, 8))
            if fitting:
                self.weights[max(fitting, key=lambda n: self.weights[n])] += min(count, 8)

    def _add_province(self, weight: float) -> None:
        """全省 where no province is named: the one most of the named places lie in."""
        provinces: dict[str, float] = {}
        for name, place in self.kept.items():
            if place.code:
                provinces[place.code[:2]] = provinces.get(place.code[:2], 0.0) + self.weights[name]
        region = gazetteer.by_code(max(provinces, key=lambda code: provinces[code]) + "0000") if provinces else None
        if region:
            self.add(Named(region.name, region.level, region.code, ()), weight + OPENING)

    def winner(self) -> Named | None:
        """The heaviest place; None where no place opens a clause or the text is a round-up."""
        if not self.weights or max(self.weights.values()) < OPENING:
            return None
        best = max(self.weights, key=lambda name: self.weights[name])
        place = self.kept[best]
        if best not in self.led and self._share(place) < LEAST_SHARE:
            return None
        return self._within(best) or place

    def _within(self, best: str) -> Named | None:
        """A place inside the heaviest one that weighs nearly as much is what the text is about."""
        inside = [n for n, p in self.kept.items() if best in p.above and self.weights[n] >= NEARLY * self.weights[best]]
        return self.kept[max(inside, key=lambda name: self.weights[name])] if inside else None

    def _share(self, place: Named) -> float:
        """The weight of a place and those in or above it, of all places the gazetteer has."""
        if not place.code:
            return self.weights[place.name] / sum(self.weights.values())
        total = family = 0.0
        for name, weight in self.weights.items():
            other = self.kept[name]
            if other.level in _GAZETTEER:
                total += weight
                codes = (place.code.rstrip("0"), (other.code or "").rstrip("0"))
                family += (
                    weight if other.code and (codes[0].startswith(codes[1]) or codes[1].startswith(codes[0])) else 0
                )
        return family / total if total else 1.0
