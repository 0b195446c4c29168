"""Where the browser may write, and what it may upload."""

from __future__ import annotations

import unicodedata
from pathlib import Path, PurePosixPath

from portal.building.drawings import fault_of
from portal.building.scan import DOCUMENTS, IMAGES

_UNSAFE = frozenset('<>"\\|?*%#:\x7f') | {chr(code) for code in range(32)}
#: Bytes of a picture or an attachment.
LARGEST = 30 << 20
#: First bytes of picture files by ending; a page named .png is no picture.
_SIGNATURES = {
    ".png": (b"\x89PNG",),
    ".jpg": (b"\xff\xd8",),
    ".jpeg": (b"\xff\xd8",),
    ".gif": (b"GIF8",),
    ".webp": (b"RIFF",),
}


class Refused(ValueError):
    """The request cannot be carried out; the reason in Chinese."""


def safe_place(content: Path, given: object) -> str:
    """A path of a request as a path inside the content folder.

    Raises:
        Refused: it leads elsewhere, through a link, or to what is no article, picture or attachment.
    """
    text = unicodedata.normalize("NFC", str(given))
    path = PurePosixPath(text)
    wrong = path.is_absolute() or not path.parts or ".." in path.parts or _UNSAFE & set(text)
    if wrong or any(part.startswith(".") or part != part.strip() for part in path.parts) or path.parts[0] == "data":
        raise Refused(f"不能读写这个位置：{text[:80]}")
    root = content.resolve()
    place = content / path
    while not place.exists() and place != content:
        place = place.parent
    if place.is_symlink() or not place.resolve().is_relative_to(root) or place.resolve() != root / place.relative_to(content):
        raise Refused(f"不能读写这个位置：{text[:80]}")
    return path.as_posix()


def upload_fault(path: str, data: bytes) -> str:
    """Why a file may not be uploaded, "" where it may."""
    folder, ending = path.split("/")[0], PurePosixPath(path).suffix.lower()
    if folder not in ("images", "files") or "/" not in path:
        return f"图片要放在 images/，附件要放在 files/，不能放在 {path}"
    if ending not in (IMAGES if folder == "images" else IMAGES | DOCUMENTS):
        return f"不收 {ending or '没有扩展名'} 的文件。怎么改：图片存成 JPG 或 PNG，附件存成 PDF、DOCX 等"
    if len(data) > LARGEST:
        return f"文件有 {len(data) >> 20} 兆，太大了，最多 {LARGEST >> 20} 兆"
    if ending in _SIGNATURES and not data.startswith(_SIGNATURES[ending]):
        return f"{PurePosixPath(path).name} 不是 {ending[1:].upper()} 图片，内容和扩展名不符"
    fault = fault_of(data) if ending == ".svg" else ""
    return f"SVG 图片里有{fault}。怎么改：用绘图软件另存为「普通 SVG」，或改用 PNG" if fault else ""
