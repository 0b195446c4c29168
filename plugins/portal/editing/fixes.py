"""Mending what can be mended without asking: the head of an article, its encoding; never its words."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from portal.articles import frontmatter
from portal.articles.encoding import STRAY
from portal.articles.keys import CHINESE, KEYS, canonical_key
from portal.articles.model import split_id
from portal.articles.new import next_id
from portal.editing.head import key_on_line, set_fields, text_of_file
from portal.text.dates import parse_date

#: Spellings as near as this to a known key are taken for it; 相近 of two letters in five is no longer sure.
_NEAR = 0.8
#: Lines put in quotes in one file.
_QUOTED_MOST = 20
_PAIR = re.compile(r"([^\s:：#\-\[\]][^:：\n]{0,40}?)([ \t]*(?:：[ \t\u3000]*|:[ \t]*))(.*)")
_SHORT_ID = re.compile(r"(\d{8})[-_ ]?(\d{1,4})")


@dataclass
class Mended:
    """A file after mending.

    Args:
        text: the new text.
        done: what was changed, one Chinese sentence each, with ``文件:行号``.
    """

    text: str
    path: str
    done: list[str] = field(default_factory=list)

    def note(self, line: int | None, what: str) -> None:
        """Remember a change."""
        self.done.append(f"{self.path}:{line} {what}" if line else f"{self.path} {what}")

    @property
    def data(self) -> bytes:
        """The new text as the file's bytes."""
        return self.text.encode()


@dataclass(frozen=True)
class Known:
    """What mending must know of the site.

    Args:
        columns: key or name of a column -> its key.
        taken: ids that articles have.
        today: for an article that tells no date.
    """

    columns: Mapping[str, str]
    taken: frozenset[str]
    today: datetime.date


def mend(data: bytes, path: str, known: Known) -> Mended:
    """Everything safe at once.

    Args:
        data: the file.
        path: relative to the content folder.
        known: of the site.
    """
    mended = Mended("", path)
    mended.text = _decoded(data, mended)
    if not mended.text.strip():
        return mended
    steps: tuple[Callable[[Mended, Known], None], ...] = (_fence, _tabs, _keys, _quotes, _duplicates, _fields)
    for step in steps:
        step(mended, known)
    return mended


def _decoded(data: bytes, mended: Mended) -> str:
    text = text_of_file(data, mended.path)
    if text:
        strays = len(STRAY.findall(data.decode("utf-8", "replace")))
        if strays:
            mended.note(None, f"去掉了 {strays} 个看不见的控制字符，文字没有变")
        return text
    for name in ("utf-16", "gb18030"):
        if name == "utf-16" and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            continue
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if text.encode(name) == data and re.search(r"[\u4e00-\u9fff]", text) and "\0" not in text:
            mended.note(None, f"从 {name.upper()} 编码转成了 UTF-8，文字没有变，请打开看一眼")
            return text.replace("\r\n", "\n").lstrip("\ufeff")
    return ""


def _head(text: str) -> tuple[int, int] | None:
    """Line indices after the opening ``---`` and of the closing one."""
    rows = text.split("\n")
    start = next((place for place, row in enumerate(rows) if row.strip()), 0)
    if rows[start].strip() != "---":
        return None
    end = next((place for place in range(start + 1, len(rows)) if rows[place].rstrip() in ("---", "...")), None)
    return (start + 1, end) if end is not None else None


def _fence(mended: Mended, known: Known) -> None:
    found = [p for p in frontmatter.read(mended.data, mended.path).problems if p.code == "front-unclosed"]
    if found and found[0].line:
        rows = mended.text.split("\n")
        rows.insert(found[0].line - 1, "---")
        mended.text = "\n".join(rows)
        mended.note(found[0].line, "补上了文章信息结尾的 ---")


def _each_head_line(mended: Mended, change: Callable[[int, str], str]) -> None:
    span, rows = _head(mended.text), mended.text.split("\n")
    for place in range(*span) if span else ():
        rows[place] = change(place, rows[place])
    mended.text = "\n".join(rows)


def _tabs(mended: Mended, known: Known) -> None:
    def change(place: int, row: str) -> str:
        match = re.match(r"[ \t]*\t[ \t]*", row)
        if not match:
            return row
        mended.note(place + 1, "行首的制表符换成了空格")
        return match[0].replace("\t", "  ") + row[match.end() :]

    _each_head_line(mended, change)


