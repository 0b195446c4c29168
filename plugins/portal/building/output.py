"""Filling the next output tree: it equals the published one until what has changed is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from portal.building.analyse import digest, unreadable
from portal.building.assemble import LiveSite
from portal.building.ledger import ASSETS, Ledger, Made
from portal.building.making import Maker, Workshop
from portal.building.progress import Progress
from portal.building.render import Renderer
from portal.building.report import Report
from portal.building.tree import copy, remove, write
from portal.building.workers import Failure, each, here
from portal.errors import BuildError, Problem
from portal.site import Change, File, Group, Part, Published, Unit

#: Seconds of processor time for one unit: far more than any needs, so that a looping template ends.
UNIT_SECONDS = 120.0
#: So few units are made in this process: to start workers takes as long as a second of work.
FEW_UNITS = 48


class Filed(NamedTuple):
    """A unit as it goes into the ledger."""

    key: str
    group: str
    note: str
    made: list[Made]


@dataclass
class Output:
    """A tree being filled.

    Args:
        fresh: the next tree, equal to ``base``; empty where the ledger knows nothing of a published one.
        base: the tree published now, or None.
        ledger: what lies in ``base``; from now on, in ``fresh``.
        report: counts what is made anew, and takes files set aside.
        changed: paths in which ``fresh`` differs from ``base``.
        assets: files published as they are, path -> mark.
        moved: whether pages have come or gone.
    """

    fresh: Path
    base: Path | None
    ledger: Ledger
    report: Report
    progress: Progress
    jobs: int
    changed: set[str] = field(default_factory=set)
    assets: dict[str, str] = field(default_factory=dict)
    moved: bool = False

    def add_groups(self, groups: Iterable[Group], renderer: Renderer, common: str, whole: bool) -> None:
        """Make the units whose key has changed, and forget those that are no more.

        Args:
            groups: of the whole site, or those that may differ.
            renderer: makes their pages.
            common: text that changes with what all units are made from.
            whole: whether the groups are all that there are; groups that are not named are gone then, else they stay.

        Raises:
            BuildError: a template is wrong, or two files have one address.
        """
        todo: list[tuple[Unit, str, str]] = []
        known: dict[str, str] = {}
        seen: set[str] = set()
        gone = self.ledger.groups() if whole else set()
        for group in groups:
            known |= self.ledger.keys(group.name)
            gone.discard(group.name)
            for unit in group.units():
                key = digest(f"{common}\0{unit.key}".encode()) if unit.key else ""
                if unit.name in seen:
                    raise BuildError(f"两组网页用了同一个名字 {unit.name}。怎么改：检查 data/ 里各表的 key 有没有重复。")
                seen.add(unit.name)
                if not key or known.get(unit.name) != key:
                    todo.append((unit, key, group.name))
        for name in gone:
            known |= self.ledger.keys(name)
        touched = [unit.name for unit, *_ in todo if unit.name in known]
        old = {name: self.ledger.marks(name) for name in [*touched, *(known.keys() - seen)]}
        made = self._make([unit for unit, *_ in todo], old, renderer)
        # A page may take the address of a file, which is set aside then.
        self.assets = self.ledger.marks(ASSETS)
        self.ledger.drop([ASSETS])
        new = {unit.name: Filed(key, group, *found) for (unit, key, group), found in zip(todo, made, strict=True)}
        self._replace(old, new)

    def _make(self, units: Sequence[Unit], old: Mapping[str, dict[str, str]], renderer: Renderer) -> list[tuple[str, list[Made]]]:
        """The note and the files of every unit."""
        maker = Maker(units, old, renderer, self.fresh, self.base)
        numbers = range(len(units))
        few = len(units) <= FEW_UNITS
        results = here(maker, numbers, seconds=UNIT_SECONDS) if few else each(maker, numbers, jobs=self.jobs, seconds=UNIT_SECONDS)
        found = []
        for unit, result in zip(units, self.progress.track(results, "生成网页", len(units)), strict=True):
            if isinstance(result, Failure):
                told = result.detail.removeprefix("RuntimeError: ")
                told = told if told.startswith("网页") else f"网页 {unit.name} 生成失败：{told or '用时或内存太多'}"
                raise BuildError(f"{told}。输出没有改动。")
            rendered, made, note = result
            self.report.rendered += rendered
            found.append((note, made))
        return found

    def add_now(self, unit: Unit, renderer: Renderer) -> None:
        """Make one unit in this process, after all others."""
        old = {unit.name: self.ledger.marks(unit.name)}
        rendered, made, _ = Maker([unit], old, renderer, self.fresh, self.base)(0)
        self.report.rendered += rendered
        self._replace(old, {unit.name: Filed("", "", "", made)})

    def _replace(self, old: Mapping[str, Mapping[str, str]], new: Mapping[str, Filed]) -> None:
        """Put units in the place of others in the ledger, and remove the files that nobody has made again."""
        self.ledger.drop(old)
        for name, unit in new.items():
            self.ledger.put(name, unit.key, [(path, mark) for path, mark, _ in unit.made], unit.group, unit.note)
            self.changed.update(path for path, _, differs in unit.made if differs)
        paths = {path for marks in old.values() for path in marks}
        self.moved = self.moved or paths != {path for unit in new.values() for path, *_ in unit.made}
        self._remove(paths)

    def _remove(self, paths: Iterable[str]) -> None:
        for path in paths:
            if not self.ledger.taken(path):
                remove(self.fresh, path)
                self.changed.add(path)

    def read_published(self, path: str) -> bytes | None:
        """The bytes that lie there now, None where there is no file."""
        try:
            return (self.base / path).read_bytes() if self.base else None
        except OSError:
            return None

    def size_published(self, path: str) -> int | None:
        """How many bytes lie there now, None where there is no file."""
        try:
            return (self.base / path).stat().st_size if self.base else None
        except OSError:
            return None

    # -- files of a slice that tells its own changes -------------------------------------------

    def add_files(
        self, part: Part, site: LiveSite, version: str, versions: Mapping[str, str], change: Change | None
    ) -> None:
        """Write the files a slice makes; only those that differ, where the slice can tell them.

        Args:
            part: the slice.
            site: the site of this build.
            version: of code and settings; files made by another version are not relied on.
            versions: id -> version of the articles published now.
            change: how the site differs from what is published, None where that is not known.

        Raises:
            BuildError: two files have one address.
        """
        unit, mark = f"files:{part.name}", f"{part.name} {version}"
        changes = self._refreshed(part, site, unit, mark, Published(self.read_published, versions, change))
        if changes is None:
            written = self._whole(part, site, mark)
            self._replace({unit: self.ledger.marks(unit)}, {unit: Filed(mark, "", "", written)})
            return
        kept = [self._written(path, mark, content) for path, content in changes.items() if content is not None]
        gone = [path for path, content in changes.items() if content is None]
        self.ledger.update(unit, mark, [(path, mark) for path, mark, _ in kept], gone)
        self.changed.update(path for path, _, differs in kept if differs)
        self._remove(gone)

    def _whole(self, part: Part, site: LiveSite, mark: str) -> list[Made]:
        """All files of a slice."""

        def put(file: File) -> Made:
            return self._written(file.path, mark, file.content)

        with Workshop(part.name, self.fresh.parent.parent / "work", put, self.jobs) as hands:
            given = [put(file) for file in part.files(site, hands)] if part.files else []
            return [*hands.made, *given]

    def _written(self, path: str, mark: str, content: bytes) -> Made:
        return path, mark, write(self.fresh, path, content, self.base)

    def _refreshed(
        self, part: Part, site: LiveSite, unit: str, mark: str, published: Published
    ) -> dict[str, bytes | None] | None:
        """The slice's files that differ; None where all have to be made."""
        if part.refresh is None or self.base is None or self.ledger.key(unit) != mark:
            return None
        try:
            changes = part.refresh(site, published)
            return None if changes is None else dict(changes)
        except ValueError:
            message = f"上次发布的 {'、'.join(part.reserves) or part.name} 里有文件损坏，或不是本程序写的"
            hint = "不用改，已经全部重做；请查一查是谁改动了输出目录"
            self.report.warnings.append(Problem("output-damaged", part.reserves[0], None, message, hint))
            return None

    # -- files published as they are -----------------------------------------------------------

    def add_assets(self, sources: Mapping[str, Path]) -> None:
        """Copy files as they are; one whose address a page has is set aside."""
        old = self.assets
        marks: dict[str, str] = {}
        for path, source in sources.items():
            if any(self.ledger.taken(place.as_posix()) for place in (PurePosixPath(path), *PurePosixPath(path).parents)):
                hint = "把文件移到 images/ 或 files/ 里"
                self._set_aside(Problem("address-taken", path, None, f"网址 {path} 已被网站自己的页面占用", hint))
                continue
            try:
                stat = source.stat()
                mark = f"{stat.st_size}.{stat.st_mtime_ns}"
                if old.get(path) != mark:
                    copy(self.fresh, path, source)
                    self.changed.add(path)
                marks[path] = mark
            except OSError as error:
                self._set_aside(unreadable(path, error))
        self.ledger.put(ASSETS, "", marks.items())
        self._remove(old.keys() - marks.keys())

    def _set_aside(self, problem: Problem) -> None:
        self.report.published.remove(problem.path)
        self.report.set_aside[problem.path] = [problem]
