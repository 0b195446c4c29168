"""Progress of long work: a bar with stages on a terminal, silence in a pipe."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

Item = TypeVar("Item")


class Stage(NamedTuple):
    """A stage's Chinese name, its seconds, and the processor seconds of this process and of workers that have ended."""

    name: str
    seconds: float
    busy: float

    @property
    def line(self) -> str:
        """The stage for people."""
        return f"{self.seconds:8.2f} 秒  处理器 {self.busy:8.2f} 秒  {self.name}"


def _busy() -> float:
    return sum(os.times()[:4])


@dataclass
class Progress:
    """Shows how far each stage is.

    Args:
        shown: draw a bar; by default only where standard error is a terminal.
        stages: what has been timed, in order.
    """

    shown: bool = field(default_factory=sys.stderr.isatty)
    stages: list[Stage] = field(default_factory=list)

    def track(self, items: Iterable[Item], stage: str, total: int) -> Iterator[Item]:
        """Yield the items, counting them under the stage's Chinese name."""
        yield from self._draw(items, stage, total) if self.shown and total > 1 else items

    @contextlib.contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage."""
        start, busy = time.perf_counter(), _busy()
        try:
            yield
        finally:
            self.stages.append(Stage(name, time.perf_counter() - start, _busy() - busy))

    @staticmethod
    def _draw(items: Iterable[Item], stage: str, total: int) -> Iterator[Item]:
        from rich.console import Console
        from rich.progress import Progress as Bar

        # No refresh thread: worker processes are forked while the bar is shown.
        with Bar(console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
            task = bar.add_task(stage, total=total)
            for count, item in enumerate(items):
                yield item
                if count % 10 == 0 or count + 1 == total:
                    bar.update(task, completed=count + 1)
                    bar.refresh()
