"""Damage clean articles the way old portals and conversion programs do.

Each function takes a text and gives the damaged one; the same seed always damages alike. Used by
tests/importing and by run.py beside this file.
"""

from __future__ import annotations

import random
import re
from functools import cache

#: Lines before and after the text of a page that was saved as text.
HEAD = """欢迎来到示例先锋网！
首页 | 要闻 | 公告 | 专题 | 视频
您现在的位置：首页 > 基层党建 > 正文

{title}

来源：示例先锋网    作者：张三    发布日期：2021-03-04 09:05    浏览次数：1234    字体：[大] [中] [小]
"""
TAIL = """
责任编辑：李四
【打印本页】 【关闭窗口】
上一篇：没有了
下一篇：另一篇文章的题目
相关文章
• 某地召开基层党建工作会议
• 某地开展主题党日活动
主办单位：中共示例市委组织部 技术支持：示例信息技术公司
地址：示例市示例路1号 邮编：100000 电话：010-12345678
Copyright © 2021 版权所有 京ICP备00000000号
"""


@cache
def _converter() -> object:
    import opencc

    return opencc.OpenCC("s2t")


def traditional(text: str, _seed: int = 0) -> str:
    """All in traditional characters."""
    return _converter().convert(text)


def pinyin(text: str, _seed: int = 0) -> str:
    """Traditional characters, each changed one followed by its reading in brackets."""
    from pypinyin import pinyin as read

    new = traditional(text)
    if len(new) != len(text):
        return new
    readings = read(text, errors=lambda run: [[c] for c in run])
    if len(readings) != len(text):
        return new
    return "".join(
        after + (f"({reading[0]})" if before != after else "")
        for before, after, reading in zip(text, new, readings, strict=True)
    )


def byte_shift(text: str, seed: int = 0, places: int = 1) -> str:
    """In some sentences one byte of the GBK encoding is lost; what cannot be read then becomes ``?``."""
    chance = random.Random(seed)
    # A run between two full stops, long enough to matter and all in GBK.
    runs = [m for m in re.finditer(r"[\u4e00-\u9fff，、“”]{12,60}(?=[。；])", text) if _in_gbk(m[0])]
    for match in sorted(chance.sample(runs, min(places, len(runs))), key=lambda m: -m.start()):
        data = match[0].encode("gbk")
        at = 2 * chance.randrange(2, 6)
        lost = data[:at] + data[at + 1 :]
        # The byte that is left over at the end was set right by a space that is then gone.
        shifted = lost.decode("gbk", "replace").replace("\ufffd", "?")
        text = text[: match.start()] + shifted + text[match.end() :]
    return text


def _in_gbk(text: str) -> bool:
    try:
        return len(text.encode("gbk")) == 2 * len(text)
    except UnicodeEncodeError:
        return False


def page(text: str, title: str) -> str:
    """A whole page saved as text, navigation and footer included."""
    return HEAD.format(title=title) + "\n" + text + "\n" + TAIL


def wrapped(text: str, width: int = 36) -> str:
    """Lines broken after so many characters, paragraphs indented by two spaces."""
    rows = []
    for paragraph in text.split("\n"):
        paragraph = "　　" + paragraph.strip()
        rows += (
            [paragraph[start : start + width] for start in range(0, len(paragraph), width)] if paragraph.strip() else []
        )
    return "\n".join(rows)


def half_width(text: str) -> str:
    """Half-width signs, as systems that fold everything leave them."""
    return text.translate(str.maketrans("，；：！（）", ",;:!()"))
