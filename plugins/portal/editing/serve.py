"""``portal serve``: the site on this machine, rebuilt when something changes, shown anew in the browser."""

from __future__ import annotations

import contextlib
import functools
import signal
import subprocess
import sys
import threading
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from portal.building.command import Options, build, folders_of
from portal.editing.admin import ADMIN, Admin, Answer, make_admin
from portal.editing.news import Seen, box, id_of, read_report, report_file, why_absent
from portal.editing.request import refusal
from portal.errors import BuildError, PortalError

HOST = "127.0.0.1"
EVENTS = "/__portal/events"
#: Added to pages on their way to the browser, never to the files.
LIVE = b"<script>new EventSource('" + EVENTS.encode() + b"').onmessage=()=>location.reload()</script>"
#: Seconds between the comments that keep an event stream open and show whether it still is.
HEARTBEAT = 15
#: Files of theme, settings and code, which the process for previews reads once.
CODE = (".py", ".html", ".css", ".js")
#: Seconds until the watch must have begun; after them one can at least read.
WATCH_BEGINS = 10


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

    def __init__(self, *args: object, changes: Changes, admin: Admin | None = None, **kwargs: object) -> None:
        self.changes = changes
        self.admin = admin
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer a request."""
        if self.path == EVENTS:
            self._events()
            return
        if self.admin and self.admin.handles(self.path):
            self._answer(self.admin.get(self.path, self.headers, self.client_address[0], self._port))
            return
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.split("?")[0].endswith("/"):
            path = path / "index.html"
        if path.suffix == ".html" and path.is_file():
            self._page(path, HTTPStatus.OK)
        elif not path.exists():
            self._page(Path(self.directory) / "404.html", HTTPStatus.NOT_FOUND, self._why_absent())
        else:
            super().do_GET()

    @property
    def _port(self) -> int:
        return int(self.server.server_address[1])  # type: ignore[index]

    def do_POST(self) -> None:
        """Answer the browser editor; nobody else has anything to send."""
        if not self.admin or not self.admin.handles(self.path):
            self.send_error(HTTPStatus.METHOD_NOT_ALLOWED)
            return
        refused = refusal(self.headers, self.client_address[0], self._port, writing=True)
        if refused:
            # A little is read, else the browser may lose the answer; the connection is not used again.
            length = self.headers.get("Content-Length") or ""
            self.rfile.read(int(length) if length.isdecimal() and int(length) < 1 << 20 else 0)
            self.close_connection = True
            self._answer(refused.answer())
            return
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(self.admin.post(self.path, self.headers, self.client_address[0], self._port, body))

    def _answer(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.content)))
        self.send_header("X-Content-Type-Options", "nosniff")
        # No other page may show the editor in a frame and lead clicks onto it.
        self.send_header("X-Frame-Options", "SAMEORIGIN")
        self.send_header("Content-Security-Policy", "frame-ancestors 'self'")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        with contextlib.suppress(OSError):  # the browser has gone
            self.wfile.write(answer.content)

    def _why_absent(self) -> str:
        """For the address of an article that is there but not public: a box that says why."""
        article_id = id_of(self.path)
        if not self.admin or not article_id:
            return ""
        report = read_report(Path(self.directory).parent / "build-report.json") or {}
        return box(why_absent(article_id, self.admin.proxy.content, report))

    def _page(self, path: Path, status: HTTPStatus, told: str = "") -> None:
        try:
            content = path.read_bytes()
        except OSError:
            content = "页面不存在".encode()
        bar = self.admin.bar(self.path).encode() if self.admin and status == HTTPStatus.OK else b""
        content = content.replace(b"<main", told.encode() + b"<main", 1) if told else content
        content = content.replace(b"</body>", bar + LIVE + b"</body>", 1)
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


def _rebuild(options: Options, seen: Seen) -> None:
    # A child process: memory stays flat and changed code is used at once.
    command = [sys.executable, "-m", "portal", "build", "--settings", str(options.settings_file)]
    for name in ("content", "output"):
        value = getattr(options, name)
        command += [f"--{name}", str(value)] if value else []
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True, encoding="utf-8", errors="replace")
    report = read_report(report_file(options))
    if done.returncode not in (0, 3) or report is None:
        print(done.stdout, end="", flush=True)  # the reason is on the error output
        return
    print("\n".join(seen.news(report)), flush=True)


def _watch(options: Options, changes: Changes, admin: Admin, ready: threading.Event) -> None:
    from watchfiles import watch

    seen = Seen()
    seen.news(read_report(report_file(options)) or {})  # what the first build has told already
    folders = [folder for folder in (*folders_of(options), options.settings_file) if folder.exists()]
    # The first yield of nothing tells that the watch has begun: what is saved from then on is seen.
    for found in watch(*folders, debounce=200, step=50, rust_timeout=500, yield_on_timeout=True):
        ready.set()
        if not found:
            continue
        print("有改动，正在重新生成……", flush=True)
        if any(Path(path).suffix in CODE for _, path in found):
            admin.desk.restart()
        _rebuild(options, seen)
        changes.announce()


def _watch_inbox(options: Options) -> subprocess.Popen[bytes]:
    """Files laid into ``inbox/{column}/`` beside the content become articles, see :mod:`portal.importing.inbox`."""
    # The first folder that a preview watches is the content.
    content = folders_of(options)[0].absolute()
    return subprocess.Popen([sys.executable, "-m", "portal.importing.inbox", str(content.parent / "inbox"), str(content)])


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
    admin = make_admin(options)
    handler = functools.partial(Handler, directory=str(output), changes=changes, admin=admin)
    try:
        server = ThreadingHTTPServer((HOST, port), handler)
    except OSError as error:
        raise BuildError(
            f"端口 {port} 用不了（{error.strerror}）。怎么改：换一个端口，如 make serve PORT={port + 1}。"
        ) from error
    server.daemon_threads = True
    ready = threading.Event()
    threading.Thread(target=_watch, args=(options, changes, admin, ready), daemon=True).start()
    ready.wait(WATCH_BEGINS)
    inbox = _watch_inbox(options)
    # A shell that starts the preview in the background leaves Ctrl+C ignored; it must stop all the same.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    print(f"网站在 http://{HOST}:{server.server_address[1]}/ ，写文章在 {ADMIN}/ ，按 Ctrl+C 结束。", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("\n已停止。")
    finally:
        inbox.terminate()
        inbox.wait()
        admin.desk.close()
        server.server_close()
    return 0
