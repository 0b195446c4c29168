"""What lines around the text say of the article: source, author, editor, date, and what old systems counted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from portal.importing import dates
from portal.importing.chrome import prose
from portal.importing.draft import Block, Notes
from portal.importing.marks import plain, size

RULE = "移到文章信息"
LEGACY = "旧系统的记录"
#: Characters of one value; longer ones are sentences.
_LONGEST = 80

#: Front matter key, or "" for what only the old system used -> the names before the colon.
_NAMES: dict[str, str] = {
    "date": "发布日期|发布时间|发表时间|发表日期|刊发日期|发稿时间|发稿日期|录入时间|添加时间|上传时间|成文日期|日期|时间|发布于|发表于",
    "updated": "更新时间|更新日期|修改时间|最后更新",
    "source": "信息来源|本文来源|稿件来源|文章来源|新闻来源|内容来源|来源|稿源|转载自|转自|供稿单位|来源单位|出处",
    "author": "文章作者|作者|撰稿人|撰稿|撰文|供稿人|供稿|投稿人|通讯员|记者|文字|文",
    "editor": "责任编辑|责编|本期编辑|网络编辑|值班编辑|编辑|编辑人",
    "tags": "关键词|关键字|标签",
    "": "浏览次数|浏览量|浏览数|点击次数|点击率|点击数|点击量|阅读次数|阅读量|阅读数|访问次数|访问量|查看次数|浏览|点击|阅读|人气|"
    "审核人|审核|校对|签发人|签发|审签|录入者|录入|发布人|发布者|发布单位|发布机构|索引号|文号|主题分类|信息分类|所属栏目|栏目|分类|摄影|图片|图|"
    "初审|复审|终审|一审|二审|三审|监制|总编辑|主编|信息员|字体|字号|分享到|打印",
}
_KEY_OF = {name: key for key, names in _NAMES.items() for name in names.split("|")}
_SPACED = "|".join(r"\s*".join(name) for name in sorted(_KEY_OF, key=len, reverse=True))
_PAIR = re.compile(
    rf"(?:^|(?<=[\s|｜【\[(（,，;；、\d\])）】])|(?<=[\u4e00-\u9fff]))(?P<name>{_SPACED})\s*(?:[:：]|[|丨/／](?=\s*[\u4e00-\u9fff]))"
)
_VIEWS = re.compile(r"[(（\[【]?(?:浏览|阅读|点击|访问)(?:次数|量|数)?\s*[:：]?\s*\[?\s*([\d,]+)\s*\]?\s*次?[)）\]】]?")
_EDGE = " \t\u3000|｜/,，;；、()（）[]【】-—:："
#: Numbers of staff, and buttons that stand beside a name.
_BESIDE = re.compile(r"^原创\s+|^(?:本文)?(?:来源|作者|责任编辑|责编|编辑)\s*[:：]\s*|[\s_（(\[]*[A-Z]{1,4}\d{1,6}[)）\]]?$|\s*_$|\s+(?:举报|订阅|关注|原创稿|我要评论)$")
#: What systems write where they know no one.
_NOBODY = re.compile(r"@|^\d+$|^(?:系统)?管理员$|^(?:admin|administrator|root|null|none|undefined|test|web\w*|关注|订阅|图集|昨天|今天|网络整理)$", re.IGNORECASE)
#: Names of offices without a colon, alone on a line: 编辑 张三 校对 李四.
_ROLES = re.compile(
    r"(?P<first>责任编辑|责编|编辑|校对|审核|监制|值班主任|值班编委)[\s　]+[\u4e00-\u9fff·]{2,4}"
    r"(?:[\s　/／|]+(?:责任编辑|责编|编辑|校对|审核|监制|值班主任|值班编委|记者|摄影)[\s　]+[\u4e00-\u9fff·]{2,4})*$"
)
#: What a portal that took an article over says of it.
_ORIGINAL = re.compile(r"^\s*[(（]\s*原标题\s*[:：](?P<title>.{2,80}?)[)）]\s*|^\s*原标题\s*[:：](?P<line>.{2,80})$")
#: At the end of the text: （责任编辑：张三）, （记者 张三 通讯员 李四）, （作者系……）.
_CLOSING = re.compile(
    r"\s*[(（](?:(?P<editor>(?:责任)?编辑|责编)\s*[:：]?\s*(?P<name>[^()（）]{2,30})"
    r"|(?P<source>来源|稿源|转自|原载)\s*[:：]\s*(?P<from>[^()（）]{2,40})"
    r"|(?P<author>(?:[\u4e00-\u9fff]{0,6}(?:记者|通讯员)|作者(?:系|单位|为|是|[:：])|文[:：/]|供稿[:：]|撰稿[:：])[^()（）]{2,60}))[)）]\s*$"
)
_BYLINE = re.compile(
    r"[■□●○◆▲★☆\s]*(?:本报|本刊|本网|特约|新华社|人民日报|[\u4e00-\u9fff]{2,8}报)?(?:记者|评论员|特约评论员|通讯员|编辑部|课题组|调研组)(?:[\s　:：]*[\u4e00-\u9fff·]{2,4}){0,5}$"
)
_MARKED = re.compile(r"[■□●○◆▲★☆]\s*(?P<who>[\u4e00-\u9fff（）()·\s　、]{2,40})$")
_TITLED = re.compile(
    r"[\u4e00-\u9fff]{2,24}(?:书记|部长|主任|市长|县长|区长|局长|教授|研究员|处长|院长|主席|副书记|委员)[\s　]+[\u4e00-\u9fff·]{2,4}$"
)
_NAME = re.compile(
    r"[\u4e00-\u9fff]{1}[\s　]?[\u4e00-\u9fff]{1,2}(?:[\s　、]+[\u4e00-\u9fff][\s　]?[\u4e00-\u9fff]{1,2}){0,3}$"
)


def pairs(text: str) -> list[tuple[str, str, str]]:
    """The (key, name, value) of a line made of nothing but them, else none.

    >>> pairs("来源：示例网 作者：张三 浏览次数：12")
    [('source', '来源', '示例网'), ('author', '作者', '张三'), ('', '浏览次数', '12')]
    """
    line = plain(text).strip()
    found = list(_PAIR.finditer(line))
    if not found or len(line) > 300:
        return []
    lead = line[: found[0].start()].strip(_EDGE)
    entries: list[tuple[str, str, str]] = []
    if lead:
        date = dates.find(lead)
        rest = (lead[: date.start] + lead[date.end :]).strip(_EDGE) if date else lead
        if not date or size(rest) > 12:
            return []
        entries.append(("date", "日期", lead[date.start : date.end]))
        if rest:
            entries.append(("source", "来源", rest))
    for match, following in zip(found, [*found[1:], None], strict=True):
        value = line[match.end() : following.start() if following else len(line)].strip(_EDGE)
        name = re.sub(r"\s", "", match["name"])
        if len(value) > _LONGEST or value.count("。"):
            return []
        entries += _without_date(_KEY_OF[name], name, value)
    return entries


def _without_date(key: str, name: str, value: str) -> list[tuple[str, str, str]]:
    """A value with a date after it, as in 作者：张三  2021年3月4日."""
    date = dates.find(value) if key in ("source", "author", "editor") else None
    if date is None or date.doubt or date.end < len(value.rstrip(_EDGE)):
        return [(key, name, value)]
    return [(key, name, value[: date.start].strip(_EDGE)), ("date", "日期", value[date.start : date.end])]


def line_entries(text: str) -> list[tuple[str, str, str]]:
    """:func:`pairs`, or a line that is only a date, only a count of readers, or a date with a source."""
    entries = pairs(text)
    if entries:
        return entries
    if _ROLES.match(plain(text).strip()):
        found = re.findall(r"(责任编辑|责编|编辑|\S{2,4})[\s　]+([\u4e00-\u9fff·]{2,4})", plain(text))
        return [("editor" if role in ("责任编辑", "责编", "编辑") else "", role, name) for role, name in found]
    line = unicodedata.normalize("NFKC", plain(text)).strip(_EDGE)
    views = _VIEWS.search(line)
    if views and size(line) <= 40:
        line = (line[: views.start()] + line[views.end() :]).strip(_EDGE)
        entries.append(("", "浏览次数", views[1]))
    date = dates.find(line) if size(line) <= 40 else None
    if date and date.end - date.start >= 6:
        rest = (line[: date.start] + line[date.end :]).strip(_EDGE)
        if size(rest) <= 10 and not re.search(r"[，。]|\d", rest):
            entries.append(("date", "日期", line[date.start : date.end]))
            return entries + ([("source", "来源", rest)] if rest else [])
    return entries if entries and not line else []


def tidied(key: str, value: str) -> str:
    """A value without the number of a member of staff, a button beside it, or its own name; "" for nobody's name.

    >>> tidied("editor", "张三_NF4425"), tidied("source", "来源：示例日报 举报"), tidied("author", "admin@a.example")
    ('张三', '示例日报', '')
    """
    if key not in ("source", "author", "editor"):
        return value
    value = _BESIDE.sub("", value).strip(_EDGE)
    return "" if key != "source" and _NOBODY.search(value) else value


class Metadata:
    """Front matter values as they are found, the first of each key."""

    def __init__(self, fields: dict[str, str], notes: Notes) -> None:
        self.fields, self.legacy, self.notes = dict(fields), dict[str, str](), notes
        for key in ("date", "updated"):
            self._date(key, self.fields.pop(key, ""))

    def put(self, key: str, name: str, value: str) -> None:
        """Keep one value."""
        value = tidied(key, " ".join(plain(value).split()))
        if key in ("date", "updated"):
            self._date(key, value)
        elif not key:
            if name not in ("字体", "字号", "分享到", "打印") and value:
                self.legacy.setdefault(name, value)
        elif value and key not in self.fields:
            self.fields[key] = value
        elif value and self.fields[key] != value:
            self.legacy.setdefault(name, value)

    def _date(self, key: str, value: str) -> None:
        date = dates.find(value)
        if date is None:
            if value:
                self.notes.asked.append(f"日期「{value[:30]}」看不懂，请自己填")
            return
        if key in self.fields:
            return
        self.fields[key] = date.value
        if date.doubt:
            self.notes.asked.append(f"{date.doubt}，请核对日期")


def take(
    blocks: Sequence[Block], fields: dict[str, str], notes: Notes
) -> tuple[list[Block], dict[str, str], dict[str, str]]:
    """Move metadata out of the lines before the first and after the last running text.

    Args:
        blocks: without page chrome.
        fields: what the format itself told; stronger than what the text says.
        notes: counts what moves.

    Returns:
        the blocks left, the fields, and the legacy values.
    """
    places = [index for index, block in enumerate(blocks) if prose(block.text) and not pairs(block.text)]
    first, last = (places[0], places[-1]) if places else (len(blocks), -1)
    found = Metadata(fields, notes)
    kept: list[Block] = []
    for index, block in enumerate(blocks):
        inside = first <= index <= last
        entries = [] if inside or block.kind in ("picture", "table", "note") else line_entries(block.text)
        for key, name, value in entries:
            found.put(key, name, value)
        if entries:
            notes.remove(LEGACY if all(not key for key, _, _ in entries) else RULE, plain(block.text))
            continue
        if not inside and _is_byline(block, index < first, found):
            notes.remove(RULE, plain(block.text))
            continue
        kept.append(block)
    return _closings(_original(kept, found), found), found.fields, found.legacy


def _original(blocks: list[Block], found: Metadata) -> list[Block]:
    """Take the title that an article had elsewhere off its first lines."""
    for index, block in enumerate(blocks[:4]):
        match = _ORIGINAL.match(block.text) if block.kind in ("line", "paragraph") else None
        if match:
            found.legacy.setdefault("原标题", plain(match["title"] or match["line"]).strip())
            found.notes.remove(LEGACY, match[0])
            blocks[index] = replace(block, text=block.text[match.end() :])
    return [block for block in blocks if block.kind not in ("line", "paragraph") or block.text.strip()]


def _is_byline(block: Block, head: bool, found: Metadata) -> bool:
    """A line that names the author without saying so."""
    line = unicodedata.normalize("NFKC", plain(block.text)).strip()
    if "author" in found.fields or size(line) > 40 or block.kind == "heading":
        return False
    marked = _MARKED.match(line)
    if _BYLINE.match(line) or _TITLED.match(line) or marked:
        found.fields["author"] = " ".join((marked["who"] if marked else line).strip("■□●○◆▲★☆ ").split())
        return True
    if head and _NAME.match(line) and size(line) <= 12:
        found.fields["author"] = line
        found.notes.asked.append(f"「{line}」单独成行，当作作者，请核对")
        return True
    return False


def _closings(blocks: list[Block], found: Metadata) -> list[Block]:
    """Take （责任编辑：张三） and the like off the end of the last paragraphs."""
    for index in range(len(blocks) - 1, max(len(blocks) - 10, -1), -1):
        block = blocks[index]
        while match := _CLOSING.search(block.text):
            if match["editor"]:
                found.put("editor", "责任编辑", match["name"])
            elif match["source"]:
                found.put("source", "来源", match["from"])
            else:
                found.put("author", "作者", re.sub(r"^(?:作者(?:系|[:：])|[文供撰]稿?[:：/])\s*", "", match["author"]))
            found.notes.remove(RULE, match[0])
            block = replace(block, text=block.text[: match.start()])
        blocks[index] = block
    return [block for block in blocks if block.kind != "line" or block.text.strip()]
