"""Making units in worker processes: pages are rendered only where their inputs have changed."""

from __future__ import annotations

import shutil
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal.building.analyse import digest
from portal.building.ledger import Made
from portal.building.render import Renderer
from portal.building.store import dumps
from portal.building.tree import splice, write
from portal.building.workers import Failure, each, here
from portal.errors import BuildError
from portal.site import File, Json, Page, Piece, Spliced, Unit

#: So few pieces are made in the building process.
FEW_PIECES = 2
#: Seconds of processor time for a piece: one makes up to a thirtieth of a large site's files.
PIECE_SECONDS = 3600.0


@dataclass(frozen=True)
class Maker:
    """Makes the units of a build by their number.

    Args:
        units: all that have to be made.
        old: unit -> output path -> mark of what is published now.
        fresh: the next tree.
        base: the tree published now, or None.
    """

    units: Sequence[Unit]
    old: Mapping[str, Mapping[str, str]]
    renderer: Renderer
    fresh: Path
    base: Path | None

    def __call__(self, number: int) -> tuple[int, list[Made], str]:
        """How many pages of the unit were rendered, all its files, and its note as JSON, "" where it has none."""
        unit = self.units[number]
        old = self.old.get(unit.name, {})
        rendered, made = 0, []
        for item in unit.make():
            mark = self._mark(item, old.get(item.path, ""))
            if old.get(item.path) == mark:
                made.append((item.path, mark, False))
                continue
            rendered += isinstance(item, Page)
            made.append((item.path, mark, self._write(item)))
        return rendered, made, dumps(unit.note()) if unit.note else ""

    def _mark(self, item: Page | File | Spliced, old: str) -> str:
        if isinstance(item, Page):
            return self.renderer.fingerprint(item)
        return digest(item.content if isinstance(item, File) else f"{old}{item.pieces}".encode())

    def _write(self, item: Page | File | Spliced) -> bool:
        """Whether the file differs from the published one."""
        if isinstance(item, Spliced):
            assert self.base is not None
            splice(self.fresh, item.path, item.pieces, self.base)
            return True
        content = item.content if isinstance(item, File) else _render(self.renderer, item)
        return write(self.fresh, item.path, content, self.base)


def _render(renderer: Renderer, page: Page) -> bytes:
    """The page's bytes; an error names page, template and line."""
    try:
        return renderer.render(page)
    except Exception as error:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if "/templates/" in f.filename]
        place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else page.template
        raise RuntimeError(f"网页 {page.path} 生成失败：模板 {place} {error}") from error


class Workshop:
    """Makes the pieces of a slice's files (:class:`portal.site.Hands`).

    Args:
        name: of the slice.
        folder: see :class:`portal.site.Hands`.
        put: writes a file, and says what the ledger has to know.
    """

    def __init__(self, name: str, folder: Path, put: Callable[[File], Made], jobs: int) -> None:
        self.folder = folder
        self.made: list[Made] = []
        self._name, self._put, self._jobs = name, put, jobs

    def __enter__(self) -> Workshop:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def __call__(self, pieces: Sequence[Piece]) -> list[Json]:
        """What each piece left.

        Raises:
            BuildError: a piece failed.
        """

        def make(number: int) -> tuple[list[Made], Json]:
            made, piece = [], pieces[number]()
            while True:
                try:
                    made.append(self._put(next(piece)))
                except StopIteration as end:
                    return made, end.value

        numbers = range(len(pieces))
        few = len(pieces) <= FEW_PIECES
        limit = PIECE_SECONDS
        results = here(make, numbers, seconds=limit) if few else each(make, numbers, jobs=self._jobs, seconds=limit, batch=1)
        left = []
        for result in results:
            if isinstance(result, Failure):
                told = result.detail or "用时或内存太多"
                raise BuildError(f"{self._name} 的文件生成失败：{told}。输出没有改动。请把这条消息交给技术人员。")
            self.made += result[0]
            left.append(result[1])
        return left
