"""Which reader reads a file: its content decides, its name only among kinds that look alike."""

from __future__ import annotations

import re
from pathlib import Path

from portal.errors import Problem, declare
from portal.importing.draft import Source

declare(
    "error",
    {
        "import-missing": "要导入的文件读不到",
        "import-empty": "要导入的文件是空的",
        "import-size": "要导入的文件太大",
        "import-kind": "不认识的文件格式",
        "import-broken": "文件已损坏或写坏了",
        "import-locked": "文件有密码",
        "import-bomb": "压缩文件里的内容大得不正常",
        "import-unsafe": "文件里有会读取别处内容的代码",
        "import-scan": "扫描件里没有文字",
        "import-tool": "转换这种格式要另装软件",
        "import-time": "读这个文件用的时间或内存太多",
        "import-nothing": "文件里没有正文",
    },
)
declare(
    "warning",
    {
        "import-again": "像是已经导入过的文章",
        "import-differs": "写出的文章和读到的文字有出入",
        "import-picture": "文件里的一张图片不能用",
    },
)

#: Bytes of the largest file of each kind; what is larger is no article.
TEXT_MOST = 20 << 20
FILE_MOST = 100 << 20
#: Characters of one article, spaces not counted: the longest annual reports have a quarter of it.
CHARACTERS_MOST = 200_000


class Unreadable(Exception):
    """A file that cannot be read, with the one problem that says why."""

    def __init__(self, code: str, path: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.problem = Problem(code, path, None, message, hint)


def short_enough(characters: int, name: str) -> None:
    """Refuse what is no article.

    Raises:
        Unreadable: more than :data:`CHARACTERS_MOST`.
    """
    if characters > CHARACTERS_MOST:
        hint = f"最多 {CHARACTERS_MOST // 10000} 万字；一篇一个文件"
        raise Unreadable("import-size", name, f"文件有 {characters // 10000} 万字，不像一篇文章", hint)


def kind_of(data: bytes, suffix: str) -> str:
    """``docx``, ``html``, ``mht``, ``pdf``, ``ole``, ``zip``, ``rtf``, ``picture``, ``binary`` or ``text``, from the first bytes."""
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if data[:4] == b"PK\x03\x04" or data[:4] == b"PK\x05\x06":
        return "docx" if suffix in (".docx", ".docm", ".dotx", ".wps") or b"word/" in data[:65536] else "zip"
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return "ole"
    if start[:5] == b"%PDF-":
        return "pdf"
    if start[:5] == b"{\\rtf":
        return "rtf"
    if (
        data[:3] == b"\xff\xd8\xff"
        or data[:8] == b"\x89PNG\r\n\x1a\n"
        or data[:4] in (b"GIF8", b"RIFF", b"\x7fELF", b"MZ\x90\x00")
    ):
        return "picture" if data[:4] not in (b"\x7fELF", b"MZ\x90\x00") else "binary"
    if data[:6] in (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07") or data[:2] == b"\x1f\x8b":
        return "zip"
    if suffix in (".mht", ".mhtml") or re.match(rb"(?:[\w-]+:[^\n]*\r?\n[ \t]*)*MIME-Version:", start, re.IGNORECASE):
        return "mht"
    if suffix in (".html", ".htm", ".shtml", ".xhtml") or _looks_like_html(start):
        return "html"
    return "text"


def _looks_like_html(start: bytes) -> bool:
    plain = start.replace(b"\0", b"")[:1024].lower()
    return (
        plain.startswith(
            (b"<!doctype html", b"<html", b"<head", b"<body", b"<section", b"<div", b"<p>", b"<p ", b"<meta", b"<?xml")
        )
        and b"<w:" not in plain
    )


def read(path: Path) -> Source:
    """Read any file that can be imported.

    Raises:
        Unreadable: with one clear reason.
    """
    data = _bytes(path)
    suffix = path.suffix.lower()
    kind = kind_of(data, suffix)
    if kind == "text":
        return _text(data, path, suffix)
    if kind in ("html", "mht"):
        from portal.importing import webarchive, webpage

        return (webpage if kind == "html" else webarchive).read(_small(data, path), path.name)
    if kind == "docx":
        from portal.importing import word

        return word.read(data, path.name)
    if kind in ("ole", "rtf"):
        from portal.importing import office

        return office.read(data, path.name)
    if kind == "pdf":
        from portal.importing import pdf

        return pdf.read(data, path.name)
    if kind == "zip":
        hint = "先解开压缩包，再导入里面的文件；表格和幻灯片把文字粘贴到 Word"
        raise Unreadable("import-kind", path.name, "这是压缩包，或者不是文字文档", hint)
    if kind == "picture":
        hint = "图片放进 content/images；要里面的文字，先用文字识别软件转成文字稿"
        raise Unreadable("import-kind", path.name, "这是图片", hint)
    raise Unreadable(
        "import-kind", path.name, "不认识这种文件", "能导入 .docx .html .txt .md .pdf；其他的先另存为其中一种"
    )


def _bytes(path: Path) -> bytes:
    name = path.name
    try:
        if not path.is_file():
            hint = "检查文件名和所在的文件夹"
            raise Unreadable("import-missing", name, "没有这个文件" if not path.exists() else "这不是文件", hint)
        size = path.stat().st_size
        if size > FILE_MOST:
            hint = f"上限是 {FILE_MOST >> 20} 兆；删去不用的图片，或者分成几个文件"
            raise Unreadable("import-size", name, f"文件有 {size >> 20} 兆，太大了", hint)
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable("import-missing", name, f"文件读不了（{error.strerror}）", "检查文件的权限") from error
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Unreadable("import-empty", name, "文件是空的", "打开原稿看看，重新保存一次")
    return data


def _text(data: bytes, path: Path, suffix: str) -> Source:
    from portal.importing import plaintext
    from portal.importing.decoding import decode

    _small(data, path)
    decoded = decode(data[: 1 << 20])
    strange = (
        sum(character == "\ufffd" or "\ue000" <= character < "\uf900" for character in decoded.text) + decoded.dropped
    )
    if strange > 20 and strange > 0.02 * len(decoded.text):
        hint = "能导入 .docx .html .txt .md .pdf；如果本来是文字稿，用原来的软件打开再另存一次"
        raise Unreadable("import-kind", path.name, "文件里不是文字", hint)
    return plaintext.read(data, suffix)


def _small(data: bytes, path: Path) -> bytes:
    if len(data) > TEXT_MOST:
        hint = f"文字稿和网页的上限是 {TEXT_MOST >> 20} 兆，把它分成几篇"
        raise Unreadable("import-size", path.name, f"文件有 {len(data) >> 20} 兆，太大了", hint)
    return data
