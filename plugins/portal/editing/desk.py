"""A process of its own that keeps the site open for previews: Pelican, theme and dictionaries load once.

It speaks one JSON value a line, on standard input and output. Apart from the server, so that the
server's threads never fork, and an article that hangs a library costs the preview alone.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from typing import IO, Any

from portal.building.command import Options
from portal.errors import PortalError

#: Seconds for one preview; the first one reads the whole content folder.
LONGEST = 120


@dataclass
class Desk:
    """The server's side: starts the process when it is first needed, and again when it has ended."""

    options: Options
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _process: subprocess.Popen[str] | None = None

    def preview(self, path: str, text: str) -> dict[str, Any]:
        """What :func:`portal.editing.preview.preview` gives, as JSON values.

        Raises:
            PortalError: the site cannot be read, or the article takes too long.
        """
        request = json.dumps({"path": path, "text": text}) + "\n"
        with self._lock:
            old = self._process is not None
            line = self._ask(request)
            if not line and old:  # it had ended meanwhile; a fresh one may well do it
                self.close()
                line = self._ask(request)
            if not line:
                self.close()
                raise PortalError("预览没有做成：处理这篇文章用时太久或出错。怎么改：逐段删减正文，找到出错的一段。")
        answer = json.loads(line)
        if "error" in answer:
            self.close()  # what is wrong may be mended in a file that is read once
            raise PortalError(answer["error"])
        return dict(answer)

    def _ask(self, request: str) -> str:
        """The process's answer, "" where it ended or took too long."""
        process = self._process
        if process is None or process.poll() is not None:
            self.close()
            process = self._process = self._start()
        assert process.stdin and process.stdout
        timer = threading.Timer(LONGEST, process.kill)
        timer.start()
        try:
            process.stdin.write(request)
            process.stdin.flush()
            return process.stdout.readline()
        except OSError:
            return ""
        finally:
            timer.cancel()

    def _start(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "portal.editing.desk", str(self.options.settings_file)]
        command += [str(self.options.content or ""), str(self.options.output or "")]
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8"
        )

    def restart(self) -> None:
        """Let the next preview see changed theme, settings and code."""
        with self._lock:
            self.close()

    def close(self) -> None:
        """End the process; the next preview starts a new one."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream:
                    with contextlib.suppress(OSError):  # something unsent
                        stream.close()
            self._process = None


def main(arguments: list[str], requests: IO[str], answers: IO[str]) -> None:
    """The process's side: answer until the server ends."""
    from pathlib import Path

    from portal.editing.preview import preview
    from portal.editing.workshop import open_workshop

    settings, content, output = (Path(text) if text else None for text in arguments)
    workshop = None
    for line in requests:
        request = json.loads(line)
        try:
            workshop = workshop or open_workshop(Options(settings or Path("pelicanconf.py"), content, output))
            answer = preview(workshop, request["path"], request["text"].encode()).to_json()
        except PortalError as error:
            answer = {"error": str(error)}
        except Exception as error:  # noqa: BLE001 - the server must get an answer
            answer = {"error": f"预览没有做成（{type(error).__name__}）：{error}"}
        answers.write(json.dumps(answer, ensure_ascii=True) + "\n")
        answers.flush()


if __name__ == "__main__":
    # Libraries that print would break the protocol.
    out, sys.stdout = sys.stdout, sys.stderr
    main(sys.argv[1:], sys.stdin, out)
