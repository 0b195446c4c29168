"""What tells a counted noun from others: its verb, condition, owner, quoted name or 每…."""

from __future__ import annotations

import re

from portal.indicators.agents import is_agent
from portal.indicators.behind import next_has_no_noun
from portal.indicators.clause_nouns import PEOPLE_NOUN
from portal.indicators.clauses import Place
from portal.indicators.leads import Lead, lead_to
from portal.indicators.noun_phrase import noun_after
from portal.indicators.phrases import MAX_NAME, clean, last_words, trim_head
from portal.indicators.predicates import predicate_of
from portal.text.lists import words

#: 每个社区至少配备…: each of what.
_EACH = re.compile(
    r"(?:每个?|平均每[个名户]?|[为给由在对])?(每[一个名户支家条位]?[\u4e00-\u9fff]{1,10}?)(?:至少|均|都|要|应|须|可|由|平均|配备?|设|拥有|有|选(?!手)|建(?![议设])|补助|给予|补贴|不|奖|安排|聘|落实|确定|达|投(?!诉))"
)
#: 每年, 每天: how often, not each of what.
_TIMED = re.compile("每[年月天周日季](?![\u4e00-\u9fff]{2})")
#: 每个社区|3名.
_EACH_ALONE = re.compile(r"(每[一个名户支家条位][\u4e00-\u9fff]{1,8})$")
_OWNS = re.compile(r"(?P<who>[\u4e00-\u9fff“”]{2,12}?)(?P<verb>拥有|享有|承担|履行|具有|下设|设有)")
_FORMED = re.compile("(组成|参与|参加)的")
_CLAUSE = re.compile("[,。;:]")
#: A clause that goes on with a verb: …611名志愿者,奔赴基层一线。
_ACTS = re.compile(r",(?!其中|分别|其|包括|覆盖|年龄|平均|来自|并|有|还|也)[^,。;:\d的]{4,16}[,。;:]")
#: Owners that say nothing: 方面的3项制度.
_CLOSED_OWNERS = frozenset(words("方面 环节 层面 领域"))
#: 25条公路、159座桥梁|的现场勘查
_LIST_DONE = re.compile(
    "[\u4e00-\u9fff]{2,10}[、和及](?:近|约|超)?\\d[\\d.,]*[余多]?[\u4e00-\u9fff]{2,11}(?P<done>的[\u4e00-\u9fff]{2,12})(?=[,。;、和及]|$)"
)
#: 发现5处道路被枯枝阻断的|安全隐患: what is found, behind the clause that says where.
_FOUND = re.compile(
    "^[^,。;、的]{4,16}的(?P<what>[\u4e00-\u9fff]{0,6}(?:隐患|问题|线索|诉求|矛盾|纠纷|难题))(?=[,。;]|$)"
)
_FINDING = frozenset(words("发现 排查 排查出 整改 消除 处理 解决 化解 梳理 查找"))
#: What is done to a thing and stands behind it: 小区|改造, 街镇|全覆盖.
_WORK = re.compile(
    "(?:改造|绿化|整治|更新|治理|建设|修缮|修复|提升|升级|验收|检修|维修|加固|清淤|编制|规划|排查|全覆盖|接入|换届|试点)$"
)
_SHORT_WORK = re.compile("的(?P<done>[\u4e00-\u9fff]{4})(?=[,。;]|$)")
_WORKING = frozenset(words("开展 进行 完成 推进 加强 实施 启动 推动 实现 支持 确保 加快 带动 促进"))
_VAGUE = frozenset(words("工作 任务 目标 要求"))


def determined(left: str, noun: str, rest: str, place: Place) -> str:
    """The noun with what tells it from others: a quoted name, a modifier, 每…, owner, condition or verb.

    Args:
        left: what stands before the figure in its clause.
        rest: what follows the noun.
    """
    lead = lead_to(place)
    told = _quoted(left, noun, lead) or _modified(noun, lead) or _each(noun, place) or _owned(left, noun)
    if told:
        return told
    found = _FOUND.search(rest) if lead.verb in _FINDING else None
    if found:
        return lead.verb + found["what"]
    predicate = _formed(rest) or predicate_of(rest)
    done = "" if predicate else _done_to(noun, _behind_list(place, lead) or rest, lead) or _work_on(noun, lead)
    if done:
        return done
    if predicate and not lead.verb and _leads_on(rest, place):
        return noun  # 120家企业已建立党组织|80个: the next figure counts what they did
    if _is_superfluous(predicate, noun, rest, lead, place):
        predicate = ""
    if predicate and len(lead.verb) + len(predicate) + len(noun) <= MAX_NAME - 3:
        return f"{lead.verb}{predicate}的{noun}"
    if predicate and len(predicate) + len(noun) <= MAX_NAME - 3:
        return f"{predicate}的{noun}"
    if lead.verb and len(noun) + len(lead.verb) <= 22:
        return lead.verb + noun
    later = "" if predicate or rest or lead.verb else _done_later(noun, place)
    return later or (clean(lead.owner) + noun if _wants_owner(noun, lead) else noun)


