"""The places that govern what follows them in their sentence: they open a clause, say where or own."""

from __future__ import annotations

from portal.indicators import scope_words as words
from portal.indicators.document_place import BACKED, BYLINES, CENTRAL, VENUE, lead_in, sentence_opening
from portal.indicators.named import RANKS, Named, towns_in
from portal.indicators.tagging import tokens
from portal.regions.detect import Mention
from portal.text.sentences import Sentence

#: The name of a body holds two places at most this far apart.
IN_ONE_NAME = 10
#: Longest noun phrase after the place that a sentence is about.
TOPIC = 16
#: How soon after a place the 、 follows that joins it to the next: 涪陵区太平街片区、江北区.
NEAR_COMMA = 14

#: Offset and place, None where what follows has no place smaller than the nation.
Opening = tuple[int, Named | None]


class Governing:
    """Answers which places govern in each sentence of a document.

    Args:
        text: working copy.
        sentences: of the text.
        mentions: places named, by sentence number.
        document: the place of the whole text.
    """

    def __init__(
        self, text: str, sentences: list[Sentence], mentions: dict[int, list[Mention]], document: Named | None
    ) -> None:
        self.text = text
        self.sentences = sentences
        self.mentions = mentions
        self.document = document
        self._found: dict[int, list[Opening]] = {}

    def openings(self, number: int) -> list[Opening]:
        """Places that govern what follows them in the sentence: they open a clause, say where or own."""
        if number not in self._found:
            sentence = self.sentences[number]
            found: list[Opening] = []
            bare = number not in self.mentions and not words.NATION_HINT.search(self.text, sentence.start, sentence.end)
            for clause in () if bare else words.CLAUSES.finditer(self.text, sentence.start, sentence.end):
                found.extend(self._of_clause(number, clause.start(), clause.end(), bool(found)))
            found += () if bare else self._latter(number)
            self._found[number] = found
        return self._found[number]

    def _latter(self, number: int) -> list[Opening]:
        """后者, which governs as the last place named before it."""
        sentence = self.sentences[number]
        latter = words.LATTER.search(self.text, sentence.start, sentence.end)
        named = [mention for mention in self.mentions.get(number, ()) if latter and mention.end < latter.start()]
        return [(latter.start(), Named.of(named[-1]))] if latter and named else []

    def _of_clause(self, number: int, start: int, end: int, led: bool) -> list[Opening]:
        """The places that govern in a clause; ``led``: one governs before it in the sentence."""
        at = lead_in(self.text, start, end)
        if number < BYLINES and start == self.sentences[number].start:
            at = max(at, min(sentence_opening(self.text, start, self.mentions.get(number, [])), end))
        central = CENTRAL.match(self.text, at, end)
        if central and not any(m.start == central.end() for m in self.mentions.get(number, [])):
            return [(at, None)]
        at = central.end() if central else at  # 国家税务总局|钟山区税务局 is of its place
        agent = words.BY_CENTRAL.search(self.text, start, end)
        found: list[Opening] = [(agent.start(), None)] if agent else []
        if words.NATION.match(self.text, start, end):
            found.append((start, None))
        for mention in self.mentions.get(number, []):
            if not start <= mention.start < end:
                continue
            opens = mention.start <= at and not self._backs(mention) or self._specifies(mention, number, at)
            within = not found and bool(words.WITHIN.search(self.text, start, mention.start))
            if within and self.text[mention.start - 1] == "是" and mention.level in ("province", "city"):
                within = False  # 是上海市第三代社区 praises, 是浦东新区重大项目 says where
            within = within and not words.PORTRAYED.match(self.text, mention.end)
            if self.is_listed(mention, self.mentions[number]):
                shared = self._of_list(mention, number, at, led or bool(found))
                found += [(mention.start, shared)] if shared else []
                continue
            if (
                any(other.end == mention.start for other in self.mentions[number])
                or not (opens or within or self._governs(mention, start))
                or self._is_abroad(mention, number, led or bool(found))
            ):
                continue
            found.append((mention.start, Named.of(mention)))
        return sorted(found, key=lambda opening: opening[0])

    def _backs(self, mention: Mention) -> bool:
        """在海淀区商务局的支持下: who backs what is done, not where it is done."""
        if self.text[mention.start - 1] != "在":
            return False
        return bool(BACKED.match(self.text, mention.end) or words.LIVES.match(self.text, mention.end))

    def _specifies(self, mention: Mention, number: int, at: int) -> bool:
        """新疆生产建设兵团第六师五家渠市: a place inside the one that opens the clause, in the name of one body."""
        for other in self.mentions[number]:
            if (
                other.start <= at < other.end <= mention.start <= other.end + IN_ONE_NAME
                and other.code
                and mention.code
            ):
                inside = mention.code != other.code and mention.code.startswith(other.code.rstrip("0"))
                return inside and not words.VERB.search(self.text, other.end, mention.start)
        return False

    def is_listed(self, mention: Mention, others: list[Mention]) -> bool:
        """One of several places (甲市、乙市), or an example of what is counted (甲社区等100个村)."""
        if words.EXAMPLE.match(self.text, mention.end):
            return True
        joined = words.LISTED.match(self.text, mention.end)
        if joined:  # 柳湾村与县农业农村局共建: the first of two unlike ones is the subject
            peers = [other for other in others if other.start == joined.end()]
            return joined[0] == "、" or not peers or peers[0].level == mention.level
        if words.COUNTS.match(self.text, mention.end):  # 湖北、江苏11个省份 counts them all
            return self.text[mention.start - 1] == "、" and bool(words.COUNTED.match(self.text, mention.end))
        comma = self.text.find("、", mention.end, mention.end + NEAR_COMMA)
        return comma >= 0 and any(
            comma < other.start <= comma + 2
            and not any(mention.end <= between.start < comma for between in others)  # 常村镇依托商会在郑州、苏州
            for other in others
        )

    def _of_list(self, mention: Mention, number: int, at: int, led: bool) -> Named | None:
        """The place that the members of a list opening a clause lie in: 巴南区 of 巴南区南彭街道、惠民街道等镇街; that
        of the text where neither they nor one before them in the sentence (``led``) tell another."""
        around = towns_in(mention.name) or mention.above[-1:]
        if mention.start > at or self.text[mention.end : mention.end + 1] != "、":
            return None
        if not around:  # 荆州、荆门两市 lie in the province
            larger = not led and self.document and RANKS[self.document.level] < RANKS[mention.level]
            return self.document if larger else None
        peers = [other for other in self.mentions[number] if other.start > mention.end]
        return None if any(peer.above for peer in peers) else Named.known(around[0])

    def _governs(self, mention: Mention, clause_start: int) -> bool:
        """Whether a place in the middle of a clause says where, or is the subject."""
        before = self.text[max(clause_start, mention.start - 24) : mention.start]
        if words.COUNTS.match(self.text, mention.end):
            return True
        has = words.HAS.match(self.text, mention.end)
        if (
            has
            and words.IS.search(before)
            and all(w.flag[0] in "nalj" or w.word == "累计" for w in tokens(has["noun"]))
        ):
            return True
        if words.IS.search(before) and self._heads_topic(mention):
            return True
        if words.FOR.search(before) and mention.level in ("town", "community"):
            return True
        if words.AT_DISTANCE.search(before) or words.MOST.search(before):
            return True
        if words.WHERE.search(before) or words.WHERE_OF.search(before):
            return not VENUE.match(self.text, mention.end)
        return bool(words.OWNS.match(self.text, mention.end)) and not words.DEALT.search(before)

    def _heads_topic(self, mention: Mention) -> bool:
        """Whether one noun phrase follows up to a comma: 张教授开展的|杨浦区帕友线上锻炼营项目,."""
        clause = words.CLAUSES.match(self.text, mention.end)
        if not clause or self.text[clause.end() : clause.end() + 1] != "," or clause.end() - mention.end > TOPIC:
            return False
        phrase = tokens(clause[0])
        return (
            phrase[-1].flag[0] == "n" and phrase[0].flag != "v" and not any(word.flag[0] in "pdcu" for word in phrase)
        )

    def _is_abroad(self, mention: Mention, number: int, led: bool) -> bool:
        """Whether who is spoken of goes there from the document's place: 我省87支救援队前往|河北省."""
        own = self.document.code if self.document else None
        floor = self.sentences[number].start
        if (
            not own
            or not mention.code
            or not words.GOES_TO.search(self.text, max(floor, mention.start - 4), mention.start)
        ):
            return False
        inner, outer = own.rstrip("0"), mention.code.rstrip("0")
        if inner.startswith(outer) or outer.startswith(inner):
            return False
        return led or bool(words.GENERIC.search(self.text, floor, mention.start))
