"""Names of shares and rates: the population and the condition, or the rate itself."""

from __future__ import annotations

import re
from collections.abc import Callable

from portal.indicators.clause_nouns import PEOPLE_NOUN, STARTS_VERB, without_verb
from portal.indicators.clauses import Place
from portal.indicators.leads import lead_of
from portal.indicators.noun_phrase import noun_after
from portal.indicators.phrases import MAX_NAME, clean, last_noun, trim_head, trim_tail
from portal.indicators.portions import RATE, part_of
from portal.indicators.predicates import predicate_of
from portal.indicators.soundness import sound
from portal.indicators.tagging import tokens
from portal.indicators.titles import SUFFIXED

_CHANGE = re.compile(
    r"(?P<verb>同比增长|环比增长|同比上升|同比下降|环比下降|增长|增加|上升|提升|提高|上涨|增幅|增速|增长率|涨幅|下降|降低|减少|回落|下跌|缩短|压缩|压减|精简|降幅|减幅|节约|节省|加快|提速|放缓|扩大|收窄|回升|翻)(?:幅度|率)?(?:了|达到|达|约|近|超过|超|为|至|到)*$"
)
_FALLS = re.compile("降|减|回落|下跌|缩短|压|精简|节|放缓|收窄")
_TO = re.compile(r"(?:至|到|为)$")
_SHARE_OF = re.compile(r"(?P<what>[^,。;]*?)(?:的)?(?:占|占比|占到|占了|约占|占据)(?P<whole>[^,。;]*)$")
_OF_POPULATION = re.compile(
    r"\d[\d.,]*[余多]?[万亿]?(?:个|名|家|户|支|位|人|项|件|座|所|条|处)(?P<noun>[\u4e00-\u9fff]{1,14}?)中[,、]?[^,]{0,4}$"
)


#: 提升前占全国份额: a share that does not say of what.
SHARE = re.compile(r"^([\u4e00-\u9fff]{2}[前后])占")
_BARE_RATE = re.compile(r"[\u4e00-\u9fff]{1,3}[率度]")
_CHANGED_RATE = re.compile(r"(?P<change>[\u4e00-\u9fff]{2}[前后])(?P<rate>[\u4e00-\u9fff]{1,3}[率度])")


def with_topic(rate: str, before: str, topic_of: Callable[[], str]) -> str:
    """A rate that does not say of what it is one with that before it: 农村公路优良率, 提升前楼宇覆盖率.

    Args:
        before: the rate right before it in the sentence, whose topic holds on: 农村公路列养率.
        topic_of: tells what the sentence speaks of.
    """
    changed = _CHANGED_RATE.fullmatch(rate)
    bare = changed["rate"] if changed else rate
    if not _BARE_RATE.fullmatch(bare):
        return rate
    same = changed and before.endswith(bare) and before[2:3] in "前后"
    topic = before[3 : -len(bare)] if same else _BARE_END.sub("", before)
    if not same and (topic == before or _BARE_RATE.fullmatch(before)):
        topic = topic_of().rsplit("的", 1)[-1]
    topic = topic.removeprefix(bare[:-1])
    return f"{changed['change']}{topic}{bare}" if changed else topic + rate


def of_done(rate: str, noun: str) -> str:
    """矛盾纠纷调处成功率 of 调处矛盾纠纷900件,调处成功率达98%: a rate of what was done to the things just counted."""
    verb = STARTS_VERB.match(noun)
    if not verb or not rate.startswith(verb[0]) or not rate.endswith(("率", "度")) or "的" in noun:
        return rate
    thing = re.sub("^各[类种项级]", "", noun[verb.end() :])
    return thing + rate if 2 <= len(thing) <= 10 and thing not in rate else rate


_BARE_END = re.compile(r"[\u4e00-\u9fff]{2}[率度]$")


#: 实现零售总额
_DONE = re.compile(
    "^(?:实现|达到)(?=[\u4e00-\u9fff]{4})|(?<=[\u4e00-\u9fff]{2})实现(?=[\u4e00-\u9fff]{2,10}(?:[额值]|收入|产量)$)"
)


