"""Publication dates in the many forms of old pages, read into ISO form."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from portal.text.dates import parse_date
from portal.text.lists import words

_ZERO = "零〇○Ｏ０oO"
_DIGIT = {c: str(n) for n, c in enumerate("零一二三四五六七八九")} | dict.fromkeys(_ZERO, "0")
_DIGIT |= {c: str(n) for n, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
_HAN = "零〇○一二三四五六七八九十廿卅壹贰叁肆伍陆柒捌玖拾"
_MONTHS = {name: n for n, name in enumerate(words("jan feb mar apr may jun jul aug sep oct nov dec"), 1)}
_NAME = "(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"

_TIME = (
    r"(?P<time>\s*[Tt,，]?\s*(?:\(?(?:星期|周|礼拜)[一二三四五六日天]\)?)?\s*"
    r"(?:上午|下午|晚上|早上|中午|凌晨|[AaPp][Mm]?)?\s*\d{1,2}(?:[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?|[时点](?:\d{1,2}分(?:\d{1,2}秒)?)?)"
    r"\s*(?:[AaPp][Mm])?\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
)
#: Year first, in digits: 2020-11-10, 2020/11/10, 2020.11.10, 2020_11_10, 2020、11、10, 2020年11月10日, 20201110.
_DIGITS = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})\s*(?:年\s*(?P<m1>\d{1,2})\s*月\s*(?P<d1>\d{1,2})\s*[日号]?"
    r"|(?P<sep>[-/._、—–])\s*(?P<m2>\d{1,2})\s*(?P=sep)\s*(?P<d2>\d{1,2})(?!\d)"
    r"|(?P<m3>0[1-9]|1[0-2])(?P<d3>[0-3]\d)(?!\d))" + _TIME
)
#: In Chinese numerals: 二〇二〇年十一月十日, 贰零贰零年.
_WORDS = re.compile(rf"(?P<year>[{_HAN}]{{4}})年(?P<m>[{_HAN}]{{1,3}})月(?P<d>[{_HAN}]{{1,3}})[日号]" + _TIME)
#: Month first or day first with an English month: 10 Nov 2020, Nov 10, 2020, Tue, 10 Nov 2020 09:05:00 +0800.
_ENGLISH = re.compile(
    rf"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_NAME}[\s-]+"
    rf"|{_NAME.replace('name', 'name2')}\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)(?P<year>(?:19|20)\d{{2}})"
    + _TIME,
    re.IGNORECASE,
)
#: Republican years: 民国109年11月10日.
_REPUBLIC = re.compile(r"民国\s*(?P<year>\d{2,3})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日" + _TIME)
#: Forms that leave a doubt: two-digit year, day first, no year, no day.
_SHORT = re.compile(r"(?<![\d.])(?P<year>\d{2})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?(?!\d)" + _TIME)
_DAY_LAST = re.compile(r"(?<!\d)(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<year>(?:19|20)\d{2})(?!\d)" + _TIME)
_NO_DAY = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})\s*(?:年\s*|[-/.])(?P<m>\d{1,2})\s*月?(?![\d-])")


@dataclass(frozen=True)
class Found:
    """A date in a text.

    Args:
        value: ``YYYY-MM-DD`` or ``YYYY-MM-DDTHH:MM``.
        start, end: where it stands.
        doubt: "" or what the editor should check, Chinese.
    """

    value: str
    start: int
    end: int
    doubt: str = ""


def _number(text: str) -> int:
    """A day or month in Chinese numerals."""
    text = text.replace("拾", "十").replace("廿", "二十").replace("卅", "三十")
    tens, ten, units = text.rpartition("十")
    if not ten:
        return int("".join(_DIGIT.get(c, "") for c in text) or 0)
    return 10 * int(_DIGIT.get(tens, "1") if tens else 1) + int(_DIGIT.get(units, "0") if units else 0)


def _value(year: int | str, month: int | str, day: int | str, time: str | None) -> str | None:
    clock = (time or "").strip(" ,，Tt")
    half = re.search(r"([AaPp])[Mm]?\s*$|^([AaPp])[Mm]?", clock)
    if half:
        clock = ("下午" if half[0][0].lower() == "p" else "上午") + clock.replace(half[0], "").strip()
    base = f"{year}年{int(month)}月{int(day)}日"
    return (parse_date(f"{base} {clock}") if clock else None) or parse_date(base)


def find(text: str) -> Found | None:
    """The first date of a text, sure forms before doubtful ones.

    >>> find("发布日期：二〇二〇年十一月十日").value, find("2020.11.10 09:05").value
    ('2020-11-10', '2020-11-10T09:05')
    """
    flat = text if len(text) < 400 else text[:400]
    flat = "".join(n if len(n := unicodedata.normalize("NFKC", c)) == 1 else c for c in flat)
    best: Found | None = None
    for pattern, reader in _SURE:
        for match in pattern.finditer(flat):
            value = reader(match)
            if value and (best is None or match.start() < best.start):
                best = Found(value, *match.span())
            if value:
                break
    return best or _doubtful(flat)


def _from_digits(match: re.Match[str]) -> str | None:
    month, day = match["m1"] or match["m2"] or match["m3"], match["d1"] or match["d2"] or match["d3"]
    return _value(match["year"], month, day, match["time"])


def _from_words(match: re.Match[str]) -> str | None:
    year = "".join(_DIGIT.get(c, "") for c in match["year"])
    return _value(year, _number(match["m"]), _number(match["d"]), match["time"]) if len(year) == 4 else None


def _from_english(match: re.Match[str]) -> str | None:
    month = _MONTHS[(match["name"] or match["name2"])[:3].lower()]
    return _value(match["year"], month, match["d1"] or match["d2"], match["time"])


def _from_republic(match: re.Match[str]) -> str | None:
    return _value(1911 + int(match["year"]), match["m"], match["d"], match["time"])


_SURE = ((_DIGITS, _from_digits), (_WORDS, _from_words), (_ENGLISH, _from_english), (_REPUBLIC, _from_republic))


def _doubtful(text: str) -> Found | None:
    match = _DAY_LAST.search(text)
    if match:
        day_first = int(match["a"]) > 12
        month, day = (match["b"], match["a"]) if day_first else (match["a"], match["b"])
        value = _value(match["year"], month, day, match["time"])
        if value:
            doubt = "" if day_first else f"「{match[0].strip()}」按月/日/年读，也可能是日/月/年"
            return Found(value, *match.span(), doubt)
    match = _SHORT.search(text)
    if match:
        year = int(match["year"])
        value = _value(year + (2000 if year < 70 else 1900), match["m"], match["d"], match["time"])
        if value:
            return Found(value, *match.span(), f"「{match[0].strip()}」的年份只有两位，按 {value[:4]} 年读")
    match = _NO_DAY.search(text)
    if match:
        value = _value(match["year"], match["m"], 1, None)
        if value:
            return Found(value, *match.span(), f"「{match[0].strip()}」没有写几日，先记作 1 日")
    return None
