"""Web pages saved with all they show in one file (.mht), as browsers and old Word do."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from urllib.parse import unquote, urlsplit

from portal.importing import webpage
from portal.importing.draft import Source
from portal.importing.reading import Unreadable

#: Parts of one archive; pages of portals have some hundred.
PARTS_MOST = 2000


def read(data: bytes, name: str) -> Source:
    """An .mht file: its first page, and the pictures beside it.

    Raises:
        Unreadable: there is no page in it.
    """
    parts = [part for _, part in zip(range(PARTS_MOST), message_from_bytes(data).walk(), strict=False)]
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    if page is None:
        raise Unreadable("import-kind", name, "文件里没有网页", "用浏览器打开，另存为网页（.html），再导入")
    pictures = {_name(part): _bytes(part) for part in parts if part.get_content_maintype() == "image"}
    source = webpage.read(_bytes(page), name)
    return replace(source, form="网页（单个文件）", pictures={**pictures, **source.pictures})


def _bytes(part: Message) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _name(part: Message) -> str:
    """The last part of the address that the page calls a picture by."""
    place = str(part.get("Content-Location") or part.get("Content-ID") or "").strip("<>")
    return unquote(urlsplit(place).path).rpartition("/")[2] or "图片"
