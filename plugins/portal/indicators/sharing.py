"""What the figures of a list share: 出动 in 出动警力2969人次,车辆537辆次."""

from __future__ import annotations

import re

from portal.indicators.clauses import Place
from portal.indicators.lexicon import LEADING_VERBS
from portal.indicators.phrases import MAX_NAME
from portal.indicators.tagging import tokens

#: Longest noun that takes the verb of the figure before it.
_SHORT = 8
_VERBS = frozenset(LEADING_VERBS)


def with_verb(noun: str, before: str, place: Place) -> str:
    """A noun that is an item of a list with the verb of its first item.

    Args:
        noun: of the figure.
        before: noun of the figure before it in the sentence, with its verb.
    """
    if not before or len(noun) > _SHORT or not _continues(noun, place):
        return noun
    verb = leading_verb(before)
    cut = tokens(noun)
    if not verb or cut[0].flag[0] in "vpdr" or noun.startswith("总") or "的" in noun or len(verb) + len(noun) > MAX_NAME - 4 or verb in noun:
        return noun
    return verb + noun


def _continues(noun: str, place: Place) -> bool:
    """Whether the figure is but the next item of a list: 、楼栋30个 or ,车辆537辆次."""
    if "其中" in place.left:
        return False
    left, right = place.left.strip(), place.right.strip()
    if place.after_figure:
        return place.listed and (left == noun or not left and right.startswith(noun))
    if not place.head.rstrip().endswith(",") or not re.search(r"\d[^,]{0,4},\s*$", place.head):
        return False
    return left == noun and not right


def leading_verb(noun: str) -> str:
    """The verb that opens a name: 新建|网格."""
    found = ""
    for token in tokens(noun):
        if token.flag != "v" and not (token.flag == "vn" and token.word in _VERBS) or len(found) + len(token.word) > 4:
            break
        found += token.word
    return found if len(found) < len(noun) else ""
