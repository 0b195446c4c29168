"""Names of shares and rates: the population and the condition, or the rate itself."""

from __future__ import annotations

import re

from portal.indicators.clauses import Place
from portal.indicators.leads import lead_of
from portal.indicators.noun_phrase import noun_after
from portal.indicators.phrases import MAX_NAME, clean, last_noun, trim_head, trim_tail
from portal.indicators.predicates import predicate_of
from portal.indicators.soundness import sound

_CHANGE = re.compile(
    r"(?P<verb>同比增长|环比增长|同比上升|同比下降|环比下降|增长|增加|上升|提升|提高|上涨|增幅|增速|增长率|涨幅|下降|降低|减少|回落|下跌|缩短|压缩|压减|精简|降幅|减幅|节约|节省|加快|放缓|扩大|收窄|回升|翻)(?:幅度|率)?(?:了|达到|达|约|近|超过|超|为|至|到)*$"
)
_FALLS = re.compile("降|减|回落|下跌|缩短|压|精简|节|放缓|收窄")
_TO = re.compile(r"(?:至|到|为)$")
_RATE = re.compile(r"(?:率|份额|占比|比例|比重|满意度|知晓度|达标|度|指数|比)$")
_SHARE_OF = re.compile(r"(?P<what>[^,。;]*?)(?:的)?(?:占|占比|占到|占了|约占|占据)(?P<whole>[^,。;]*)$")
_OF_POPULATION = re.compile(
    r"\d[\d.,]*[余多]?[万亿]?(?:个|名|家|户|支|位|人|项|件|座|所|条|处)(?P<noun>[\u4e00-\u9fff]{1,14}?)中[,、]?[^,]{0,4}$"
)


#: 提升前占全国份额: a share that does not say of what.
SHARE = re.compile(r"^([\u4e00-\u9fff]{2}[前后])占")
_BARE_RATE = re.compile(r"[\u4e00-\u9fff]{1,3}[率度]")


def is_bare(rate: str) -> bool:
    """Whether a rate does not say of what it is one: 办结率."""
    return bool(_BARE_RATE.fullmatch(rate))


def is_share_of(rate: str) -> bool:
    """Whether a rate says what share of a whole something is: 注册志愿者占常住人口比重."""
    return bool(re.search("占.+比重$", rate))


def base_of(rate: str) -> str:
    """What a rate or change is of: 发案率 of 发案率降幅."""
    return re.sub("(?:增幅|降幅|占比)$", "", rate)


def as_rate(noun: str) -> str:
    """A noun as the name of a share: with 占比 where it is no rate of its own."""
    noun = sound(noun)
    return last_noun(noun, MAX_NAME) if _RATE.search(noun) else last_noun(noun, MAX_NAME - 2) + "占比"


def name_of(place: Place, unit: str, left: str, inherited: str, rate: str) -> str:
    """Population and condition of a share, or the name of a rate or change.

    Args:
        left: the left side without what opens it.
        inherited: noun of the last figure of the sentence that is no rate.
        rate: name of the last figure of the sentence that is one.
    """
    right = place.right_full.strip()
    growth = _GROWTH.match(right)
    if growth:
        base = clean(trim_head(trim_tail(re.sub("(?:以|按|保持)?(?:年均|平均|每年)?$", "", left))))
        return last_noun(base or base_of(rate) or inherited, MAX_NAME - 2) + growth["word"]
    if unit in ("%", "‰") and re.match(r"(?:以[上下内]|左右)?的", right) and not _change_in(left):
        name = _share_of_noun(place, left, right)
        if name:
            return name
    change = _CHANGE.search(left)
    if unit in ("%", "‰") and re.match(r"[\u4e00-\u9fff“]", right) and not change:
        name = _of_verb(left, right) or _share_of_noun(place, left, right)
        if name:
            return name
    if change:
        return _change(left, change, place, rate if unit == "个百分点" and rate else inherited)
    return _stated(left, place, unit, inherited, rate)


#: 以平均8%的增幅增加: the rate is named after it.
_GROWTH = re.compile("的(?:年均)?(?P<word>增幅|增速|降幅|涨幅|比例|比重|占比)(?![\u4e00-\u9fff]{0,2}的)")


def _change_in(left: str) -> bool:
    return bool(_CHANGE.search(left))


def _of_verb(left: str, right: str) -> str:
    """C3类房屋100%停用 → C3类房屋停用占比; 以整治率80.7%排名第二 → 整治率."""
    phrase = clean(trim_head(trim_tail(left)))
    if _RATE.search(phrase):
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
    rest = re.sub(r"^、[^,。]*?%的[\u4e00-\u9fff]{1,14}?(?=在|由|来自)", "", rest)
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
            re.sub(r"(?:[同环]比[^,]{0,8}|比去年|较上年|较去年|比上年|较[^,]{0,8}|比[^,]{2,8})(?:再)?$", "", base).removesuffix(
                "均"
            )
        )
    )
    if len(base) < 2 or _TIME_ALONE.fullmatch(base):
        head = re.split(r"[,。;:]", place.head.rstrip(",;: "))[-1]
        said = clean(trim_head(trim_tail(re.sub(r"\d[\d.,]*.*$", "", head))))
        base = inherited or (said if len(said) >= 2 else "指标")
    if _TO.search(change[0]) or _TO.search(left):
        return last_noun(base, 24) if _RATE.search(base) else last_noun(base, 24) + "占比"
    word = "降幅" if _FALLS.search(change["verb"]) else "增幅"
    base = re.sub(r"(?:增幅|增速|涨幅|降幅|减幅)$", "", sound(base))
    return last_noun(base, 25) + word


#: 比去年同期下降: with what it is compared, not what fell.
_TIME_ALONE = re.compile("(?:去年|上年|前年|上月|上季度|上周|往年|以往|过去)?(?:同期|同月)?(?:水平)?")
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
        return f"{last_noun(inherited, 12)}占{last_noun(beyond['whole'], 12)}比重"
    share = _SHARE_OF.search(phrase)
    if share and share["what"]:
        phrase = clean(share["what"])
    elif share and inherited and share["whole"]:
        return (
            last_noun(inherited, 12)
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
        return phrase + "倍数" if not _RATE.search(phrase) else phrase
    return as_rate(phrase)
