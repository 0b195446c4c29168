"""The noun that follows its number: 23名包片民警兼任社区“两委”成员."""

from __future__ import annotations

import re

from portal.indicators.clause_nouns import (
    LEADING_VERB,
    PEOPLE_NOUN,
    inherited_noun,
    tail_noun,
    without_adverbs,
    without_verb,
)
from portal.indicators.clauses import Place
from portal.indicators.divisions import bare_place, holds, reached_of
from portal.indicators.joined import joined, nominal
from portal.indicators.leads import Lead, lead_of
from portal.indicators.measures import EVENTS, PEOPLE, TIMES
from portal.indicators.phrases import MAX_NAME, clean, last_noun, last_words, trim_head, trim_tail
from portal.indicators.predicates import NOMINAL, is_agent, noun_after, predicate_of
from portal.indicators.sizes import sized_of
from portal.indicators.tagging import tokens
from portal.text.lists import words

_EACH = re.compile(
    r"(?:每个?|平均每[个名户]?|[为给由在对])?(每[一个名户支家条位]?[\u4e00-\u9fff]{1,10}?)(?:至少|均|都|要|应|须|可|由|平均|配备?|设|拥有|有|选|建|补助|给予|补贴|不|奖|安排|聘|落实|确定|达|投)"
)

_TIMED = re.compile("每[年月天周日季](?![\u4e00-\u9fff]{2})")
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
    among = _among(place)
    if among:
        return among
    right = _SUCH.sub("", place.right.removeprefix("是"))
    spent = _spent(right, place) if unit.endswith("元") else ""
    if spent:
        return spent
    noun, rest = _noun_and_rest(right, place, unit)
    if noun in _FACETS:
        return _facet(noun, rest, place)
    reached = reached_of(noun, rest, unit, place.before_figure)
    if reached:
        return reached
    kind = _KIND.match(rest) if noun and "以" not in left else None
    if kind and "的" not in kind["what"] and nominal(kind["what"]) and not (rest[0] == "为" and _serves(kind["what"])):
        return _lead(place).verb + clean(kind["what"])
    noun, rest = bare_place(noun, rest, unit)
    if unit in PEOPLE:
        noun = re.sub("(?<=[者员民人])(?:目标|任务)$", "", noun)
    if unit == "户":
        noun = re.sub("(?<=[\u4e00-\u9fff]{2})家[中里]?$", "", noun)
    if noun in _LIGHT_NOUNS or noun and "的" in rest and tokens(noun)[0].flag == "p":
        noun, rest = "", right
    if unit in ("人", "户") and noun and tokens(right)[0].flag in _ACTING and "的" not in right:
        noun, rest = "", right
    modifier, head, after = _relative(right, noun, rest, unit)
    if head and place.before_figure and not after.strip():
        head = re.split("(?<=[\u4e00-\u9fff]{2})[和与及](?=[\u4e00-\u9fff]{2})", head)[0]
    if head:
        return _related(modifier, head, after, place)
    if not noun and place.previous is not None and not place.left.strip() and inherited and not predicate_of(rest):
        return inherited_noun(inherited, unit)
    if not noun:
        return _without_noun(left, rest, place, unit, inherited)
    return _with_noun(left, clean(noun), rest, place)


