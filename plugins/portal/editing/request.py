"""Who may write through the preview's server: this machine's own browser, on the preview's own page."""

from __future__ import annotations

import ipaddress
import json
from dataclasses import dataclass
from typing import Protocol

#: Bytes of one request: an article with its pictures in base64.
LARGEST = 64 << 20


class Headers(Protocol):
    """The headers of a request: asked by name, in any case."""

    def get(self, name: str, /) -> str | None:
        """The value, None where there is none."""


@dataclass(frozen=True)
class Answer:
    """What goes back to the browser."""

    status: int
    kind: str
    content: bytes


@dataclass(frozen=True)
class Refusal:
    """Why a request is refused: HTTP status and a Chinese sentence."""

    status: int
    reason: str

    def answer(self) -> Answer:
        """As the editor's scripts understand it."""
        content = json.dumps({"error": self.reason}, ensure_ascii=False).encode()
        return Answer(self.status, "application/json; charset=utf-8", content)


def refusal(headers: Headers, client: str, port: int, writing: bool) -> Refusal | None:
    """Why a request to the editor is refused, or None.

    The address shows that it comes from this machine; the Host header, that no name of somebody
    else's was pointed here (DNS rebinding); Origin and Sec-Fetch-Site, that no other page sends it.

    Args:
        headers: of the request, any case.
        client: the address it comes from.
        port: of the server.
        writing: whether it may change something.
    """
    try:
        near = ipaddress.ip_address(client).is_loopback
    except ValueError:
        near = False
    if not near:
        return Refusal(403, "只有这台电脑自己能用编辑功能")
    hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")}
    host = (headers.get("Host") or "").lower()
    if host not in hosts and not (port == 80 and f"{host}:80" in hosts):
        return Refusal(403, "网址不对：请用终端里显示的网址打开")
    if not writing:
        return None
    origin = (headers.get("Origin") or "").lower()
    # The very host that was asked: localhost may not write for 127.0.0.1 either.
    if origin != f"http://{host}":
        return Refusal(403, "请求不是从本站的编辑页面发出的")
    if (headers.get("Sec-Fetch-Site") or "same-origin") != "same-origin":
        return Refusal(403, "请求不是从本站的编辑页面发出的")
    # A form of another site cannot send this type without asking first.
    if (headers.get("Content-Type") or "").partition(";")[0].strip().lower() != "application/json":
        return Refusal(415, "请求的格式不对")
    length = headers.get("Content-Length") or ""
    if not length.isdecimal():
        return Refusal(411, "请求没有写明长度")
    return Refusal(413, f"内容太大，最多 {LARGEST >> 20} 兆") if int(length) > LARGEST else None
