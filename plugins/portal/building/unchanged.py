"""Whether anything has changed since the last build, told from file times alone, before Pelican starts."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from portal.building.report import Report

_VARIABLE = re.compile(r"\b[A-Z][A-Z0-9_]{2,}\b")


def _stats(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name in ("__pycache__", ".git"):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _stats(entry.path)
            else:
                stat = entry.stat(follow_symlinks=False)
                # The change time also tells of a file made readable again.
                yield f"{entry.path}\0{stat.st_size}\0{stat.st_mtime_ns}\0{stat.st_ctime_ns}\n"


def _environment(sources: Iterable[Path]) -> dict[str, str]:
    """The environment variables that settings files name."""
    text = "".join(path.read_text("utf-8", "replace") for path in sources)
    return {name: os.environ[name] for name in sorted(set(_VARIABLE.findall(text)) & os.environ.keys())}


def signature(folders: Iterable[Path]) -> str:
    """A value that changes when a file of the folders does."""
    mark = hashlib.blake2b(digest_size=16)
    for folder in folders:
        for line in _stats(str(folder)) if folder.is_dir() else ():
            mark.update(line.encode("utf-8", "surrogateescape"))
    return mark.hexdigest()


def ground(code: Path, settings_files: Iterable[Path], options: Any) -> str:
    """A value that changes when our code, a settings file, an environment variable named in one, an option or an
    installed library does: where it is the same, so are the settings."""
    sources = [path for path in settings_files if path.is_file()]
    chosen = [options, _environment(sources), signature([code])]
    mark = hashlib.blake2b(json.dumps(chosen, sort_keys=True, default=str).encode(), digest_size=16)
    libraries = [Path(path) for path in sys.path if path.endswith("site-packages")]
    for path in [*sources, *libraries]:
        stat = path.stat()
        mark.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return mark.hexdigest()


@dataclass(frozen=True)
class Seen:
    """What a build found before it began.

    Args:
        ground: see :func:`ground`.
        folders: the content and theme folders, and ``signature`` of them.
        setup: what :mod:`portal.building.setup` needs to start without Pelican, None where that cannot be.
    """

    ground: str
    folders: list[str]
    signature: str
    setup: dict[str, Any] | None


class State:
    """What the last build saw and said, beside its output."""

    def __init__(self, home: Path) -> None:
        self.path = home / "state.json"

    def recall(self, output: Path, now: str) -> dict[str, Any] | None:
        """``{seen, report, aside, fresh}`` of the last build, ``seen`` as in :class:`Seen`; None where there was none.

        ``fresh`` says whether its output is still published and no article's time has come since.

        Args:
            output: the output link.
            now: present time, ``YYYY-MM-DDTHH:MM``.
        """
        try:
            state: dict[str, Any] = json.loads(self.path.read_text("utf-8"))
            seen, release = Seen(**state["seen"]), state["report"]["next_release"]
            due = release and release <= now[: len(release)]
            published = output.is_symlink() and state["tree"] == str(output.readlink()) and output.is_dir()
            return {**state, "seen": seen, "fresh": published and not due}
        except (OSError, ValueError, KeyError, TypeError):  # none, damaged, or of an older version
            return None

    def keep(self, seen: Seen, output: Path, report: Report) -> None:
        """Remember a finished build."""
        state = {
            "seen": seen.__dict__,
            "tree": str(output.readlink()),
            "report": report.to_json(),
            "aside": report.aside_lines(),
        }
        self.path.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")

    def forget(self) -> None:
        """Make the next build look at everything."""
        self.path.unlink(missing_ok=True)
