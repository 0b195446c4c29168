"""``portal search-server``: the built site with a search that answers on the server.

The static files are served as they are; ``/search/?q=`` is the site's search page with results in it, for
readers without JavaScript, and ``/api/`` answers programs. Nothing that is asked is written down.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
import threading
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import portal
from portal.errors import PortalError
from portal.search import openapi
from portal.search.query import LONGEST
from portal.search.rank import PAGE
from portal.search.results_page import bare_shell, message_page, results_page
from portal.search.served import LiveIndex, Question, TooSlow

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

#: Searches at work at a time, and requests that may wait for one; Python runs one thread at a time anyway.
AT_WORK, WAITING = 4, 200
#: Where a worker process finds what it serves.
ENVIRONMENT = "PORTAL_SEARCH_SERVER"
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; script-src 'self'; base-uri 'none'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


class Refused(Exception):
    """A request that gets no answer; the text says why."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True)
class Options:
    """What is served.

    Args:
        output: the built site.
        engine: ``python`` or ``whoosh``.
        seconds: an answer may take.
        url: public address of the site, "" for the address that is asked.
    """

    output: str
    engine: str = "python"
    seconds: float = 2.0
    url: str = ""


def _number(request: Request, name: str, default: int, least: int, most: int) -> int:
    text = request.query_params.get(name, str(default))
    if not text.isascii() or not text.isdecimal() or not least <= int(text[:9]) <= most:
        raise Refused(400, f"{name} 应是 {least} 到 {most} 的整数")
    return int(text)


def _question(request: Request) -> Question:
    """What the address asks.

    Raises:
        Refused: it is beyond the limits.
    """
    asked = request.query_params
    query, order, column, year, region = (
        asked.get(name, "").strip() for name in ("q", "order", "column", "year", "region")
    )
    if not query:
        raise Refused(400, "没有检索词：写成 ?q=街道改革")
    if len(query) > LONGEST:
        raise Refused(400, f"检索词太长：最多 {LONGEST} 个字")
    if order not in ("", "date"):
        raise Refused(400, "order 不写是按相关程度，写 date 是按时间")
    if max(len(column), len(region)) > LONGEST or (year and not re.fullmatch("[0-9]{4}", year)):
        raise Refused(400, "column 应是栏目代码，year 应是四位年份，region 应是地区代码")
    start = _number(request, "start", 0, 0, openapi.LAST_START)
    limit = _number(request, "limit", PAGE, 1, openapi.MOST_RESULTS)
    return Question(query, start, limit, order, column, year, region)


class Service:
    """The endpoints over one live index."""

    def __init__(self, options: Options, index: LiveIndex) -> None:
        from anyio import CapacityLimiter

        self.options, self.index = options, index
        self._limiter = CapacityLimiter(AT_WORK)

    def _base(self, request: Request) -> str:
        return self.options.url.rstrip("/") or str(request.base_url).rstrip("/")

    async def _answer(self, request: Request) -> dict[str, Any]:
        """The answer to the request's query.

        Raises:
            Refused: with the reason.
        """
        from anyio.to_thread import run_sync

        question = _question(request)
        kept = self.index.kept(question)
        if kept is not None:
            return kept
        if self._limiter.statistics().tasks_waiting >= WAITING:
            raise Refused(503, "现在检索的人太多，请稍后再试")
        deadline = time.monotonic() + self.options.seconds
        try:
            return await run_sync(self.index.answer, question, deadline, limiter=self._limiter)
        except TooSlow as error:
            raise Refused(503, "检索用时太长，请少写几个字，或稍后再试") from error
        except PortalError as error:
            raise Refused(503, str(error)) from error

    async def search_json(self, request: Request) -> Response:
        """``/api/search``."""
        try:
            return _json(await self._answer(request))
        except Refused as refused:
            return _json({"error": str(refused)}, refused.status)

    async def search_page(self, request: Request) -> Response:
        """``/search/``: the site's own page, with results where a query is given."""
        from starlette.responses import FileResponse, HTMLResponse

        plain = self.index.current.root / "search" / "index.html"
        if "q" not in request.query_params and plain.is_file():
            return FileResponse(plain, headers=HEADERS)
        shell = self.index.current.shell or bare_shell()
        description = f"{self._base(request)}/opensearch.xml"
        try:
            answer = await self._answer(request)
        except Refused as refused:
            query = request.query_params.get("q", "")[:LONGEST]
            html = message_page(shell, query, f"{refused}。", description)
            return HTMLResponse(html, refused.status, HEADERS)
        page = results_page(shell, answer, dict(request.query_params), description)
        return HTMLResponse(page, headers=HEADERS)

    async def version(self, request: Request) -> Response:
        """``/api/version``."""
        engine = self.index.current.engine
        return _json({"generation": engine.generation, "documents": engine.documents})

    async def health(self, request: Request) -> Response:
        """``/api/health``: 200 as long as queries are answered."""
        fault = self.index.fault
        return _json({"status": "degraded" if fault else "ok", "reason": fault})

    async def openapi_json(self, request: Request) -> Response:
        """``/api/openapi.json``."""
        return _json(openapi.document(portal.__version__))

    async def openapi_page(self, request: Request) -> Response:
        """``/api/``."""
        from starlette.responses import HTMLResponse

        return HTMLResponse(openapi.page(portal.__version__), headers=HEADERS)

    async def opensearch(self, request: Request) -> Response:
        """``/opensearch.xml``: what a browser needs to add the site's search."""
        from starlette.responses import Response

        shell = self.index.current.shell
        name = escape(shell.name if shell else "站内搜索")
        base = escape(self._base(request))
        xml = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
            f"<ShortName>{name[:16]}</ShortName>\n<Description>在{name}检索文章</Description>\n"
            "<InputEncoding>UTF-8</InputEncoding>\n"
            f'<Url type="text/html" template="{base}/search/?q={{searchTerms}}"/>\n'
            f'<Url type="application/json" template="{base}/api/search?q={{searchTerms}}&amp;start={{startIndex?}}"'
            ' indexOffset="0"/>\n'
            "</OpenSearchDescription>\n"
        )
        return Response(xml, media_type="application/opensearchdescription+xml")


def _json(value: Any, status: int = 200) -> Response:
    from starlette.responses import Response

    body = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Response(body, status, HEADERS, media_type="application/json")


def application(options: Options | None = None) -> Starlette:
    """The ASGI application; without options, of what the environment names (for worker processes).

    Raises:
        PortalError: there is no index.
    """
    from starlette.applications import Starlette
    from starlette.routing import Mount, Route
    from starlette.staticfiles import StaticFiles

    chosen = options or Options(**json.loads(os.environ[ENVIRONMENT]))
    index = LiveIndex(Path(chosen.output), chosen.engine, lambda line: print(line, file=sys.stderr, flush=True))
    service = Service(chosen, index)

    @contextlib.asynccontextmanager
    async def watching(app: Starlette) -> AsyncIterator[None]:
        stop = threading.Event()
        thread = threading.Thread(target=index.watch, args=(stop,), daemon=True)
        thread.start()
        yield
        stop.set()

    routes = [
        Route("/search/", service.search_page),
        Route("/api/search", service.search_json),
        Route("/api/version", service.version),
        Route("/api/health", service.health),
        Route("/api/openapi.json", service.openapi_json),
        Route("/api/", service.openapi_page),
        Route("/opensearch.xml", service.opensearch),
        Mount("/", StaticFiles(directory=chosen.output, html=True, follow_symlink=True)),
    ]
    return Starlette(routes=routes, lifespan=watching)
