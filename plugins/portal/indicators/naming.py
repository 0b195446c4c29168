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

#: Between a place of a list and its share: 浙江省同为4.6%.
_LINK = re.compile("(?:[同也均都各又则][为是占达写]?|[为是占达写约])?")
#: The share that a list after a colon is of.
_LED = re.compile("(?P<rate>[\u4e00-\u9fff]{2,18}?(?:占比|比例|比重|[^频效]率))[^,。;:]{0,10}:$")


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
        self._rated: list[str] = []
        self._bases: dict[int, str] = {}
        self._told: dict[int, str] = {}

    def name(self, index: int, unit: str, strip: tuple[str, ...]) -> str:
        """The name of ``spans[index]``; call it for every index in turn."""
        place, span = self.places[index], self.spans[index]
        if unit in RATES:
            self._after_band = False
            left = left_side(place.left, strip)
            listed = self._told.get(index) or self._of_list(index, left)
            if listed:
                self._rate, self._last_was_rate = listed, True
                return listed
            told = self._rate if self._last_was_rate else ""
            changed = changes.change_of(left, place)
            before = self._bases.get(index) or self._before_rate(unit)
            if ratios.SHARE.match(changed) and self._noun:
                changed = ratios.SHARE.sub(rf"\g<1>{self._noun[:10]}占", changed)
            if index in self._bases and self._last_was_rate and self._rate[-2:] in ("增幅", "降幅"):
                self._rate = self._bases[index][:24] + self._rate[-2:]
            else:
                self._rate = (
                    ratios.as_rate(changed)
                    if changed
                    else ratios.name_of(place, unit, left, before, self._bases.get(index, self._rate))
                )
            self._rate = ratios.with_topic(self._rate, told, lambda: topics.topic_of(place, self._noun, strip))
            self._rate = ratios.of_done(self._rate, self._noun)
            self._last_was_rate = True
            self._rated.append(self._rate)
            if "分别" in self.sentence:
                self._bases.update(respective.bases(self.places, index + 1, self._rated))
            return self._rate
        was_rate, self._last_was_rate = self._last_was_rate, False
        norm = standards.set_for(place, unit, left_side(place.left, strip))
        if norm:
            return norm
        if standards.is_band(span, place, self.spans, index):
            self._after_band = True
            return standards.band_name(place, unit, self.sentence)
        noun = sharing.with_verb(self._noun_of(place, unit, strip), self._noun, place)
        noun = (ratios.continued(place.left, unit, self._rate) if was_rate else "") or noun
        self._after_band = False
        self._noun = self._by_unit[unit] = noun
        self._named.append(noun)
        self._bases.update(respective.bases(self.places, index + 1, self._named))
        self._told.update(respective.rated(self.places, index + 1, self._named))
        return titles.titled(noun, unit)

    def _before_rate(self, unit: str) -> str:
        """What a change is of: the rate before it, but a count where that is a share of it (占总量的36%,同比增长41.5%)."""
        counted = not self._last_was_rate or unit != "个百分点" and self._noun and ratios.is_share(self._rate)
        return self._noun if counted else ratios.base_of(self._rate)

    def _of_list(self, index: int, left: str) -> str:
        """The share that places with nothing but their names are listed for: 护理型床位占比:山东76.4%,贵州73.4%;
        "" where a figure is no member of such a list."""
        place, span = self.places[index], self.spans[index]
        if not place.left.strip() or not _LINK.fullmatch(left) or place.right.strip():
            return ""
        if index and self._last_was_rate and self.spans[index - 1].end + 1 + len(place.left) == span.start:
            return self._rate
        led = _LED.search(place.head)
        return led["rate"] if led else ""

    def _noun_of(self, place: Place, unit: str, strip: tuple[str, ...]) -> str:
        left = left_side(place.left, strip).removeprefix("的")
        total = sharing.total_of(self._noun if self._by_unit.get(unit) == self._noun else "", unit, place)
        if total:
            return total
        if self._after_band:
            # 不足1000户的社区不低于300平方米: the band says whose, the figure before it says what.
            what = standards.without_base(self._by_unit.get(unit, "")) or standards.amount_name(place, unit, "")
            return left + what if len(left) >= 2 and not left.startswith("每") else what or left
        paid = standards.paid_for(place, left) or standards.listed_amount(place, left) if unit.endswith("元") else ""
        if paid:
            return paid
        if unit.endswith("元") and not _SUM.match(place.right) and not changes.change_of(left, place):
            noun = standards.amount_name(place, unit, left)
            if noun:
                return noun
        return names.noun_of(place, unit, strip, self._noun)