def _quoted(left: str, noun: str, lead: Lead) -> str:
    """“红色管家”队伍 of “红色管家”23支队伍."""
    named = left.endswith("”") and not lead.verb and len(noun) <= 10 and re.search(r"“[^“”]{1,10}”$", left)
    return left[left.rfind("“") :] + noun if named else ""


def _modified(noun: str, lead: Lead) -> str:
    fits = lead.modifier and len(lead.modifier) + len(noun) <= MAX_NAME - 4
    return f"{lead.modifier}的{noun}" if fits else ""


def _each(noun: str, place: Place) -> str:
    """每个社区网格员 of 每个社区配备3名网格员."""
    before = place.head[-30:] + place.left
    verbal = _EACH.search(before)
    each = verbal or _EACH_ALONE.search(place.left)
    if not each or "的" in each[1] or _TIMED.match(each[1]) or len(each[1]) + len(noun) > 22:
        return ""
    between = before[verbal.end() :] if verbal else ""
    # 每个村都…,共3名: what another clause or an earlier figure counts is not each one's.
    if verbal and (verbal[0][-1] in "都均要应可" and "," in between or re.search(r"\d", between)):
        return ""
    return clean(each[1]) + noun


def _owned(left: str, noun: str) -> str:
    """社区拥有党员 of 社区拥有38名党员."""
    owner = _OWNS.match(left) if len(noun) <= 3 else None
    return trim_head(owner["who"]).removeprefix("所有") + owner["verb"] + noun if owner else ""


def _formed(rest: str) -> str:
    """组成党建联盟 of 组成的“…”党建联盟正式成立."""
    formed = _FORMED.match(rest)
    if not formed:
        return ""
    whole = noun_after(rest[formed.end() :])[0]
    return formed[1] + clean(whole if len(whole) <= 12 else last_words(whole, 8))


def _done_to(noun: str, rest: str, lead: Lead) -> str:
    """完成古籍普查登记的单位 of 完成27家单位的古籍普查登记: what was done is said after 的."""
    if not lead.verb or not rest.startswith("的"):
        return ""
    short = _SHORT_WORK.match(rest)
    done = short["done"] if short else clean(noun_after(rest[1:])[0])
    fits = len(done) >= 2 and done not in _VAGUE and len(lead.verb + done + noun) <= MAX_NAME - 4
    return f"{lead.verb}{done}的{noun}" if fits else ""


def _behind_list(place: Place, lead: Lead) -> str:
    """的现场勘查 of 完成25条公路、159座桥梁的现场勘查: it is done to all of the list."""
    found = _LIST_DONE.match(place.right_full) if place.before_figure and lead.verb in _WORKING else None
    return found["done"] if found else ""


def _work_on(noun: str, lead: Lead) -> str:
    """完成改造的小区 of 完成12个小区改造."""
    work = _WORK.search(noun) if lead.verb in _WORKING and lead.verb not in ("开展", "进行") else None
    thing = noun[: work.start()] if work else ""
    return f"{lead.verb}{work[0]}的{thing}" if work and len(thing) > 1 and is_agent(thing) else ""


def _leads_on(rest: str, place: Place) -> bool:
    """Whether what is said of the noun is counted by the next figure."""
    return place.before_figure and bool(_LEADS_ON.search(rest)) and next_has_no_noun(place)


def _is_superfluous(predicate: str, noun: str, rest: str, lead: Lead, place: Place) -> bool:
    """Whether what is said of the noun tells it from no others."""
    if predicate.startswith("是"):
        return True
    if place.before_figure and (len(predicate) <= 3 or predicate.startswith("每") or rest.startswith("、")):
        return True  # 23名党员|捐款5万元: it leads to the next figure
    # 建成5个广场并投入使用: the verb says it already.
    return bool(lead.verb) and (rest.startswith("并") or not is_agent(noun))


_LEADS_ON = re.compile("^(?:已|共|已经|累计|现|现有|先后|平均|全部|均|都|还|一共|总共|人均|户均)")


def _done_later(noun: str, place: Place) -> str:
    """奔赴基层一线的志愿者 of 611名志愿者,奔赴基层一线: the next clause says what they did."""
    if not is_agent(noun) or not PEOPLE_NOUN.search(noun) or not _ACTS.match(place.tail):
        return ""
    later = predicate_of(_CLAUSE.split(place.tail[1:])[0])
    return f"{later}的{noun}" if later and len(later) + len(noun) <= MAX_NAME - 3 else ""


def _wants_owner(noun: str, lead: Lead) -> bool:
    """Whether a short noun has room for whose it is."""
    if not lead.owner or lead.owner in _CLOSED_OWNERS or lead.owner in noun:
        return False
    return len(noun) <= 5 and 2 <= len(lead.owner) <= 10
