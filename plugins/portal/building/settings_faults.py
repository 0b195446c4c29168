"""What is wrong with a settings file that Python cannot run, in Chinese."""

from __future__ import annotations

import re
import traceback
from pathlib import Path

#: Parts of Python's messages about syntax -> what is wrong, and how to mend it.
_SYNTAX: tuple[tuple[str, str, str], ...] = (
    (r"invalid character|invalid non-printable", "有中文的标点或看不见的字符", "引号、逗号、括号、等号改成英文（半角）的"),
    (r"unterminated (?:triple-quoted )?string|EOL while scanning", "引号没有成对", "在文字末尾补上同样的引号"),
    (r"was never closed", "括号没有结束", "补上对应的右括号"),
    (r"unmatched|does not match", "括号不成对", "检查这一行和上面几行的括号"),
    (r"unexpected indent|unindent|expected an indented", "行首的空格不对", "设置顶着行首写；多行的列表放在括号里"),
    (r"inconsistent use of tabs", "行首混用了制表符和空格", "都改成空格"),
    (r"forgot a comma", "可能少了逗号", "列表里每一项后面加英文逗号"),
    (r"cannot assign|Maybe you meant '=='", "等号左边写得不对", "写成 名称 = 内容，名称用英文大写"),
)
_HOW = '对照 docs/settings.md，写成 名称 = "内容" 的样子'


def fault(error: BaseException, file: Path) -> str:
    """Why the file cannot be read, with its line and how to mend it."""
    line, what, how = _told(error, file)
    place = f"{file}:{line}" if line else str(file)
    return f"设置文件读不了：{place} {what}{_row(file, line)}。怎么改：{how}。"


def _told(error: BaseException, file: Path) -> tuple[int | None, str, str]:
    frames = traceback.extract_tb(error.__traceback__)
    line = next((frame.lineno for frame in reversed(frames) if Path(frame.filename) == file.absolute()), None)
    if isinstance(error, SyntaxError):
        found = next(((what, how) for part, what, how in _SYNTAX if re.search(part, str(error.msg))), ("写法不对", _HOW))
        inside = Path(error.filename or "") == file.absolute() or not error.filename
        return (error.lineno if inside else line), *found
    if isinstance(error, NameError):
        name = re.search(r"'(.+?)'", str(error))
        return line, f"不认识 {name[1] if name else '一个名称'}", "文字要加引号；是非写 True、False（首字母大写）"
    if isinstance(error, ImportError):
        name = re.search(r"'(.+?)'", str(error))
        return line, f"要用的 {name[1] if name else '模块'} 没有安装", "检查 import 一行的名称，或先安装它"
    if isinstance(error, FileNotFoundError):
        return line, f"找不到文件 {error.filename}", "检查文件名"
    if isinstance(error, UnicodeDecodeError):
        return line, "不是 UTF-8 编码", "用 UTF-8 编码另存"
    return line, f"运行出错（{type(error).__name__}: {error}）", _HOW


def _row(file: Path, line: int | None) -> str:
    """The line itself, where it can be shown."""
    try:
        rows = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ""
    return f"：{rows[line - 1].strip()[:60]}" if line and line <= len(rows) else ""
