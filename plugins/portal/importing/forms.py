"""Characters that look like others: radicals and compatibility forms that PDF programs put for plain characters."""

from __future__ import annotations

import re
import unicodedata

from portal.importing.draft import Change, Result

RULE = "部首和兼容字符"
#: CJK Radicals Supplement to the characters they are shown for; Unicode gives no decomposition for these.
_RADICALS = dict(
    zip(
        "⺁⺈⺌⺍⺖⺘⺟⺠⺩⺫⺬⺮⺶⺼⻁⻄⻅⻆⻉⻋⻌⻒⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰",
        "厂刀小小忄扌母民王罒示竹羊月虎西见角贝车辶镸长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙",
        strict=True,
    )
)
_FORMS = re.compile("[\u2e80-\u2fd5\uf900-\ufad9]")


def plain(text: str) -> Result:
    """Radicals and compatibility ideographs as the characters they stand for.

    >>> plain("⼈⺠")[0]
    '人民'
    """
    changes: list[Change] = []

    def replace(match: re.Match[str]) -> str:
        form = match[0]
        new = _RADICALS.get(form) or unicodedata.normalize("NFKC", form)
        if new != form:
            changes.append(Change(RULE, form, new))
        return new

    return _FORMS.sub(replace, text), changes