def _keys(mended: Mended, known: Known) -> None:
    """``标题：甲`` and ``titel: 甲`` become ``标题: 甲`` and ``title: 甲``."""
    present = {key for row in mended.text.split("\n") if (found := key_on_line(row)) and (key := found[1])}

    def change(place: int, row: str) -> str:
        match = _PAIR.fullmatch(row)
        if not match:
            return row
        name, key = match[1], canonical_key(match[1])
        if key is None:
            near = difflib.get_close_matches(name.strip().lower(), [*KEYS, *CHINESE.values()], 1, _NEAR)
            key = canonical_key(near[0]) if near else None
            if key is None or key in present:
                return row
            present.add(key)
            mended.note(place + 1, f"「{name}」改成了「{near[0]}」")
            name = near[0]
        elif not (name.isascii() or name in CHINESE.values()) and canonical_key(name) and name != name.strip():
            name = name.strip()
        new = f"{name}: {match[3]}".rstrip()
        if "：" in match[2]:
            mended.note(place + 1, f"「{name}」后面的全角冒号改成了半角冒号加空格")
        elif match[3] and not match[2].endswith((" ", "\t")):
            mended.note(place + 1, f"「{name}」的冒号后面补了空格")
        return new if name != match[1] or match[2] != ": " else row

    _each_head_line(mended, change)


def _quotes(mended: Mended, known: Known) -> None:
    """Values that YAML misreads are put in single quotes, as the problem's hint says."""
    for _ in range(_QUOTED_MOST):
        problems = frontmatter.read(mended.data, mended.path).problems
        found = next((p for p in problems if p.code == "front-yaml" and "单引号" in p.hint and p.line), None)
        rows = mended.text.split("\n")
        match = _PAIR.fullmatch(rows[found.line - 1]) if found and found.line else None
        if not found or not found.line or not match or match[3].startswith("'") or canonical_key(match[1]) is None:
            return
        value = match[3].strip().replace("'", "''")
        rows[found.line - 1] = f"{match[1]}: '{value}'"
        mended.text = "\n".join(rows)
        mended.note(found.line, f"「{match[1]}」的内容加上了英文单引号")


def _duplicates(mended: Mended, known: Known) -> None:
    seen: dict[str, str] = {}

    def change(place: int, row: str) -> str:
        match = _PAIR.fullmatch(row)
        key = canonical_key(match[1]) if match else None
        if not match or not key:
            return row
        if seen.setdefault(key, match[3].strip()) == match[3].strip() and (key, place) not in first:
            mended.note(place + 1, f"「{match[1]}」写了两遍，内容一样，删去一行")
            return "\0"
        return row

    first: dict[tuple[str, int], bool] = {}
    span, rows = _head(mended.text), mended.text.split("\n")
    for place in range(*span) if span else ():
        match = _PAIR.fullmatch(rows[place])
        key = canonical_key(match[1]) if match else None
        if key and key not in {name for name, _ in first}:
            first[key, place] = True
    _each_head_line(mended, change)
    mended.text = "\n".join(row for row in mended.text.split("\n") if row != "\0")


def _fields(mended: Mended, known: Known) -> None:
    """Missing id, column and date; a column given by its name."""
    front = frontmatter.read(mended.data, mended.path)
    if not front.fields or any(p.fatal for p in front.problems):
        return
    values = {key: str(item.value).strip() for key, item in front.fields.items() if isinstance(item.value, str)}
    changes: dict[str, str] = {}
    column = values.get("column", "")
    folders = PurePosixPath(mended.path).parts[:-1]
    home = next((name for name in reversed(folders) if known.columns.get(name) == name), "")
    if not column and home:
        changes["column"] = home
        mended.note(front.end_line, f"补上了栏目 {home}（文件在这个文件夹里）")
    elif column in known.columns and known.columns[column] != column:
        changes["column"] = known.columns[column]
        mended.note(front.fields["column"].line, f"栏目名称「{column}」改成了代码 {known.columns[column]}")
    _identify(values, changes, front.end_line, mended, known)
    if changes:
        mended.text = set_fields(mended.data, changes)


def _identify(values: dict[str, str], changes: dict[str, str], line: int, mended: Mended, known: Known) -> None:
    day = (parse_date(values.get("date", "")) or "")[:10]
    given = values.get("id", "")
    if not given:
        start = datetime.date.fromisoformat(day) if day else known.today
        changes["id"] = next_id(start, known.taken)
        mended.note(line, f"补上了编号 {changes['id']}")
    elif not split_id(given) and (match := _SHORT_ID.fullmatch(given)):
        wanted = f"{match[1]}-{int(match[2]):03d}"
        if split_id(wanted) and wanted not in known.taken:
            changes["id"] = wanted
            mended.note(line, f"编号 {given} 改成了 {wanted}")
    found = split_id(changes.get("id") or given)
    if not values.get("date") and found:
        changes["date"] = found[0].isoformat()
        mended.note(line, f"补上了日期 {changes['date']}（取自编号）")
