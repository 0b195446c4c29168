"""A static host that writes down what it sends."""

from __future__ import annotations

import contextlib
import functools
import threading
import time
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any


class Host:
    """Serves a folder on loopback: HTTP/1.1, no compression, the bytes on disk.

    Args:
        folder: what is served.
        delay: seconds before each answer, as of a round trip.
    """

    def __init__(self, folder: Path, delay: float = 0.0) -> None:
        self.sent: list[tuple[str, int]] = []
        self.delay = delay
        handler = functools.partial(_Handler, directory=str(folder), host=self)
        self._server = _Server(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}/"

    def __enter__(self) -> Host:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    def take(self) -> list[tuple[str, int]]:
        """Path and bytes of the body of what was sent since the last call."""
        taken, self.sent = self.sent, []
        return taken


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader who has gone is no error."""


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Headers and body are written apart: together with delayed acknowledgements that would add 40 ms to every answer.
    disable_nagle_algorithm = True
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript", ".wasm": "application/wasm"}

    def __init__(self, *args: Any, host: Host, **kwargs: Any) -> None:
        self.host = host
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        if self.host.delay:
            time.sleep(self.host.delay)
        self._status = self._length = 0
        with contextlib.suppress(ConnectionError):  # a reader who has gone
            super().do_GET()
        if not self.path.endswith(("favicon.ico", ".svg")):
            self.host.sent.append((self.path.split("?")[0], self._length if self._status == 200 else 0))

    def send_response(self, code: int, message: str | None = None) -> None:
        self._status = code
        super().send_response(code, message)

    def send_header(self, keyword: str, value: str) -> None:
        if keyword == "Content-Length":
            self._length = int(value)
        super().send_header(keyword, value)

    def end_headers(self) -> None:
        # What any static host sends for files without a rule of their own: keep, but ask.
        if self._status == 304:
            super().send_header("Content-Length", "0")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """The log is ``Host.sent``."""
