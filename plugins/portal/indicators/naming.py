"""Naming the figures of one sentence, each in the light of those before it."""

from __future__ import annotations

import re

from portal.indicators import changes, names, ratios, respective, sharing, standards, titles, topics
from portal.indicators.clauses import Place, place_of
from portal.indicators.measures import RATES
from portal.indicators.numbers import Span
from portal.indicators.openings import left_side
from portal.indicators.respective import shared_out
from portal.text.sentences import Sentence

#: 处1万元以上5万元以下罚款: the sum says itself what it is.
_SUM = re.compile("[\u4e00-\u9fff]{0,4}(?:罚款|罚金|奖金)")


class Naming:
    """Names of the figures of a sentence, asked for in order.

    Args:
        text: working copy.
        spans: the figures' spans in the sentence.
    """

    def __init__(self, text: str, sentence: Sentence, spans: list[Span]) -> None:
        self.spans = spans
        self.sentence = text[sentence.start : sentence.end]
        found = [place_of(text, sentence, spans, index) for index in range(len(spans))]
        self.places: list[Place] = shared_out(found) if "分别" in self.sentence else found
        self._noun = self._rate = ""
        self._by_unit: dict[str, str] = {}
        self._after_band = self._last_was_rate = False
        self._named: list[str] = []
        self._bases: dict[int, str] = {}

    def name(self, index: int, unit: str, strip: tuple[str, ...]) -> str:
        """The name of ``spans[index]``; call it for every index in turn."""
        place, span = self.places[index], self.spans[index]
        if unit in RATES:
            self._after_band = False
            left = left_side(place.left, strip)
            changed = changes.change_of(left, place)
            before = self._bases.get(index) or (ratios.base_of(self._rate) if self._last_was_rate else self._noun)
            if ratios.SHARE.match(changed) and self._noun:
                changed = ratios.SHARE.sub(rf"\g<1>{self._noun[:10]}占", changed)
            if index in self._bases and self._last_was_rate and self._rate[-2:] in ("增幅", "降幅"):
                self._rate = self._bases[index][:24] + self._rate[-2:]
            else:
                self._rate = (
                    ratios.as_rate(changed) if changed else ratios.name_of(place, unit, left, before, self._rate)
                )
            if ratios.is_bare(self._rate):
                topic = topics.topic_of(place, self._noun, strip)
                self._rate = topic.removeprefix(self._rate[:-1]) + self._rate
            self._last_was_rate = True
            return self._rate
        self._last_was_rate = False
        if standards.is_band(span, place, self.spans, index):
            self._after_band = True
            return standards.band_name(place, unit, self.sentence)
        noun = sharing.with_verb(self._noun_of(place, unit, strip), self._noun, place)
        self._after_band = False
        self._noun = self._by_unit[unit] = noun
        self._named.append(noun)
        self._bases.update(respective.bases(self.places, index + 1, self._named))
        return titles.titled(noun, unit)

    def _noun_of(self, place: Place, unit: str, strip: tuple[str, ...]) -> str:
        left = left_side(place.left, strip).removeprefix("的")
        total = sharing.total_of(self._noun if self._by_unit.get(unit) == self._noun else "", unit, place)
        if total:
            return total
        if self._after_band:
            # 不足1000户的社区不低于300平方米: the band says whose, the figure before it says what.
            what = standards.without_base(self._by_unit.get(unit, "")) or standards.amount_name(place, unit, "")
            return left + what if len(left) >= 2 and not left.startswith("每") else what or left
        if unit.endswith("元") and not _SUM.match(place.right) and not changes.change_of(left, place):
            noun = standards.amount_name(place, unit, left)
            if noun:
                return noun
        return names.noun_of(place, unit, strip, self._noun)