def continued(left: str, unit: str, rate: str) -> str:
    """供暖诉求减少 of 供暖诉求占比从21%降到9%,同比减少2560件: what a rate was of goes on in the clause behind it."""
    subject = _BEFORE_AFTER.sub("", base_of(rate))
    change = _MORE_OR_LESS.fullmatch(left.strip())
    if change and subject and not RATE.search(subject):
        return subject + change["change"]
    told = re.split("按照?|为|相当于", subject)[0]
    yearly = unit.endswith("元") and _YEARLY.fullmatch(left.strip()) and SUFFIXED.search(told)
    return told if yearly and told != subject else ""


_BEFORE_AFTER = re.compile("^[\u4e00-\u9fff]{2}[前后]")
_MORE_OR_LESS = re.compile(
    "(?:同比|环比|(?:比|较)[\u4e00-\u9fff\\d年]{2,6})?(?P<change>净?增加|净增|减少|下降|增长|压减)(?:了|约|近)*"
)
_YEARLY = re.compile("(?:年均|每年|月均|人均|年|每月)(?:达到?|可达|约|为)*")


def is_share(rate: str) -> bool:
    """Whether a rate says what share of a whole something is: 注册志愿者占常住人口比重, 书记中女性占比."""
    return bool(re.search("占.+比重$|[中的].+占比$", rate))


def base_of(rate: str) -> str:
    """What a rate or change is of: 发案率 of 发案率降幅."""
    return re.sub("(?:增幅|降幅|占比)$", "", rate)


def as_rate(noun: str) -> str:
    """A noun as the name of a share: with 占比 where it is no rate of its own."""
    noun = _DONE.sub("", sound(noun.rsplit("%", 1)[-1].removeprefix("为")))
    return last_noun(noun, MAX_NAME) if RATE.search(noun) else last_noun(noun, MAX_NAME - 2) + "占比"


def name_of(place: Place, unit: str, left: str, inherited: str, rate: str) -> str:
    """Population and condition of a share, or the name of a rate or change.

    Args:
        left: the left side without what opens it.
        inherited: noun of the last figure of the sentence that is no rate.
        rate: name of the last figure of the sentence that is one.
    """
    right = place.right_full.strip()
    left = _RISEN.sub("", _FOR_YEARS.sub("", left))
    growth = _GROWTH.match(right)
    if growth:
        base = clean(trim_head(trim_tail(re.sub("(?:以|按|保持)?(?:年均|平均|每年)?$", "", left))))
        base = base or _done_at(right[growth.end() :]) or base_of(rate) or inherited
        return last_noun(base, MAX_NAME - 2) + growth["word"]
    by = _BY.search(place.left) if unit == "%" else None
    if by:
        verbs = [token.word for token in tokens(re.split("[,。;、]", right)[0]) if token.flag in ("v", "vn")]
        return f"{clean(by['of'])}{verbs[-1] if verbs else ''}比例"
    if unit in ("%", "‰") and re.match(r"(?:以[上下内]|左右)?的", right) and not _change_in(left):
        name = _share_of_noun(place, left, right)
        if name:
            return name
    change = _CHANGE.search(left)
    if unit in ("%", "‰") and re.match(r"[\u4e00-\u9fff“]", right) and not change:
        name = (
            _of_those(left, right, "" if inherited == base_of(rate) and "的" not in inherited else inherited)
            or _of_verb(left, right)
            or _share_of_noun(place, left, right)
        )
        if name:
            return name
    higher = _HIGHER.search(left) if rate and unit == "个百分点" else None
    if higher:
        return f"{last_noun(rate, 12)}{higher['how']}{last_noun(clean(higher['whom']), 11)}幅度"
    if change:
        return _change(left, change, place, rate if unit == "个百分点" and rate else inherited)
    return _stated(left, place, unit, inherited, rate)


def _done_at(rest: str) -> str:
    """住房公积金缴存 of 按8%的比例缴存住房公积金: what is done at a rate."""
    said = predicate_of(rest)
    cut = tokens(said)
    if len(cut) < 2 or cut[0].flag != "v" or len(said) > 12:
        return ""
    return said[cut[0].end :] + cut[0].word


