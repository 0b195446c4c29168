"""The place a figure speaks of: a stack of scopes from document to clause."""

from __future__ import annotations

import re
from bisect import bisect_right

from portal.indicators.document_place import CENTRAL, LEAD_IN, VENUE, document_place, is_company
from portal.indicators.named import RANKS, Named, level_rank, level_suffixes, towns_in
from portal.regions import detect, gazetteer
from portal.regions.detect import Mention
from portal.text.sentences import Sentence

#: A paragraph that opens with a place no later than this many characters in speaks of it throughout.
OPENS_WITHIN = 16
#: How far from a quotation its speaker is looked for, in characters.
SPEAKER_WITHIN = 60

_CLAUSES = re.compile(r"[^,;:。!?\n()]+")
_GENERIC = re.compile(
    r"全(?P<all>省|市|区|县|旗|州|盟|镇|乡|村|街道|社区|街)(?!域|面|首|第|唯一|前列|前茅|率先|优秀|先进|示范|领先|最|排名|统一|通报)|[该我本](?P<this>省|市|区|县|旗|州|镇|乡|村|街道|社区)(?!域)|(?<![农乡山一二三四五六七八九十个各进入驻返回下跨联每\d])(?P<inner>村|镇|社区)(?:内|里|上)(?![\u4e00-\u9fff]?[的])"
)
_NATION = re.compile(
    r"(?:目前|现在|据统计|其中|今年|去年|如今|\d+年)*(?:全国(?!性|重点|劳|人大|两会|首|第|政协|统一|百|“|[\u4e00-\u9fff]{0,6}(?:示范|先进|优秀|文明|模范|标兵|最美))|我国|全球|全世界)"
)
_BY_CENTRAL = re.compile(rf"(?:(?<![自理])由|\s)(?:{CENTRAL.pattern})")
_ACROSS_NATION = re.compile(
    r"(?:在|从|面向|向|覆盖|遍布|辐射)全国(?!性|首|第|前|率|领|各省|[\u4e00-\u9fff“]{0,12}(?:优秀|文明|示范|先进|典型|最美|学雷锋))"
)
#: Before a place that lies in the middle of its clause: it says where, so it governs.
_WHERE = re.compile(
    r"(?:(?<![存实现正所])在|走进|日前从|记者从|从|针对|来到|到|赴|抵达|前往|奔赴|[该我本][省市县区镇乡])\s?$"
)
#: After such a place: it has or does what follows, so it is the subject.
#: Before a town or village that something is done for.
_FOR = re.compile(r"[为给向]\s?$")
#: Before a place that contains the subject: it governs only where no place is the subject.
_WITHIN = re.compile(r"(?:位于|地处|坐落于|(?<![就还但都也不正于算])是)\s?$")
_OWNS = re.compile(
    r"(?:[\u4e00-\u9fff]{0,8}?(?:局|委|会|部|院|队|所|中心|办)(?=现有|共有|拥有|下辖|设有))?(?:全[村镇乡]|辖区|现|目前|一)?(?:共有|现有|拥有|共(?=\d)|有(?!关|效|序|人)|下?辖|设有|建有|建成|面积|常住|户籍|总人口|党员|村民(?=\d))"
)
#: Before a place that is only dealt with or listed.
_DEALT = re.compile(r"[、和与及跟同到往向赴给对至为授]\s?$|支援|驰援|帮扶|对口|结对|前往|抵达|联合|包括|覆盖")
#: Straight after a place: its own count, 云南省18个县市, 赫山街道4个.
_COUNTS = re.compile(r"(?:各|共|约|近|超)?\d[\d.,]*[万亿]?[余多]?[个名户家所支处条项座人亩栋间辆幢件]")
_LISTED = re.compile(r"[、和与及]")
_EXAMPLE = re.compile(r"[\u4e00-\u9fff]{0,8}等[近约超]?\d")
#: The name of a body holds two places at most this far apart.
IN_ONE_NAME = 10
#: Between two places: they are not in one name.
_VERB = re.compile(r"[在到向对为与和及、给的是有]|联合|组织|开展|举办|召开|捐|推|选|指导|启动|发布|出台|印发|部署|授予")
#: How soon after a place the 、 follows that joins it to the next: 涪陵区太平街片区、江北区.
NEAR_COMMA = 8
#: Between the last place of a list and its figure: 甲街道、乙街道各1个.
_EACH_OF_LIST = re.compile(r"(?:[、和与及][\u4e00-\u9fff]{2,10}?)*(?:各|均|都)[\u4e00-\u9fff]{0,4}$")
#: From the end of a quotation to the place where it was said.
_SCENE = re.compile(r"”[。!?]?\s*(?:\d{1,2}月\d{1,2}日,?|近日,?|日前,?)?(?:在|走进|来到)")
_SAYS = re.compile(r"说|介绍|表示|告诉|坦言|透露|回忆|算了|感慨")


