"""The name of a figure: the noun phrase measured, fit for a card title."""

from __future__ import annotations

import re

from portal.indicators import lexicon
from portal.indicators.clauses import Place
from portal.indicators.measures import AREAS, EVENTS, MONEY, PEOPLE, TIMES, alternatives
from portal.indicators.phrases import (
    MAX_NAME,
    clean,
    last_noun,
    noun_after,
    predicate_of,
    trim_head,
    trim_tail,
    word_boundary,
)
from portal.text.lists import words

_NO_NOUN = re.compile(
    r"^(?:[,。;:、)）!?\s]|$|的(?!达|占)|以[上下内]|左右|不等|[—/]|和|与|及|以及|并|\([^()]{1,8}\)(?:[,。;、]|$))"
)
_LEADING_VERB = re.compile(rf"(?:{alternatives(lexicon.LEADING_VERBS)})(?:了|起|出)?$")
_EACH = re.compile(
    r"(?:每个?|平均每[个名户]?|[为给由在对])?(每[一个名户支家条位]?[\u4e00-\u9fff]{1,10}?)(?:至少|均|都|要|应|须|可|由|平均|配备?|设|拥有|有|选|建|补助|给予|补贴|不|奖|安排|聘|落实|确定|达|投)"
)
_EACH_ALONE = re.compile(r"(每[一个名户支家条位][\u4e00-\u9fff]{1,8})$")
_SUFFIXED = re.compile(
    r"(?:户数|数|数量|人数|总数|总量|次数|人次|场次|规模|额度|金额|总额|面积|人口|里程|长度|年龄|经费|资金|收入|产值|费用|补贴|标准|报酬|薪酬|工资|投资|余额|销售额|营收|利润|成本|价格|单价|时间|时长|(?<![力质测])量|[率比额值价税款债薪速]|支出|损失|效益|GDP|半径|距离|深度|宽度|高度)$"
)
_PLACE_WORD = re.compile(
    r"^(?:全[省市区县旗州盟镇乡村]|[该我本][省市区县镇乡村]|全街道|全社区|全系统|全国|各地|各级(?!各)|地区|当地|区内|市内|辖区内|境内)(?:各地)?(?![级直属])"
)


def suffix_of(unit: str, noun: str) -> str:
    """What closes a name for this unit: 数, 人数, 次数, 面积 …; "" where the noun needs nothing."""
    if _SUFFIXED.search(noun):
        return ""
    if unit in PEOPLE:
        return "人数"
    if unit in EVENTS:
        if len(unit) > 1 and unit.endswith("次"):
            return unit
        return {"次": "次数", "场": "场次"}.get(unit, unit + "数")
    if unit in AREAS:
        return "面积"
    if unit in TIMES:
        return "时长" if unit not in ("岁", "周岁") else "年龄"
    if unit in MONEY or unit.endswith("元"):
        return "资金"
    if unit in ("公里", "千米", "米", "里", "km"):
        return "长度"
    return "数" if unit not in ("吨", "公斤", "斤", "千克", "克", "度", "千瓦时", "千瓦", "立方米") else "量"


def noun_of(place: Place, unit: str, strip: tuple[str, ...], inherited: str) -> str:
    """The noun measured by the figure at ``place``, without the suffix that its unit wants.

    Args:
        strip: names of places to leave out at its head (the card shows them apart).
        inherited: noun of the figure before it in the sentence, for a figure without its own.
    """
    left = _left(place.left, strip)
    change = change_of(left, place)
    if change:
        return change
    if _NO_NOUN.match(place.right):
        return _before(left, place, unit, strip, inherited)
    return _after(left, place, unit, strip)


def titled(noun: str, unit: str) -> str:
    """The noun as a card title: with the suffix its unit wants, within the longest name."""
    return fit(noun, suffix_of(unit, clean(noun)))


def left_of(place: Place, strip: tuple[str, ...]) -> str:
    """The left side of a figure without place names, adverbs and openers at its head."""
    return _left(place.left, strip)


_BARE_UNIT = re.compile(r"^[省市区县镇乡村](?=累计|共|现|已|里|内|有|先后)")


def _left(left: str, strip: tuple[str, ...]) -> str:
    left = left.strip().lstrip("、”)")
    while True:
        before = left
        for name in strip:
            if left.startswith(name) and left[len(name) : len(name) + 1] not in ("委", "级", "直", "政"):
                left = left[len(name) :]
        left = _without_preposition(left, False)
        left = _BARE_UNIT.sub("", _PLACE_WORD.sub("", left))
        left = trim_head(left).lstrip("、")
        if left == before:
            return left