#: 按门票收入的|7%给农户分红
_BY = re.compile("按照?(?P<of>[\u4e00-\u9fff]{2,10}?(?:收入|利润|收益|金额|总额|资金|工资|产值|价格))的$")
#: 以平均8%的增幅增加: the rate is named after it.
_GROWTH = re.compile("的(?:年均)?(?P<word>增幅|增速|降幅|涨幅|比例|比重|占比)(?![\u4e00-\u9fff]{0,2}的)")


#: 比老旧小区平均水平高出近40个百分点
_HIGHER = re.compile("(?:比|较)?(?P<whom>[\u4e00-\u9fff]{2,14}?)(?P<how>高出|高于|低于)(?:了|约|近)*$")
#: 成功率|连续三年保持在
_FOR_YEARS = re.compile(
    "(?<=[率度比])已?(?:连续)?[一二两三四五六七八九十\\d]+年(?:都|均)?(?:保持|稳定|维持|达到?|超过)*在?$"
)
#: 知晓率|升至87.5%: the rate itself.
_RISEN = re.compile("(?<=[率比度重])(?:已|又|也)?[升降涨跌减增](?:至|到|为)(?:了|约|近)*$")


def _change_in(left: str) -> bool:
    return bool(_CHANGE.search(left))


def _of_those(left: str, right: str, inherited: str) -> str:
    """小区内解决的居民诉求占比 of 居民诉求643件,九成以上在小区内解决: some of what was counted before."""
    noun = without_verb(inherited.rsplit("的", 1)[-1]) if "%" not in inherited else ""
    if left.strip("其中,有") or not 2 <= len(noun) <= 12 or noun_after(right)[0] and not _PREDICATE.match(right):
        return ""
    said = predicate_of(right)
    done = re.sub("^[在由]", "", said) if len(said) > 3 else said
    return f"{done}的{noun}占比" if 2 <= len(done) <= 14 and not noun.endswith(done) else ""


_PREDICATE = re.compile("[无未已在由被]|觉得|认为|表示|进了|住在|来自|集中在")


def _of_verb(left: str, right: str) -> str:
    """C3类房屋100%停用 → C3类房屋停用占比; 以整治率80.7%排名第二 → 整治率."""
    phrase = clean(trim_head(trim_tail(left)))
    if RATE.search(phrase):
        return last_noun(phrase, MAX_NAME)
    noun, _ = noun_after(right)
    if len(phrase) < 2 or re.match(r"实现|取得|有|仅|只", phrase) and len(phrase) <= 2:
        return ""
    action = re.match(r"[\u4e00-\u9fff]{2,6}?(?=[,。;、的]|$)", right)
    base = re.sub(r"^(?:实现|确保|做到)", "", phrase)
    return f"{last_noun(base, 18)}{action[0]}占比" if action and len(base) >= 2 else ""


def _share_of_noun(place: Place, left: str, right: str) -> str:
    """83%的街道取消了… → 取消…的街道占比."""
    right = re.sub(r"^(?:以[上下内]|左右)", "", right)
    direct = right.startswith("的")
    noun, rest = noun_after(right)
    population = _OF_POPULATION.search(place.head + place.left)
    if direct and re.match(r"[,、。;]|$", right[1:2]):
        return ""
    if population and predicate_of(right.lstrip("的")):
        noun, rest = population["noun"], right.lstrip("的")
    elif not noun:
        return ""
    if noun == "人":
        noun = _asked(place) or noun
    rest = re.sub(r"^、[^,。]*?%的[\u4e00-\u9fff]{1,14}?(?=在|由|来自)", "", rest)
    reached = _REACHED.match(rest)
    if reached:
        return f"{reached['what']}达标的{noun}占比"
    where = re.match(r"在([\u4e00-\u9fff]{2,6})(?=[,。;]|$)", rest)
    condition = where[1] if where else predicate_of(rest) or core_predicate(rest)
    condition = re.sub(r"^[在是](.+)$", r"\1", condition)
    noun = clean(noun)
    if condition and len(condition) + len(noun) + 3 <= MAX_NAME:
        return f"{condition}的{noun}占比" if not condition.startswith(noun) else f"{condition}占比"
    if condition:
        room = MAX_NAME - len(noun) - 3
        return clean(last_noun(condition, room)) + f"的{noun}占比" if room > 3 else f"{noun}占比"
    verb = lead_of(place.left).verb
    return f"{verb}{last_noun(noun, 24 - len(verb))}占比"


