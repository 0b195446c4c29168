"""Lengths, widths and depths: 3.5米宽, 2.5米高的围堰, 61.1米长钢护筒."""

from __future__ import annotations

import re

from portal.indicators.clause_nouns import tail_noun
from portal.indicators.clauses import Place
from portal.indicators.measures import LENGTHS
from portal.indicators.noun_phrase import noun_after
from portal.indicators.phrases import clean, trim_tail
from portal.indicators.tagging import tokens

#: 1米至2.5米高的围堰
_OF_NOUN = re.compile(r"(?P<how>[高长宽深厚])的(?P<noun>[\u4e00-\u9fff]{2,12})")
_ALONE = re.compile(r"[高长宽深厚](?=[,。;、]|$)")


def sized_of(left: str, place: Place, unit: str) -> str:
    """What is so high, long, wide, deep or thick, with the word for it; "" where nothing says so."""
    if unit not in LENGTHS:
        return ""
    if _ALONE.match(place.right):
        thing = clean(tail_noun(trim_tail(left)))
        return (thing if len(thing) >= 2 and tokens(thing)[-1].flag[0] == "n" else "") + place.right[0] + "度"
    sized = _OF_NOUN.match(place.right)
    if sized:
        return clean(noun_after(sized["noun"])[0]) + sized["how"] + "度"
    cut = tokens(place.right)
    if cut and cut[0].word in "高长宽深厚" and len(cut) > 1:
        noun = clean(noun_after(place.right[1:])[0])
        return noun + cut[0].word + "度" if 2 <= len(noun) <= 12 else ""
    return ""
