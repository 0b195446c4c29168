"""Making units in worker processes: pages are rendered only where their inputs have changed."""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal.building.analyse import digest
from portal.building.ledger import Made
from portal.building.render import Renderer
from portal.building.store import dumps
from portal.building.tree import write
from portal.site import File, Page, Unit


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
            mark = self.renderer.fingerprint(item) if isinstance(item, Page) else digest(item.content)
            if old.get(item.path) == mark:
                made.append((item.path, mark, False))
                continue
            content = item.content if isinstance(item, File) else _render(self.renderer, item)
            rendered += isinstance(item, Page)
            made.append((item.path, mark, write(self.fresh, item.path, content, self.base)))
        return rendered, made, dumps(unit.note()) if unit.note else ""


def _render(renderer: Renderer, page: Page) -> bytes:
    """The page's bytes; an error names page, template and line."""
    try:
        return renderer.render(page)
    except Exception as error:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if "/templates/" in f.filename]
        place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else page.template
        raise RuntimeError(f"网页 {page.path} 生成失败：模板 {place} {error}") from error
