"""The place a figure speaks of: a stack of scopes from document to clause."""

from __future__ import annotations

import re
from dataclasses import dataclass

from portal.regions import detect, gazetteer
from portal.regions.detect import Mention
from portal.text.sentences import Sentence

#: Weights of a mention in the vote for the document's own place.
TITLE, LEAD, OPENING, ELSEWHERE = 8.0, 3.0, 2.0, 1.0
#: Share of a mention's weight that goes to the places written above it.
ABOVE = 0.3

_CLAUSES = re.compile(r"[^,;:。!?\n]+")
_LEAD_IN = re.compile(
    r"[\s“”\"'(（•·■◆▲●]*(?:(?:比如|例如|譬如|如|其中|同时|此外|另外|目前|现在|如今|近日|日前|近年来|据悉|据了解|据介绍|记者从|记者在|走进|来到|位于|在|对于|"
    r"自|从|截至|由|以|去年|今年|当年|年初|(?:19|20)\d\d年\S{0,8}?(?:以来|起|底|初|末|,)?|\d{1,2}月(?:\d{1,2}日)?)[\s,]*){0,4}"
)
_GENERIC = re.compile(
    r"全(?P<all>省|市|区|县|旗|州|盟|镇|乡|村|街道|社区|街)(?!域|面|首|第|唯一|前列|前茅|率先|优秀|先进|示范|领先|最|排名|统一|通报)|[该我本](?P<this>省|市|区|县|旗|州|镇|乡|村|街道|社区)"
    r"|(?<![\u4e00-\u9fff])(?P<bare>省|市|区|县|镇|村|社区|街道)(?:委|里|级|直|两委)"
)
_NATION = re.compile(
    r"(?:目前|现在|据统计|其中|今年|去年|如今|\d+年)*(?:全国(?!性|优秀|文明|示范|先进|重点|劳|人大|两会|首|第|政协|统一|百|“)|我国|全球|全世界)"
)
_CHROME = re.compile(r"主办单位|承办单位|地址:|版权|备案|ICP|责任编辑|来源:|编辑:|作者:|技术支持|记者站")
_DATELINE = re.compile(r"(?:新华社|中新网|中新社|人民网|本报|据|讯).{0,12}?(?:电|讯)")
_LEVEL_SUFFIX = {
    "省": ("省", "自治区"), "市": ("市",), "区": ("区",), "县": ("县",), "旗": ("旗",), "州": ("州",), "盟": ("盟",),
    "镇": ("镇",), "乡": ("乡",), "村": ("村",), "街道": ("街道",), "街": ("街道",), "社区": ("社区",),
}  # fmt: skip


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


