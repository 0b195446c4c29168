"""``portal serve``: the site on this machine, rebuilt when something changes, shown anew in the browser."""

from __future__ import annotations

import functools
import subprocess
import sys
import threading
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from portal.building.command import Options, build, folders_of
from portal.errors import BuildError, PortalError

HOST = "127.0.0.1"
EVENTS = "/__portal/events"
#: Added to pages on their way to the browser, never to the files.
LIVE = b"<script>new EventSource('" + EVENTS.encode() + b"').onmessage=()=>location.reload()</script>"
#: Seconds between the comments that keep an event stream open and show whether it still is.
HEARTBEAT = 15


class Changes:
    """Tells waiting browsers that the site has been built anew."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self.count = 0

    def announce(self) -> None:
        """Wake everyone who waits."""
        with self._condition:
            self.count += 1
            self._condition.notify_all()

    def wait(self, seen: int, seconds: float) -> int:
        """The number of builds, as soon as it is not ``seen`` any more or the time is over."""
        with self._condition:
            self._condition.wait_for(lambda: self.count != seen, seconds)
            return self.count


class Handler(SimpleHTTPRequestHandler):
    """Serves the output folder as a static host does, with 404.html and live reload."""

    protocol_version = "HTTP/1.1"
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript", ".mjs": "text/javascript"}

    def __init__(self, *args: object, changes: Changes, **kwargs: object) -> None:
        self.changes = changes
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer a request."""
        if self.path == EVENTS:
            self._events()
            return
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.split("?")[0].endswith("/"):
            path = path / "index.html"
        if path.suffix == ".html" and path.is_file():
            self._page(path, HTTPStatus.OK)
        elif not path.exists():
            self._page(Path(self.directory) / "404.html", HTTPStatus.NOT_FOUND)
        else:
            super().do_GET()

    def _page(self, path: Path, status: HTTPStatus) -> None:
        try:
            content = path.read_bytes()
        except OSError:
            content = "页面不存在".encode()
        content = content.replace(b"</body>", LIVE + b"</body>", 1)
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _events(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        seen = self.changes.count
        try:
            while True:
                count = self.changes.wait(seen, HEARTBEAT)
                self.wfile.write(b": still here\n\n" if count == seen else b"data: built\n\n")
                self.wfile.flush()
                seen = count
        except OSError:
            return  # the browser has gone

    def end_headers(self) -> None:
        """Nothing is kept by the browser while one is working on the site."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not news."""


def _rebuild(options: Options) -> None:
    # A child process: memory stays flat and changed code is used at once.
    command = [sys.executable, "-m", "portal", "build", "--settings", str(options.settings_file)]
    for name in ("content", "output"):
        value = getattr(options, name)
        command += [f"--{name}", str(value)] if value else []
    subprocess.run(command, check=False)


def _watch(options: Options, changes: Changes) -> None:
    from watchfiles import watch

    folders = [*folders_of(options), options.settings_file]
    for _ in watch(*(folder for folder in folders if folder.exists()), debounce=200, step=50):
        print("有改动，正在重新生成……", flush=True)
        _rebuild(options)
        changes.announce()


def serve(options: Options, port: int) -> int:
    """Build, then serve until interrupted.

    Args:
        options: of the build.
        port: on 127.0.0.1.

    Raises:
        PortalError: the first build failed and there is no earlier one to show, or the port is taken.
    """
    output = Path(options.output or options.settings_file.parent / "output").absolute()
    try:
        print("\n".join(build(options).lines), flush=True)
    except PortalError as error:
        if not output.is_dir():
            raise
        print(f"{error}\n先显示上一次生成的网站。", file=sys.stderr, flush=True)
    changes = Changes()
    handler = functools.partial(Handler, directory=str(output), changes=changes)
    try:
        server = ThreadingHTTPServer((HOST, port), handler)
    except OSError as error:
        raise BuildError(
            f"端口 {port} 用不了（{error.strerror}）。怎么改：换一个端口，如 make serve PORT={port + 1}。"
        ) from error
    server.daemon_threads = True
    threading.Thread(target=_watch, args=(options, changes), daemon=True).start()
    print(f"网站在 http://{HOST}:{server.server_address[1]}/ ，按 Ctrl+C 结束。", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("\n已停止。")
    finally:
        server.server_close()
    return 0
