"""The noun that follows its number: 23名包片民警兼任社区“两委”成员."""

from __future__ import annotations

import re

from portal.indicators.clause_nouns import (
    LEADING_VERB,
    PEOPLE_NOUN,
    STARTS_VERB,
    inherited_noun,
    tail_noun,
    without_adverbs,
)
from portal.indicators.clauses import Place
from portal.indicators.measures import EVENTS, LENGTHS, PEOPLE, TIMES
from portal.indicators.phrases import MAX_NAME, clean, is_agent, noun_after, predicate_of, trim_head, trim_tail
from portal.indicators.tagging import tokens
from portal.text.lists import words

_EACH = re.compile(
    r"(?:每个?|平均每[个名户]?|[为给由在对])?(每[一个名户支家条位]?[\u4e00-\u9fff]{1,10}?)(?:至少|均|都|要|应|须|可|由|平均|配备?|设|拥有|有|选|建|补助|给予|补贴|不|奖|安排|聘|落实|确定|达|投)"
)

_EACH_ALONE = re.compile(r"(每[一个名户支家条位][\u4e00-\u9fff]{1,8})$")

_OWNS = re.compile(r"(?P<who>[\u4e00-\u9fff“”]{2,12}?)(?P<verb>拥有|享有|承担|履行|具有|下设|设有)")


def noun_following(left: str, place: Place, unit: str, inherited: str) -> str:
    """The noun measured by a figure that stands before it, with its verb or its condition.

    Args:
        left: what stands before the figure in its clause, without place names and adverbs.
        inherited: noun of the figure before it in the sentence, "" where there is none.
    """
    special = _special(left, place, unit)
    if special:
        return special
    noun, rest = noun_after(place.right.removeprefix("是"), unit in EVENTS)
    noun = _AFTERWARDS.sub("", noun)
    if place.before_figure:
        noun = _without_verb(noun)
    noun, rest = _joined(noun, rest, unit)
    noun, rest = _bare_place(noun, rest)
    if unit in ("人", "户") and noun and tokens(place.right)[0].flag in _ACTING and "的" not in place.right:
        noun, rest = "", place.right
    if not noun and place.previous is not None and not place.left.strip() and inherited:
        return inherited_noun(inherited, unit)
    relative = _relative(place.right, noun, rest)
    if relative:
        return relative
    if not noun:
        return _without_noun(left, rest, place, unit, inherited)
    return _with_noun(left, clean(noun), rest, place)


def _special(left: str, place: Place, unit: str) -> str:
    """Durations, rounds, standards and sizes, whose noun stands elsewhere; "" for all else."""
    timed = clean(tail_noun(trim_tail(left))) if unit in TIMES else ""
    if len(timed) >= 2:
        return timed
    following = _COUNTED_NEXT.match(place.right_full) if unit in _ROUNDS else None
    if following:
        noun = clean(noun_after(following["noun"])[0])
        verb = LEADING_VERB.search(without_adverbs(left))
        if noun:
            return (verb[0] if verb else "") + noun
    each = _EACH_MEASURE.search(left)
    if each and _AS_STANDARD.match(place.right):
        return each[1] + "标准"
    sized = _SIZED.match(place.right) if unit in LENGTHS else None
    return clean(noun_after(sized["noun"])[0]) + sized["how"] + "度" if sized else ""


def _led(left: str) -> str:
    """The verb right before the figure: 划分 of 共划分了."""
    verb = LEADING_VERB.search(without_adverbs(left))
    return re.sub("[了起出]$", "", verb[0]) if verb else ""


def _without_noun(left: str, rest: str, place: Place, unit: str, inherited: str) -> str:
    """38人参加…, 40条因台风暂时停航: what was done, of the noun before where there is one."""
    led = _led(left)
    counted = clean(tail_noun(trim_tail(left)))
    counted = STARTS_VERB.sub("", counted) if not led else ""
    predicate = predicate_of(rest)
    if len(counted) >= 2 and predicate and len(predicate) + len(counted) <= 24:
        return f"{predicate}的{counted}"
    if len(counted) >= 2 and place.after_figure and not place.listed and unit in PEOPLE:
        return counted
    if predicate and not left and inherited and unit not in EVENTS and not place.after_figure:
        whole = f"{predicate}的{STARTS_VERB.sub('', inherited)}"
        if len(whole) <= MAX_NAME - 2 and _same_kind(inherited, unit):
            return whole
    noun = noun_after(rest[1:])[0]
    return clean(led + (predicate or _whole(rest) or clean(noun and rest[: 1 + len(noun)]))) or "数量"


def _whole(rest: str) -> str:
    """A short predicate as it stands: 赶往现场."""
    phrase = re.split("[,。;:、]", rest)[0]
    return clean(phrase) if 3 <= len(phrase) <= 12 and not re.search(r"\d", phrase) else ""


def _with_noun(left: str, noun: str, rest: str, place: Place) -> str:
    """The noun with what tells it from others: a quoted name, a modifier, 每…, owner, condition or verb."""
    led = _led(left)
    if left.endswith("”") and not led and len(noun) <= 10 and re.search(r"“[^“”]{1,10}”$", left):
        return left[left.rfind("“") :] + noun
    modifier = _prenominal(place.left, left)
    if modifier and len(modifier) + len(noun) <= MAX_NAME - 4:
        return f"{modifier}的{noun}"
    before = place.head[-30:] + place.left
    each = _EACH.search(before) or _EACH_ALONE.search(place.left)
    if each and len(each[1]) + len(noun) <= 22 and (each.re is _EACH_ALONE or not re.search(r"\d", before[each.end() :])):
        return clean(each[1]) + noun
    owner = _OWNS.match(left) if len(noun) <= 3 else None
    if owner:
        return trim_head(owner["who"]).removeprefix("所有") + owner["verb"] + noun
    predicate = predicate_of(rest)
    if place.before_figure and len(predicate) <= 3:
        predicate = ""
    if predicate and len(predicate) + len(noun) + 3 <= MAX_NAME and not (led and len(left) > 8):
        return f"{predicate}的{noun}"
    return led + noun if led and len(noun) + len(led) <= 20 else noun


