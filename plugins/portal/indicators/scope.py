"""The place a figure speaks of: a stack of scopes from document to clause."""

from __future__ import annotations

import re
from bisect import bisect_right

from portal.indicators import scope_words as words
from portal.indicators.document_place import VENUE, document_place
from portal.indicators.governing import Governing, Opening
from portal.indicators.named import RANKS, Named, level_rank, level_suffixes, towns_in
from portal.indicators.tagging import tokens
from portal.regions import gazetteer
from portal.text.sentences import Sentence

#: A paragraph that opens with a place no later than this many characters in speaks of it throughout.
OPENS_WITHIN = 16
#: How far from a quotation its speaker is looked for, in characters.
SPEAKER_WITHIN = 60

#: A town or village named in this part of its sentence is what the sentence is about.
FIRST_PART = 0.6
#: How many sentences back a scene is looked for.
REACH = 8
#: Places from this level down are scenes: towns and villages.
LOCAL = RANKS["town"]
#: Longest ordinal that is a sentence of its own: (12).
ORDINAL = 4
#: Longest caption of a picture.
CAPTION = 40


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
        self._starts = [sentence.start for sentence in sentences]
        #: Number of the first sentence of each sentence's paragraph.
        self._firsts: list[int] = []
        for number, sentence in enumerate(sentences):
            opens = not number or sentences[number - 1].paragraph != sentence.paragraph
            opens = opens or self._firsts[-1] == number - 1 and _is_ordinal(text, sentences[number - 1])
            self._firsts.append(number if opens else self._firsts[-1])
        found = document_place(text, title, sentences)
        self.document = found.place
        self.mentions = found.mentions
        self._levels: dict[str, list[tuple[int, Named]]] = {}
        self.governing = Governing(text, sentences, found.mentions, found.place)
        self._scenes: dict[int, Named | None] = {}

    def place_at(self, number: int, offset: int) -> Named | None:
        """The place that governs an offset in sentence ``number``; None where the text names none."""
        return self._scope_at(number, offset, 0)

    def _scope_at(self, number: int, offset: int, depth: int) -> Named | None:
        sentence = self.sentences[number]
        current = self.speaker(number, offset) or self._inherited(number, depth)
        governing = [
            (at, place) for at, place in self.governing.openings(number) if at < offset and self.reaches(at, offset)
        ]
        if governing:
            current = governing[-1][1]
        clause_start = max(self.text.rfind(mark, sentence.start, offset) + 1 for mark in ",;:。!?(")
        clause_start = max(clause_start, sentence.start)
        listed = (
            self._one_of_list(number, clause_start, offset)
            or self._last_of_list(number, clause_start, offset)
            or self._holder(number, clause_start, offset)
        )
        if listed:
            return listed
        first = words.FIRST_BATCH.search(self.text, max(clause_start, offset - 6), offset)
        if first:
            return None if first["level"] == "国" else self._resolve(first["level"], number, current)
        if (
            words.NATION.match(self.text, clause_start, offset)
            or words.ACROSS_NATION.search(self.text, clause_start, offset)
            or words.OF_WORLD.search(self.text, max(clause_start, offset - 4), offset)
        ):
            return None
        found = [m for m in words.GENERIC.finditer(self.text, sentence.start, offset) if self._means(m, number, offset)]
        if found and not any(at > found[-1].start() for at, _ in governing):
            ours = self._meant(number, found[-1])
            level = found[-1][found[-1].lastgroup or 0]
            if found[-1]["bare"]:
                current = self._of_own(level, current, None) or current
            else:
                current = self._resolve(level, number, current, ours)
        elif not governing:
            current = self._goal(number, offset) or current
        return self._large_enough(current, clause_start, offset)

    def _meant(self, number: int, generic: re.Match[str]) -> Named | None:
        """Whose 我县 or 该县 it is, where that does not follow from what governs."""
        if generic[0].startswith("我"):
            return self._ours(number, generic)
        return self._latest(number, generic) if generic[0].startswith("该") else None

    def _latest(self, number: int, generic: re.Match[str]) -> Named | None:
        """寿光市 for 推广寿光市做法,该市…: the last place of that level named in the sentence, whatever its part in it."""
        level = level_suffixes(generic["this"])
        for mention in reversed(self.mentions.get(number, ())):
            if mention.end <= generic.start() and mention.name.endswith(level):
                return Named.of(mention)
        return None

    def _ours(self, number: int, generic: re.Match[str]) -> Named | None:
        """Whose 我县 it is: that of the body which says so in the sentence, else that of the text."""
        level = level_suffixes(generic["this"])
        for mention in self.mentions.get(number, ()):
            if (
                mention.end < generic.start()
                and mention.name.endswith(level)
                and words.SPEAKS.match(self.text, mention.end)
            ):
                return Named.of(mention)
        return self.document

    def _goal(self, number: int, offset: int) -> Named | None:
        """The village or town that the clause goes on to: 110名官兵到达石楼镇夏村."""
        clause = words.CLAUSES.match(self.text, offset)
        for mention in self.mentions.get(number, ()) if clause else ():
            if (
                offset < mention.start < clause.end()  # type: ignore[union-attr]
                and mention.level in ("town", "community")
                and words.GOAL.search(self.text, max(offset, mention.start - 8), mention.start)
                and not VENUE.match(self.text, mention.end)
            ):
                return Named.of(mention)
        return None

    def _large_enough(self, place: Named | None, clause_start: int, offset: int) -> Named | None:
        """The place, or that around it which can hold what is counted: 244个街道 lie in no community."""
        counted = words.COUNTED.match(self.text, offset) or words.SEVERAL.match(self.text, clause_start, offset)
        if not place or not counted:
            return place
        if counted["level"].startswith("省"):  # 惠及26个省份 is what the place does
            return place if words.SERVES.search(self.text, max(0, offset - 6), offset) else None
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

    def _means(self, generic: re.Match[str], number: int, offset: int) -> bool:
        """Whether 全县, 该镇 or 村内 speaks of one place here: 村内 after 各村 does not."""
        inner = generic["inner"]
        if inner and self.text.find("各" + inner, self.sentences[number].start, generic.start()) >= 0:
            return False
        if words.COMPARED.search(self.text, max(0, generic.start() - 8), generic.start()):
            return False  # 高于全国、全省3个百分点 is said of the place before
        if self.text[generic.start() - 1] == "是" and any(
            mention.end == generic.start() - 1 for mention in self.mentions.get(number, ())
        ):
            return False  # 商丘是我省…的市 goes on about 商丘
        return self.reaches(generic.start(), offset)

    def reaches(self, at: int, offset: int) -> bool:
        """False where ``at`` lies in brackets that close before the offset."""
        closed = self.text.find(")", at, offset)
        if closed >= 0 and words.BRACKETED.search(self.text, max(0, at - 20), at) and closed - at <= OPENS_WITHIN:
            return not any(mark in self.text[at:closed] for mark in ",:;、")  # 碾子山站(碾子山区跃进街道)
        return closed < 0 or 0 <= self.text.find("(", at, closed) < closed

    def _one_of_list(self, number: int, clause_start: int, offset: int) -> Named | None:
        """荆门市 for the second figure of 荆州、荆门两市分别拿出2000万元和1500万元."""
        at = self.text.rfind("分别", clause_start, offset)
        listed = [m for m in self.mentions.get(number, ()) if clause_start <= m.start and m.end <= at]
        pairs = zip(listed, listed[1:], strict=False)
        if len(listed) < 2 or any(self.text[a.end : b.start] not in ("、", "和", "与") for a, b in pairs):
            return None
        before = len(words.NUMBER.findall(self.text, at, offset))
        return Named.of(listed[before]) if before < len(listed) else None

    def _last_of_list(self, number: int, clause_start: int, offset: int) -> Named | None:
        """The last place of a list whose members share the figure."""
        inside = [m for m in self.mentions.get(number, []) if clause_start <= m.start and m.end <= offset]
        if inside and words.EACH_OF_LIST.fullmatch(self.text[inside[-1].end : offset]):
            return Named.of(inside[-1])
        return None

    def _holder(self, number: int, clause_start: int, offset: int) -> Named | None:
        """The place in the name of those who are counted: 调动天津市红十字救援队|12名队员."""
        for mention in reversed(self.mentions.get(number, ())):
            if clause_start <= mention.start and mention.end < offset:
                body = self.text[mention.end : offset]
                held = words.BODY.fullmatch(body) and all(word.flag[0] in "njlbz" for word in tokens(body))
                return Named.of(mention) if held else None
        return None

    def _inherited(self, number: int, depth: int = 0) -> Named | None:
        """The scope a sentence starts with: the scene of the sentences before it, its paragraph's opening
        place, else the document's."""
        if number not in self._scenes:
            self._scenes[number] = self._scene_before(number, depth)
        return self._scenes[number]

    def _scene_before(self, number: int, depth: int) -> Named | None:
        if (
            depth < REACH
            and number
            and (
                self.text.startswith("其中", self.sentences[number].start)
                or self.text[self.sentences[number - 1].end - 1] == ";"
                and not self.governing.openings(number - 1)
            )
        ):
            return self._scope_at(number - 1, self.sentences[number - 1].end, depth + 1)
        first = self._firsts[number]
        for before in range(number - 1, max(-1, number - 1 - REACH), -1):
            openings, sentence = self.governing.openings(before), self.sentences[before]
            if self._is_caption(sentence):
                continue
            generic = self._generic_of(before, openings)
            if generic and depth < REACH:
                around = openings[-1][1] if openings else self._inherited(before, depth + 1)
                place = self._resolve(generic, before, around)
                if not openings or place != around:
                    return place
            if openings:
                place = openings[-1][1]
                into = openings[0][0] - sentence.start
                opened = into <= OPENS_WITHIN
                local = place is not None and self._is_scene(place)
                if len(openings) == 1 and local and first != number:
                    opened = opened or into < FIRST_PART * (sentence.end - sentence.start)
                opened = opened and not (local and self._is_aside(before))
                if before == number - 1 and opened and self._carries(place, number) or local and self._stays(number):
                    return place
                break
            if not self._stays(before):
                break
        opening = self.governing.openings(first) if first != number else []
        if opening and opening[0][0] - self.sentences[first].start <= OPENS_WITHIN:
            return opening[0][1]
        return self.document

    def _generic_of(self, number: int, openings: list[Opening]) -> str | None:
        """全县 or 我市 after the last place of a sentence, a division at the level of the document's own place."""
        if not self.document:
            return None
        sentence, last = self.sentences[number], None
        for found in words.GENERIC.finditer(self.text, openings[-1][0] if openings else sentence.start, sentence.end):
            level = found["all"] or found["this"] or found["body"]
            if level and level_rank(level) == RANKS[self.document.level]:
                last = level
        return last

    def _is_aside(self, number: int) -> bool:
        """Whether a town or village is an example in a paragraph that gave the figures of the whole before it."""
        return any(
            words.NUMBER.search(self.text, sentence.start, sentence.end)
            and all(place == self.document for _, place in self.governing.openings(before))
            for before, sentence in enumerate(self.sentences[self._firsts[number] : number], self._firsts[number])
        )

    def _carries(self, place: Named | None, number: int) -> bool:
        """Whether a place of the sentence before still governs: an example does only where its street goes on."""
        sentence = self.sentences[number]
        return not self._is_example(place) or bool(words.BARE_SUBJECT.search(self.text, sentence.start, sentence.end))

    def _is_example(self, place: Named | None) -> bool:
        """Whether a place is a city or county that the document's own place is larger than."""
        return bool(place and self.document) and (
            RANKS[self.document.level] < RANKS[place.level] < LOCAL  # type: ignore[union-attr]
        )

    def _is_scene(self, place: Named) -> bool:
        """Whether a place is a town or village that the document's own place does not lie in."""
        return RANKS[place.level] >= max(LOCAL, RANKS[self.document.level] if self.document else 0)

    def _stays(self, number: int) -> bool:
        """Whether a sentence goes on about a town or village: 该村, 村里, 他们."""
        sentence = self.sentences[number]
        return bool(
            words.GOES_ON.match(self.text, sentence.start, sentence.end)
            or words.STAYS.search(self.text, sentence.start, sentence.end)
        )

    def speaker(self, number: int, offset: int) -> Named | None:
        """The place of who is quoted: before the quotation (李家村支书说:“…”) or after it."""
        first = self._firsts[number]
        floor = self.sentences[first].start
        opened = self.text.rfind("“", floor, offset)
        if opened < 0 or self.text.find("”", opened, offset) >= 0:
            return None
        before = max(floor, self.text.rfind("。", floor, opened) + 1)
        closed = self.text.find("”", offset, offset + 600)
        stop = self.text.find("。", closed + 1, closed + SPEAKER_WITHIN) if closed >= 0 else -1
        stop = closed + SPEAKER_WITHIN if closed >= 0 > stop else stop
        for start, end in ((before, opened), (closed, stop)):
            says = words.SAYS.search(self.text, start, end) if 0 <= start < end else None
            named = self._local_between(start, says.start()) if says else None
            if named:
                return named
        return self._scene(closed) if closed >= 0 else None

    def _local_between(self, start: int, end: int) -> Named | None:
        """The first town or village named between two offsets."""
        low = bisect_right(self._starts, start) - 1
        for number in range(max(low, 0), bisect_right(self._starts, end)):
            for mention in self.mentions.get(number, ()):
                if start <= mention.start < end and mention.level in ("town", "community"):
                    return Named.of(mention)
        return None

    def _scene(self, closed: int) -> Named | None:
        """The place that opens what follows a quotation: “…” 在团石村,该村乡贤会会长…."""
        scene = words.SCENE.match(self.text, closed)
        return self._local_between(scene.end(), scene.end() + 1) if scene else None

    def _is_caption(self, sentence: Sentence) -> bool:
        """浦江社区样板房。张三供图: what a picture shows governs nothing after it."""
        short = sentence.end - sentence.start <= CAPTION
        return short and bool(words.CREDIT.match(self.text, sentence.end))

    def _resolve(self, level: str, number: int, current: Named | None, ours: Named | None = None) -> Named | None:
        """The place that 全市, 该区 or 我县 stands for."""
        own = self._of_own(level, current, ours)
        if own:
            return own
        suffixes = level_suffixes(level)
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

    def _of_own(self, level: str, current: Named | None, ours: Named | None) -> Named | None:
        """The place at a level among the governing and the document's place and those written above them."""
        suffixes = level_suffixes(level)
        for place in (ours, current, self.document):
            for name in reversed((*place.above, *towns_in(place.name), place.name)) if place else ():
                if name.endswith(suffixes):
                    return place if name == place.name else Named.known(name)  # type: ignore[union-attr]
        return None

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


def _is_ordinal(text: str, sentence: Sentence) -> bool:
    """5. before what stands in the list."""
    return len(text[sentence.start : sentence.end].strip()) <= ORDINAL


def _around(place: Named) -> list[gazetteer.Region]:
    """The places of the gazetteer around a place or around those written above it, nearest first."""
    codes = [place.code] if place.code else [r.code for name in place.above[-1:] if (r := gazetteer.find(name))]
    return [region for code in codes for region in reversed(gazetteer.ancestors(code))]