def _noun_and_rest(right: str, place: Place, unit: str) -> tuple[str, str]:
    """The noun after the figure with what a list or a link joins to it, and what comes after it."""
    place_word = _PLACE_WORD.match(right)
    if place_word:
        return place_word[0], right[1:]
    noun, rest = noun_after(right, unit in EVENTS)
    noun = _AFTERWARDS.sub("", noun)
    if noun.endswith("外") and "除" in place.left:
        noun = noun.removesuffix("外").removesuffix("以").removesuffix("之")
    if place.before_figure:
        noun = _without_verb(trim_tail(noun))
    if unit in EVENTS and rest.startswith("的"):
        # 一次“有主题…”的主题党日活动: the event is named after 的.
        event, after = noun_after(rest[1:], True)
        if 2 <= len(event) <= 16:
            noun, rest = (event if noun[:1] in "“‘" or len(noun) + len(event) > 20 else f"{noun}的{event}"), after
    if place.before_figure and _RANKED.search(noun):
        noun = _headed(noun, place)
    if unit in _THINGS and rest and _BODIES.search(noun) and tokens(rest)[0].flag in ("v", "vn"):
        whole, left_over = noun_after(right, True)
        if tokens(whole)[-1].flag[0] == "n" and len(whole) <= 20:
            noun, rest = whole, left_over
    whole, left_over = joined(noun, rest)
    if place.before_figure and not left_over and whole != noun and "、" not in rest and not rest.startswith("等"):
        whole, left_over = noun, rest  # 13名志愿者和潭溪村26名小朋友
    of_next = place.before_figure and ("、" in rest and rest[0] == "和" or left_over.rstrip().endswith("的"))
    return (noun, rest) if of_next else (whole, left_over)


#: 120个孩子为留守儿童: what they are.
_KIND = re.compile("(?:均|都|全部?|多)?(?:为|是)(?P<what>[\u4e00-\u9fff“”]{2,14})(?=[,。;、]|$)")


def _spent(right: str, place: Place) -> str:
    """筹措实施惠民工程 of 筹措7亿元实施惠民工程, 捐赠 of 捐赠28万元在帮扶地区捐建阅览室."""
    verb, cut = _lead(place).verb, tokens(right)
    if not verb or not cut or cut[0].flag not in ("v", "p"):
        return ""
    what = predicate_of(right) if cut[0].flag == "v" else ""
    return verb + what if 2 <= len(what) <= 12 else verb


def _serves(what: str) -> bool:
    """为老人|查体: for whom, not what."""
    cut = tokens(what)
    return len(cut) > 1 and is_agent(cut[0].word)


_SUCH = re.compile(r"^(?:这样|那样|不同|类似|同样|左右)的")


def _among(place: Place) -> str:
    """房屋被淹的村民 of 1145户村民中235户房屋被淹."""
    whole = _WHOLE.match(place.left) if place.after_figure else None
    said = clean(re.split("[,。;:、]", place.right)[0]) if whole else ""
    if not whole or not 2 <= len(said) <= 14 or re.search(r"\d|的", said):
        return ""
    return f"{said}的{whole[1]}"


_WHOLE = re.compile(r"([\u4e00-\u9fff]{1,10}?)(?:当?中|里)[,有]*$")


def _lead(place: Place) -> Lead:
    """What leads up to the figure; 6类9个问题 share what stands before the first."""
    if place.after_figure and (not place.left.strip() or place.left.rstrip()[-1] in "、和及"):
        return lead_of(place.before)
    return lead_of(place.left)


def _related(modifier: str, head: str, rest: str, place: Place) -> str:
    """A noun with a clause for its modifier, and with its verb or what is said of it where there is room."""
    whole = f"{modifier}的{head}" if modifier else head
    predicate = predicate_of(rest)
    if place.before_figure and len(predicate) <= 3:
        predicate = ""
    lead = _lead(place)
    for said in (lead.verb + predicate, predicate, lead.verb):
        link = "的" if said and said.endswith(predicate) and predicate else ""
        if said and len(said) + len(link) + len(whole) <= MAX_NAME - 4:
            return said + link + whole
    return whole if len(whole) <= MAX_NAME - 3 else f"{predicate}的{head}" if predicate else lead.verb + head


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
    return sized_of(left, place, unit)


