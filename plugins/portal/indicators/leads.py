"""What leads up to a figure in its clause: the verb that governs it, a preposition, a modifier, an owner."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from portal.indicators.clauses import Place
from portal.indicators.lexicon import LEADING_VERBS
from portal.indicators.phrases import clean, trim_head
from portal.indicators.tagging import MAX_TAGGED, Token, tokens
from portal.text.lists import words

#: Words between a verb and its number: 划分|了, 评选|出, 成立|共.
_BETWEEN = frozenset(
    words(
        "了 起 出 过 着 共 约 近 各 至少 最少 共计 累计 一共 总共 先后 分别 有 共有 的 另 另外 新 仅 仅有 还 又 再 已 就 其他 其它 其余 上述 以上 这 该 首批 另有 达 达到 超过 不少于 不低于 平均 每年 每月 每周 全部 所有 整个 同时 是 为"
    )
)
#: Verbs that say no more than that there is something.
#: Verbs of one character that tell what was done to what is counted: 建了, 运了, 送了.
_SINGLE = frozenset(
    "建修送运种植办设派发捐购买卖售收养栽挖铺装拆清查救帮开写做打拨投出募筹育找带产抓获领评选换补印贴摘救编排治理访签用花挣赚省借贷交付还存退扶聘招引"
)
_PLACE_NAME = re.compile("[\u4e00-\u9fff]{2}[省市区县镇乡州]$")
_BEING = frozenset(
    words(
        "起 有 涵盖 囊括 分布 选择 辖 下辖 辖有 现辖 是 为 达 达到 占 占到 共有 拥有 设有 现有 需 需要 可 可以 能 能够 要 会 应 含 等 超过 突破 显示 表示 介绍 说 称 到 至 计 涉 分 用 由 使 让 令 预计 估计 累计 共计 合计 包括 包含 其中 如 即 平均 人均 除 除了 除去 仅 只 下 上 来 去 做 作 位于 来自 截至 从"
    )
)
_PIVOTS = frozenset(words("对 为 给 向 将 把 在 于 从 由 与 针对 面向 对于 围绕 同 依托 利用 通过 借助"))
#: 为安置点居民|捐赠的: for whom it was done.
_BENEFICIARIES = frozenset(words("为 给 向"))
_NEAR = frozenset(
    words(
        "全省 全市 全区 全县 全镇 全乡 全村 全街道 全社区 全国 全州 全旗 全域 全校 全院 全线 全系统 辖区 辖区内 辖内 区内 市内 县内 省内 境内 周边 附近 沿线 各地 当地 本地 我省 我市 我县 我区 该市 该县 该区 本市 本区 本县 本省 内 里 各级 各类 各 该 本 地区 市级 省级 县级 区级 国家级 城区 农村 街道 社区 村里 村内 现场 线上 线下 其 旗下 下属 所属 所辖 下辖 直属"
    )
)
_VERBS = frozenset(words("v vn vd vg"))


class Lead(NamedTuple):
    """What stands before a figure.

    Args:
        verb: the verb that governs it: 划分 of 共划分了.
        pivot: it is the object of a preposition: 对27个部门….
        modifier: what qualifies it: 督导检查 of 督导检查的4家单位.
        owner: the noun right before it: 课题组 of 课题组12名成员.
    """

    verb: str = ""
    pivot: bool = False
    modifier: str = ""
    owner: str = ""


@lru_cache(maxsize=512)
def lead_of(left: str) -> Lead:
    """The lead of a figure from the left side of its clause."""
    cut = tokens(left[-MAX_TAGGED:])
    at = len(cut) - 1
    if at >= 0 and cut[at].word == "的":
        modifier = _modifier(cut[:at])
        if modifier and "、" in [t.word for t in cut[:at]]:
            modifier = _from_verb(cut, at) or modifier
        if modifier and (_AND_SO_ON.search(modifier) or _in_list(cut, at)):
            return _before_list(cut, at - 1)
        if modifier:
            return Lead(modifier=modifier)
    listed = at >= 0 and cut[at].word in ("等", "、", "及", "和", "以及")
    while at >= 0 and (cut[at].word in _BETWEEN or cut[at].word in _NEAR or cut[at].flag in ("ns", "d", "ul", "u")):
        at -= 1
    if at < 0:
        return Lead()
    token = cut[at]
    if token.word.endswith("为") and token.flag == "v":
        return Lead()
    if token.word in _PIVOTS:
        return Lead(pivot=True)
    if (
        token.flag == "vn"
        and at
        and (cut[at - 1].word == "、" or cut[at - 1].flag == "n" and any(t.word == "、" for t in cut[:at]))
    ):
        return Lead()
    stated = any(later.word[-1] in "有为达" for later in cut[at + 1 :])
    if token.flag in _VERBS and _acts(token) and not listed and not (stated and token.flag == "vn"):
        return Lead(verb=_verbs(cut, at))
    if token.flag == "v" and not listed:
        return Lead()
    if listed:
        return _before_list(cut, at)
    start = at
    while (
        start
        and cut[start - 1].flag[0] in "najblszg"
        and cut[start - 1].word not in _NEAR
        and cut[start - 1].flag != "ns"
    ):
        start -= 1
    named = (
        _PLACE_NAME.search(cut[at].word) or start and cut[start - 1].word in ("、", "和", "及")
    )  # 电信、联通、移动三家运营商: the names of all, not an owner
    owner = (
        ""
        if named
        else "".join(t.word for t in cut[start : at + 1])
        if at == len(cut) - 1 and token.flag[0] in "najblszg"
        else ""
    )
    governor = cut[start - 1] if start else None
    if governor and governor.word in _PIVOTS:
        return Lead(pivot=True, owner=owner)
    return Lead(owner=owner)


#: 深入花垣、保靖等地的: a list of places says less than what was done there.
_AND_SO_ON = re.compile("等(?![级候待奖])[\u4e00-\u9fff]{0,3}$|[省市区县镇乡村]内$")


_GATHERED = frozenset(words("组成 参加 参与 构成 出席 主办 联合"))


def lead_to(place: Place) -> Lead:
    """What leads up to the figure at ``place``; 6类9个问题 share what stands before the first."""
    if place.after_figure and (not place.left.strip() or place.left.rstrip()[-1] in "、和及"):
        return lead_of(place.before)
    return lead_of(place.left)


def _adds(cut: tuple[Token, ...], at: int) -> bool:
    """问题|及|本省自查发现的: a link between two nouns of a list, against 本科|及|以上."""
    return cut[at].word == "及" and at + 1 < len(cut) and cut[at + 1].word not in ("以上", "以下", "其")


def _from_verb(cut: tuple[Token, ...], at: int) -> str:
    """举办 of 在唐家坪村、龙潭村成功举办的: the verb that the last item of a list of places is followed by."""
    item = at
    while item and cut[item - 1].word not in ("、", ",", "。"):
        item -= 1
    verbs = [n for n in range(item, at) if cut[n].flag == "v" and len(cut[n].word) > 1]
    if (
        not verbs
        or verbs[0] == item
        or cut[verbs[0]].word in _GATHERED
        or any(t.flag[0] not in "nsfadz" for t in cut[item : verbs[0]])
    ):
        return ""
    return "".join(t.word for t in cut[verbs[0] : at])


def _in_list(cut: tuple[Token, ...], at: int) -> bool:
    """Whether what stands before 的 is the last item of a list without a verb of its own."""
    while at and cut[at - 1].word not in ("、", ",", "。"):
        at -= 1
        if cut[at].flag in ("v", "p"):
            return False
    return at > 0 and cut[at - 1].word == "、" and cut[at].flag != "vn"


def _governs(token: Token) -> bool:
    """Whether a verb may join the one after it: 新建|改造, but not 工作|提出."""
    return _acts(token) and (token.flag == "v" or token.flag == "vn" and token.word in _GOVERNS)


def _acts(token: Token) -> bool:
    """Whether a verb says more than that there is something."""
    if len(token.word) == 1 and token.word not in _SINGLE:
        return False
    return token.word not in _BEING and token.word[-1] not in "有为"


def _verbs(cut: tuple[Token, ...], at: int) -> str:
    """The verb at ``at`` with those it joins: 新建|改造."""
    found = cut[at].word
    while (
        at
        and cut[at].word not in ("拥有", "覆盖")
        and _governs(cut[at - 1])
        and len(cut[at - 1].word) > 1
        and len(found) + len(cut[at - 1].word) <= 4
    ):
        at -= 1
        found = cut[at].word + found
    return found


def _before_list(cut: tuple[Token, ...], at: int) -> Lead:
    """联通 of 联通了武汉、襄阳、荆门等: the verb before the list's first item."""
    depth = 0
    while at >= 0:
        token = cut[at]
        if token.word in "”）)》":
            depth += 1
        elif token.word in "“（(《":
            depth -= 1
        elif not depth:
            if token.word in _PIVOTS and token.word != "和":
                return Lead(pivot=True)
            following = cut[at + 1].word if at + 1 < len(cut) else ""
            if token.flag == "v" and _acts(token) and len(token.word) > 1 and following not in ("、", "等", "的", "和"):
                # 促进 of 推进…、促进…等 opens an item, not the list.
                return Lead(verb=_verbs(cut, at)) if _opens_list(cut, at) else Lead()
        at -= 1
    return Lead()


def _opens_list(cut: tuple[Token, ...], at: int) -> bool:
    """Whether a verb governs the list after it rather than stands in one of its items: 全民|阅读|志愿者、学生."""
    if any(token.word == "、" for token in cut[:at]):
        return False
    return (
        not at
        or cut[at].word in _GOVERNS
        or cut[at + 1].word in ("了", "出", "起")
        or cut[at - 1].flag in ("d", "t", "ns", "x", "v")
    )


_GOVERNS = frozenset(LEADING_VERBS)


def _modifier(cut: tuple[Token, ...]) -> str:
    """驻村指导员所在 of 驻村指导员所在的: what stands before 的 up to a mark."""
    start = len(cut)
    while start and cut[start - 1].word not in ("、", ",", "。", "以及", *_PIVOTS) and not _adds(cut, start - 1) and not cut[start - 1].word[0].isdigit():
        start -= 1
    if start and cut[start - 1].word[0].isdigit():
        return ""
    if start and cut[start - 1].word in _BENEFICIARIES and cut[start].flag[0] == "n" and cut[-1].flag == "v":
        start = len(cut) - 1
    found = clean(trim_head("".join(t.word for t in cut[start:])))
    return found if 2 <= len(found) <= 14 and found not in _NEAR else ""
