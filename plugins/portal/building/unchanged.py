"""Whether anything has changed since the last build, told from file times alone, before Pelican starts."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from portal.building.report import Report


def _stats(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name in ("__pycache__", ".git"):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _stats(entry.path)
            else:
                stat = entry.stat(follow_symlinks=False)
                yield f"{entry.path}\0{stat.st_size}\0{stat.st_mtime_ns}"


def signature(folders: Iterable[Path], files: Iterable[Path], options: Any) -> str:
    """A value that changes when a file of the folders, one of the files, an option or an installed library does."""
    mark = hashlib.blake2b(json.dumps(options, sort_keys=True, default=str).encode(), digest_size=16)
    for folder in folders:
        for line in _stats(str(folder)) if folder.is_dir() else ():
            mark.update(line.encode("utf-8", "surrogateescape") + b"\n")
    libraries = [Path(path) for path in sys.path if path.endswith("site-packages")]
    for path in [*files, *libraries]:
        if path.exists():
            stat = path.stat()
            mark.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return mark.hexdigest()


class State:
    """What the last build saw and said, beside its output."""

    def __init__(self, home: Path) -> None:
        self.path = home / "state.json"

    def recall(self, mark: str, output: Path, now: str) -> dict[str, Any] | None:
        """``{exit_code, aside}`` of the last build where the output is of this signature and no
        article's time has come since, else None.

        Args:
            mark: the signature.
            output: the output link.
            now: present time, ``YYYY-MM-DDTHH:MM``.
        """
        try:
            state = json.loads(self.path.read_text("utf-8"))
            tree = str(output.readlink())
        except (OSError, ValueError):
            return None
        release = state.get("next_release", "")
        due = bool(release) and release <= now[: len(release)]
        same = state.get("signature") == mark and state.get("tree") == tree and output.is_dir()
        return state if same and not due else None

    def keep(self, mark: str, output: Path, report: Report) -> None:
        """Remember a finished build."""
        state = {
            "signature": mark,
            "tree": str(output.readlink()),
            "next_release": report.next_release,
            "exit_code": report.exit_code,
            "aside": report.aside_lines(),
        }
        self.path.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")

    def forget(self) -> None:
        """Make the next build look at everything."""
        self.path.unlink(missing_ok=True)