def _without_noun(left: str, rest: str, place: Place, unit: str, inherited: str) -> str:
    """38人参加…, 40条因台风暂时停航: what was done, of the noun before where there is one."""
    led = "" if place.after_figure and not place.listed else lead_of(place.left).verb
    counted = clean(tail_noun(trim_tail(left)))
    counted = _ONE.sub("", _last_noun(without_verb(counted))) if not led else ""
    cut = tokens(counted)
    if counted and cut[-1].flag in ("v", "vn") and (place.after_figure or len(cut) == 1):
        led, counted = (led or counted) if not place.after_figure else led, ""
    doing = _DOING.match(rest)
    predicate = doing[1] + clean(noun_after(rest[doing.end() :])[0]) if doing else predicate_of(rest)
    if not counted and unit in PEOPLE and len(predicate) > 1 and predicate in inherited:
        return predicate
    if predicate and len(predicate) + len(counted) > 24:
        counted = last_noun(counted, 24 - len(predicate))
    if len(counted) >= 2 and predicate:
        return f"{predicate}的{counted}"
    if len(counted) >= 2 and place.after_figure and not place.listed and unit in PEOPLE:
        return counted
    if predicate and not left and inherited and unit not in EVENTS and not place.after_figure:
        whole = f"{predicate}的{without_verb(inherited)}"
        if len(whole) <= MAX_NAME - 2 and _same_kind(inherited, unit):
            return whole
    noun = noun_after(rest[1:])[0]
    return clean(led + (predicate or _whole(rest) or clean(noun and rest[: 1 + len(noun)]))) or "数量"


#: 120人参与的大型表演: what they take part in.
_DOING = re.compile("(参与|参加|组成|出席|报名|规模)的")


def _last_noun(phrase: str) -> str:
    """师生 of 院长带领师生: the noun after the last verb."""
    cut = tokens(phrase)
    for token in reversed(cut[1:-1]):
        if token.flag == "v" and len(token.word) > 1 and token.word not in NOMINAL and len(phrase) - token.end >= 2:
            return phrase[token.end :]
    return phrase


_ONE = re.compile("(?:发生)?一[起支名个次位]$")


def _whole(rest: str) -> str:
    """A short predicate as it stands: 赶往现场."""
    phrase = re.split("[,。;:、]", rest)[0]
    return clean(phrase) if 3 <= len(phrase) <= 12 and not re.search(r"\d", phrase) else ""


def _with_noun(left: str, noun: str, rest: str, place: Place) -> str:
    """The noun with what tells it from others: a quoted name, a modifier, 每…, owner, condition or verb."""
    lead = _lead(place)
    if left.endswith("”") and not lead.verb and len(noun) <= 10 and re.search(r"“[^“”]{1,10}”$", left):
        return left[left.rfind("“") :] + noun
    if lead.modifier and len(lead.modifier) + len(noun) <= MAX_NAME - 4:
        return f"{lead.modifier}的{noun}"
    before = place.head[-30:] + place.left
    each = _EACH.search(before) or _EACH_ALONE.search(place.left)
    if each and _TIMED.match(each[1]):
        each = None
    if each and each.re is _EACH and each[0][-1] in "都均要应可" and "," in before[each.end() :]:
        each = None
    if (
        each
        and len(each[1]) + len(noun) <= 22
        and (each.re is _EACH_ALONE or not re.search(r"\d", before[each.end() :]))
    ):
        return clean(each[1]) + noun
    owner = _OWNS.match(left) if len(noun) <= 3 else None
    if owner:
        return trim_head(owner["who"]).removeprefix("所有") + owner["verb"] + noun
    predicate = _formed(rest) or predicate_of(rest)
    if not predicate and lead.verb and rest.startswith("的"):
        # 完成27家单位的古籍普查登记: what was done is said after 的.
        done = clean(noun_after(rest[1:])[0])
        if (
            len(done) >= 2
            and done not in ("工作", "任务", "目标", "要求")
            and len(lead.verb + done + noun) <= MAX_NAME - 4
        ):
            return f"{lead.verb}{done}的{noun}"
    if (
        predicate.startswith("是")
        or place.before_figure
        and (len(predicate) <= 3 or predicate.startswith("每") or rest.startswith("、"))
        or lead.verb
        and rest.startswith("并")
    ):
        predicate = ""
    if predicate and lead.verb and not is_agent(noun):
        predicate = ""
    if predicate and len(lead.verb) + len(predicate) + len(noun) <= MAX_NAME - 3:
        return f"{lead.verb}{predicate}的{noun}"
    if predicate and len(predicate) + len(noun) <= MAX_NAME - 3:
        return f"{predicate}的{noun}"
    if lead.verb and len(noun) + len(lead.verb) <= 22:
        return lead.verb + noun
    if not predicate and not rest and not lead.verb and is_agent(noun) and place.tail[:1] == ",":
        later = (
            predicate_of(_CLAUSE.split(place.tail[1:])[0])
            if PEOPLE_NOUN.search(noun) and _ACTS.match(place.tail)
            else ""
        )
        if later and len(later) + len(noun) <= MAX_NAME - 3:
            return f"{later}的{noun}"
    if (
        lead.owner
        and lead.owner not in _CLOSED_OWNERS
        and len(noun) <= 5
        and 2 <= len(lead.owner) <= 10
        and lead.owner not in noun
    ):
        return clean(lead.owner) + noun
    return noun


