"""The output: a link to a whole tree of files, swapped in one step.

A new tree is made beside the old one, hard-linking what has not changed. Nobody ever sees
a half-made site, and a failed build leaves the old one as it was.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from portal.errors import BuildError


class OutputTree:
    """The output folder and what belongs to it: ``output`` -> ``.output.portal/trees/000001``."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.home = output.parent / f".{output.name}.portal"
        self.trees = self.home / "trees"

    def check(self) -> None:
        """Refuse an output folder that holds something else.

        Raises:
            BuildError: it is a file, or a folder with files that are not ours.
        """
        if self.output.is_symlink():
            mine = self.current() is not None or not self.output.exists()
        else:
            mine = not self.output.exists() or (self.output.is_dir() and not any(self.output.iterdir()))
        if not mine:
            raise BuildError(
                f"输出位置 {self.output} 已有别的内容，为免误删没有动它。怎么改：移走它，或用 --output 换一个位置。"
            )

    def current(self) -> Path | None:
        """The tree that is published now, None where there is none of ours."""
        if not self.output.is_symlink():
            return None
        target = (self.output.parent / self.output.readlink()).resolve()
        return target if target.is_dir() and target.parent == self.trees.resolve() else None

    @contextlib.contextmanager
    def lock(self, waiting: Callable[[], None]) -> Iterator[None]:
        """One build at a time; a second one calls ``waiting`` and waits."""
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "lock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                waiting()
                fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def new(self) -> Path:
        """An empty folder for the next tree."""
        self.trees.mkdir(parents=True, exist_ok=True)
        published = self.current()
        last = max((int(t.name) for t in self.trees.iterdir() if t.name.isdigit()), default=0)
        for tree in self.trees.iterdir():
            if published is not None and tree.name.isdigit() and int(tree.name) > int(published.name):
                shutil.rmtree(tree)  # left by a build that was cut off
        fresh = self.trees / f"{last + 1:06d}"
        fresh.mkdir()
        return fresh

    def publish(self, tree: Path) -> None:
        """Swap the link to the new tree."""
        if self.output.is_dir() and not self.output.is_symlink():
            self.output.rmdir()
        temporary = self.home / "link"
        temporary.unlink(missing_ok=True)
        temporary.symlink_to(os.path.relpath(tree, self.output.parent))
        temporary.replace(self.output)

    def prune(self, keep: int) -> None:
        """Throw away trees older than the newest ``keep`` + 1; never the published one."""
        names = sorted((t for t in self.trees.iterdir() if t.name.isdigit()), key=lambda t: int(t.name))
        published = self.current()
        for old in names[: -(keep + 1)]:
            if published is None or old.name != published.name:
                shutil.rmtree(old, ignore_errors=True)

    def drop(self, tree: Path) -> None:
        """Throw away a tree, unless it is published already."""
        published = self.current()
        if published is None or published.name != tree.name:
            shutil.rmtree(tree, ignore_errors=True)


def write(tree: Path, path: str, content: bytes, base: Path | None) -> None:
    """Write a file of the new tree; bytes that the old tree has already are hard-linked instead."""
    target = tree / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)  # it may be a link into the old tree, whose file must stay as it is
    if base is not None:
        try:
            if (base / path).read_bytes() == content:
                os.link(base / path, target)
                return
        except OSError:
            pass
    target.write_bytes(content)


def reuse(tree: Path, path: str, base: Path) -> bool:
    """Hard-link a file of the old tree; False where it is not there."""
    target = tree / path
    try:
        os.link(base / path, target)
    except OSError:  # the folder is not there yet, the file is gone, or links are refused
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(base / path, target)
        except OSError:
            return False
    return True


def copy(tree: Path, path: str, source: Path) -> None:
    """Copy a file as it is, without reading it into memory whole.

    Raises:
        OSError: the source cannot be read.
    """
    target = tree / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    shutil.copyfile(source, target)