#: Tags that open a predicate: in 6人赶往现场 the unit itself is the noun.
_ACTING = frozenset(words("v p d zg"))

#: Counters of rounds: what went through them is said by the next figure (两批共400名指导员).
_ROUNDS = frozenset(words("批 轮 期 批次 届次 次"))

_COUNTED_NEXT = re.compile(
    r",?(?:共|共计|合计|累计|计)?\d[\d.,]*[余多]?[万千百]?[余多]?(?:名|人|个|家|位|户|支|件|项|人次)(?P<noun>[\u4e00-\u9fff“”]{2,16})"
)

_EACH_MEASURE = re.compile(r"(每(?:亩|户|人|家|吨|公斤|平方米|个|名|村|天|次|张|份|辆))$")

_AS_STANDARD = re.compile(r"(?:的?标准|为单位|计算|计|起算)")

_AGENTS = re.compile(
    r"(?:人员|群众|居民|村民|党员|干部|志愿者|户|农民|学生|儿童|老人|职工|队员|者|员|家庭|企业|公司|商|店|社)$"
)

#: 1米至2.5米高的围堰
_SIZED = re.compile(r"(?P<how>[高长宽深厚])的(?P<noun>[\u4e00-\u9fff]{2,12})")

_DIVISIONS = re.compile(r"(?:[村乡镇县市区]|街道|社区|村庄|乡镇)$")

_AFTERWARDS = re.compile(r"(?<=[\u4e00-\u9fff]{3})(?:(?<![售课战病雨背前])后|之后|以后)$")


def _without_verb(noun: str) -> str:
    """53名困难学生|发放106万元: a verb between a noun and the next figure belongs to that one."""
    verb = LEADING_VERB.search(noun)
    return noun[: verb.start()] if verb and is_agent(noun[: verb.start()]) else noun


def _joined(noun: str, rest: str, unit: str) -> tuple[str, str]:
    """约1600户春砂仁和柠檬种植户: what is counted in 户 or 名 comes after the link."""
    divisions = _DIVISIONS.fullmatch(noun) and unit == "个"
    if (
        not divisions
        and unit not in (*PEOPLE, "户", "家")
        or _AGENTS.search(noun)
        or not re.match(r"[和与及、]", rest)
        or not noun
    ):
        return noun, rest
    if _DIVISIONS.fullmatch(noun) and rest[:1] in "、和":
        second, after = noun_after(rest[1:])
        return (noun + rest[0] + second, after) if _DIVISIONS.fullmatch(second) else (noun, rest)
    second, after = noun_after(rest[1:])
    if _AGENTS.search(second) and len(noun) + len(second) < MAX_NAME - 3:
        return noun + rest[0] + second, after
    return noun, rest


_PLACE_NOUN = re.compile(
    r"(?P<place>[村乡镇县市区户])(?=(?:断|通|停|供|受|全|没|失|联|恢复|道路|交通|电力|通信|通讯|供水|供电|用电|饮水|徒步))"
)


def _bare_place(noun: str, rest: str) -> tuple[str, str]:
    """132个村通信中断 counts 村: what happened to it is a sentence without a verb the lexicon knows."""
    found = _PLACE_NOUN.match(noun)
    return (found["place"], noun[1:] + rest) if found else (noun, rest)


def _same_kind(noun: str, unit: str) -> bool:
    """Whether a noun may be counted in the unit again: people stay people."""
    return bool(PEOPLE_NOUN.search(noun)) == (unit in PEOPLE or unit in ("户", "家"))


def _prenominal(raw: str, left: str) -> str:
    """驻村指导员所在 of 驻村指导员所在的328个村: a modifier that stands before the number."""
    if not raw.rstrip().endswith("的") or re.search(r"\d", left):
        return ""
    modifier = re.split(r"[、“”]", left.rstrip("的 "))[-1]
    modifier = clean(trim_head(modifier))
    return modifier if 2 <= len(modifier) <= 12 and not STARTS_VERB.fullmatch(modifier) else ""


_QUALITY = re.compile(r"(?:较|不|未|有|无|最|很|更|难|符合|具备)[\u4e00-\u9fff]*$|(?:困难|薄弱|突出|优秀|良好)$")

#: Tags of what opens a clause rather than a noun: 1名|因过失引起火灾的人员, 7名|刚考上大学的子女.
_NOT_NOUNS = frozenset(words("d p v zg ad"))


def _relative(right: str, noun: str, rest: str) -> str:
    """200个任务较重的村 counts 村; 8个领域的实践 counts 领域."""
    if noun and not (rest.startswith("的") and (_QUALITY.search(noun) or tokens(noun)[0].flag in _NOT_NOUNS)):
        return ""
    modifier, de, tail = right.strip().partition("的")
    if not de or re.search(r"[\d,]" if not noun else r"[\d,、]", modifier) or len(modifier) > 16:
        return ""
    head = clean(noun_after(tail)[0])
    return f"{clean(modifier)}的{head}" if 1 <= len(head) <= 10 else ""
