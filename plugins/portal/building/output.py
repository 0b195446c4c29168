"""Filling a new output tree: what has not changed is linked from the old tree, the rest is made."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from portal.building.analyse import unreadable
from portal.building.assemble import LiveSite
from portal.building.progress import Progress
from portal.building.render import Renderer
from portal.building.report import Report
from portal.building.tree import copy, reuse, write
from portal.building.workers import Failure, each
from portal.errors import BuildError, Problem
from portal.site import Page, Part, Published

#: Seconds a page may take to render: far more than any needs, so that a looping template ends.
PAGE_SECONDS = 60.0


@dataclass
class Output:
    """A tree being filled.

    Args:
        fresh: the new tree.
        base: the tree published now, or None.
        known: output path -> fingerprint of what lies in ``base``.
        report: counts what is made anew, and takes files set aside.
        marks: output path -> fingerprint of what lies in ``fresh``.
    """

    fresh: Path
    base: Path | None
    known: Mapping[str, str]
    report: Report
    progress: Progress
    jobs: int
    marks: dict[str, str] = field(default_factory=dict)

    def _kept(self, path: str, mark: str) -> bool:
        self.marks[path] = mark
        return self.base is not None and self.known.get(path) == mark and reuse(self.fresh, path, self.base)

    def add_pages(self, pages: Iterable[Page], renderer: Renderer) -> None:
        """Render the pages whose fingerprint has changed.

        Raises:
            BuildError: a template is wrong.
        """
        todo = [page for page in pages if not self._kept(page.path, renderer.fingerprint(page))]
        self.report.rendered += len(todo)

        def make(index: int) -> None:
            write(self.fresh, todo[index].path, _render(renderer, todo[index]), self.base)

        results = each(make, range(len(todo)), jobs=self.jobs, seconds=PAGE_SECONDS)
        for page, result in zip(todo, self.progress.track(results, "生成网页", len(todo)), strict=True):
            if isinstance(result, Failure):
                raise BuildError(f"网页 {page.path} 生成失败：{result.detail or '用时或内存太多'}。输出没有改动。")

    def add_files(self, part: Part, site: LiveSite, version: str, versions: Mapping[str, str]) -> None:
        """Write the files a slice makes; only those that differ, where the slice can tell them.

        Args:
            part: the slice.
            site: the site of this build.
            version: of code and settings; files made by another version are not relied on.
            versions: id -> version of the articles published now.

        Raises:
            BuildError: two files have one address.
        """
        mark = f"{part.name} {version}"
        made = self._refreshed(part, site, mark, versions)
        if made is None:
            made = [(file.path, file.content) for file in part.files(site)] if part.files else []
        for path, content in made:
            if path in self.marks:
                raise BuildError(f"两个文件用了同一个网址 {path}。请把这条消息交给技术人员。")
            self.marks[path] = mark
            write(self.fresh, path, content, self.base)

    def _refreshed(
        self, part: Part, site: LiveSite, mark: str, versions: Mapping[str, str]
    ) -> list[tuple[str, bytes]] | None:
        """The slice's files that differ, the others linked; None where all have to be made."""
        theirs = [path for path, known in self.known.items() if known == mark]
        if part.refresh is None or self.base is None or not theirs:
            return None
        try:
            changes = part.refresh(site, Published(self._read_published, versions))
            differing = None if changes is None else dict(changes)
        except ValueError:  # a published file is damaged
            return None
        if differing is None:
            return None
        kept = [path for path in theirs if path not in differing]
        linked = [self._kept(path, mark) for path in kept]
        if not all(linked):
            for path in kept:  # one of them is gone: all are made again
                del self.marks[path]
                (self.fresh / path).unlink(missing_ok=True)
            return None
        return [(path, content) for path, content in differing.items() if content is not None]

    def _read_published(self, path: str) -> bytes | None:
        assert self.base is not None
        try:
            return (self.base / path).read_bytes()
        except OSError:
            return None

    def add_assets(self, sources: Mapping[str, Path]) -> None:
        """Copy files as they are; one whose address a page has is set aside."""
        for path, source in sources.items():
            if path in self.marks or any(parent.as_posix() in self.marks for parent in PurePosixPath(path).parents):
                hint = "把文件移到 images/ 或 files/ 里"
                self._set_aside(Problem("address-taken", path, None, f"网址 {path} 已被网站自己的页面占用", hint))
                continue
            try:
                self.marks[path] = ""
                stat = source.stat()
                if not self._kept(path, f"{stat.st_size}.{stat.st_mtime_ns}"):
                    copy(self.fresh, path, source)
            except OSError as error:
                del self.marks[path]
                self._set_aside(unreadable(path, error))

    def _set_aside(self, problem: Problem) -> None:
        self.report.published.remove(problem.path)
        self.report.set_aside[problem.path] = [problem]


def _render(renderer: Renderer, page: Page) -> bytes:
    """The page's bytes; an error names template and line."""
    try:
        return renderer.render(page)
    except Exception as error:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if "/templates/" in f.filename]
        place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else page.template
        raise RuntimeError(f"模板 {place} {error}") from error
