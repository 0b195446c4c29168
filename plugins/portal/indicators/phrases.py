"""Noun phrases: cutting them out of a clause along its words and cleaning them into a card title."""

from __future__ import annotations

import re
from functools import lru_cache

from portal.indicators import lexicon
from portal.indicators.measures import UNITS, alternatives
from portal.indicators.tagging import MAX_TAGGED, Token, tokens
from portal.text.lists import words

#: Longest name in code points (gold/GUIDE, “Name”): what a card title holds in two lines.
MAX_NAME = 28

_HEAD = frozenset([*lexicon.HEAD_WORDS, *lexicon.OPENERS])
_TAIL = frozenset(lexicon.TAIL_WORDS)
#: Tags of words that never open or close a noun: adverbs, links, prepositions, particles.
_EMPTY = frozenset(words("c p u ud ug uj ul uv uz y e o"))
#: Adverbs and pronouns that tell one thing from another: 未办结, 最美家庭.
TELLING = frozenset(
    words(
        "最 不 未 没 无 非 特 多 再 原 总 更 很 较 尚未 未能 不能 没有 正在 各级 各类 各界 各种 各项 各族 各行 临时 急难 最大 最高 一线 常年 长期 专门 尚 还未 单 仅有 难以"
    )
)
#: Adverbs before a verb that tell one thing from another before a noun: 重点区域, 直接经济损失.
_BEFORE_NOUN = frozenset(words("重点 直接 间接"))
_VERB_TO = frozenset(words("到 至 为 成"))
_NUMBERED = re.compile(
    rf"(?!\d0后|\d\d周?岁|\d[\d.]*(?:千伏|号|级|寸|届|纳米|分以))(?:(?<![A-Za-z\d.+])\d+[至到~-])?(?<![A-Za-z\d.+])\d[\d.,]*(?![A-Za-z\d+])[余多]?[万亿]?[余多]?(?:[\u4e00-\u9fff]{{1,2}}/[\u4e00-\u9fff]{{1,3}}|年度|年[底末初中]?|月[份底末初]?|[组班](?!织|长|子)|{alternatives(UNITS)})?(?:以[上下内])?"
)
_FORBIDDEN = re.compile(
    r"共有|累计(?!雨量|降雨|降水|结余|余额|产值)|达到|截至|截止|目前|今年|以来|已经|其中|分别|全部(?=投入|完成|成立|建成|落实|实现|推行|列入|办结)"
)
_LE = re.compile(r"了(?![解望])")
_EDGE_HEAD = re.compile(
    r"^等|^[的和与及、了为将把…]|^被|^有(?!主导|机|效|限|线)|^共(?![享建治同产青驻])|^达(?!标)|^[)）”\"’》]"
)
_EDGE_TAIL = re.compile(r"(?:与|[的和及等、达共有为占从由至…]|在|以及|[(（“\"])$")
#: What may stand at an edge only as a part of a longer word.
_WORD_EDGE = frozenset("等被将把为和与及了在达共有占从由至")


@lru_cache(maxsize=1024)
def trim_head(phrase: str) -> str:
    """Without adverbs, links and openers before the noun: 全市现有 → "", 共划分网格 → 划分网格."""
    at = 0
    cut = tokens(phrase)
    for number, token in enumerate(cut):
        if not _empty_head(token, cut[number + 1] if number + 1 < len(cut) else None):
            break
        at = token.end
    return phrase[at:]


def _empty_head(token: Token, following: Token | None) -> bool:
    if token.word in _BEFORE_NOUN and following is not None and following.flag[0] == "n":
        return False
    if token.word in TELLING or token.word == "因" and following is not None and following.flag == "n":
        return False
    if token.word in _HEAD or token.flag in _EMPTY:
        return True
    if token.flag == "ad":
        return following is not None and following.flag == "v"
    if token.flag == "d":
        return len(token.word) < 2 or following is not None and following.flag in ("v", "d")
    if token.flag == "f":
        acts = following is not None and following.flag == "v" and len(following.word) == 1
        return len(token.word) == 1 and not acts
    if token.flag == "t":
        return token.word[-1] in "年月日天来后前季底末初"
    return token.flag == "x" and token.word not in '“"(《‘（'


@lru_cache(maxsize=1024)
def trim_tail(phrase: str) -> str:
    """Without what links the noun to its number: 达到, 共有, 等, 的."""
    phrase = _AMOUNTS_TO.sub("", phrase)
    cut = tokens(phrase[-MAX_TAGGED:])
    kept = len(cut)
    led = False
    while kept:
        token = cut[kept - 1]
        before = phrase[: len(phrase) - (cut[-1].end - token.end)]
        if led and token.flag in ("v", "vn", "vd") and token.word[-1] not in "资费值额" and (2 <= len(token.word) <= 3 or token.word in "涨升降增减跌"):
            led = False
        elif token.word in _VERB_TO and kept > 1:
            led = True
        elif kept < len(cut) and token.word in _MODAL:
            led = False
        elif (
            not _empty_tail(token, cut[kept - 2] if kept > 1 else None)
            or len(token.word) == 1
            and CLOSED.search(before)
        ):
            break
        else:
            led = False
        kept -= 1
    return phrase[: len(phrase) - (cut[-1].end - (cut[kept - 1].end if kept else 0))] if cut else phrase


