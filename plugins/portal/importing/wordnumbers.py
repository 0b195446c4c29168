"""The numbers that Word writes before paragraphs by itself (一、 （一） 1.): they are in no text of the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

_DIGITS = "零一二三四五六七八九"
_LEGAL = dict(zip("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟", strict=True))
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
#: Formats of ECMA-376 17.18.59 that have signs of their own, and the first of those signs.
_SIGNS = {
    "decimalEnclosedCircle": ("①", 20), "decimalEnclosedCircleChinese": ("①", 20), "decimalEnclosedParen": ("⑴", 20),
    "decimalEnclosedFullstop": ("⒈", 20), "ideographEnclosedCircle": ("㊀", 10),
}  # fmt: skip
_PLACE = re.compile(r"%([1-9])")
#: Levels of a list; Word has no more.
LEVELS = 9


def han(number: int) -> str:
    """A number below ten thousand in Chinese: 十, 十二, 一百零五.

    >>> han(10), han(23), han(105), han(110)
    ('十', '二十三', '一百零五', '一百一十')
    """
    if not 0 < number < 10000:
        return str(number)
    text, zero = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + unit
        zero = not digit
    return text[1:] if text.startswith("一十") else text


def _letters(number: int) -> str:
    """a to z, then aa, bb and so on, as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def written(number: int, form: str) -> str:
    """A number in one of Word's formats; those that no Chinese document has, in digits.

    >>> written(3, "chineseCountingThousand"), written(3, "upperRoman"), written(12, "decimalEnclosedCircle")
    ('三', 'III', '⑫')
    """
    if not 0 < number < 10000 or form == "none":
        return "" if form == "none" else str(number)
    if form in ("chineseCountingThousand", "taiwaneseCountingThousand", "japaneseCounting", "chineseCounting", "taiwaneseCounting", "koreanCounting"):  # fmt: skip
        return han(number)
    if form in ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"):
        return "".join(_LEGAL.get(c, c) for c in ("一" if 10 <= number < 20 else "") + han(number))
    if form in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join("〇" if digit == "0" else _DIGITS[int(digit)] for digit in str(number))
    if form in _SIGNS and number <= _SIGNS[form][1]:
        return chr(ord(_SIGNS[form][0]) + number - 1)
    if form in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(ord("０") + int(digit)) for digit in str(number))
    if form in ("ideographTraditional", "ideographZodiac"):
        row = _STEMS if form == "ideographTraditional" else _BRANCHES
        return row[(number - 1) % len(row)]
    makers = {"lowerLetter": _letters, "upperLetter": _letters, "lowerRoman": _roman, "upperRoman": _roman}
    if form in makers:
        text = makers[form](number)
        return text.upper() if form.startswith("upper") else text
    return f"{number:02d}" if form == "decimalZero" else str(number)


@dataclass(frozen=True)
class Level:
    """One level of a list: how its number looks and where it starts."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    style: str = ""
    legal: bool = False
    suffix: str = "tab"


@dataclass(frozen=True)
class Label:
    """The number of one paragraph.

    Args:
        text: as the reader sees it, with the white after it; of a bullet "".
        list: key of its list, for telling where one goes on.
        level: from 0.
        number: its own count.
        form: Word's format; ``bullet`` for signs that count nothing.
        plain: it looks as the numbers of a web page's list do: ``1.``
    """

    text: str
    list: str
    level: int
    number: int
    form: str
    plain: bool


def value(element: Any, name: str, default: str = "") -> str:
    """The ``val`` of a child element, whatever its namespace."""
    child = element.find(f"{{*}}{name}") if element is not None else None
    return default if child is None else attribute(child, "val", default)


def attribute(element: Any, name: str, default: str = "") -> str:
    """An attribute by its local name."""
    return next((str(text) for key, text in element.attrib.items() if etree.QName(key).localname == name), default)


def _whole(text: str, default: int) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else default


def _level(element: Any) -> Level:
    restart = value(element, "lvlRestart")
    legal = element.find("{*}isLgl") is not None and value(element, "isLgl", "1") not in ("0", "false")
    return Level(
        _whole(value(element, "start", "1"), 1), value(element, "numFmt", "decimal"), value(element, "lvlText"),
        _whole(restart, 0) if restart else None, value(element, "pStyle"), legal, value(element, "suff", "tab"),
    )  # fmt: skip


def _levels(element: Any) -> dict[int, Level]:
    return {_whole(attribute(level, "ilvl"), 0): _level(level) for level in element.findall("{*}lvl")}


@dataclass
class Lists:
    """The lists that word/numbering.xml declares, and how far each has counted.

    Args:
        levels: key of a list (``numId``) -> its levels.
        shared: key -> the definition behind it; lists of one definition count together.
        starts: (key, level) -> where a list of its own starts anew.
        by_style: paragraph style -> (key, level) of the list that names the style.
    """

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    by_style: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, key: str, level: int) -> Label | None:
        """Count one paragraph further; None where the list is not declared."""
        level = min(max(level, 0), LEVELS - 1)
        levels = self.levels.get(key, {})
        if level not in levels:
            return None
        own = levels[level]
        counts = self._counts.setdefault(self.shared[key], {})
        if (key, level) in self.starts and (key, level) not in self._begun:
            counts[level] = self.starts[key, level]
        else:
            counts[level] = counts[level] + 1 if level in counts else own.start
        self._begun.add((key, level))
        for deeper in range(level + 1, LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or level < restart:
                counts.pop(deeper, None)
        return self._made(key, level, own, counts, levels)

    def _made(self, key: str, level: int, own: Level, counts: Mapping[int, int], levels: Mapping[int, Level]) -> Label:
        def count(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            part = levels.get(index, Level())
            form = "decimal" if own.legal and index != level else part.form
            return written(counts.get(index, part.start), form)

        text = "" if own.form == "bullet" else _PLACE.sub(count, own.text).strip()
        plain = own.form == "decimal" and own.text.strip() == f"%{level + 1}."
        return Label(text + _white(text, own.suffix), key, level, counts[level], own.form, plain)


def _white(text: str, suffix: str) -> str:
    """What parts a number from its paragraph: nothing after 一、 and (一), a space after 1. and a wide one after 第一条."""
    if not text:
        return ""
    if text[-1].isascii():
        return "" if re.search(r"[^\x00-\x7f]\)$", text) else " "
    return "\u3000" if suffix != "nothing" and "\u4e00" <= text[-1] <= "\u9fff" else ""


def lists(numbering: Any, styled: Mapping[str, str]) -> Lists:
    """The lists of a document.

    Args:
        numbering: the root of word/numbering.xml.
        styled: numbering style -> the list it stands for, of word/styles.xml.
    """
    found = Lists()
    abstracts = {attribute(a, "abstractNumId"): a for a in numbering.findall("{*}abstractNum")}
    numbers = {attribute(n, "numId"): n for n in numbering.findall("{*}num")}
    for key, number in numbers.items():
        name = value(number, "abstractNumId")
        link = value(abstracts.get(name), "numStyleLink")
        if link and styled.get(link) in numbers:
            name = value(numbers[styled[link]], "abstractNumId")
        if name not in abstracts:
            continue
        found.levels[key], found.shared[key] = _levels(abstracts[name]), name
        for override in number.findall("{*}lvlOverride"):
            level = _whole(attribute(override, "ilvl"), 0)
            start = value(override, "startOverride")
            if start:
                found.starts[key, level] = _whole(start, 1)
            found.levels[key].update(_levels(override))
        for level, own in found.levels[key].items():
            if own.style:
                found.by_style.setdefault(own.style, (key, level))
    return found