#: Before a place that who is counted before it goes to or is in.
_GOAL = re.compile(
    r"(?:到达|抵达|赶到|赶往|赶赴|奔赴|前往|来到|走进|进驻|下沉到|深入到?|驰援|(?<![存实现正所])在)(?:[\u4e00-\u9fff]{0,4}的)?\s?$"
)
#: Divisions counted.
_COUNTED = re.compile(
    r"(?:超过?|近|约|不?少于)?\d[\d,]*[余多]?个[^\d,。;:、的]{0,3}?"
    r"(?P<level>地级市|县市区|区县|县区|区市|市县|区\(|县\(|市\(县|镇街|街镇|乡镇|镇\(|街道|行政村|建制村|(?<!城)市|(?<![社小片园街校景库分城])区(?!域|间|块|位|别|长)|县|镇|乡|(?<!自然)村)"
    r"(?![级委民内域直里口小居社辖政场区庄组])"
)


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
        #: Number of the first sentence of each sentence's paragraph.
        self._firsts: list[int] = []
        for number, sentence in enumerate(sentences):
            opens = not number or sentences[number - 1].paragraph != sentence.paragraph
            self._firsts.append(number if opens else self._firsts[-1])
        self.context = title + "\n" + text
        self.known = detect.local_names(self.context)
        found = document_place(text, title, sentences, self.context, self.known)
        self.document = found.place
        self.mentions = found.mentions
        self._levels: dict[str, list[tuple[int, Named]]] = {}
        self._governing: dict[int, list[tuple[int, Named | None]]] = {}

    def place_at(self, number: int, offset: int) -> Named | None:
        """The place that governs an offset in sentence ``number``; None where the text names none."""
        sentence = self.sentences[number]
        current = self.speaker(number, offset) or self._inherited(number)
        governing = [(at, place) for at, place in self._openings(number) if at < offset and self.reaches(at, offset)]
        if governing:
            current = governing[-1][1]
        clause_start = max(self.text.rfind(mark, sentence.start, offset) + 1 for mark in ",;:。!?(")
        clause_start = max(clause_start, sentence.start)
        listed = self._last_of_list(number, clause_start, offset)
        if listed:
            return listed
        if _NATION.match(self.text, clause_start, offset) or _ACROSS_NATION.search(self.text, clause_start, offset):
            return None
        found = [m for m in _GENERIC.finditer(self.text, sentence.start, offset) if self.reaches(m.start(), offset)]
        if found and not any(at > found[-1].start() for at, _ in governing):
            current = self._resolve(found[-1]["all"] or found[-1]["this"] or found[-1]["inner"], number, current)
        elif not governing:
            current = self._goal(number, offset) or current
        return self._large_enough(current, offset)

    def _goal(self, number: int, offset: int) -> Named | None:
        """The village or town that the clause goes on to: 110名官兵到达石楼镇夏村."""
        clause = _CLAUSES.match(self.text, offset)
        for mention in self.mentions.get(number, ()) if clause else ():
            if (
                offset < mention.start < clause.end()  # type: ignore[union-attr]
                and mention.level in ("town", "community")
                and _GOAL.search(self.text, max(offset, mention.start - 8), mention.start)
                and not VENUE.match(self.text, mention.end)
            ):
                return Named.of(mention)
        return None

    def _large_enough(self, place: Named | None, offset: int) -> Named | None:
        """The place, or that around it which can hold what is counted: 244个街道 lie in no community."""
        counted = _COUNTED.match(self.text, offset)
        if not place or not counted:
            return place
        rank = level_rank(counted["level"])
        if RANKS[place.level] < rank:
            return place
        if self.document and RANKS[self.document.level] < rank:
            return self.document
        for name in reversed((*place.above, *towns_in(place.name))):
            around = Named.known(name)
            if RANKS[around.level] < rank:
                return around
        for region in _around(place):
            if RANKS[region.level] < rank:
                return Named(region.name, region.level, region.code, ())
        return place

    def reaches(self, at: int, offset: int) -> bool:
        """False where ``at`` lies in brackets that close before the offset."""
        closed = self.text.find(")", at, offset)
        return closed < 0 or 0 <= self.text.find("(", at, closed) < closed

    def _last_of_list(self, number: int, clause_start: int, offset: int) -> Named | None:
        """The last place of a list whose members share the figure."""
        inside = [m for m in self.mentions.get(number, []) if clause_start <= m.start and m.end <= offset]
        if inside and _EACH_OF_LIST.fullmatch(self.text[inside[-1].end : offset]):
            return Named.of(inside[-1])
        return None

    def _inherited(self, number: int) -> Named | None:
        """The scope a sentence starts with: that of the sentence before it where a place opens it, its
        paragraph's opening place, else the document's."""
        first = self._first_of_paragraph(number)
        before = self._openings(number - 1) if number else []
        if before and before[0][0] - self.sentences[number - 1].start <= OPENS_WITHIN:
            return before[-1][1]
        if len(before) == 1 and before[0][1] and RANKS[before[0][1].level] >= 3 and first != number:
            return before[0][1]
        if first != number:
            opening = self._openings(first)
            if opening and opening[0][0] - self.sentences[first].start <= OPENS_WITHIN:
                return opening[0][1]
        return self.document

    def _first_of_paragraph(self, number: int) -> int:
        return self._firsts[number]

    def speaker(self, number: int, offset: int) -> Named | None:
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
                for names in self.mentions.values():
                    for mention in names:
                        if start <= mention.start < end and mention.level in ("town", "community"):
                            return Named.of(mention)
        return self._scene(closed) if closed >= 0 else None

    def _scene(self, closed: int) -> Named | None:
        """The place that opens what follows a quotation: “…” 在团石村,该村乡贤会会长…."""
        scene = _SCENE.match(self.text, closed)
        for mention in (m for found in self.mentions.values() for m in found) if scene else ():
            if mention.start == scene.end() and mention.level in ("town", "community"):  # type: ignore[union-attr]
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
        central = CENTRAL.match(self.text, at, end)
        if central and not any(m.start == central.end() for m in self.mentions.get(number, [])):
            return [(at, None)]  # 国家税务总局|钟山区税务局 is of its place
        agent = _BY_CENTRAL.search(self.text, start, end)
        found: list[tuple[int, Named | None]] = [(agent.start(), None)] if agent else []
        if _NATION.match(self.text, start, end):
            found.append((start, None))
        for mention in self.mentions.get(number, []):
            if not start <= mention.start < end:
                continue
            opens = mention.start <= at or self._specifies(mention, number, at)
            within = not found and bool(_WITHIN.search(self.text, start, mention.start))
            if within and self.text[mention.start - 1] == "是" and mention.level in ("province", "city"):
                within = False  # 是上海市第三代社区 praises, 是浦东新区重大项目 says where
            if (
                self.is_company(mention)
                or self.is_listed(mention, self.mentions[number])
                or any(other.end == mention.start for other in self.mentions[number])
                or not (opens or within or self._governs(mention, start))
            ):
                continue
            found.append((mention.start, Named.of(mention)))
        return found

    def _specifies(self, mention: Mention, number: int, at: int) -> bool:
        """新疆生产建设兵团第六师五家渠市: a place inside the one that opens the clause, in the name of one body."""
        for other in self.mentions[number]:
            if (
                other.start <= at < other.end <= mention.start <= other.end + IN_ONE_NAME
                and other.code
                and mention.code
            ):
                inside = mention.code != other.code and mention.code.startswith(other.code.rstrip("0"))
                return inside and not _VERB.search(self.text, other.end, mention.start)
        return False

    def is_listed(self, mention: Mention, others: list[Mention]) -> bool:
        """One of several places (甲市、乙市), or an example of what is counted (甲社区等100个村)."""
        if _LISTED.match(self.text, mention.end) or _EXAMPLE.match(self.text, mention.end):
            return True
        if _COUNTS.match(self.text, mention.end):
            return False
        comma = self.text.find("、", mention.end, mention.end + NEAR_COMMA)
        return comma >= 0 and any(comma < other.start <= comma + 2 for other in others)

    def is_company(self, mention: Mention) -> bool:
        """长沙麓谷租赁公司, 中铁上海局: a name of a firm, not a scope."""
        return is_company(self.text, mention)

    def _governs(self, mention: Mention, clause_start: int) -> bool:
        """Whether a place in the middle of a clause says where, or is the subject."""
        before = self.text[max(clause_start, mention.start - 12) : mention.start]
        if _COUNTS.match(self.text, mention.end):
            return True
        if _FOR.search(before) and mention.level in ("town", "community"):
            return True
        if _WHERE.search(before):
            return not VENUE.match(self.text, mention.end)
        return bool(_OWNS.match(self.text, mention.end)) and not _DEALT.search(before)

    def _resolve(self, level: str, number: int, current: Named | None) -> Named | None:
        """The place that 全市, 该区 or 我县 stands for."""
        suffixes = level_suffixes(level)
        for place in (current, self.document):
            if place is None:
                continue
            if place.name.endswith(suffixes):
                return place
            for above in reversed((*place.above, *towns_in(place.name))):
                if above.endswith(suffixes):
                    return Named.known(above)
        for place in (current, self.document):
            for region in _around(place) if place else ():
                if region.name.endswith(suffixes):
                    return Named(region.name, region.level, region.code, ())
        named = self._of_level(level)
        at = bisect_right(named, number, key=lambda found: found[0])
        if named:
            return named[at - 1 if at else 0][1]
        # 全市 never means a place inside the city: better none than a smaller one.
        return None if current and RANKS.get(current.level, 0) > level_rank(level) else current

    def _of_level(self, level: str) -> list[tuple[int, Named]]:
        """The places at a level that the text names, with the numbers of their sentences."""
        if level not in self._levels:
            suffixes = level_suffixes(level)
            self._levels[level] = [
                (number, Named.of(mention) if name == mention.name else Named.known(name))
                for number, mentions in sorted(self.mentions.items())
                for mention in mentions
                for name in (*mention.above, mention.name)
                if name.endswith(suffixes)
            ]
        return self._levels[level]


def _around(place: Named) -> list[gazetteer.Region]:
    """The places of the gazetteer around a place or around those written above it, nearest first."""
    codes = [place.code] if place.code else [r.code for name in place.above[-1:] if (r := gazetteer.find(name))]
    return [region for code in codes for region in reversed(gazetteer.ancestors(code))]
