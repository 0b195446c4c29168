"""Small damage inside paragraphs: half-width signs, spaces, doubled words, lost middle dots."""

from __future__ import annotations

import re

from portal.importing.draft import Change, Result
from portal.importing.marks import ANCHOR
from portal.text.lists import words

SIGNS, SPACES, DOUBLED, DOTS, LOST = "半角标点", "多余的空格", "重复的词", "丢失的间隔号", "认不出的字"
_HAN = "\u3400-\u9fff"
_BEFORE = f"[{_HAN}”’」』）》】％%\\w\\)\ufdd1\U000f0000-\U000ffffd]"
_FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
#: A sign counts as Chinese where a Han character or Chinese sign stands beside it; 1,000 and 9:05 stay.
_SIGN = re.compile(rf"(?<={_BEFORE})[,;:!?]|(?<=[{_HAN}”）》])[,;:!?]|(?<=\w)[,;:](?=[{_HAN}“《（])")
_BRACKETS = re.compile(r"\(([^()\n]{1,120})\)")
_HAN_SPACE = re.compile(
    rf"(?<=[{_HAN}，。、；：！？“”‘’（）《》])[ \t\u3000\u00a0]+(?=[{_HAN}，。、；：！？“”‘’（）《》])"
)
_QUOTE_SPACE = re.compile(r"(?<=[“‘《（])[ \t\u3000\u00a0]+|[ \t\u3000\u00a0]+(?=[”’》），。、；：！？])")
_ARTICLE = re.compile(r"\s*(第[一二三四五六七八九十百千零\d]+[编章节条款])[ \t\u3000\u00a0]+(?=\S)")
_RUNS = re.compile(r"[ \t\u3000\u00a0]{2,}")
_TWICE = re.compile(rf"([{_HAN}]{{2,8}}?)\1(?!\1)")
#: Words that no one doubles on purpose, and that end no longer word: of 党组织组织力 nothing goes.
_NEVER = frozenset(
    words(
        "按照 根据 关于 通过 为了 以及 对于 由于 因此 但是 并且 或者 如果 虽然 因为 所以 其中 目前 已经 我们 他们 可以 能够 应当 必须 "
        "进一步 为此 从而 不仅 而且 随着 结合 围绕 针对"
    )
)
_ASKS = re.compile(r"[吗呢么吧]|什么|怎[么样]|为何|为什么|是否|能否|可否|如何|多少|哪|谁|何时|何以|几[个名时次]")
#: Characters that spell foreign names.
_FOREIGN = "阿艾爱安奥巴白贝本比彼伯博布查达大丹德狄迪杜多恩尔法菲费弗弗伏福富盖戈哥格古哈海汉赫亨华霍基吉加杰卡凯康柯科克肯孔库拉莱兰朗劳勒雷李里丽利列林琳留龙隆卢鲁路伦罗洛马玛麦曼梅蒙米密摩莫姆穆纳娜奈内尼涅努诺欧帕佩彭皮普奇乔切钦琼热日荣瑞萨塞桑沙珊圣施史斯丝苏索塔泰坦汤唐陶特藤提图托瓦威维魏温文沃乌吾希西夏香肖谢辛休雅亚杨耶叶伊依因英尤约泽扎詹珍朱茨兹佐"
_LOST_DOT = re.compile(
    rf"(?<=[“《「『])(?P<quoted>[{_HAN}A-Za-z0-9]{{1,10}})[?？](?=[{_HAN}A-Za-z0-9]{{1,10}}[”》」』])"
    rf"|(?<=[{_FOREIGN}])(?P<name>)\?(?=[{_FOREIGN}]{{2}})"
)
#: Characters around a lost dot that show it to be one.
_AROUND = 13


def signs(text: str) -> Result:
    """Half-width signs beside Chinese become full-width; numbers, times and addresses keep theirs."""
    changes: list[Change] = []

    def replace(match: re.Match[str]) -> str:
        start, end = match.span()
        left, right = text[start - 1 : start], text[end : end + 1]
        if left.isascii() and (left.isalnum()) and not re.match(rf"[{_HAN}“《（‘]", right):
            return match[0]
        if re.search(r"(?:https?|ftp|mailto)$", text[max(0, start - 6) : start]) or text[end : end + 2] == "//":
            return match[0]
        changes.append(Change(SIGNS, _near(text, start, end), _near(text, start, end, _FULL[match[0]])))
        return _FULL[match[0]]

    new = _SIGN.sub(replace, text)

    def brackets(match: re.Match[str]) -> str:
        if not re.search(f"[{_HAN}]", match[1] + new[match.start() - 1 : match.start()]):
            return match[0]
        changes.append(Change(SIGNS, match[0], f"（{match[1]}）"))
        return f"（{match[1]}）"

    return _BRACKETS.sub(brackets, new), changes


