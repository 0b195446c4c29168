"""The four sections of a case study, found by what editors call them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from portal.articles.model import Heading

#: Canonical name -> (other whole headings, words that tell in a short heading). In reading order;
#: where words of two sections meet (做法与成效), the earlier section takes the heading.
SECTIONS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "背景与起因": (
        ("基本情况", "案例简介", "案例概况", "案例概述", "问题的提出", "存在问题", "主要问题", "项目简介", "引言"),
        ("背景", "起因", "缘起", "缘由", "由来", "动因"),
    ),
    "做法与经过": (
        ("过程", "实施过程", "探索与实践", "实践探索", "创新实践", "基本经验做法", "实施步骤", "工作机制", "改革内容"),
        ("做法", "经过", "举措", "措施"),
    ),
    "成效与反响": (
        ("结果", "社会评价", "群众评价", "取得的成绩", "主要成绩"),
        ("成效", "成果", "反响", "效果", "实效"),
    ),
    "探讨与评论": (
        ("点评", "专家点评", "案例点评", "案例评析", "体会", "经验", "主要经验", "经验总结", "下一步打算", "结语"),
        ("启示", "探讨", "评论", "思考", "体会", "点评", "评析", "讨论"),
    ),
}

#: Han characters; in longer headings a word such as 做法 is part of a sentence.
_SHORT = 12
_NUMBER = re.compile(
    r"^(?:第?[一二三四五六七八九十\d]+(?:部分|[、.．:：)）章节])|[(（][一二三四五六七八九十\d]+[)）][、.．]?|[①-⑩])"
)
_SIGNS = re.compile(r"[\s、，。：:·—\-―“”‘’\"'《》【】\[\]()（）*#]+")


def section_of(heading: str) -> str | None:
    """The canonical section that a heading opens, or None."""
    text = _SIGNS.sub("", _NUMBER.sub("", heading.strip()))
    for name, (whole, _) in SECTIONS.items():
        if text == name or text in whole:
            return name
    if len(text) > _SHORT:
        return None
    return next((name for name, (_, words) in SECTIONS.items() if any(word in text for word in words)), None)


def find_sections(headings: Iterable[Heading]) -> dict[str, str]:
    """Canonical section -> anchor of the first heading that opens it, in reading order.

    Headings of the highest level used come first: a 成效 deep inside 做法 opens no section while
    the article has a chapter of that name.
    """
    found: dict[str, tuple[int, int, str]] = {}
    for place, heading in enumerate(headings):
        name = section_of(heading.text)
        if name and (name not in found or heading.level < found[name][0]):
            found[name] = (heading.level, place, heading.anchor)
    return {name: anchor for name, (_, _, anchor) in sorted(found.items(), key=lambda item: item[1][1])}