def _formed(rest: str) -> str:
    """组成党建联盟 of 组成的“…”党建联盟正式成立."""
    formed = _FORMED.match(rest)
    if not formed:
        return ""
    whole = noun_after(rest[formed.end() :])[0]
    return formed[1] + clean(whole if len(whole) <= 12 else last_words(whole, 8))


_FORMED = re.compile("(组成|参与|参加)的")

_CLAUSE = re.compile("[,。;:]")
#: A clause that goes on with a verb: …611名志愿者,奔赴基层一线。
_ACTS = re.compile(r",(?!其中|分别|其|包括|覆盖|年龄|平均|来自|并|有|还|也)[^,。;:\d的]{4,16}[,。;:]")
_CLOSED_OWNERS = frozenset(words("方面 环节 层面 领域"))

#: Tags that open a predicate: in 6人赶往现场 the unit itself is the noun.
_ACTING = frozenset(words("v p d zg"))

#: Counters of rounds: what went through them is said by the next figure (两批共400名指导员).
_ROUNDS = frozenset(words("批 轮 期 批次 届次 次"))

_COUNTED_NEXT = re.compile(
    r",?(?:共|共计|合计|累计|计)?\d[\d.,]*[余多]?[万千百]?[余多]?(?:名|人|个|家|位|户|支|件|项|人次)(?P<noun>[\u4e00-\u9fff“”]{2,16})"
)

_EACH_MEASURE = re.compile(r"(每(?:亩|户|人|家|吨|公斤|平方米|个|名|村|天|次|张|份|辆))$")

_AS_STANDARD = re.compile(r"(?:的?标准|为单位|计算|计|起算)")

_AFTERWARDS = re.compile(r"(?<=[\u4e00-\u9fff]{3})(?:(?<![售课战病雨背前])后|之后|以后)$")


def _without_verb(noun: str) -> str:
    """53名困难学生|发放106万元: a verb between a noun and the next figure belongs to that one."""
    verb = LEADING_VERB.search(noun)
    if verb and is_agent(noun[: verb.start()]):
        return noun[: verb.start()]
    cut = tokens(noun)
    return noun[: cut[-1].start] if len(cut) > 1 and cut[-1].flag == "v" and is_agent(noun[: cut[-1].start]) else noun


_RANKED = re.compile(r"^[\u4e00-\u9fffA-Z]{1,4}[级类型]$")


def _headed(noun: str, place: Place) -> str:
    """国家级临床重点专科 of 6个国家级、20个省级临床重点专科: the last of a list has the head of all."""
    following = _COUNTED_ANY.match(place.right_full[len(place.right) :])
    cut = tokens(noun_after(following["noun"])[0]) if following else ()
    ranks = [
        number for number, token in enumerate(cut[:-1]) if _RANKED.search("".join(t.word for t in cut[: number + 1]))
    ]
    return noun + "".join(token.word for token in cut[ranks[0] + 1 :]) if ranks else noun


def _facet(noun: str, rest: str, place: Place) -> str:
    """服务内容方面 of 7个方面服务内容, 措施方面 of 4个方面21条措施."""
    following = _COUNTED_ANY.match(place.right_full[len(place.right) :]) if place.before_figure and not rest else None
    of = clean(noun_after(following["noun"] if following else rest.removeprefix("的"))[0])
    cut = tokens(of)
    if (
        not of
        or not 2 <= len(of) <= 10
        or rest.startswith("有")
        or cut[0].flag in ("v", "p", "d", "c")
        and not rest.startswith("的")
    ):
        return _lead(place).verb + noun
    return of + noun


