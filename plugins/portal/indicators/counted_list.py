"""What a counted noun takes from the next of its list: 6个国家级、20个省级临床重点专科."""

from __future__ import annotations

import re

from portal.indicators.clauses import Place
from portal.indicators.leads import lead_to
from portal.indicators.noun_phrase import noun_after
from portal.indicators.phrases import clean
from portal.indicators.tagging import tokens
from portal.text.lists import words

#: What is counted in these is said beside them: 7个方面服务内容.
FACETS = frozenset(words("方面 环节 层面"))
_RANKED = re.compile(r"^[\u4e00-\u9fffA-Z]{1,4}[级类型]$")
_COUNTED_ANY = re.compile(r"\d+(?:个|项|条|类|种|款)(?P<noun>[\u4e00-\u9fff“”]{2,12})")


def headed(noun: str, place: Place) -> str:
    """国家级临床重点专科 of 6个国家级、20个省级临床重点专科: the last of a list has the head of all."""
    if not place.before_figure or not _RANKED.search(noun):
        return noun
    cut = tokens(_next_noun(place))
    for number in range(1, len(cut)):
        if _RANKED.search("".join(token.word for token in cut[:number])):
            return noun + "".join(token.word for token in cut[number:])
    return noun


def facet(noun: str, rest: str, place: Place) -> str:
    """服务内容方面 of 7个方面服务内容, 措施方面 of 4个方面21条措施."""
    following = _next_noun(place) if place.before_figure and not rest else ""
    of = clean(following or noun_after(rest.removeprefix("的"))[0])
    if not 2 <= len(of) <= 10 or rest.startswith("有"):
        return lead_to(place).verb + noun
    opens_clause = tokens(of)[0].flag in ("v", "p", "d", "c") and not rest.startswith("的")
    return lead_to(place).verb + noun if opens_clause else of + noun


def _next_noun(place: Place) -> str:
    """The noun of the next figure."""
    following = _COUNTED_ANY.match(place.right_full[len(place.right) :])
    return noun_after(following["noun"])[0] if following else ""
