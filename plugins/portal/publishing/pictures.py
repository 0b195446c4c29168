"""Pictures of an article as files that the WeChat editor takes: SVG and WebP drawn as PNG by Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from portal.errors import PortalError
from portal.publishing import chromium
from portal.publishing.wechat import Post

#: What the WeChat editor takes as it is, and the bytes of the largest.
TAKEN = ("png", "jpg", "jpeg", "gif", "bmp")
LARGEST = 10 << 20
#: Drawn anew, with the type that a browser knows them by.
_DRAWN = {"svg": "image/svg+xml", "webp": "image/webp"}
#: Width in CSS pixels of drawn pictures; Chromium draws two points for each.
WIDTH, HIGHEST = 900, 6000
_SVG_SIZE = re.compile(rb"<svg\b[^>]*>", re.DOTALL)
_VIEW = re.compile(rb"viewBox\s*=\s*[\"']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)")
_SIDES = (re.compile(rb"\swidth\s*=\s*[\"']\s*([\d.]+)(?:px)?\s*[\"']"), re.compile(rb"\sheight\s*=\s*[\"']\s*([\d.]+)(?:px)?\s*[\"']"))


@dataclass(frozen=True)
class Upload:
    """One picture to upload.

    Args:
        number: in the order of its place in the text.
        source: its file within the content folder.
        name: of the file to upload, ``图1.png``.
        content: its bytes, b"" where there is none that could be uploaded.
        question: what the editor has to do by hand, or "".
    """

    number: int
    source: str
    name: str
    content: bytes
    question: str = ""


def uploads(post: Post, read_file: Callable[[str], bytes | None]) -> list[Upload]:
    """The pictures of a post, ready for upload where they can be made so."""
    return [upload(number, place, read_file(place)) for number, place, _ in post.pictures]


def upload(number: int, source: str, data: bytes | None) -> Upload:
    """One picture; what cannot be drawn comes with a question instead of an error."""
    ending = source.rpartition(".")[2].lower()
    name = f"图{number}.{ending if ending in TAKEN else 'png'}"
    question = ""
    if data is None:
        data, question = b"", f"找不到 content/{source}，请补上这张图"
    elif ending in _DRAWN:
        try:
            data = draw(data, _DRAWN[ending])
        except PortalError as error:
            data, question = b"", f"公众号不收 {ending.upper()}，没有转成 PNG（{str(error).partition('。')[0]}）；用浏览器打开它截图"
    elif ending not in TAKEN:
        data, question = b"", f"公众号不收 {ending.upper()}，请另存为 PNG 或 JPG"
    if len(data) > LARGEST:
        question = f"图片有 {len(data) >> 20} 兆，公众号最多 {LARGEST >> 20} 兆，请先缩小"
    return Upload(number, source, name, data, question)


def draw(data: bytes, kind: str) -> bytes:
    """A picture as PNG, twice as many points as pixels, on white.

    It is drawn as a picture of a page: its scripts do not run and nothing else is loaded.

    Raises:
        PortalError: there is no Chromium, or it fails.
    """
    width, height = _svg_size(data) if kind == "image/svg+xml" else _webp_size(data)
    return chromium.picture(data, kind, WIDTH, min(max(1, round(WIDTH * height / width)), HIGHEST))


def _webp_size(data: bytes) -> tuple[float, float]:
    """Width and height of a WebP picture, by its first chunk (RFC 9649)."""
    kind, whole = data[12:16], int.from_bytes
    if kind == b"VP8X":
        return whole(data[24:27], "little") + 1, whole(data[27:30], "little") + 1
    if kind == b"VP8L":
        bits = whole(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return (whole(data[26:28], "little") & 0x3FFF) or WIDTH, (whole(data[28:30], "little") & 0x3FFF) or WIDTH


def _svg_size(data: bytes) -> tuple[float, float]:
    """Width and height that an SVG says of itself, or what browsers take where it says nothing."""
    head = _SVG_SIZE.search(data)
    view = _VIEW.search(head[0]) if head else None
    if view and float(view[1]) and float(view[2]):
        return float(view[1]), float(view[2])
    width, height = ((side.search(head[0]) if head else None) for side in _SIDES)
    return (float(width[1]), float(height[1])) if width and height and float(width[1]) and float(height[1]) else (300.0, 150.0)
