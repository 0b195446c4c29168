"""Progress of long work: a bar with stages on a terminal, silence in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

Item = TypeVar("Item")


@dataclass
class Progress:
    """Shows how far each stage is.

    Args:
        shown: draw a bar; by default only where standard error is a terminal.
    """

    shown: bool = field(default_factory=sys.stderr.isatty)

    def track(self, items: Iterable[Item], stage: str, total: int) -> Iterator[Item]:
        """Yield the items, counting them under the stage's Chinese name."""
        yield from self._draw(items, stage, total) if self.shown and total > 1 else items

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
