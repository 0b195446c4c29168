"""Traditional characters to simplified ones with OpenCC, where the whole text is traditional."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

from portal.importing.draft import Change, Result
from portal.text.fold import simplified

RULE = "繁体转简体"
#: Share of traditional among the characters that have two forms, above which a text is traditional.
SHARE = 0.4
#: Fewer than this prove nothing: a name, a signboard.
FEWEST = 3
#: Characters that stand in simplified texts too, in some words; OpenCC's phrases decide about them.
_BOTH = frozenset("乾著覆於藉夥瞭徵鍾麽麼後里于云系台只干面几斗谷舍丑才松")
#: Words that mainland editors write otherwise than OpenCC 1.4 gives them.
_MAINLAND = {
    "批覆": "批复", "覆函": "复函", "回覆": "回复", "答覆": "答复", "函覆": "函复", "薰陶": "熏陶", "計畫": "计划",
    "隨著": "随着", "濬縣": "浚县", "濬县": "浚县", "想像": "想象",
}  # fmt: skip
#: Frequent surnames, both forms, none of which is a verb that 着 could follow.
_SURNAMES = "王李張张劉刘陳陈楊杨黃黄趙赵吳吴周徐孫孙馬马朱胡郭何林羅罗鄭郑梁謝谢宋唐許许韓韩馮冯鄧邓曹彭曾蕭肖田董袁潘蔡蔣蒋余杜葉叶程蘇苏魏呂吕沈姚盧卢姜崔鍾钟譚谭陸陆汪范石廖賈贾夏方白鄒邹孟熊秦邱江尹薛雷侯龍龙陶黎賀贺顧顾毛郝龔龚邵"
#: 著 as a written work, a quality, or the first character of a given name, which Taiwan writes like 着.
_WRITTEN = re.compile(f"(?<=[原編编譯译專专巨遺遗卓昭拙合])著|(?<=[{_SURNAMES}])著(?=[\u4e00-\u9fff]?[、，。；：,;:）)])")


@cache
def _forms() -> tuple[frozenset[str], frozenset[str]]:
    table = simplified()
    return frozenset(table) - _BOTH, frozenset(table.values()) - frozenset(table) - _BOTH


def is_traditional(text: str) -> bool:
    """Whether the text as a whole is written in traditional characters."""
    traditional, plain = _forms()
    many = sum(character in traditional for character in text)
    return many >= FEWEST and many / (many + sum(character in plain for character in text)) > SHARE


@cache
def kept_names() -> tuple[str, ...]:
    """Names that stay as they are: importing/data/kept_names.txt."""
    text = files("portal.importing").joinpath("data/kept_names.txt").read_text(encoding="utf-8")
    return tuple(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@cache
def _converter(standard: str) -> object:
    import opencc

    return opencc.OpenCC(standard)


def convert(text: str) -> str:
    """The text in simplified characters, whatever it was, :func:`kept_names` apart.

    >>> convert("議事廳開門，乾隆年間，隨著")
    '议事厅开门，乾隆年间，随着'
    """
    for before, after in _MAINLAND.items():
        text = text.replace(before, after)
    names = [name for name in kept_names() if name in text]
    parts = re.split("(" + "|".join(map(re.escape, names)) + ")", text) if names else [text]
    table = simplified()
    # Texts of Taiwan and Hong Kong use 著 where OpenCC's own standard writes 着; in a text with 着, 著 is itself.
    converter = _converter("t2s" if "着" in text else "tw2s")
    for index in range(0, len(parts), 2):
        # OpenCC looks at phrases of one line; the marks of our own it passes through.
        part = converter.convert(parts[index])  # type: ignore[attr-defined]
        if len(part) == len(parts[index]):
            for match in _WRITTEN.finditer(parts[index]):
                part = part[: match.start()] + "著" + part[match.end() :]
        parts[index] = "".join(c if c in _BOTH else table.get(c, c) for c in part)
    return "".join(parts)


def simplify(text: str) -> Result:
    """Convert a traditional text; leave any other as it is."""
    if not is_traditional(text):
        return text, []
    new = convert(text)
    return new, list(_differences(text, new))


def _differences(before: str, after: str) -> Iterable[Change]:
    """One change for each different word changed, as the report shows kinds, not places."""
    seen: set[tuple[str, str]] = set()
    if len(before) != len(after):
        matcher = SequenceMatcher(None, before[:5000], after[:5000], autojunk=False)
        pairs = [(before[a:b], after[c:d]) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]
    else:
        pairs = [(b, a) for b, a in zip(before, after, strict=True) if b != a]
    for pair in pairs:
        if pair not in seen:
            seen.add(pair)
            yield Change(RULE, *pair)
