"""Work in forked processes under a limit of time and memory: one bad item costs itself only."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from types import FrameType
from typing import Any

#: Items handed to a worker at once: enough to make the hand-over cheap.
BATCH = 16
#: Address space of a worker in bytes; a hostile article then gets a MemoryError, not the machine.
WORKER_MEMORY = 3 << 30


class OutOfTime(BaseException):
    """Raised inside a worker when an item takes too long; no ``except Exception`` swallows it."""


@dataclass(frozen=True)
class Failure:
    """Why an item gave no result: ``time``, ``memory`` or ``crash``."""

    reason: str
    detail: str = ""


def _alarm(_signal: int, _frame: FrameType | None) -> None:
    raise OutOfTime


#: In a worker process: the function to apply. Set by the initializer, whose arguments a fork hands
#: over as they are, so that the function (and the site it knows) is never pickled.
_function: Callable[[Any], Any] | None = None


def _start_worker(function: Callable[[Any], Any]) -> None:
    global _function
    _function = function
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, _alarm)
    _die_with_parent()
    resource.setrlimit(resource.RLIMIT_AS, (WORKER_MEMORY, WORKER_MEMORY))


def _die_with_parent() -> None:
    """Else workers of a killed build wait for ever, and hold its lock (Linux, prctl(2))."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if os.getppid() == 1:
            os._exit(1)


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the workers at once: what they are doing is of no use any more."""
    workers = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for worker in workers:
        worker.kill()


def _guarded(function: Callable[[Any], Any], item: Any, seconds: float) -> Any:
    # Processor time, not time of day: a busy machine must not set articles aside.
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return function(item)
    except OutOfTime:
        return Failure("time")
    except MemoryError:
        return Failure("memory")
    except RecursionError:
        return Failure("crash", "嵌套太深")
    except Exception as error:  # noqa: BLE001 - whatever it is, it must not take the other items along
        return Failure("crash", f"{type(error).__name__}: {error}")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _batch(items: Sequence[Any], seconds: float) -> list[Any]:
    assert _function is not None
    return _apply(_function, items, seconds)


def _apply(function: Callable[[Any], Any], items: Sequence[Any], seconds: float) -> list[Any]:
    return [_guarded(function, item, seconds) for item in items]


def _pool(function: Callable[[Any], Any], jobs: int) -> ProcessPoolExecutor:
    # Forked workers share what the parent has built: templates, settings, loaded plugins.
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), _start_worker, (function,))


def here(function: Callable[[Any], Any], items: Sequence[Any], *, seconds: float) -> Iterator[Any]:
    """As :func:`each`, in this process: for a few items that are no reader's or editor's, such as pages of our templates."""
    before = signal.signal(signal.SIGPROF, _alarm)
    try:
        yield from _apply(function, items, seconds)
    finally:
        signal.signal(signal.SIGPROF, before)


def _one_by_one(function: Callable[[Any], Any], items: Sequence[Any], seconds: float) -> Iterator[Any]:
    for item in items:
        with _pool(function, 1) as pool:
            try:
                yield pool.submit(_batch, [item], seconds).result()[0]
            except BrokenProcessPool:
                yield Failure("crash", "处理时进程意外退出")


def each(function: Callable[[Any], Any], items: Sequence[Any], *, jobs: int, seconds: float, batch: int = BATCH) -> Iterator[Any]:
    """Apply a function to every item in worker processes.

    Args:
        function: any function of one argument, closures included; its result must be picklable.
        items: picklable.
        jobs: number of processes.
        seconds: limit of processor time for each item.
        batch: items handed to a worker at once.

    Yields:
        For each item, in order, the result or a :class:`Failure`.
    """
    if not items:
        return
    batches = [items[start : start + batch] for start in range(0, len(items), batch)]
    pool = _pool(function, max(1, min(jobs, len(batches))))
    try:
        waiting: list[Future[list[Any]] | None] = []
        for some in batches:
            try:
                waiting.append(pool.submit(_batch, some, seconds))
            except BrokenProcessPool:
                waiting.append(None)
        for some, future in zip(batches, waiting, strict=True):
            try:
                yield from future.result() if future else _one_by_one(function, some, seconds)
            except BrokenProcessPool:
                yield from _one_by_one(function, some, seconds)
    except BaseException:
        _stop(pool)
        raise
    pool.shutdown()
