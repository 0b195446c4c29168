"""What the figures of a list share: 出动 in 出动警力2969人次,车辆537辆次."""

from __future__ import annotations

import re

from portal.indicators.clauses import Place
from portal.indicators.lexicon import LEADING_VERBS
from portal.indicators.phrases import MAX_NAME
from portal.indicators.tagging import tokens
from portal.indicators.titles import SUFFIXED

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
    fits = verb and verb not in noun and len(verb) + len(noun) <= MAX_NAME - 4
    return verb + noun if fits and not _says_what(noun) else noun


def _says_what(noun: str) -> bool:
    """Whether a noun has its own verb or measure: 培训党员, 顺利完成, 总面积, 新建道路."""
    if noun[0] in "总新受" or "的" in noun or SUFFIXED.search(noun):
        return True
    cut = tokens(noun)
    if cut[0].flag[0] == "v":
        return len(cut[0].word) > 1 or len(noun) < 3
    return cut[0].flag[0] in "pdr" or cut[0].flag in ("a", "ad") and len(cut) > 1 and cut[1].flag == "v"


_TOTAL = re.compile(
    r"^[,、及和]?(?:目前|现已|现|已|历年|总)*(?:累计|总计|合计|总数|总量)(?:已|达到?|为|有|约|近|超过?)*$"
)
_ADDED = re.compile(r"^(?:新增|新建|新)|(?:新增|增加)$")


def total_of(before: str, unit: str, place: Place) -> str:
    """绿道总长度 of 新建绿道137公里、累计达到2136公里: the sum of what the figure before it counts.

    Args:
        before: noun of the figure before it in the sentence, where that has the same unit, else "".
    """
    if not before or "其中" in place.left or not _TOTAL.match(place.left.strip()):
        return ""
    thing = _ADDED.sub("", before)
    return thing + ("总额" if unit.endswith("元") else "总") if 2 <= len(thing) <= MAX_NAME - 5 else ""


def _continues(noun: str, place: Place) -> bool:
    """Whether the figure is but the next item of a list: 、楼栋30个 or ,车辆537辆次."""
    if "其中" in place.left:
        return False
    left, right = place.left.strip(), place.right.strip()
    if place.after_figure:
        return place.listed and (left == noun or not left and right.startswith(noun))
    # 投入资金8万元,车辆5辆: a sum is no item of the list that follows it.
    after_count = _COUNTED_BEFORE.search(place.head) and not place.head.rstrip().endswith("元,")
    return bool(after_count) and left == noun and not right


#: 警力2969人次,|车辆537辆次.
_COUNTED_BEFORE = re.compile(r"\d[^,]{0,4},\s*$")


def leading_verb(noun: str) -> str:
    """The verb that opens a name: 新建|网格."""
    found = ""
    for token in tokens(noun):
        if token.word not in _VERBS and (found or token.flag != "v") or len(found) + len(token.word) > 4:
            break
        found += token.word
    cut = tokens(noun)
    at = next((n for n, token in enumerate(cut[:4]) if token.flag[0] not in "njqg"), 0)
    if not found and 0 < at < len(cut) - 1 and cut[at].word in _VERBS and cut[at].flag == "v":
        found, noun = cut[at].word, noun[cut[at].start :]  # 工委|约谈|书记
    rest = noun[len(found) :]
    return found if rest and not _PERSONS.match(rest) else ""


#: 抢修|人员, 巡逻|队: what does it, not what it is done to.
_PERSONS = re.compile("中心|人员|员|者|队|车|组(?!织)|站|点|人数|[面产]|收入|规模|年|率")
