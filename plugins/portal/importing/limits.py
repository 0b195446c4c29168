"""Reading and repairing in a process of its own with limits, so that a hostile file costs itself only."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from portal.errors import Problem
from portal.importing.reading import Unreadable

#: Bytes of address space on top of what the process already has.
MEMORY = 1 << 30
#: Seconds of processor time; the largest real files take five.
SECONDS = 60


def limited(work: Callable[[Path], Any], path: Path, seconds: int = SECONDS, memory: int = MEMORY) -> Any:
    """Work on a file under limits.

    Args:
        work: gives JSON values; raises Unreadable where the file cannot be read.
        path: the file.
        seconds, memory: the limits.

    Raises:
        Unreadable: what the work raised, or that it took too much, or fell over.
    """
    receive, send = os.pipe()
    # Without this the child would print again what stands in the parent's buffers.
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if not child:
        os.close(receive)
        _work(work, path, send, seconds, memory)
    os.close(send)
    with os.fdopen(receive, "rb") as stream:
        data = stream.read()
    _, status = os.waitpid(child, 0)
    try:
        answer = json.loads(data)
    except ValueError:
        answer = {}
    if "made" in answer:
        return answer["made"]
    raise _reason(path, answer, status)


def _reason(path: Path, answer: dict[str, object], status: int) -> Unreadable:
    if "problem" in answer:
        problem = Problem.from_json(answer["problem"])  # type: ignore[arg-type]
        return Unreadable(problem.code, problem.path, problem.message, problem.hint)
    hint = "用原来的软件打开，另存一份；或者把文字粘贴到新的文档里"
    if (
        answer.get("failed") == "MemoryError"
        or os.WIFSIGNALED(status)
        and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL, signal.SIGALRM)
    ):
        return Unreadable("import-time", path.name, "读这个文件用的时间或内存太多", hint)
    if answer.get("failed") == "RecursionError":
        return Unreadable("import-broken", path.name, "文件里的层次套得太深", hint)
    return Unreadable(
        "import-broken", path.name, f"文件读不了，可能已损坏（{answer.get('failed') or '进程意外退出'}）", hint
    )


def _work(work: Callable[[Path], Any], path: Path, send: int, seconds: int, memory: int) -> None:
    """In the child: work, answer, end without the parent's clean-up."""
    answer: dict[str, object]
    try:
        _limit(seconds, memory)
        answer = {"made": work(path)}
    except Unreadable as error:
        answer = {"problem": error.problem.to_json()}
    except BaseException as error:  # noqa: BLE001 - the child must answer, whatever happens
        answer = {"failed": type(error).__name__}
    try:
        with os.fdopen(send, "wb") as stream:
            stream.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    finally:
        os._exit(0)


def _limit(seconds: int, memory: int) -> None:
    used = 0
    if sys.platform == "linux":
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + memory, used + memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    # Time of day too, for a reader that waits instead of working; LibreOffice has its own limit.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(4 * seconds)