_FACETS = frozenset(words("方面 环节 层面"))
_COUNTED_ANY = re.compile(r"\d+(?:个|项|条|类|种|款)(?P<noun>[\u4e00-\u9fff“”]{2,12})")


#: Units in which no people or bodies are counted: 60项部门救助事项.
_BODIES = re.compile("(?:部门|单位|群众|居民|村民|党员|干部|企业|社区|街道|[镇村]|职工|学生|老人|儿童|力量|人员|员工)$")
#: 11个所、79个站、26个点
_PLACE_WORD = re.compile("[所站点](?=[、,。;的和及]|$)")
_THINGS = frozenset(words("项 件 条 款 类 份 起 种"))
#: No nouns by themselves.
_LIGHT_NOUNS = frozenset(
    words("有 无 是 在 被 因 由 以 来 去 需 需要 要 会 能 可 已 正 正在 未 不 没有 将 一个 一 左右 以上")
)


def _same_kind(noun: str, unit: str) -> bool:
    """Whether a noun may be counted in the unit again: people stay people."""
    return bool(PEOPLE_NOUN.search(noun)) == (unit in PEOPLE or unit in ("户", "家"))


_QUALITY = re.compile(r"(?:较|不|未|有|无|最|很|更|难|符合|具备)[\u4e00-\u9fff]*$|(?:困难|薄弱|突出|优秀|良好)$")

#: Tags of what opens a clause rather than a noun: 1名|因过失引起火灾的人员, 7名|刚考上大学的子女.
_NOT_NOUNS = frozenset(words("d p v zg ad"))


def _verbal_noun(noun: str, rest: str, unit: str) -> bool:
    """Whether what stands before 的 is a clause rather than the thing counted: 新到岗|的志愿者."""
    cut = tokens(noun)
    if cut[0].flag in _NOT_NOUNS or cut[-1].flag in ("v", "a", "i", "f") or len(cut) == 1 and cut[0].flag == "l":
        return True
    return unit in PEOPLE and not PEOPLE_NOUN.search(noun) and bool(PEOPLE_NOUN.search(noun_after(rest[1:])[0]))


def _relative(right: str, noun: str, rest: str, unit: str) -> tuple[str, str, str]:
    """200个任务较重的村 counts 村; 8个领域的实践 counts 领域: modifier, noun and rest, or empty strings."""
    nothing = ("", "", "")
    if unit == "个" and holds(noun, rest):
        return nothing
    listed = unit in PEOPLE and noun and not PEOPLE_NOUN.search(noun) and rest.startswith("、") and "的" in rest
    if (
        noun
        and not listed
        and not (rest.startswith("的") and (_QUALITY.search(noun) or _verbal_noun(noun, rest, unit)))
        and not (noun and tokens(noun)[0].flag == "v" and "的" in rest[:10] and rest[0] in "和与及、")
    ):
        return nothing
    if not noun and unit in ("人", "户"):
        return nothing
    right = right.strip()
    at = -1
    for token in tokens(right):
        if token.word in (",", "。", ";") or token.word[0].isdigit() and not noun:
            break
        if token.word == "的" and token.start:
            at = token.start
            break
    modifier, tail = right[:at], right[at + 1 :]
    if unit in PEOPLE and at >= 0 and "、" in modifier and len(modifier) <= 30:
        head, after = noun_after(tail)
        kept = (
            clean(modifier) if len(modifier) <= 16 and not modifier.endswith(("等方面", "等", "等地", "等领域")) else ""
        )
        return (kept, clean(head), after) if PEOPLE_NOUN.search(clean(head)) and len(head) <= 12 else nothing
    if at < 0 or len(modifier) > 20 or noun and "、" in modifier:
        return nothing
    head, after = joined(*noun_after(tail))
    head = clean(head)
    if not 1 <= len(head) <= 12 or unit in PEOPLE and not PEOPLE_NOUN.search(head):
        return nothing
    return clean(modifier), head, after