def _before(left: str, place: Place, unit: str, strip: tuple[str, ...], inherited: str) -> str:
    """The noun stands before its number: 基层党组织4070个."""
    noun = clean(_tail_noun(_without_preposition(trim_tail(left))))
    if place.right.startswith("的") and len(noun) < 2:
        noun = clean(noun_after(place.right)[0])
    if noun.startswith("每") and unit not in MONEY and not _SUFFIXED.search(noun):
        return noun + {"户": "户数", "人": "人数", "名": "人数"}.get(unit, inherited)
    if _STARTS_VERB.fullmatch(noun):
        thing = _STARTS_VERB.sub("", inherited) if place.after_figure or inherited else ""
        return noun + thing if thing and thing != inherited else noun
    if len(noun) >= 2 and noun not in ("总数", "总量", "总计", "规模"):
        return noun
    if place.previous is not None and inherited:
        return _inherited(inherited, unit)
    head = re.split(r"[,。;:]", place.head.rstrip(",;: "))[-1]
    if re.search(r"\d", head):
        return _inherited(inherited, unit) if inherited else noun
    return clean(_tail_noun(_without_preposition(trim_tail(_left(head, strip))))) + noun


_PEOPLE_NOUN = re.compile(r"[人者员民众户属童童师生工]$|群众|居民|干部|人数|人口|书记|家庭|企业|老人|儿童|青年|代表")


def _inherited(noun: str, unit: str) -> str:
    """The noun of the figure before it, unless the unit speaks of other things: 13个自然湾、558户、2059人."""
    if unit in ("户", "人", "口") and (noun == "住户" or not _PEOPLE_NOUN.search(noun)):
        return "住户" if unit == "户" else "人口"
    return noun


_FROM = re.compile(r"(?P<what>[^从由]*?)[从由](?:最初|原来|原有|原先|过去|去年|上年|之前|当初|此前)?的?$")
_CHANGES = re.compile(
    r"(?P<verb>压减|精简|[降减增升缩压](?=[至到为])|缩短|缩减|压缩|削减|减少|下降|降低|整合|合并|优化|调整|增加|增长|扩增|扩大|扩展|发展|提高|提升|上升|上涨|拓展|细化)(?:到|至|为)(?:现在的|目前的|如今的|了|约)*$"
)


def change_of(left: str, place: Place) -> str:
    """Both sides of 审批事项从120项压减至45项: 压减前审批事项, 压减后审批事项; "" where there is none."""
    start = _FROM.search(left)
    following = _CHANGES.search(place.right)
    if start and place.before_figure and following:
        return f"{_full(following['verb'])}前{_changed(start['what'], place)}"
    end = _CHANGES.search(left)
    if end and place.after_figure:
        start = _FROM.search(place.before)
        return f"{_full(end['verb'])}后{_changed(start['what'], place)}" if start else ""
    return ""


def _full(verb: str) -> str:
    return {"降": "下降", "升": "上升", "增": "增加", "减": "减少", "缩": "缩短", "压": "压缩"}.get(verb, verb)


def _changed(what: str, place: Place) -> str:
    noun = clean(_tail_noun(_without_preposition(trim_head(what))))
    clause = re.split("[,。;]", place.head.rstrip(","))[-1]
    return noun if len(noun) >= 2 else clean(trim_head(re.split(r"\d|经过|通过|经", clause)[0]))[-16:]


_PREPOSITION = re.compile(r"^(?:向|为|对|给|与|同|由|从|在|针对|面向|围绕|依托|通过|根据|依据|按照|按)")
#: Verbs that are as often part of a noun: 服务设施, 培训班.
_NOUNS_TOO = frozenset(
    words("服务 建设 发展 联系 培训 生产 销售 种植 养殖 帮扶 救助 调解 整治 维修 改造 配置 开放 管理 规划建设")
)
_ANY_VERB = re.compile(alternatives(w for w in lexicon.LEADING_VERBS if w not in _NOUNS_TOO))


def _without_preposition(phrase: str, always: bool = True) -> str:
    """与高校签订合作意向书 → 签订合作意向书; without a verb only the preposition goes, where ``always``."""
    opening = _PREPOSITION.match(phrase)
    if not opening or not word_boundary(opening[0], phrase[opening.end() :]):
        return phrase
    for verb in _ANY_VERB.finditer(phrase, 2):
        rest = phrase[verb.end() :]
        if len(rest) >= 2 and not rest.startswith(("的", "员", "者", "中心")):
            return phrase[verb.start() :]
    return _PREPOSITION.sub("", phrase) if always else phrase