class Scopes:
    """Answers, for one document, which place governs an offset.

    Args:
        text: working copy.
        title: working copy of the title, "" where none.
        sentences: of the text.
    """

    def __init__(self, text: str, title: str, sentences: list[Sentence]) -> None:
        self.text = text
        self.sentences = sentences
        self.context = title + "\n" + text
        self.known = detect.local_names(self.context)
        self._openings: dict[int, list[tuple[int, Named]]] = {}
        self._all = self._collect()
        self.document = self._vote(title)

    def _collect(self) -> list[tuple[int, Mention]]:
        """(sentence number, mention) over the text, page furniture left out."""
        found = []
        for number, sentence in enumerate(self.sentences):
            line = self.text[sentence.start : sentence.end]
            if _CHROME.search(line):
                continue
            dateline = _DATELINE.match(line)
            start = sentence.start + (dateline.end() if dateline else 0)
            for mention in detect.mentions(self.text, start, sentence.end, self.context, self.known):
                found.append((number, mention))
        return found

    def _vote(self, title: str) -> Named | None:
        """The document's own place: most weight of title, lead, openings and other mentions."""
        weights: dict[str, float] = {}
        kept: dict[str, Named] = {}

        def add(place: Named, weight: float) -> None:
            if place.level == "community" and weight <= ELSEWHERE:
                return
            weights[place.name] = weights.get(place.name, 0.0) + weight
            if place.name not in kept or place.code or place.above:
                kept[place.name] = place
            for above in place.above:
                weights[above] = weights.get(above, 0.0) + weight * ABOVE
                region = gazetteer.find(above)
                kept.setdefault(
                    above, Named(above, region.level if region else "town", region.code if region else None, ())
                )

        for mention in detect.mentions(title, 0, len(title), self.context, self.known):
            add(Named.of(mention), TITLE)
        lead = self._lead_paragraphs()
        for number, mention in self._all:
            sentence = self.sentences[number]
            opening = _LEAD_IN.match(self.text, sentence.start)
            opens = bool(opening) and opening.end() >= mention.start  # type: ignore[union-attr]
            weight = OPENING if opens else ELSEWHERE
            add(Named.of(mention), weight + (LEAD if sentence.paragraph in lead and opens else 0))
        self._support(weights, kept)
        if not weights:
            return None
        best = max(weights.values())
        if best < OPENING:
            return None
        return kept[next(name for name, weight in weights.items() if weight == best)]

    def _lead_paragraphs(self) -> set[int]:
        """The first two lines long enough to be text."""
        long: list[int] = []
        for sentence in self.sentences:
            if sentence.end - sentence.start >= 20 and sentence.paragraph not in long:
                long.append(sentence.paragraph)
            if len(long) > 2:
                break
        return set(long[:2])

    def _support(self, weights: dict[str, float], kept: dict[str, Named]) -> None:
        """全市 and 我区 speak for the likeliest place of their level."""
        counts: dict[str, int] = {}
        for match in _GENERIC.finditer(self.text):
            level = match["all"] or match["this"]
            if level:
                counts[level] = counts.get(level, 0) + 1
        for level, count in counts.items():
            fitting = [n for n in weights if n.endswith(_LEVEL_SUFFIX[level])]
            if fitting:
                top = max(fitting, key=lambda n: weights[n])
                weights[top] += min(count, 8)

    def place_at(self, number: int, offset: int) -> Named | None:
        """The place that governs an offset in sentence ``number``."""
        sentence = self.sentences[number]
        openings = self._sentence_openings(number)
        current = self._inherited(number)
        for clause in _CLAUSES.finditer(self.text, sentence.start, offset):
            here = [place for at, place in openings if clause.start() <= at < min(clause.end(), offset)]
            if here:
                current = here[-1]
        clause_start = max(self.text.rfind(mark, sentence.start, offset) + 1 for mark in ",;:。!?")
        if _NATION.match(self.text, max(clause_start, sentence.start), offset):
            return None
        found = list(_GENERIC.finditer(self.text, sentence.start, offset))
        generic = found[-1] if found else None
        if generic and (generic["all"] or generic["this"]):
            named_after = [at for at, _ in openings if generic.start() < at < offset]
            if not named_after:
                return self._resolve(generic["all"] or generic["this"], number, current)
        return current

    def _inherited(self, number: int) -> Named | None:
        """The scope a sentence starts with: its paragraph's opening place, else the document's."""
        sentence = self.sentences[number]
        first = number
        while first and self.sentences[first - 1].paragraph == sentence.paragraph:
            first -= 1
        if first != number:
            opening = self._sentence_openings(first)
            if opening and opening[0][0] - self.sentences[first].start <= 12:
                return opening[0][1]
        return self.document

    def _sentence_openings(self, number: int) -> list[tuple[int, Named]]:
        """Places that open a clause of the sentence."""
        if number not in self._openings:
            sentence = self.sentences[number]
            found = []
            for clause in _CLAUSES.finditer(self.text, sentence.start, sentence.end):
                lead = _LEAD_IN.match(self.text, clause.start(), clause.end())
                at = lead.end() if lead else clause.start()
                mention = next((m for _, m in self._mentions_in(number) if clause.start() <= m.start <= at), None)
                mention = mention or detect.local_at(self.text, at, clause.end(), self.context)
                if mention and not re.match(r"(?:、|和|与)", self.text[mention.end : mention.end + 1]):
                    found.append((mention.start, Named.of(mention)))
            self._openings[number] = found
        return self._openings[number]

    def _mentions_in(self, number: int) -> list[tuple[int, Mention]]:
        return self._by_sentence().get(number, [])

    def _by_sentence(self) -> dict[int, list[tuple[int, Mention]]]:
        if not hasattr(self, "_grouped"):
            grouped: dict[int, list[tuple[int, Mention]]] = {}
            for number, mention in self._all:
                grouped.setdefault(number, []).append((number, mention))
            self._grouped = grouped
        return self._grouped

    def _resolve(self, level: str, number: int, current: Named | None) -> Named | None:
        """The place that 全市, 该区 or 我县 stands for."""
        suffixes = _LEVEL_SUFFIX[level]
        for place in (current, self.document):
            if place is None:
                continue
            if place.name.endswith(suffixes):
                return place
            for above in reversed(place.above):
                if above.endswith(suffixes):
                    return self._known(above)
        for earlier in range(number, -1, -1):
            for _, mention in reversed(self._mentions_in(earlier)):
                if mention.name.endswith(suffixes):
                    return Named.of(mention)
        if self.document and self.document.code:
            for region in reversed(gazetteer.ancestors(self.document.code)):
                if region.name.endswith(suffixes) and (region.name in self.context or region.short in self.context):
                    return Named(region.name, region.level, region.code, ())
        return current

    def _known(self, name: str) -> Named:
        region = gazetteer.find(name)
        return Named(name, region.level if region else "town", region.code if region else None, ())
