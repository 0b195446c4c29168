"""The noun that follows its number: 23名包片民警兼任社区“两委”成员."""

from __future__ import annotations

import re

from portal.indicators.agents import is_agent
from portal.indicators.clause_nouns import LEADING_VERB, PEOPLE_NOUN, inherited_noun, tail_noun, without_adverbs
from portal.indicators.clauses import Place
from portal.indicators.counted_list import FACETS, facet
from portal.indicators.counted_noun import counted_noun
from portal.indicators.determiners import determined
from portal.indicators.divisions import bare_place, reached_of
from portal.indicators.joined import nominal
from portal.indicators.leads import lead_of, lead_to
from portal.indicators.measures import PEOPLE, TIMES
from portal.indicators.noun_phrase import noun_after
from portal.indicators.nounless import without_noun
from portal.indicators.phrases import clean, trim_head, trim_tail
from portal.indicators.predicates import predicate_of
from portal.indicators.relative_clause import related, relative
from portal.indicators.sizes import sized_of
from portal.indicators.tagging import tokens
from portal.text.lists import words

#: 这样的12个小区.
_SUCH = re.compile(r"(?:这样|那样|不同|类似|同样|左右)的")
#: 村民中|235户房屋被淹.
_WHOLE = re.compile(r"([\u4e00-\u9fff]{1,10}?)(?:当?中|里)[,有]*$")
#: 120个孩子为留守儿童: what they are.
_KIND = re.compile("(?:均|都|全部?|多)?(?:为|是)(?P<what>[\u4e00-\u9fff“”]{2,14})(?=[,。;、]|$)")
#: No nouns by themselves.
_LIGHT_NOUNS = frozenset(
    words("有 无 是 在 被 因 由 以 来 去 需 需要 要 会 能 可 已 正 正在 未 不 没有 将 一个 一 左右 以上")
)
#: Tags that open a predicate: in 6人赶往现场 the unit itself is the noun.
#: 转移了180人|到新区的安置点: where to, whatever 的 follows.
_THERE = frozenset(words("到 至 往 去 赴 前往"))
_ACTING = frozenset(words("v p d zg"))
#: Counters of rounds: what went through them is said by the next figure (两批共400名指导员).
_ROUNDS = frozenset(words("批 轮 期 批次 届次 次"))
_COUNTED_NEXT = re.compile(
    r",?(?:共|共计|合计|累计|计)?\d[\d.,]*[余多]?[万千百]?[余多]?(?:名|人|个|家|位|户|支|件|项|人次)(?P<noun>[\u4e00-\u9fff“”]{2,16})"
)
_THAN = re.compile(r"[比较](?:\d{2,4}年|去年|上年|前年)(?:同期|底|末)?的?$")
_WITHIN_TIME = re.compile("(?:[之以]?内)?(?:就|即|便)?(?=[\u4e00-\u9fff])")
#: 每亩|500元为标准.
_EACH_MEASURE = re.compile(r"(每(?:亩|户|人|家|吨|公斤|平方米|个|名|村|天|次|张|份|辆))$")
_AS_STANDARD = re.compile(
    r"(?:的?标准(?:进行|予以|给予|发放|支付|核发|计发)?(?P<what>[\u4e00-\u9fff]{0,4}(?:补助|补贴|奖励|补偿|赔偿|奖补|资助|收费)(?:金|款)?)?|为单位|计算|计|起算)"
)
_LINK = re.compile("(?<=[\u4e00-\u9fff]{2})[和与及](?=[\u4e00-\u9fff]{2})")


def noun_following(left: str, place: Place, unit: str, inherited: str) -> str:
    """The noun measured by a figure that stands before it, with its verb or its condition.

    Args:
        left: what stands before the figure in its clause, without place names and adverbs.
        inherited: noun of the figure before it in the sentence, "" where there is none.
    """
    right = place.right.removeprefix("是")
    right = right[such.end() :] if (such := _SUCH.match(right)) else right
    told = (
        _special(left, place, unit, inherited) or _among(place) or (_spent(right, place) if unit.endswith("元") else "")
    )
    if told:
        return told
    noun, rest = counted_noun(right, place, unit)
    if noun in FACETS:
        return facet(noun, rest, place)
    told = reached_of(noun, rest, unit, place.before_figure) or _kind(left, noun, rest, place)
    if told:
        return told
    noun, rest = bare_place(noun, rest, unit)
    noun = _without_aim(noun, unit)
    if _opens_clause(left, noun, rest, right, unit):
        noun, rest = "", right
    modifier, head, after = relative(right, noun, rest, unit)
    if head:
        # 5名困难家庭的老人和|3名儿童: what a link leads to is counted by the next figure.
        whole = _LINK.split(head)[0] if place.before_figure and not after.strip() else head
        return related(modifier, whole, after, place)
    if noun:
        return determined(left, clean(noun), rest, place)
    if place.previous is not None and not place.left.strip() and inherited and not predicate_of(rest):
        return inherited_noun(inherited, unit)
    return without_noun(left, rest, place, unit, inherited)


