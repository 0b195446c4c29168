"""/admin/ under ``portal serve``: the browser editor, its endpoint, the preview, and the way to 公众号."""

from __future__ import annotations

import html
import json
import mimetypes
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from portal.building.command import Options
from portal.editing.desk import Desk
from portal.editing.proxy import Proxy
from portal.editing.request import Answer, Headers, refusal
from portal.editing.uploads import Refused, safe_place
from portal.editing.wire import Unreadable
from portal.errors import PortalError

ADMIN = "/admin"
WECHAT = "/__portal/wechat"
WECHAT_PICTURE = WECHAT + "/picture"
#: The pane runs no scripts; leaving them out keeps the console quiet.
_SCRIPT = re.compile(r"<script\b[^>]*></script>")
_ARTICLE = re.compile(r"/(?P<column>[a-z0-9-]+)/\d{6}/t(?P<day>\d{8})_(?P<number>\d+)\.html")
_TEMPLATES = Path(__file__).parent / "templates"


def _json(status: int, value: Any) -> Answer:
    return Answer(status, "application/json; charset=utf-8", json.dumps(value, ensure_ascii=False).encode())


def _page(status: int, text: str) -> Answer:
    return Answer(status, "text/html; charset=utf-8", text.encode())


def decap_home() -> Path:
    """Where the install step puts Decap CMS."""
    return Path(sys.prefix) / "share" / "portal-admin"


@dataclass
class Admin:
    """Everything under /admin/ and the outlets of an article.

    Args:
        proxy: the endpoint.
        desk: for previews.
    """

    proxy: Proxy
    desk: Desk

    def handles(self, path: str) -> bool:
        """Whether a request path is ours."""
        bare = urlsplit(path).path
        return bare in (ADMIN, WECHAT, WECHAT_PICTURE) or bare.startswith(ADMIN + "/")

    def bar(self, path: str) -> str:
        """For an article's page: the way to its editor and to 公众号; "" for other pages."""
        match = _ARTICLE.fullmatch(urlsplit(path).path)
        if not match:
            return ""
        found = sorted(self.proxy.content.rglob(f"{match['day']}-{match['number']}.md"))
        return _bar(found[0].relative_to(self.proxy.content).as_posix(), match["column"]) if found else ""

    def get(self, path: str, headers: Headers, client: str, port: int) -> Answer:
        """Answer a GET request."""
        refused = refusal(headers, client, port, writing=False)
        if refused:
            return _page(refused.status, html.escape(refused.reason))
        parts = urlsplit(path)
        try:
            if parts.path in (WECHAT, WECHAT_PICTURE):
                query = parse_qs(parts.query)
                return self._wechat(query.get("path", [""])[0], query.get("n", [""])[0])
            return self._file(parts.path.removeprefix(ADMIN).lstrip("/"))
        except (PortalError, Refused) as error:
            return _page(422, f"<!doctype html><meta charset=utf-8><title>没有做成</title><pre>{html.escape(str(error))}</pre>")

    def _file(self, name: str) -> Answer:
        if name in ("", "index.html"):
            there = (decap_home() / "decap-cms.js").is_file()
            return _page(200, (_TEMPLATES / ("admin.html" if there else "missing.html")).read_text("utf-8"))
        if name == "config.yml":
            from portal.editing.admin_config import config

            return _json(200, config(self.proxy.content))
        if name == "preview.js":
            return Answer(200, "text/javascript; charset=utf-8", (_TEMPLATES / "preview.js").read_bytes())
        folder, _, rest = name.partition("/")
        target = decap_home() / rest
        if folder == "decap" and rest and "/" not in rest and target.is_file():
            kind = "text/javascript; charset=utf-8" if rest.endswith(".js") else mimetypes.guess_type(rest)[0]
            return Answer(200, kind or "application/octet-stream", target.read_bytes())
        return _page(404, "没有这个页面")

    def _wechat(self, path: str, number: str) -> Answer:
        """The page to copy from, or one of its pictures as a file to upload."""
        from portal.publishing.pictures import upload
        from portal.publishing.wechat import wechat
        from portal.publishing.wechat_command import piece_of, reader
        from portal.publishing.wechat_page import page

        place = self.proxy.content / safe_place(self.proxy.content, path)
        piece = piece_of(place, self.proxy.content, self.proxy.settings)
        post = wechat(piece)
        source = next((source for n, source, _ in post.pictures if str(n) == number), None)
        if source is None:
            return _page(200, page(piece, post, f"{WECHAT_PICTURE}?path={quote(path)}"))
        made = upload(int(number), source, reader(self.proxy.content)(source))
        if made.question:
            raise PortalError(made.question)
        return Answer(200, mimetypes.guess_type(made.name)[0] or "application/octet-stream", made.content)

    def post(self, path: str, headers: Headers, client: str, port: int, body: bytes) -> Answer:
        """Answer a POST request whose head :func:`refusal` has let through."""
        try:
            given = json.loads(body)
            bare = urlsplit(path).path
            if bare == ADMIN + "/api/v1":
                return _json(*self.proxy.answer(str(given["action"]), given.get("params") or {}))
            if bare == ADMIN + "/preview":
                return self._preview(str(given["path"]), str(given["raw"]))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            reason = str(error) if isinstance(error, (Refused, Unreadable)) else "请求看不懂"
            return _json(422, {"error": reason})
        except PortalError as error:
            return _json(422, {"error": str(error)})
        return _json(404, {"error": "没有这个地址"})

    def _preview(self, path: str, raw: str) -> Answer:
        target, data = self.proxy.complete(safe_place(self.proxy.content, path), raw)
        made = self.desk.preview(target, data.decode())
        folder = made["url"].rpartition("/")[0]
        # The pane has no address of its own; its styles and pictures lie where the page will lie.
        page = _SCRIPT.sub("", made["html"])
        made["html"] = page.replace("<head>", f'<head><base href="/{quote(folder)}/" target="_blank">', 1)
        return _json(200, made)


def _bar(path: str, column: str) -> str:
    style = "position:fixed;right:1rem;bottom:1rem;z-index:9;display:flex;gap:.5rem;font:14px/1.4 sans-serif"
    link = "padding:.5rem .9rem;background:#222;color:#fff;text-decoration:none"
    stem = quote(path.rpartition("/")[2].removesuffix(".md"))
    return (
        f'<nav style="{style}" data-portal-bar aria-label="编辑">'
        f'<a style="{link}" href="{ADMIN}/#/collections/{quote(column)}/entries/{stem}">编辑</a>'
        f'<a style="{link}" href="{WECHAT}?path={quote(path)}" target="_blank">发到公众号</a></nav>'
        "<style>@media print{[data-portal-bar]{display:none!important}}</style>"
    )


def make_admin(options: Options) -> Admin:
    """The editor of the site that the options name.

    Raises:
        PortalError: its settings cannot be read.
    """
    from portal.building.driver import load
    from portal.settings import load as read

    driver = load(options.settings_file, {"PATH": str(options.content.absolute())} if options.content else {})
    return Admin(Proxy(Path(driver.path).resolve(), read(driver.settings)), Desk(options))
