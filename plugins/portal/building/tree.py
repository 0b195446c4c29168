"""The output: a link to a whole tree of files, swapped in one step.

A new tree is made beside the old one: the oldest tree kept is brought up to date, or every file of the published one is
hard-linked; then what has changed is written. Nobody ever sees a half-made site, and a failed build leaves
the old one as it was.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from portal.errors import BuildError

#: In the name of a tree that waits to become the next one: number of the tree it equals, this, and a number.
_SPARE = "-spare-"
#: Bytes that are copied at once.
_STRETCH = 1 << 20


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

    def _numbered(self) -> list[Path]:
        """All whole trees, oldest first."""
        found = self.trees.iterdir() if self.trees.is_dir() else ()
        return sorted((tree for tree in found if tree.name.isdigit()), key=lambda tree: int(tree.name))

    def _spares(self) -> list[Path]:
        return sorted(self.trees.glob(f"*{_SPARE}*")) if self.trees.is_dir() else []

    def new(self) -> Path:
        """An empty folder for the next tree."""
        fresh = self._next()
        fresh.mkdir()
        return fresh

    def _next(self) -> Path:
        """The next tree's place; what a build that was cut off left there is cleared away."""
        self.trees.mkdir(parents=True, exist_ok=True)
        published, numbered = self.current(), self._numbered()
        last = int(numbered[-1].name) if numbered else 0
        for tree in numbered:
            if published is not None and int(tree.name) > int(published.name):
                shutil.rmtree(tree)
        return self.trees / f"{last + 1:06d}"

    def next(self, base: Path, since: Callable[[int], set[str] | None], keep: int) -> Path:
        """The next tree, equal to the published one: an old tree brought up to date where there is one to
        spare, else every file linked.

        Args:
            base: the published tree.
            since: number of a tree -> paths in which the published one differs from it, None where unknown.
            keep: how many older trees are kept.
        """
        fresh = self._next()
        numbered, spares = self._numbered(), self._spares()
        surplus = numbered[:-keep] if len(numbered) > keep else []
        for tree in [*surplus[:1], *spares[-1:]]:
            changed = None if tree.name == base.name else since(int(tree.name.split(_SPARE)[0]))
            if changed is not None:
                tree.rename(fresh)
                for path in sorted(changed):  # by path: what was a file may be a folder now
                    remove(fresh, path)
                for path in changed:
                    if (base / path).is_file():
                        reuse(fresh, path, base)
                return fresh
        link_all(base, fresh)
        return fresh

    def provide(self, keep: int) -> None:
        """Link whole trees until there are enough of them that the next builds can bring an old one up to date."""
        published = self.current()
        assert published is not None
        for spare in self._spares():
            shutil.rmtree(spare)
        # Older trees that may be there were not made by the builds that the ledger knows of.
        for number in range(1, keep + 1):
            link_all(published, self.trees / "unready")
            (self.trees / "unready").rename(self.trees / f"{published.name}{_SPARE}{number}")

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
        published = self.current()
        for old in self._numbered()[: -(keep + 1)]:
            if published is None or old.name != published.name:
                shutil.rmtree(old, ignore_errors=True)

    def drop(self, tree: Path) -> None:
        """Throw away a tree, unless it is published already."""
        published = self.current()
        if published is None or published.name != tree.name:
            shutil.rmtree(tree, ignore_errors=True)


def write(tree: Path, path: str, content: bytes, base: Path | None) -> bool:
    """Write a file of the new tree; bytes that the published tree has already are linked instead.

    Returns:
        Whether the file differs from the published one.
    """
    if base is not None:
        try:
            with open(f"{base}/{path}", "rb", buffering=0) as published:  # noqa: PTH123 - tens of thousands of them
                if published.read() == content:
                    return not (os.path.exists(f"{tree}/{path}") or reuse(tree, path, base))  # noqa: PTH110
        except OSError:
            pass
    target = f"{tree}/{path}"
    try:
        if base is not None:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(target)  # noqa: PTH108
        _put(target, content)
    except OSError:  # there is no such file or folder yet, or something else lies there
        _clear(tree, Path(target))
        _put(target, content)
    return True


def _put(target: str, content: bytes) -> None:
    """Write a new file."""
    with open(target, "xb") as file:  # noqa: PTH123
        file.write(content)


def splice(tree: Path, path: str, pieces: Iterable[bytes | tuple[int, int]], base: Path) -> None:
    """Write a file of the new tree out of new bytes and of stretches of the published one."""
    _clear(tree, tree / path)
    with (base / path).open("rb") as source, (tree / path).open("wb") as target:
        for piece in pieces:
            if isinstance(piece, bytes):
                target.write(piece)
                continue
            start, end = piece
            source.seek(start)
            while start < end and (found := source.read(min(_STRETCH, end - start))):
                target.write(found)
                start += len(found)


def _clear(tree: Path, target: Path) -> None:
    """Make room for a file. What lies there may be a link into another tree, whose file must stay as it is."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):  # a folder of the path was a file
        for parent in target.relative_to(tree).parents:
            if (tree / parent).is_file():
                (tree / parent).unlink()
        target.parent.mkdir(parents=True, exist_ok=True)
    try:
        target.unlink(missing_ok=True)
    except IsADirectoryError:
        shutil.rmtree(target)


def remove(tree: Path, path: str) -> None:
    """Remove a file of the new tree, and the folders that are empty then."""
    target = tree / path
    try:
        target.unlink()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return
    for parent in target.parents:
        if parent == tree:
            return
        try:
            parent.rmdir()
        except OSError:
            return


def link_all(base: Path, tree: Path) -> None:
    """Make a tree whose files are those of another."""
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir()
    for folder, folders, files in os.walk(base):
        inside = tree / os.path.relpath(folder, base)
        for name in folders:
            os.mkdir(f"{inside}/{name}")  # noqa: PTH102 - ten thousand of them
        for name in files:
            try:
                os.link(f"{folder}/{name}", f"{inside}/{name}")
            except OSError:  # links are refused
                shutil.copy2(f"{folder}/{name}", f"{inside}/{name}")


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
    _clear(tree, tree / path)
    shutil.copyfile(source, tree / path)