_CONDITION = re.compile(r"\d[\d.,]*[万亿余多]*[\u4e00-\u9fff㎡]{1,4}(?:以[上下内])?的")
_ETC = re.compile(r"、|等(?![级候奖次品功线于距同待份额])")


def _tail_noun(phrase: str) -> str:
    """The noun phrase at the end of a clause: after the last link, with its verb."""
    phrase = _CONDITION.split(phrase)[-1]
    pieces = _ETC.split(phrase)
    if len(pieces) > 1:
        head, phrase = pieces[0], pieces[-1]
        if len(phrase) < 2:
            # 农家乐、民宿等600余家: nothing sums the list up, so the list itself is the noun.
            pair = "、".join(pieces[-3:-1])
            phrase = pair if len(pieces) == 3 and len(pair) <= 14 else pieces[-2]
        verb = _STARTS_VERB.match(head)
        if verb and len(phrase) + len(verb[0]) <= 18 and not _STARTS_VERB.match(phrase):
            phrase = verb[0] + phrase
    return trim_head(phrase)


_STARTS_VERB = lexicon.starts_with(lexicon.LEADING_VERBS)
_OWNS = re.compile(r"(?P<who>[\u4e00-\u9fff“”]{2,12}?)(?P<verb>拥有|享有|承担|履行|具有|下设|设有)")


def _after(left: str, place: Place, unit: str, strip: tuple[str, ...]) -> str:
    """The noun follows its number: 23名包片民警兼任社区“两委”成员."""
    timed = clean(_tail_noun(trim_tail(left))) if unit in TIMES else ""
    if len(timed) >= 2:
        return timed
    noun, rest = noun_after(place.right.removeprefix("是"), unit in EVENTS)
    verb = _LEADING_VERB.search(_without_adverbs(left))
    led = re.sub("[了起出]$", "", verb[0]) if verb else ""
    relative = _relative(place.right, noun, rest)
    if relative:
        return relative
    if not noun:
        counted = clean(_tail_noun(trim_tail(left)))
        counted = _STARTS_VERB.sub("", counted) if not verb else ""
        predicate = predicate_of(rest)
        if len(counted) >= 2 and predicate and len(predicate) + len(counted) <= 24:
            return f"{predicate}的{counted}"
        what = predicate_of(rest) or clean(noun_after(rest[1:])[0] and rest[: 1 + len(noun_after(rest[1:])[0])])
        return clean(led + what) or "数量"
    noun = clean(noun)
    each = _EACH.search(place.head[-30:] + place.left) or _EACH_ALONE.search(place.left)
    if each and len(each[1]) + len(noun) <= 22:
        return clean(each[1]) + noun
    owner = _OWNS.match(left) if len(noun) <= 3 else None
    if owner:
        return trim_head(owner["who"]).removeprefix("所有") + owner["verb"] + noun
    predicate = predicate_of(rest)
    if place.before_figure and len(predicate) <= 3:
        predicate = ""
    if predicate and len(predicate) + len(noun) + 3 <= MAX_NAME and not (verb and len(left) > 8):
        return f"{predicate}的{noun}"
    return led + noun if led and len(noun) + len(led) <= 20 else noun


_QUALITY = re.compile(r"(?:较|不|未|有|无|最|很|更|难|符合|具备)[\u4e00-\u9fff]*$|(?:困难|薄弱|突出|优秀|良好)$")


def _relative(right: str, noun: str, rest: str) -> str:
    """200个任务较重的村 counts 村; 8个领域的实践 counts 领域."""
    if noun and not (rest.startswith("的") and _QUALITY.search(noun)):
        return ""
    modifier, de, tail = right.strip().partition("的")
    if not de or re.search(r"[\d,、]", modifier) or len(modifier) > 16:
        return ""
    head = clean(noun_after(tail)[0])
    return f"{clean(modifier)}的{head}" if 1 <= len(head) <= 10 else ""


def _without_adverbs(left: str) -> str:
    """The left side without adverbs between its verb and the number."""
    return re.sub(r"(?:了|起|出|共|约|近|各|至少|等)+$", "", left.strip())


def fit(noun: str, suffix: str) -> str:
    """Noun and suffix within the longest name."""
    noun = clean(noun)
    if suffix != "人次" and noun.endswith("人次"):
        noun = noun.removesuffix("人次")
        suffix = suffix or "人数"
    if noun.endswith(suffix) and suffix:
        suffix = ""
    noun = clean(last_noun(noun, MAX_NAME - len(suffix)))
    return noun.replace("(", "（").replace(")", "）") + suffix or "数量"
