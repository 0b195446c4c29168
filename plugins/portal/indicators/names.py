"""The name of a figure: the noun phrase measured, fit for a card title."""

from __future__ import annotations

import re

from portal.indicators import lexicon, phrases, ratios
from portal.indicators.clauses import Place
from portal.indicators.measures import AREAS, EVENTS, MONEY, PEOPLE, RATES, TIMES
from portal.indicators.phrases import MAX_NAME, clean, last_noun, noun_after, predicate_of, trim_head, trim_tail

_NO_NOUN = re.compile(r"^(?:[,。;:、)）!?\s]|$|的(?!达|占)|以[上下内]|左右|不等|[—/])")
_LEADING_VERB = re.compile(rf"(?:{'|'.join(sorted(lexicon.LEADING_VERBS, key=len, reverse=True))})(?:了|起|出)?$")
_EACH = re.compile(r"(?:每个?|平均每[个名户]?|[为给由在对])?(每[一个名户支家条位]?[\u4e00-\u9fff]{1,10}?)(?:至少|均|都|要|应|须|可|由|平均|配备?|设|拥有|有|选|建|补助|给予|补贴|不|奖|安排|聘|落实|确定|达|投)")
_SUFFIXED = re.compile(r"(?:数|数量|人数|总数|总量|次数|人次|场次|规模|额度|金额|总额|面积|人口|里程|长度|年龄|经费|资金|收入|产值|费用|补贴|标准|报酬|薪酬|工资|投资|余额|销售额|营收|利润|成本|价格|单价|时间|时长|[产销流总客货数]量|[率比])$")
_PLACE_WORD = re.compile(r"^(?:全[省市区县旗州盟镇乡村]|[该我本][省市区县镇乡村]|全街道|全社区|全系统|全国|各地|各级(?!各)|当地|区内|市内|辖区内|境内)(?:各地)?(?![级直属])")


def suffix_of(unit: str, noun: str) -> str:
    """What closes a name for this unit: 数, 人数, 次数, 面积 …; "" where the noun needs nothing."""
    if _SUFFIXED.search(noun):
        return ""
    if unit in PEOPLE:
        return "人数"
    if unit in EVENTS:
        forms = {"人次": "人次", "场次": "场次", "场": "场次", "次": "次数", "批次": "批次", "户次": "户次"}
        return forms.get(unit, unit + "数")
    if unit in AREAS:
        return "面积"
    if unit in TIMES:
        return "时长" if unit not in ("岁", "周岁") else "年龄"
    if unit in MONEY or unit.endswith("元"):
        return "资金"
    if unit in RATES:
        return ""
    if unit in ("公里", "千米", "米", "里", "km"):
        return "长度"
    return "数" if unit not in ("吨", "公斤", "斤", "千克", "克", "度", "千瓦时", "千瓦", "立方米") else "量"


def name_of(place: Place, unit: str, strip: tuple[str, ...], inherited: str, following: str = "") -> str:
    """The name of the figure at ``place``.

    Args:
        strip: names of places to leave out at its head (the card shows them apart).
        inherited: name of the figure before it in the sentence, for a figure without its own noun.
        following: text that follows in the sentence.
    """
    left = _left(place.left, strip)
    if unit in RATES:
        return ratios.name_of(place, unit, left, inherited)
    if _NO_NOUN.match(place.right):
        name = _before(left, place, unit, strip, inherited)
    else:
        name = _after(left, place, unit)
    return name


def _left(left: str, strip: tuple[str, ...]) -> str:
    """The left side without place names and openers at its head."""
    left = left.strip().lstrip("、“")
    while True:
        before = left
        for name in strip:
            if left.startswith(name) and left[len(name) : len(name) + 1] not in ("委", "级", "直", "政"):
                left = left[len(name) :]
        left = _PLACE_WORD.sub("", left)
        left = trim_head(left).lstrip("、")
        if left == before:
            return left


def _before(left: str, place: Place, unit: str, strip: tuple[str, ...], inherited: str) -> str:
    """The noun stands before its number: 基层党组织4070个."""
    noun = _tail_noun(trim_tail(left))
    if place.right.startswith("的") and len(noun) < 2:
        follower, _ = noun_after(place.right)
        noun = follower
    if len(clean(noun)) < 2:
        head = re.split(r"[,。;:]", place.head.rstrip(",;: "))[-1]
        if place.previous is not None and inherited:
            return fit(inherited, "")
        noun = _tail_noun(trim_tail(_left(head, strip))) if not re.search(r"\d", head) else inherited
    noun = clean(noun)
    return fit(noun, suffix_of(unit, noun))


_CONDITION = re.compile(r"\d[\d.,]*[万亿余多]*[\u4e00-\u9fff㎡]{1,4}(?:以[上下内])?的")


def _tail_noun(phrase: str) -> str:
    """The noun phrase at the end of a clause: after the last link, with its verb."""
    match = None
    for match in _CONDITION.finditer(phrase):
        pass
    if match:
        phrase = phrase[match.end() :]
    pieces = re.split(r"、|等(?!级|候)", phrase)
    if len(pieces) > 1:
        head, phrase = pieces[0], pieces[-1]
        phrase = phrase if len(phrase) >= 2 else pieces[-2]
        verb = lexicon.starts_with(lexicon.LEADING_VERBS).match(head)
        if verb and len(phrase) + len(verb[0]) <= 18 and not lexicon.starts_with(lexicon.LEADING_VERBS).match(phrase):
            phrase = verb[0] + phrase
    return trim_head(phrase)


def _after(left: str, place: Place, unit: str) -> str:
    """The noun follows its number: 23名包片民警兼任社区“两委”成员."""
    noun, rest = noun_after(place.right)
    noun = clean(trim_head(noun)) or noun
    each = _EACH.search(place.head[-30:] + place.left)
    if each and place.head.count(",") >= 0 and len(each[1]) + len(noun) <= 22:
        return fit(clean(each[1]) + noun, suffix_of(unit, noun))
    predicate = predicate_of(rest)
    verb = _LEADING_VERB.search(trim_tail_verbs(left))
    suffix = suffix_of(unit, noun)
    if predicate and len(predicate) + len(noun) + len(suffix) + 1 <= MAX_NAME and not (verb and len(left) > 8):
        return fit(f"{predicate}的{noun}", suffix)
    if verb and len(noun) + len(verb[0]) <= 20:
        return fit(re.sub("[了起出]$", "", verb[0]) + noun, suffix)
    return fit(noun, suffix)


def trim_tail_verbs(left: str) -> str:
    """The left side without adverbs between its verb and the number."""
    return re.sub(r"(?:了|起|出|共|约|近|各|至少|等)+$", "", left.strip())


def fit(noun: str, suffix: str) -> str:
    """Noun and suffix within the longest name."""
    noun = clean(noun)
    if noun.endswith(suffix) and suffix:
        suffix = ""
    noun = clean(last_noun(noun, MAX_NAME - len(suffix)))
    return noun.replace("(", "（").replace(")", "）") + suffix or "数量"