#: 九成村|的集体收入超过10万元
_REACHED = re.compile(
    "的?(?P<what>[\u4e00-\u9fff]{2,10}(?:收入|产值|面积|[率额]))(?:均|都)?已?(?:达到|超过|突破|超|达|过)"
)


def _asked(place: Place) -> str:
    """党员 of 反过来问党员,56%的人: who 人 are."""
    last = tokens(re.split("[,。;:]", place.head.rstrip(","))[-1])[-1:]
    return last[0].word if last and PEOPLE_NOUN.search(last[0].word) else ""


def core_predicate(rest: str) -> str:
    """The last verb phrase of a long predicate: 参照…待遇落实报酬 → 落实报酬."""
    rest = re.split(r"[,。;]", rest)[0]
    rest = re.sub(r"^(?:都|均|已|全部|普遍)+", "", rest)
    best = ""
    for match in re.finditer(
        r"实现|落实|拥有|建立|成立|完成|设立|取消|配备|推行|达到|参加|纳入|解决|开展|获得|实行|享受|建成|签订", rest
    ):
        candidate = rest[match.start() :]
        if not re.search(r"\d", candidate):
            tail = candidate.rsplit("的", 1)[-1] if "的" in candidate else ""
            best = match[0] + tail if tail and not tail.startswith(match[0]) else candidate
            if len(best) <= 16:
                break
    best = re.sub(r"等$", "", re.sub("了", "", best)).split("、")[0]
    return clean(best) if len(best) >= 3 else ""


def _change(left: str, change: re.Match[str], place: Place, inherited: str) -> str:
    """投诉量下降30% → 投诉量降幅; 提高到98% → the rate itself."""
    base = trim_tail(re.sub(r"(?:与[^,]{1,10}相比|在?[^,在]{0,8}基础上)$", "", left[: change.start()]))
    base = (
        re.split(r"[、]|[从由](?=\d|去年|上年)", base)[0]
        if re.search(r"[从由]$|[从由]\d", base)
        else base.split("、")[-1]
    )
    base = clean(
        trim_head(
            re.sub(
                r"(?:[同环]比[^,]{0,8}|比去年|较上年|较去年|比上年|较[^,]{0,8}|比[^,]{2,8})(?:再)?$", "", base
            ).removesuffix("均")
        )
    )
    than = _COMPARED.fullmatch(place.left.strip("，, ")[: -len(change[0]) or None])
    if len(base) < 2 or than or _TIME_ALONE.fullmatch(base):
        head = re.split(r"[,。;:]", place.head.rstrip(",;: "))[-1]
        said = clean(trim_head(trim_tail(re.sub(r"\d[\d.,]*.*$", "", head))))
        base = inherited or (said if len(said) >= 2 else "指标")
    if _TO.search(change[0]) or _TO.search(left):
        return last_noun(base, 24) if RATE.search(base) else last_noun(base, 24) + "占比"
    if change["verb"] == "提速":
        return last_noun(sound(base), 20) + "提速幅度"
    word = "降幅" if _FALLS.search(change["verb"]) else "增幅"
    base = re.sub(r"(?:增幅|增速|涨幅|降幅|减幅)$", "", sound(base))
    return last_noun(base, 25) + word


