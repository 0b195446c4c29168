"""How far a figure can be trusted, from 0 to 1, with the reasons in words.

Each doubt multiplies the confidence by a factor. The factors follow the share of cards that were wholly
right among those with that doubt, counted on the practice articles that no rule was tuned on (half "held" of
benchmarks/figures/practice), and are rounded: the doubts are not independent, and rare ones have few cases. Nothing but the figure and its text
is looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from portal.indicators.figure import Figure

#: Confidence of a figure without any doubt.
BASE = 0.92
#: Below it an editor is asked.
DOUBTFUL = 0.85
#: Names longer than this are likely to hold a piece of the sentence.
_LONG_NAME = 18
#: Figures in one sentence above which their names and places are easily mixed up.
_CROWD = 6
#: Characters before a sentence in which its place may have been named.
_NEAR = 200

#: Doubt -> factor and the reason shown; {} is filled with the figure's own word.
DOUBTS: dict[str, tuple[float, str]] = {
    "region-far": (0.65, "地区「{}」是从前文或标题推来的，这一句里没有写"),
    "region-said": (0.97, "地区「{}」由「全市」「该区」这类说法推来"),
    "region-none": (0.85, "没有找到地区"),
    "region-fallback": (0.93, "正文没有写是哪里，用的是文章的地区「{}」"),
    "places": (0.88, "这一句里有几个地名，地区可能是另一个"),
    "period-carried": (0.93, "时间「{}」写在同一句的前面，不一定管到这个数字"),
    "times": (0.85, "这一句里有几个时间，可能是另一个"),
    "name-short": (0.5, "名称「{}」太短，看不出是什么"),
    "name-long": (0.9, "名称「{}」太长，可能带进了别的词"),
    "name-cut": (0.7, "名称「{}」像是被截断了"),
    "name-far": (0.65, "名称「{}」里的词不在数字旁边，可能不是它的"),
    "unit-guessed": (0.95, "单位「{}」是推断的，原文没有写"),
    "share-alone": (0.85, "比例的名称「{}」没有说明是什么占什么"),
    "over-hundred": (0.8, "百分比超过100，请核对"),
    "crowded": (0.6, "这一句里数字很多，容易张冠李戴"),
}

_SAID = re.compile(r"[全该本我][省市区县州镇乡村]|[全该本我]街道|[全该本]社区")
_PLACE = re.compile(r"(?<![全该本我各])[\u4e00-\u9fff]{2,5}(?:省|市|区|县|镇|乡|街道|社区|村)(?![委级民长里内域])")
_TIME = re.compile(r"\d{4}年|[今去前]年|\d{1,2}月(?:份|底|末|以来)?")
_CLAUSE = re.compile(r"[,，。;；:：!！?？\n]")
_DANGLING = re.compile(r"^[的和与等占了在为对向把被数]|[的和与等占了在为及、]$|[“《（(][^”》）)]*$|^[^“《（(]*[”》）)]")
_SHARE_NAME = re.compile(r"占比|比例|比重|率|幅|度|份额|成数|倍数|百分点|折扣|变化")
_HEAD = re.compile(r"(?:总?人数|总?数量?|占比|比例|面积|金额|资金|次数|人次|时长|总额|长度|率)$")


@dataclass(frozen=True)
class Confidence:
    """A figure's confidence.

    Args:
        value: 0 to 1, two decimals.
        doubts: keys of :data:`DOUBTS`, the gravest first.
        reasons: the same in Chinese, ready to print.
    """

    value: float
    doubts: tuple[str, ...]
    reasons: tuple[str, ...]


def confidence(text: str, figure: Figure, crowd: int = 1, place: str = "") -> Confidence:
    """The confidence of one figure.

    Args:
        text: what the figure's offsets count in.
        crowd: how many figures its sentence has.
        place: the article's 地区, which stands in where the text names no place and bears out a place
            that the sentence does not name.
    """
    sentence = text[figure.sentence_start : figure.sentence_end]
    doubts = {**_of_region(text, figure, sentence), **_of_period(text, figure, sentence)}
    if "region-far" in doubts and figure.region and place.endswith(figure.region):
        del doubts["region-far"]  # the editor says the article is of this place
    if "region-none" in doubts and place:
        doubts = {**_of_period(text, figure, sentence), "region-fallback": place}
    doubts |= {**_of_name(text, figure), **_of_value(figure)}
    if crowd > _CROWD:
        doubts["crowded"] = ""
    value = BASE
    for key in doubts:
        value *= DOUBTS[key][0]
    ordered = sorted(doubts, key=lambda key: DOUBTS[key][0])
    return Confidence(round(value, 2), tuple(ordered), tuple(DOUBTS[key][1].format(doubts[key]) for key in ordered))


def _of_region(text: str, figure: Figure, sentence: str) -> dict[str, str]:
    if figure.region is None:
        return {"region-none": ""}
    before = text[figure.sentence_start : figure.start]
    short = figure.region[-6:]
    if figure.region in sentence or short in sentence:
        others = {place for place in _PLACE.findall(before) if not place.endswith(short) and not short.endswith(place)}
        return {"places": ""} if len(others) > 1 else {}
    stem = re.sub(r"(?:自治区|自治州|自治县|省|市|区|县)$", "", figure.region)
    if len(stem) > 1 and stem in sentence:
        return {}
    if _SAID.search(before):
        return {"region-said": figure.region}
    near = text[max(figure.sentence_start - _NEAR, 0) : figure.sentence_start].rpartition("\n")[2]
    return {} if figure.region in near else {"region-far": figure.region}


def _of_period(text: str, figure: Figure, sentence: str) -> dict[str, str]:
    if figure.period is None:
        return {}
    before = text[figure.sentence_start : figure.start]
    clause = _CLAUSE.split(before)[-1]
    found: dict[str, str] = {}
    if not figure.period.startswith("每") and figure.period not in clause + text[figure.end : figure.end + 12]:
        found["period-carried"] = figure.period
    if len(set(_TIME.findall(sentence))) > 2:
        found["times"] = ""
    return found


def _of_name(text: str, figure: Figure) -> dict[str, str]:
    name = figure.name
    if len(name) < 3:
        return {"name-short": name}
    if _DANGLING.search(name):
        return {"name-cut": name}
    found: dict[str, str] = {}
    if len(name) > _LONG_NAME:
        found["name-long"] = name
    low = max(figure.start - 30, figure.sentence_start)
    around = text[low : min(figure.end + 20, figure.sentence_end)]
    core = _HEAD.sub("", name)
    if core and sum(character in around for character in core) < 0.8 * len(core):
        found["name-far"] = name
    return found


def _of_value(figure: Figure) -> dict[str, str]:
    found: dict[str, str] = {}
    if figure.unit == "%":
        if figure.value > 100:
            found["over-hundred"] = ""
        if not _SHARE_NAME.search(figure.name):
            found["share-alone"] = figure.name
    elif figure.unit not in ("", "个百分点") and figure.unit[-1:] not in figure.raw:
        found["unit-guessed"] = figure.unit
    return found
