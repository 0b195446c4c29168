"""A built site's index while it is being served: opened, watched, replaced, asked within limits."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from portal.errors import PortalError
from portal.search.engine import Engine, Fetch, Hit
from portal.search.index import FOLDER
from portal.search.rank import PAGE
from portal.search.results_page import Shell, read_shell

#: Seconds between two looks whether the site has been published anew.
PAUSE = 0.5
#: Answers kept for queries that come again, of one published index.
KEPT_ANSWERS = 2000

Warn = Callable[[str], None]
#: What tells a published index from another: its folder, and time, size and number of index.json.
Identity = tuple[str, int, int, int]


class Question(NamedTuple):
    """What is asked; for ``order``, ``column``, ``year`` and ``region`` see :meth:`Engine.search`."""

    query: str
    start: int = 0
    limit: int = PAGE
    order: str = ""
    column: str = ""
    year: str = ""
    region: str = ""


class TooSlow(Exception):
    """The answer took longer than it may."""


@dataclass(frozen=True)
class Snapshot:
    """One published index.

    Args:
        identity: see :data:`Identity`.
        root: the site's files; the tree behind the output link, so that a swap changes nothing here.
        engine: answers; each request takes a copy with :meth:`Engine.asking`.
        shell: the site's search page as a frame for results, or None.
    """

    identity: Identity
    root: Path
    engine: Engine
    shell: Shell | None
    answers: OrderedDict[Question, dict[str, Any]] = field(default_factory=OrderedDict)


def _reader(folder: Path) -> Fetch:
    def fetch(path: str) -> bytes | None:
        try:
            return (folder / path).read_bytes()
        except OSError:
            return None

    return fetch


def _within(fetch: Fetch, deadline: float) -> Fetch:
    """The fetch function, which gives up after the deadline; a search fetches at every step."""

    def limited(path: str) -> bytes | None:
        if time.monotonic() > deadline:
            raise TooSlow
        return fetch(path)

    return limited


def as_json(hit: Hit) -> dict[str, Any]:
    """One result as the JSON API tells it."""
    shown = hit.excerpt
    return {
        "url": shown.url,
        "title": hit.title.text,
        "title_marks": [list(mark) for mark in hit.title.marks],
        "date": shown.date,
        "column": hit.column,
        "region": shown.region,
        "type": shown.type,
        "score": hit.score,
        "snippet": hit.snippet.text,
        "marks": [list(mark) for mark in hit.snippet.marks],
        "whole": hit.whole,
        "lacks": list(hit.lacks),
        "filed": hit.filed,
    }


class LiveIndex:
    """The index of a built site, kept up to date.

    Args:
        output: the built site.
        engine: ``python`` or ``whoosh``.
        warn: takes a Chinese sentence.

    Raises:
        PortalError: there is no index to begin with.
    """

    def __init__(self, output: Path, engine: str, warn: Warn) -> None:
        self.output, self.engine, self._warn = output, engine, warn
        self._opening, self._keeping = threading.Lock(), threading.Lock()
        self.current = self._open()
        self.fault = ""

    def _identity(self) -> Identity | None:
        root = self.output.resolve()
        try:
            stat = (root / FOLDER / "index.json").stat()
        except OSError:
            return None
        return str(root), stat.st_mtime_ns, stat.st_size, stat.st_ino

    def _open(self) -> Snapshot:
        identity = self._identity()
        if identity is None:
            raise PortalError(f"{self.output} 里没有搜索索引：先用 portal build 建好站点，并在 PLUGINS 里启用 portal.search")
        root = Path(identity[0])
        fetch = _reader(root / FOLDER)
        if self.engine == "whoosh":
            from portal.search import whooshed

            engine: Engine = whooshed.update(self.output, fetch, root / FOLDER, self._warn)
        else:
            engine = Engine(fetch)
        return Snapshot(identity, root, engine, read_shell(root / FOLDER / "index.html"))

    def refresh(self) -> bool:
        """Open the index anew if another one has been published; whether that was so.

        Where the new one cannot be read, the old one stays and :attr:`fault` says why.
        """
        with self._opening:
            identity = self._identity()
            if identity == self.current.identity:
                return False
            try:
                self.current, self.fault = self._open(), ""
            except (PortalError, OSError) as error:
                if str(error) != self.fault:
                    self._warn(f"新发布的索引打不开，先用原来的：{error}")
                self.fault = str(error)
                return False
            return True

    def watch(self, stop: threading.Event) -> None:
        """Refresh again and again until told to stop."""
        while not stop.wait(PAUSE):
            self.refresh()

    def kept(self, question: Question) -> dict[str, Any] | None:
        """The answer, where it has been given before."""
        return self.current.answers.get(question)

    def answer(self, question: Question, deadline: float) -> dict[str, Any]:
        """What the JSON API answers.

        Args:
            question: what is asked.
            deadline: of :func:`time.monotonic`.

        Raises:
            TooSlow: the deadline has passed.
            PortalError: the index cannot be read.
        """
        snapshot = self.current
        answer = _ask(snapshot, question, deadline)
        if answer["incomplete"] and self.refresh():
            # The files were replaced while we read them.
            snapshot = self.current
            answer = _ask(snapshot, question, deadline)
        if not answer["incomplete"]:
            with self._keeping:
                snapshot.answers[question] = answer
                while len(snapshot.answers) > KEPT_ANSWERS:
                    snapshot.answers.popitem(last=False)
        return answer


def _ask(snapshot: Snapshot, question: Question, deadline: float) -> dict[str, Any]:
    engine = snapshot.engine.asking(_within(_reader(snapshot.root / FOLDER), deadline))
    result = engine.search(*question)
    # Figures stand above the first page.
    found, missing = ([], False) if question.start else engine.answers(question.query)
    # Whole pages are ordered by their texts, so that a part of one has no place to go on from.
    following = None if question.limit % PAGE else result.next
    return {
        "query": question.query,
        "generation": engine.generation,
        "total": result.total,
        "full": result.full,
        "relaxed": result.relaxed,
        "start": question.start,
        "next": following,
        "incomplete": result.incomplete or missing,
        "answers": [asdict(answer) for answer in found],
        "hits": [as_json(hit) for hit in result.hits[: question.limit]],
    }
