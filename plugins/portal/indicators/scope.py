"""The place a figure speaks of: a stack of scopes from document to clause."""

from __future__ import annotations

import re

from portal.indicators.document_place import (
    LEAD_IN,
    RANKS,
    Named,
    document_place,
    is_company,
    level_rank,
    level_suffixes,
)
from portal.regions import detect, gazetteer
from portal.regions.detect import Mention
from portal.text.sentences import Sentence

#: A paragraph that opens with a place no later than this many characters in speaks of it throughout.
OPENS_WITHIN = 12
#: How far from a quotation its speaker is looked for, in characters.
SPEAKER_WITHIN = 60

_CLAUSES = re.compile(r"[^,;:。!?\n()]+")
_GENERIC = re.compile(
    r"全(?P<all>省|市|区|县|旗|州|盟|镇|乡|村|街道|社区|街)(?!域|面|首|第|唯一|前列|前茅|率先|优秀|先进|示范|领先|最|排名|统一|通报)|[该我本](?P<this>省|市|区|县|旗|州|镇|乡|村|街道|社区)"
)
_NATION = re.compile(
    r"(?:目前|现在|据统计|其中|今年|去年|如今|\d+年)*(?:全国(?!性|优秀|文明|示范|先进|重点|劳|人大|两会|首|第|政协|统一|百|“)|我国|全球|全世界)"
)
#: Bodies of the whole country; what they do has no smaller scope.
_CENTRAL = re.compile(
    r"(?:中共)?中央(?:宣传部|组织部|文明办|军委|网信办|政法委|财政|有关部门)|国务院|国家[\u4e00-\u9fff]{2,8}[局委署]|共青团中央|中组部|中宣部|"
    r"全国(?:总工会|妇联|工商联|老龄办)|(?:教育|公安|民政|财政|水利|农业农村|商务|文化和旅游|住房和城乡建设|住建|应急管理|人力资源和社会保障|"
    r"人社|交通运输|自然资源|生态环境|工业和信息化|工信|科技|司法|退役军人事务|外交)部(?!门|署)|中央广播电视总台(?![\u4e00-\u9fff]{2,3}总站)"
)
_ACROSS_NATION = re.compile(r"(?:在|从|面向|向|覆盖|遍布|辐射)全国(?!性|优秀|文明|示范|先进|首|第|前|率|领|各省)")
#: Before a place that lies in the middle of its clause: it says where, so it governs.
_WHERE = re.compile(r"(?:(?<![存实现正所])在|走进|日前从|记者从|从)\s?$")
#: After such a place: it has or does what follows, so it is the subject.
#: Before a place that contains the subject: it governs only where no place is the subject.
_WITHIN = re.compile(r"(?:位于|地处|坐落于)\s?$")
_OWNS = re.compile(
    r"(?:全[村镇乡]|辖区|现|目前|一)?(?:共有|现有|拥有|共(?=\d)|有(?!关|效|序|人)|下?辖|设有|建有|建成|面积|常住|户籍|总人口|党员|村民(?=\d))"
)
#: Before a place that is only dealt with or listed.
_DEALT = re.compile(r"[、和与及跟同到往向赴给对至为授]\s?$|支援|驰援|帮扶|对口|结对|前往|抵达|联合|包括|覆盖")
_LISTED = re.compile(r"[、和与及]")
_EXAMPLE = re.compile(r"[\u4e00-\u9fff]{0,8}等[近约超]?\d")
#: How soon after a place the 、 follows that joins it to the next: 涪陵区太平街片区、江北区.
NEAR_COMMA = 8
#: Between the last place of a list and its figure: 甲街道、乙街道各1个.
_EACH_OF_LIST = re.compile(r"(?:[、和与及][\u4e00-\u9fff]{2,10}?)*(?:各|均|都)[\u4e00-\u9fff]{0,4}$")
_SAYS = re.compile(r"说|介绍|表示|告诉|坦言|透露|回忆|算了|感慨")


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
        found = document_place(text, title, sentences, self.context, self.known)
        self.document = found.place
        self._mentions = found.mentions
        self._governing: dict[int, list[tuple[int, Named | None]]] = {}

    def place_at(self, number: int, offset: int) -> Named | None:
        """The place that governs an offset in sentence ``number``; None where the text names none."""
        sentence = self.sentences[number]
        current = self._speaker(number, offset) or self._inherited(number)
        governing = [(at, place) for at, place in self._openings(number) if at < offset and self._reaches(at, offset)]
        if governing:
            current = governing[-1][1]
        clause_start = max(self.text.rfind(mark, sentence.start, offset) + 1 for mark in ",;:。!?(")
        clause_start = max(clause_start, sentence.start)
        listed = self._last_of_list(number, clause_start, offset)
        if listed:
            return listed
        if _NATION.match(self.text, clause_start, offset) or _ACROSS_NATION.search(self.text, clause_start, offset):
            return None
        found = [m for m in _GENERIC.finditer(self.text, sentence.start, offset) if self._reaches(m.start(), offset)]
        if found and not any(at > found[-1].start() for at, _ in governing):
            return self._resolve(found[-1]["all"] or found[-1]["this"], number, current)
        return current

    def _reaches(self, at: int, offset: int) -> bool:
        """False where ``at`` lies in brackets that close before the offset."""
        closed = self.text.find(")", at, offset)
        return closed < 0 or 0 <= self.text.find("(", at, closed) < closed

    def _last_of_list(self, number: int, clause_start: int, offset: int) -> Named | None:
        """The last place of a list whose members share the figure."""
        inside = [m for m in self._mentions.get(number, []) if clause_start <= m.start and m.end <= offset]
        if inside and _EACH_OF_LIST.fullmatch(self.text[inside[-1].end : offset]):
            return Named.of(inside[-1])
        return None

    def _inherited(self, number: int) -> Named | None:
        """The scope a sentence starts with: its paragraph's opening place, else the document's."""
        first = self._first_of_paragraph(number)
        if first != number:
            opening = self._openings(first)
            if opening and opening[0][0] - self.sentences[first].start <= OPENS_WITHIN:
                return opening[0][1]
        return self.document

    def _first_of_paragraph(self, number: int) -> int:
        paragraph = self.sentences[number].paragraph
        while number and self.sentences[number - 1].paragraph == paragraph:
            number -= 1
        return number

    def _speaker(self, number: int, offset: int) -> Named | None:
        """The place of who is quoted: before the quotation (李家村支书说:“…”) or after it."""
        first = self._first_of_paragraph(number)
        floor = self.sentences[first].start
        opened = self.text.rfind("“", floor, offset)
        if opened < 0 or self.text.find("”", opened, offset) >= 0:
            return None
        before = max(floor, self.text.rfind("。", floor, opened) + 1)
        closed = self.text.find("”", offset, offset + 600)
        stop = self.text.find("。", closed + 1, closed + SPEAKER_WITHIN) if closed >= 0 else -1
        stop = closed + SPEAKER_WITHIN if closed >= 0 > stop else stop
        for start, end in ((before, opened), (closed, stop)):
            if 0 <= start < end and _SAYS.search(self.text, start, end):
                for names in self._mentions.values():
                    for mention in names:
                        if start <= mention.start < end and mention.level in ("town", "community"):
                            return Named.of(mention)
        return None

    def _openings(self, number: int) -> list[tuple[int, Named | None]]:
        """Places that govern what follows them in the sentence: they open a clause, say where or own."""
        if number not in self._governing:
            sentence = self.sentences[number]
            found: list[tuple[int, Named | None]] = []
            for clause in _CLAUSES.finditer(self.text, sentence.start, sentence.end):
                found.extend(self._of_clause(number, clause.start(), clause.end()))
            self._governing[number] = found
        return self._governing[number]

    def _of_clause(self, number: int, start: int, end: int) -> list[tuple[int, Named | None]]:
        lead = LEAD_IN.match(self.text, start, end)
        at = lead.end() if lead else start
        if _CENTRAL.match(self.text, at, end):
            return [(at, None)]
        found: list[tuple[int, Named | None]] = []
        for mention in self._mentions.get(number, []):
            if not start <= mention.start < end:
                continue
            opens = mention.start <= at
            within = not found and bool(_WITHIN.search(self.text, start, mention.start))
            if (
                self._company(mention)
                or self._listed(mention, self._mentions[number])
                or not (opens or within or self._governs(mention, start))
            ):
                continue
            found.append((mention.start, Named.of(mention)))
        return found

    def _listed(self, mention: Mention, others: list[Mention]) -> bool:
        """One of several places (甲市、乙市), or an example of what is counted (甲社区等100个村)."""
        if _LISTED.match(self.text, mention.end) or _EXAMPLE.match(self.text, mention.end):
            return True
        comma = self.text.find("、", mention.end, mention.end + NEAR_COMMA)
        return comma >= 0 and any(comma < other.start <= comma + 2 for other in others)

    def _company(self, mention: Mention) -> bool:
        """长沙麓谷租赁公司, 中铁上海局: a name of a firm, not a scope."""
        return is_company(self.text, mention)

    def _governs(self, mention: Mention, clause_start: int) -> bool:
        """Whether a place in the middle of a clause says where, or is the subject."""
        before = self.text[max(clause_start, mention.start - 12) : mention.start]
        if _WHERE.search(before):
            return True
        return bool(_OWNS.match(self.text, mention.end)) and not _DEALT.search(before)

    def _resolve(self, level: str, number: int, current: Named | None) -> Named | None:
        """The place that 全市, 该区 or 我县 stands for."""
        suffixes = level_suffixes(level)
        for place in (current, self.document):
            if place is None:
                continue
            if place.name.endswith(suffixes):
                return place
            for above in reversed(place.above):
                if above.endswith(suffixes):
                    return Named.known(above)
        for place in (current, self.document):
            for region in _around(place) if place else ():
                if region.name.endswith(suffixes):
                    return Named(region.name, region.level, region.code, ())
        for earlier in range(number, -1, -1):
            for mention in reversed(self._mentions.get(earlier, [])):
                if mention.name.endswith(suffixes):
                    return Named.of(mention)
        # 全市 never means a place inside the city: better none than a smaller one.
        return None if current and RANKS.get(current.level, 0) > level_rank(level) else current


def _around(place: Named) -> list[gazetteer.Region]:
    """The places of the gazetteer around a place or around those written above it, nearest first."""
    codes = [place.code] if place.code else [r.code for name in place.above[-1:] if (r := gazetteer.find(name))]
    return [region for code in codes for region in reversed(gazetteer.ancestors(code))]
