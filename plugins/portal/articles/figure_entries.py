"""The front matter's ``figures``: what an editor says about the figures of the text.

Only the form is read here; which figure an entry means shows when the text is looked at
(:mod:`portal.indicators.overrides`).
"""

from __future__ import annotations

import unicodedata
from typing import Any

from portal.articles.keys import Field
from portal.errors import Problem, declare
from portal.text.numerals import value_of

declare("warning", {"figures-entry": "「数据」里有一条写得不对，没有起作用"})

#: Canonical action -> its spellings; the first is the one we write.
ACTIONS = {
    "confirm": ("确认", "正确", "核对"),
    "correct": ("更正", "改正", "修改"),
    "hide": ("隐藏", "不显示", "删除"),
    "add": ("补充", "新增", "增加"),
}
#: Comparator -> its words; the first is the one we write.
COMPARATORS = {
    "=": ("等于", "正好", "无"),
    ">": ("超过", "超", "逾", "突破", "多于", "大于"),
    ">=": ("不低于", "不少于", "至少", "以上"),
    "<": ("不足", "不到", "低于", "少于", "小于"),
    "<=": ("不超过", "以内", "以下"),
    "~": ("约", "近", "左右", "大约"),
}
#: What an entry may correct.
CORRECTED = ("name", "region", "period", "value", "value_high", "unit", "comparator")
#: Entries of one article; more are no editor's work.
MOST = 500
#: Characters of one value.
LONGEST = 400

_ACTION = {word: action for action, words in ACTIONS.items() for word in (action, *words)}
_COMPARATOR = {word: sign for sign, words in COMPARATORS.items() for word in (sign, *words)}
_NONE = "无"
_KEYS = ("sentence", "number", "nth", "action", *CORRECTED)
_SAMPLE = "照编辑手册「数据卡片」一节写：每条以 - 开头，有 sentence（原句）、number（数值）和 action（操作）"


class _Wrong(Exception):
    def __init__(self, message: str, hint: str = _SAMPLE) -> None:
        self.message, self.hint = message, hint


def read_entries(field: Field, path: str) -> tuple[tuple[dict[str, Any], ...], list[Problem]]:
    """The entries that are well formed, and a problem for every other one.

    Returns:
        entries as JSON values: ``line``, ``action`` (a key of :data:`ACTIONS`), ``sentence`` and
        ``number`` as written, ``nth`` (1-based, 0 where not given), and what is corrected of
        :data:`CORRECTED`; a region or period of 无 is None. Values are numbers.
    """
    items = field.value if isinstance(field.value, list) else [field]
    found: list[dict[str, Any]] = []
    problems: list[Problem] = []
    if field.value == "":
        return (), []
    for item in items[:MOST]:
        try:
            found.append(_entry(item))
        except _Wrong as wrong:
            problems.append(Problem("figures-entry", path, item.line, wrong.message, wrong.hint))
    if len(items) > MOST:
        message = f"「数据」有 {len(items)} 条，只看前 {MOST} 条"
        problems.append(Problem("figures-entry", path, items[MOST].line, message, "删去不需要的"))
    return tuple(found), problems


def _entry(item: Field) -> dict[str, Any]:
    if not isinstance(item.value, dict):
        raise _Wrong("「数据」的一条要写成几行「名称: 内容」")
    texts: dict[str, str] = {}
    for key, inner in item.value.items():
        if key not in _KEYS:
            raise _Wrong(f"「数据」里不认识「{key[:20]}」")
        if not isinstance(inner.value, str) or len(inner.value) > LONGEST:
            raise _Wrong(f"「数据」里的「{key}」只能是一段不太长的文字")
        if inner.value.strip():
            texts[key] = " ".join(inner.value.split())
    action = _ACTION.get(texts.get("action", "").lower())
    if action is None:
        words = "、".join(words[0] for words in ACTIONS.values())
        raise _Wrong(
            f"「数据」这一条没有写明操作：{texts.get('action', '（空）')[:20]}", f"action 从这些里选一个：{words}"
        )
    if not texts.get("number"):
        raise _Wrong("「数据」这一条没有写是哪个数字", "加一行 number，照正文抄上数字和单位，如 number: 超过80%")
    entry: dict[str, Any] = {"line": item.line, "action": action, "sentence": texts.get("sentence", "")}
    entry |= {"number": texts["number"], "nth": _nth(texts.get("nth", "0"))}
    entry |= {key: _value(key, texts[key]) for key in CORRECTED if key in texts}
    if action == "correct" and not entry.keys() & set(CORRECTED):
        raise _Wrong("「数据」这一条说要更正，却没有写更正什么", "加上 name、region、period、value、unit 或 comparator")
    if action == "add" and not entry.get("name"):
        raise _Wrong("「数据」补充的一条没有名称", "加一行 name，写明这个数字是什么，如 name: 网格员人数")
    return entry


def _nth(text: str) -> int:
    number = value_of(unicodedata.normalize("NFKC", text).strip("第个处次 "))
    if number is None or number != int(number) or not 0 <= number < 10000:
        raise _Wrong(f"nth 要写第几个，现在是：{text[:20]}", "写 1、2、3 这样的数字")
    return int(number)


def _value(key: str, text: str) -> Any:
    if key in ("region", "period"):
        return None if text == _NONE else text
    if key == "comparator":
        sign = _COMPARATOR.get(unicodedata.normalize("NFKC", text))
        if sign is None:
            words = "、".join(words[0] for words in COMPARATORS.values())
            raise _Wrong(f"比较词看不懂：{text[:20]}", f"comparator 从这些里选一个：{words}")
        return sign
    if key in ("value", "value_high"):
        number = value_of(unicodedata.normalize("NFKC", text).rstrip("%"))
        if number is None:
            raise _Wrong(f"「{key}」写的不是数字：{text[:20]}", "只写数字，可以带万、亿，如 3.6万；单位写在 unit 里")
        return number
    return text
