"""The content folder as a build sees it, without building: for checks and previews."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from portal.building.report import Report
from portal.building.store import Store
from portal.building.tree import OutputTree
from portal.errors import BuildError

if TYPE_CHECKING:
    from portal.building.build import Build
    from portal.building.command import Options
    from portal.site import Site


@dataclass
class Workshop:
    """Content, settings and theme, opened once.

    Args:
        build: what a build would be made with.
        home: where the results of reading are kept from one time to the next.
    """

    build: Build
    home: Path

    @contextlib.contextmanager
    def store(self) -> Iterator[Store]:
        """Our own store, so that neither we nor a build waits for the other."""
        path = self.home / "workshop.sqlite"
        store = Store(path)
        try:
            yield store
        finally:
            store.rollback()
            store.close()

    def survey(self) -> Survey:
        """Read every file and all checks of a build.

        Raises:
            PortalError: the site as a whole cannot be built.
        """
        try:
            return self._survey()
        except sqlite3.DatabaseError:  # damaged: what it kept can be worked out again
            (self.home / "workshop.sqlite").unlink(missing_ok=True)
            return self._survey()

    def _survey(self) -> Survey:
        with self.store() as store:
            report = Report()
            site = self.build.survey(store, report)
            drafts = {path: head.problems for path, head in store.heads.items() if head.held}
            return Survey(site, report, drafts)


@dataclass
class Survey:
    """What :meth:`Workshop.survey` found.

    Args:
        drafts: path -> problems of the articles that are kept back, as JSON values.
    """

    site: Site
    report: Report
    drafts: dict[str, list[dict]] = field(default_factory=dict)


def open_workshop(options: Options) -> Workshop:
    """The workshop of the site that the options name.

    Raises:
        PortalError: settings, plugins or the content folder are wrong.
    """
    from portal.building.driver import load

    if not options.settings_file.is_file():
        raise BuildError(
            f"找不到设置文件 {options.settings_file}。怎么改：在有 pelicanconf.py 的目录里运行，或用 --settings 指定。"
        )
    if options.content and not options.content.is_dir():
        raise BuildError(f"找不到内容目录 {options.content}。怎么改：用 --content 指定放文章的目录。")
    output = Path(options.output or options.settings_file.parent / "output").absolute()
    overrides = {"OUTPUT_PATH": str(output)} | ({"PATH": str(options.content.absolute())} if options.content else {})
    driver = load(options.settings_file, overrides)
    return Workshop(driver.builder(), OutputTree(output).home)