def _special(left: str, place: Place, unit: str, inherited: str) -> str:
    """Durations, rounds, standards and sizes, whose noun stands elsewhere; "" for all else."""
    timed = clean(tail_noun(trim_tail(left))) if unit in TIMES else ""
    within = _WITHIN_TIME.match(place.right) if unit in TIMES else None
    done = predicate_of(place.right[within.end() :]) if within else ""
    if len(timed) >= 2 and 2 <= len(done) <= 4 and left.endswith(("在", "须", "应", "要")):
        return timed + done  # 职能部门在30分钟内响应
    if 2 <= len(done) <= 14 and (len(timed) < 2 or tokens(timed)[-1].flag == "v"):
        return _whose(left, done) + done  # 接单10分钟内联系诉求人
    if len(timed) >= 2:
        return timed
    following = _COUNTED_NEXT.match(place.right_full) if unit in _ROUNDS else None
    noun = clean(noun_after(following["noun"])[0]) if following else ""
    if noun:
        verb = LEADING_VERB.search(without_adverbs(left))
        return (verb[0] if verb else "") + noun
    if inherited and _THAN.search(place.left):
        return inherited  # 比2018年的146项减少78%
    each = _EACH_MEASURE.search(left)
    standard = _AS_STANDARD.match(place.right) if each else None
    if each and standard:
        return each[1] + (standard["what"] or "") + "标准"
    return sized_of(left, place, unit)


def _whose(left: str, done: str) -> str:
    """企业开办 of 企业开办由多头跑变为4小时办结: whose time it is, where the verb alone says little."""
    subject = clean(trim_head(_TAKING.split(left)[0])) if len(done) <= 3 else ""
    return subject if 2 <= len(subject) <= 8 and tokens(subject)[-1].flag[0] in "nv" else ""


_TAKING = re.compile("由|实现|变为|须|应|在|可|要|只需|仅需|做到|压缩|缩短")


def _among(place: Place) -> str:
    """房屋被淹的村民 of 1145户村民中235户房屋被淹."""
    whole = _WHOLE.match(place.left) if place.after_figure else None
    said = clean(re.split("[,。;:、]", place.right)[0]) if whole else ""
    if not whole or not 2 <= len(said) <= 14 or re.search(r"\d|的", said):
        return ""
    return f"{said}的{whole[1]}"


def _spent(right: str, place: Place) -> str:
    """筹措实施惠民工程 of 筹措7亿元实施惠民工程, 捐赠 of 捐赠28万元在帮扶地区捐建阅览室."""
    verb, cut = lead_to(place).verb, tokens(right)
    if not verb or not cut or cut[0].flag not in ("v", "p"):
        return ""
    what = predicate_of(right) if cut[0].flag == "v" else ""
    return verb + what if 2 <= len(what) <= 12 else verb


def _kind(left: str, noun: str, rest: str, place: Place) -> str:
    """留守儿童 of 120个孩子为留守儿童; "" where 为 is a preposition or 以…为 says what they serve as."""
    kind = _KIND.match(rest) if noun and "以" not in left else None
    if not kind or "的" in kind["what"] or not nominal(kind["what"]) or rest[0] == "为" and _serves(kind["what"]):
        return ""
    return lead_to(place).verb + clean(kind["what"])


def _serves(what: str) -> bool:
    """为老人|查体: for whom, not what."""
    cut = tokens(what)
    return len(cut) > 1 and is_agent(cut[0].word)


def _without_aim(noun: str, unit: str) -> str:
    """50名党员|目标 counts people, 30户农户|家中 counts households."""
    if unit in PEOPLE:
        return re.sub("(?<=[者员民人])(?:目标|任务)$", "", noun)
    return re.sub("(?<=[\u4e00-\u9fff]{2})家[中里]?$", "", noun) if unit == "户" else noun


def _opens_clause(left: str, noun: str, rest: str, right: str, unit: str) -> bool:
    """Whether the words after the number are no noun: 20户|被淹, 6人|赶往现场, 3名|在海外的学子."""
    if noun in _LIGHT_NOUNS or noun and "的" in rest and tokens(noun)[0].flag == "p":
        return True
    if noun and "的" not in right and tokens(right)[0].word in ("在", "由", "被", "因"):
        return True
    acted = unit in PEOPLE and noun and not PEOPLE_NOUN.search(noun) and tokens(right)[0].flag == "v"
    if acted and not lead_of(left).pivot and PEOPLE_NOUN.search(trim_tail(left)):
        return True  # 干部60名|下沉社区
    if not noun or unit not in ("人", "户") or tokens(right)[0].flag not in _ACTING:
        return False
    return "的" not in right or tokens(right)[0].word in _THERE