_AMOUNTS_TO = re.compile("(?<=[\u4e00-\u9fff]{2})(?<![时身体特专全总])(?:长|重|多)达$")
#: 产值能|达到: verbs that say how sure the number is.
_MODAL = frozenset(words("应当 应 须 必须 能 能够 可 可以 会 将 预计 估计 预估 约 有望 力争 只能 才"))


def _empty_tail(token: Token, before: Token | None) -> bool:
    if token.word in TELLING:
        return False
    if token.word in _TAIL or token.flag in _EMPTY or token.flag == "x" and token.word in "、:,;—-":
        return True
    # 提高到2025年的14万元: the year belongs to the number.
    if token.word in ("年", "年底", "年末", "月", "月底", "日") and before is not None and before.word[-1:].isdigit():
        return True
    return token.word.isdigit() and len(token.word) in (1, 2, 4) or token.flag == "t" and token.word[-1] in "年月日天"


CLOSED = re.compile(
    r"(?:国有|私有|集体所有|公有|存在|所在|潜在|线上|网上|岗上|路上|马上|街上|以上|社区里|集中|其中|高中|初中|户内|境内|区内|室内|省内|许可|认可|县内|市内|统计|审计|会计|设计|预计|发达|抵达)$"
)

#: Readings that some sites print after a character: 机(jī)构(gòu).
_READING = re.compile(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüê]{1,6}[)）]")
#: A list in brackets after a noun: 居民区(泰山一村、泰山二村).
_ASIDE = re.compile(r"[(（](?:[^()（）]*、[^()（）]*|[^()（）]{7,})[)）]")
#: 县(市、区): one word for divisions of a level.
_LEVELS = re.compile(r"(?<=[县市区乡镇村旗])[(（]((?:[市区县旗镇乡场村]、?|街道、?|社区、?){2,})[)）]")


def without_levels(phrase: str) -> str:
    """县市区 of 县(市、区)."""
    return _LEVELS.sub(lambda m: m[1].replace("、", ""), phrase) if "(" in phrase or "（" in phrase else phrase


def without_asides(phrase: str) -> str:
    """A phrase without the lists in brackets that only spell it out."""
    return _ASIDE.sub("", phrase) if "(" in phrase or "（" in phrase else phrase


@lru_cache(maxsize=1024)
def clean(name: str) -> str:
    """A phrase as a name: no spaces, time words, particles at its edges."""
    if "(" in name or "（" in name:
        name = without_levels(_READING.sub("", name))
        name = _ASIDE.sub("", name)
    if not name.isalpha() and _DIGIT.search(name):
        name = _NUMBERED.sub("", name)
    name = "".join(_FORBIDDEN.sub("", name).split())
    name = _LE.sub("", name) if "了" in name else name
    name = _balanced(name if name.isalnum() else name.translate(_NO_MARKS))
    while name:
        head, tail = _EDGE_HEAD.match(name), _EDGE_TAIL.search(name, max(len(name) - 2, 0))
        if head and not (name[0] in _WORD_EDGE and len(tokens(name)[0].word) > len(head[0])):
            name = name[head.end() :]
        elif tail and not (name[-1] in _WORD_EDGE and len(tokens(name[-MAX_TAGGED:])[-1].word) > len(tail[0])):
            name = name[: tail.start()]
        else:
            break
    return name


_DIGIT = re.compile(r"\d")
_NO_MARKS = dict.fromkeys(map(ord, "。，,;；!！?？：:\n"))
_ANY_PAIR = re.compile('[“”()（）《》‘’"]')
_PAIRS = (("“", "”"), ("(", ")"), ("（", "）"), ("《", "》"), ("‘", "’"))


def _balanced(name: str) -> str:
    """Without marks whose partner is missing."""
    if name.isalnum() or not _ANY_PAIR.search(name):
        return name
    for left, right in _PAIRS:
        if name.count(left) != name.count(right):
            name = name.replace(left, "").replace(right, "")
    return name.replace('"', "") if name.count('"') % 2 else name


def last_noun(phrase: str, limit: int) -> str:
    """The end of a phrase that is too long: after its last 的 or link, or its last words."""
    if len(phrase) <= limit:
        return phrase
    for mark in ("的", "、", "等", "和", "与"):
        tail = phrase.rsplit(mark, 1)[-1]
        if 2 <= len(tail) <= limit and (
            len(mark) > 1 or tail and any(t.word == mark for t in tokens(phrase[-MAX_TAGGED:]))
        ):
            return tail
    return last_words(phrase, limit)


def last_words(phrase: str, limit: int) -> str:
    """The last words of a phrase within so many characters."""
    found = ""
    for token in reversed(tokens(phrase[-MAX_TAGGED:])):
        if len(found) + len(token.word) > limit:
            break
        found = token.word + found
    return found