#: 比搬迁前|提高
_COMPARED = re.compile("(?:比|较)[\u4e00-\u9fff\\d]{2,8}[前时期年月届初底末]")
#: 比去年同期下降: with what it is compared, not what fell.
_TIME_ALONE = re.compile(
    "(?:去年|上年|前年|上月|上季度|上周|往年|以往|过去|[一二两三四五六七八九十]年前?)?(?:同期|同月)?(?:水平)?"
)
_TURNED = re.compile(
    "(?:比|较|同比)[^,]{0,8}?(?P<verb>减少|降低|增加|提高|提升|缩短|压减|节约)(?P<what>[\u4e00-\u9fff]{2,8}[量数额率长值])$"
)
_HELD = re.compile("(?<=[\u4e00-\u9fff]{2})(?:长期|一直|始终|持续)?(?:控制|保持|稳定|维持)$")
_BEYOND = re.compile(
    "(?:超过|相当于|接近|达到|约占|大约占)(?:全[省市区县镇乡村国])?(?P<whole>[\u4e00-\u9fff]{2,12}?)的?$"
)
#: 解决纠纷91万件,是去年全年总量的近3倍
_MULTIPLE = re.compile("(?:更|约)?(?:是|为|相当于|达到?)(?P<whole>[\u4e00-\u9fff]{2,12}?)的?$")
#: 预计到“十四五”末将达到96%: the rate is the one before.
_LATER = re.compile(r"(?:预计)?[到至][^,]{0,8}[末底年]$")


#: 报酬不低于当地职工平均工资的80%
_AGAINST = re.compile(
    "(?P<what>[\u4e00-\u9fff]{2,12}?)(?:应|须|要)?(?:不低于|不高于|不超过|相当于|达到)(?P<whole>[\u4e00-\u9fff]{4,30})的$"
)


def _stated(left: str, place: Place, unit: str, inherited: str, rate: str) -> str:
    """X占Y的比例, X的达95%, 满意率98%."""
    turned = _TURNED.search(place.left)
    if turned and unit in ("%", "‰", "倍"):
        # 比上年同期减少填埋量10%
        return last_noun(turned["what"], 25) + ("降幅" if _FALLS.search(turned["verb"]) else "增幅")
    phrase = _HELD.sub("", clean(trim_head(trim_tail(left))))
    phrase = re.sub("已(?=完成|实现|覆盖)", "", phrase)
    beyond = _BEYOND.match(place.left.strip(",，")) if inherited and unit != "倍" else None
    if beyond:
        # 注册志愿者13391名,超过常住人口数的十分之一
        return f"{_DONE.sub('', last_noun(inherited, 12))}占{last_noun(beyond['whole'], 12)}比重"
    against = _AGAINST.match(left) if unit == "%" else None
    if against:
        return f"{last_noun(clean(trim_head(against['what'])), 10)}占{last_noun(against['whole'], 12)}比例"
    share = _SHARE_OF.search(phrase)
    part = part_of(place, left, phrase, inherited)
    if part:
        return part
    if share and share["what"]:
        phrase = clean(share["what"])
    elif share and inherited and share["whole"]:
        return (
            _DONE.sub("", last_noun(inherited, 14))
            + "占"
            + last_noun(re.sub("(?:比重|比例|份额)$", "", clean(share["whole"])), 12)
            + "比重"
        )
    if phrase in ("占比", "比例", "比重") and inherited:
        return last_noun(inherited, MAX_NAME - 2) + phrase
    if rate and (len(phrase) < 2 and place.previous is not None or _LATER.match(phrase)):
        return rate
    if len(phrase) < 2:
        head = re.split(r"[,。;:]", place.head.rstrip(",;: "))[-1]
        phrase = clean(trim_head(trim_tail(re.sub(r"\d[\d.,]*[万亿余多]*[\u4e00-\u9fff]?", "", head))))
    phrase = phrase.split("、")[-1] if len(phrase) > 20 else phrase
    phrase = clean(last_noun(phrase, MAX_NAME - 2)) or inherited
    multiple = _MULTIPLE.match(place.left.strip(",，")) if unit == "倍" and inherited else None
    if multiple:
        return f"{last_noun(inherited, 12)}相当于{last_noun(multiple['whole'], 10)}的倍数"
    if unit == "倍":
        return phrase + "倍数" if not RATE.search(phrase) else phrase
    return as_rate(phrase)
