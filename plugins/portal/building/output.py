"""Filling a new output tree: what has not changed is linked from the old tree, the rest is made."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from portal.building.progress import Progress
from portal.building.render import Renderer
from portal.building.report import Report
from portal.building.tree import reuse, write
from portal.building.workers import Failure, each
from portal.errors import BuildError, Problem
from portal.site import File, Page

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
                raise BuildError(f"网页 {page.path} 生成失败：{result.detail or result.reason}。输出没有改动。")

    def add_files(self, files: Iterable[File]) -> None:
        """Write the files the slices make.

        Raises:
            BuildError: two of them have one address.
        """
        for file in self.progress.track(files, "生成数据和索引", 0):
            if file.path in self.marks:
                raise BuildError(f"两个文件用了同一个网址 {file.path}。请把这条消息交给技术人员。")
            self.marks[file.path] = "made"
            write(self.fresh, file.path, file.content, self.base)

    def add_assets(self, sources: Mapping[str, Path]) -> None:
        """Copy files as they are; one whose address a page has is set aside."""
        for path, source in sources.items():
            if path in self.marks:
                self._set_aside(path)
                continue
            stat = source.stat()
            if not self._kept(path, f"{stat.st_size}.{stat.st_mtime_ns}"):
                write(self.fresh, path, source.read_bytes(), self.base)

    def _set_aside(self, path: str) -> None:
        hint = "把文件移到 images/ 或 files/ 里"
        problem = Problem("address-taken", path, None, f"网址 {path} 已被网站自己的页面占用", hint)
        self.report.published.remove(path)
        self.report.set_aside[path] = [problem]


def _render(renderer: Renderer, page: Page) -> bytes:
    """The page's bytes; an error names template and line."""
    try:
        return renderer.render(page)
    except Exception as error:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if "/templates/" in f.filename]
        place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else page.template
        raise RuntimeError(f"模板 {place} {error}") from error
