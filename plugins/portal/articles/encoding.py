"""From a file's bytes to text: UTF-8 alone, without signs that mislead readers or programs."""

from __future__ import annotations

import re

from portal.errors import Problem, declare

declare(
    "error",
    {
        "file-empty": "文件是空的",
        "file-size": "文件太大",
        "file-encoding": "文件不是 UTF-8 编码",
        "file-control": "文件里有不该出现的控制字符",
    },
)
declare("warning", {"file-stray": "文件里混进了个别看不见的控制字符，已经去掉"})

BOM = "\ufeff"
#: C0 and C1 controls except tab and line ends, noncharacters (XML refuses them), bidi overrides and isolates (Unicode UAX #9).
FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
#: Those of them that old systems leave in texts here and there: no harm once they are gone.
STRAY = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
#: More of them than this, and the file is no text.
MOST_STRAY = 20
#: Unseen characters that copying from Word and chat programs leaves behind.
INVISIBLE = re.compile(r"[\u200b\u200e\u200f\u2060\ufeff\u00ad]")
_LINE_END = re.compile(r"\r\n?|[\u0085\u2028\u2029]")


def decode(data: bytes, path: str, megabytes: float) -> tuple[str, list[Problem]]:
    """The text of an article's file with ``\\n`` line ends and without a byte order mark.

    Args:
        data: the file.
        path: its path, for the problem.
        megabytes: the largest size, in 1024² bytes.

    Returns:
        the text and at most a warning, or ``""`` and the one problem that stops reading.
    """
    if len(data) > megabytes * 1024 * 1024:
        size = f"{len(data) / 1024 / 1024:.1f}"
        hint = f"把文章拆成几篇，或者把数据放进附件；上限是 {megabytes:g} 兆（PORTAL_ARTICLE_MEGABYTES）"
        return "", [Problem("file-size", path, None, f"文件有 {size} 兆，太大了", hint)]
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        return "", [Problem("file-empty", path, 1, "文件是空的", "写好文章再保存，或者删掉这个文件")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return "", [_not_utf8(data, path, error.start)]
    text = _LINE_END.sub("\n", text.removeprefix(BOM))
    strays = STRAY.findall(text)
    if len(strays) > MOST_STRAY:
        strays = []
    kept = STRAY.sub("", text) if strays else text
    found = FORBIDDEN.search(kept)
    if found:
        return "", [forbidden(found[0], path, kept.count("\n", 0, found.start()) + 1)]
    return kept, [_stray(strays[0], len(strays), text, path)] if strays else []


def _stray(first: str, count: int, text: str, path: str) -> Problem:
    message = f"混进了 {count} 个看不见的控制字符（第一个是 U+{ord(first):04X}），已经去掉"
    line = text.count("\n", 0, text.index(first)) + 1
    return Problem("file-stray", path, line, message, "看看这一行的文字是否完整，再保存一次")


def forbidden(character: str, path: str, line: int | None) -> Problem:
    """The problem for a character that :data:`FORBIDDEN` matches."""
    code = f"U+{ord(character):04X}"
    if character == "\0":
        message = f"有空字符（{code}），文件可能损坏或者不是文本文件"
    elif character >= "\u2000":
        message = f"有看不见的文字方向控制符（{code}），会使显示的文字与真实的文字不同"
    else:
        message = f"有看不见的控制字符（{code}）"
    return Problem("file-control", path, line, message, "删掉这一行重新输入，或者从原稿只粘贴纯文本")


def _not_utf8(data: bytes, path: str, start: int) -> Problem:
    line = len(re.findall(rb"\r\n?|\n", data[:start])) + 1
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        kind, line = "UTF-16", 1
    elif b"\0" in data[:1024]:
        return forbidden("\0", path, len(re.findall(rb"\r\n?|\n", data[: data.index(b"\0")])) + 1)
    else:
        try:
            data.decode("gb18030")
            kind = "GB18030（GBK）"
        except UnicodeDecodeError:
            kind = ""
    message = f"文件不是 UTF-8 编码，像是 {kind} 编码" if kind else "文件不是 UTF-8 编码，也可能已经损坏"
    return Problem("file-encoding", path, line, message, "用编辑器打开，另存为 UTF-8 编码")
