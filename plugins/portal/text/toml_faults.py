"""What tomllib says of a broken file, in Chinese."""

from __future__ import annotations

import re
import tomllib

#: Beginnings of tomllib's messages (CPython 3.11 to 3.14) -> what is wrong, and how to mend it.
_FAULTS: tuple[tuple[str, str, str], ...] = (
    ("Cannot overwrite a value", "同一个名称写了两次", "两处只留一处"),
    ("Cannot declare", "同一个表写了两次", "一串同样的项目用两层方括号，如 [[column]]；只有一个的用一层"),
    ("Cannot mutate immutable", "同一个表写了两次", "写在大括号里的内容不能在别处再补"),
    ("Cannot redefine", "同一个名称写了两次", "两处只留一处"),
    ("Expected '=' after a key", "名称后面少了等号", '写成 名称 = "内容"；中文名称要加英文双引号'),
    ("Expected ']]'", "表头的方括号不成对", "写成 [[column]] 的样子"),
    ("Expected ']'", "表头的方括号不成对", "写成 [column] 的样子"),
    ("Expected newline or end of document", "一行写完以后还有多余的字", "一行只写一项；说明文字写在 # 后面"),
    ("Invalid initial character for a key", "名称写得不对", "名称用英文字母、数字和连字符；等号、引号、括号用英文（半角）的"),
    ("Invalid statement", "这一行看不懂", '写成 名称 = "内容"；引号和等号用英文（半角）的；说明文字前面加 #'),
    ("Invalid value", "等号后面的内容写得不对", '文字要加英文双引号，如 name = "要闻动态"；是非写 true、false'),
    ("Invalid date or datetime", "日期写得不对", "写成 2026-01-05"),
    ("Unclosed array", "方括号没有结束", "在列表末尾补上 ]"),
    ("Unclosed inline table", "大括号没有结束", "补上 }"),
    ("Unterminated string", "引号没有结束", '在文字末尾补上英文双引号 "'),
    ("Illegal character", "有不该出现的字符", "引号要成对，文字里不能直接换行"),
    ("Unescaped", "反斜杠写得不对", "反斜杠写两个，或改用单引号"),
    ("Expected", "符号不成对", "检查引号、方括号和等号是否成对"),
)
_PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")


def fault(error: tomllib.TOMLDecodeError, text: str) -> tuple[int | None, str, str]:
    """Line (1-based), what is wrong, and how to mend it.

    >>> text = "name = 要闻"
    >>> try: tomllib.loads(text)
    ... except tomllib.TOMLDecodeError as error: fault(error, text)[:2]
    (1, '等号后面的内容写得不对：name = 要闻')
    """
    message = str(error)
    place = _PLACE.search(message)
    rows = text.splitlines() or [""]
    line = int(place[1]) if place and place[1] else len(rows) if place else None
    what, how = next(
        ((what, how) for start, what, how in _FAULTS if message.startswith(start)),
        ("格式不对", "检查引号、方括号和等号是否成对"),
    )
    shown = rows[min(line, len(rows)) - 1].strip()[:60] if line else ""
    wide = "；这一行有中文的引号、等号或冒号，改成英文（半角）的" if re.search("[“”‘’＝：；，]", shown) else ""
    return line, f"{what}：{shown}" if shown else what, how + wide
