"""Numbers as Chinese texts write them: 3.6万, 一千二百, １２, 1,234, 十几."""

from __future__ import annotations

import re
from functools import lru_cache

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3}
_DIGITS |= {"肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_ARABIC = re.compile(r"(\d[\d,，]*(?:[.．]\d+)?)\s*([余多几]?)\s*([十百千]?)([万萬]?[亿億]|[万萬])?")

#: More digits than any count of public work has; longer runs are codes, not quantities.
MAX_DIGITS = 15


@lru_cache(maxsize=4096)
def value_of(text: str) -> float | None:
    """The number that the whole text writes, or None where it writes none.

    Arabic digits (full-width too) with thousands commas and 十/百/千/万/亿 after them, or Chinese
    numerals. 余, 多 and 几 inside a number add nothing: 40多万 is 400000, 十几 is 10.

    >>> value_of("3.6万"), value_of("一千二百"), value_of("二〇二〇"), value_of("3千")
    (36000.0, 1200.0, 2020.0, 3000.0)
    """
    text = text.strip()
    match = _ARABIC.fullmatch(text)
    if match:
        number, _, small, large = match.groups()
        plain = number.replace(",", "").replace("，", "").replace("．", ".")
        if len(plain) > MAX_DIGITS:
            return None
        scale = _SMALL.get(small, 1)
        for mark in large or "":
            scale *= _LARGE[mark]
        return round(float(plain) * scale, 6)
    return _chinese(re.sub("[余多几]", "", text))


def _chinese(text: str) -> float | None:
    """Value of a Chinese numeral, such as 三千六百万, 二〇二〇 or 八点五."""
    if not text or len(text) > 2 * MAX_DIGITS:
        return None
    whole, point, decimals = text.partition("点")
    if point:
        base = _chinese(whole)
        if base is None or not decimals or any(c not in _DIGITS for c in decimals):
            return None
        return base + float("0." + "".join(str(_DIGITS[c]) for c in decimals))
    if all(c in _DIGITS for c in whole):
        return float("".join(str(_DIGITS[c]) for c in whole))
    total = section = digit = 0
    last_scale = 0
    for char in whole:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _SMALL:
            last_scale = _SMALL[char]
            section += (digit or 1) * last_scale
            digit = 0
        elif char in _LARGE:
            last_scale = _LARGE[char]
            grown = (section + digit) or (0 if total else 1)
            total = (total + grown) * last_scale if total < last_scale else total + grown * last_scale
            section = digit = 0
        else:
            return None
    # 三万五 is 35,000: a digit straight after a scale counts in the next lower one.
    short_form = len(whole) > 1 and digit and whole[-2] not in "零〇" and last_scale > 10
    tail = digit * last_scale // 10 if short_form else digit
    return float(total + section + tail)