def _near(text: str, start: int, end: int, new: str | None = None) -> str:
    return text[max(0, start - 3) : start] + (text[start:end] if new is None else new) + text[end : end + 3]


def spaces(text: str) -> Result:
    """Spaces between Chinese characters of running text go; those of a title or list do not."""
    # The wide space after 第一条 is how rules are printed.
    article = _ARTICLE.match(text)
    if article:
        rest, done = spaces(text[article.end() :])
        return f"{article[1]}\u3000{rest}", done
    running = re.search(r"[，。；,;]", text) is not None
    changes: list[Change] = []

    def replace(match: re.Match[str]) -> str:
        changes.append(Change(SPACES, _near(text, *match.span()), _near(text, *match.span(), "")))
        return ""

    new = _QUOTE_SPACE.sub(replace, text)
    if running:
        text = new
        new = _HAN_SPACE.sub(replace, new)
    return _RUNS.sub(" ", new).strip(), changes


def doubled(text: str) -> Result:
    """A word written twice in a row: taken out where no one doubles it, else asked about."""
    changes: list[Change] = []

    def replace(match: re.Match[str]) -> str:
        word = match[1]
        if word in _NEVER:
            changes.append(Change(DOUBLED, match[0], word))
            return word
        if _meant(word) or _two_words(text, match):
            return match[0]
        changes.append(Change(DOUBLED, match[0], match[0], f"「{match[0]}」是不是重复了"))
        return match[0] + ANCHOR

    return _TWICE.sub(replace, text), changes


def _two_words(text: str, match: re.Match[str]) -> bool:
    """Two longer words that meet (党组织组织力), or parts of three (共建共治共享)."""
    from portal.importing.charmodel import is_word

    word, start, end = match[1], *match.span()
    if not is_word(word):
        return True
    before = [text[start - count : start] + word for count in (1, 2) if start >= count]
    after = [word + text[end : end + count] for count in (1, 2)]
    return any(map(is_word, before)) or any(map(is_word, after))


def _meant(word: str) -> bool:
    """Doubling with a sense of its own: 一个一个, 很多很多, 讨论讨论, 哈哈哈哈."""
    return (
        len(set(word)) == 1
        or word[0] in "一两几很好许非多慢点"
        or len(word) == 2
        and word[1] in "论究一步年天个次点来去"
    )


def middle_dots(text: str) -> Result:
    """A question mark inside a short quotation or a foreign name that asks nothing was a middle dot: “社区?之夜”."""
    changes: list[Change] = []

    def replace(match: re.Match[str]) -> str:
        left = match["quoted"] or ""
        if _ASKS.search(left):
            return match[0]
        place = match.end()
        near, changed = _near(text, place - 1, place), _near(text, place - 1, place, "·")
        changes.append(Change(DOTS, near, changed, f"原稿是「{near}」，问号像是丢失的间隔号，改成了「{changed}」"))
        return f"{left}·{ANCHOR}"

    return _LOST_DOT.sub(replace, text), changes


def is_lost_dot(text: str, place: int) -> bool:
    """Whether the question mark at a place is what :func:`middle_dots` mends."""
    start = max(place - _AROUND, 0)
    return any(start + found.end() == place + 1 for found in _LOST_DOT.finditer(text[start : place + _AROUND]))


def lost_characters(text: str) -> Result:
    """Characters that could not be read are kept as � and asked about."""
    changes: list[Change] = []

    def replace(match: re.Match[str]) -> str:
        near = _near(text, *match.span())
        changes.append(Change(LOST, match[0], match[0], f"「{near}」有 {len(match[0])} 处认不出的字，请照原件补上"))
        return match[0] + ANCHOR

    return re.sub("\ufffd+", replace, text), changes
