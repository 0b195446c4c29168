"""Every file under content/, and what it is."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Container, Iterator
from pathlib import Path
from typing import NamedTuple

from portal.errors import Problem, declare

declare(
    "error",
    {
        "file-unknown": "content/ 里有系统不认识的文件，没有发布",
        "file-symlink": "content/ 里有符号链接，可能把目录以外的文件带到网上，没有发布",
        "file-name": "文件名里有不能用在网址里的字符，没有发布",
        "file-unreadable": "文件读不出来",
        "file-script": "SVG 图片里夹带脚本或外部引用，没有发布",
    },
)

ARTICLE = ".md"
DATA_FOLDER = "data"
ATTACHMENTS = "files/"
IMAGES = frozenset([".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico"])
DOCUMENTS = frozenset(
    [
        ".pdf",
        ".doc",
        ".docx",
        ".wps",
        ".xls",
        ".xlsx",
        ".et",
        ".ppt",
        ".pptx",
        ".dps",
        ".ofd",
        ".csv",
        ".txt",
        ".zip",
        ".rar",
        ".7z",
        ".mp3",
        ".mp4",
        ".webm",
        ".m4a",
    ]
)
#: Left behind by operating systems and editors; counted as held back, never published.
_LITTER_NAMES = frozenset(("thumbs.db", "desktop.ini"))
_LITTER_ENDS = (".swp", ".swo", ".tmp", ".bak", "~")
_UNSAFE = frozenset('<>"\\|?*%#\x7f') | {chr(code) for code in range(32)}


class Found(NamedTuple):
    """One file: path relative to content/, its kind, size in bytes and modification time in ns.

    ``kind`` is article, asset, data, litter or bad (then ``problem`` says why).
    """

    path: str
    kind: str
    size: int = 0
    mtime: int = 0
    problem: Problem | None = None


def _bad(path: str, code: str, message: str, hint: str) -> Found:
    return Found(path, "bad", problem=Problem(code, path, None, message, hint))


def _is_litter(name: str) -> bool:
    lower = name.lower()
    return lower.startswith((".", "~$")) or lower in _LITTER_NAMES or lower.endswith(_LITTER_ENDS)


def _unknown(path: str, suffix: str) -> Found:
    if suffix in (".markdown", ".mdown", ".mkd", ".html", ".htm"):
        hint = "文章请存成 .md 文件"
    elif path.startswith(DATA_FOLDER + "/"):
        hint = "data/ 里只放 .toml 文件，附件请放到 files/，图片请放到 images/"
    elif suffix in DOCUMENTS:
        # A manuscript or a list of telephone numbers must not reach the public by lying in a column's folder.
        message = f"{suffix} 文件不会直接变成文章"
        hint = "稿件请把正文复制到 .md 文件；要给读者下载的附件请放到 files/"
        return _bad(path, "file-unknown", message, hint)
    elif suffix in (".heic", ".heif", ".tif", ".tiff", ".bmp"):
        hint = "图片请另存为 JPG 或 PNG"
    else:
        hint = "文章请存成 .md；附件请放到 files/；图片请放到 images/；用不着的文件请移出 content/"
    return _bad(path, "file-unknown", f"不认识 {suffix or '没有扩展名'} 的文件", hint)


def _classify(path: str, entry: os.DirEntry[str]) -> Found:
    name, suffix = entry.name, Path(entry.name).suffix.lower()
    if _is_litter(name):
        return Found(path, "litter")
    if entry.is_symlink():
        return _bad(path, "file-symlink", "这是符号链接", "把文件本身复制到 content/ 里")
    if _UNSAFE & set(path) or not path.isprintable() or unicodedata.normalize("NFC", path) != path:
        return _bad(path, "file-name", "文件名里有特殊字符或不可见字符", "改成汉字、字母、数字、连字符组成的文件名")
    stat = entry.stat(follow_symlinks=False)
    in_data = path.startswith(DATA_FOLDER + "/")
    if in_data and path.count("/") > 1:
        return _unknown(path, suffix)
    if in_data:
        kind = "data" if suffix == ".toml" else ""
    elif suffix in DOCUMENTS:
        kind = "asset" if path.startswith(ATTACHMENTS) else ""
    else:
        kind = "article" if suffix == ARTICLE else "asset" if suffix in IMAGES else ""
    return Found(path, kind, stat.st_size, stat.st_mtime_ns) if kind else _unknown(path, suffix)


def _printable(path: str) -> str:
    """A name that is not UTF-8, as one that can be shown and stored."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _entries(folder: Path, prefix: str, known: Container[str]) -> Iterator[Found]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        message = f"文件夹读不出来（{error.strerror}）"
        yield _bad(_printable(prefix), "file-unreadable", message, "检查文件夹的权限")
        return
    for entry in entries:
        path = prefix + entry.name
        if path in known and entry.is_file(follow_symlinks=False):
            stat = entry.stat(follow_symlinks=False)
            yield Found(path, "article", stat.st_size, stat.st_mtime_ns)
        elif entry.is_dir(follow_symlinks=False):
            inside = _entries(Path(entry.path), path + "/", known)
            hidden = entry.name.startswith(".")
            yield from (Found(found.path, "litter") for found in inside) if hidden else inside
        elif path != _printable(path):
            yield _bad(_printable(path), "file-name", "文件名的编码不对", "改成汉字、字母、数字、连字符组成的文件名")
        elif entry.is_symlink() or entry.is_file(follow_symlinks=False):
            yield _classify(path, entry)
        else:
            yield _bad(path, "file-unknown", "这不是普通文件", "把它移出 content/")


def scan(content: Path, known: Container[str] = ()) -> list[Found]:
    """All files under the content folder, in a fixed order.

    Args:
        known: paths of files that were articles when last looked at, which their names do not change.
    """
    return list(_entries(content, "", known))
