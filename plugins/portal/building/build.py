"""One build, from scanning content/ to swapping the output link."""

from __future__ import annotations

import datetime
import sqlite3
import sys
import time
import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal.building import assemble, small
from portal.building.analyse import Analyser, digest, failed
from portal.building.assemble import LiveSite
from portal.building.assets import safe_assets, theme_files
from portal.building.data import own_words, read_data
from portal.building.environment import Addresses, prepare
from portal.building.ledger import Ledger
from portal.building.output import Output
from portal.building.pages import all_groups, last_unit
from portal.building.progress import Progress
from portal.building.published import Publication
from portal.building.render import Renderer
from portal.building.report import Report, write_report
from portal.building.scan import Found, scan
from portal.building.store import Store, dumps
from portal.building.tampering import damaged
from portal.building.tree import OutputTree
from portal.building.workers import BATCH, Failure, each
from portal.columns.tree import COLUMNS_FILE, ColumnTree, read_tree
from portal.errors import BuildError
from portal.settings import Settings
from portal.site import Part

if TYPE_CHECKING:
    from jinja2 import Environment

#: Dates of articles are of this zone.
ZONE = zoneinfo.ZoneInfo("Asia/Shanghai")
#: Settings that templates see under ``site``.
SHOWN = ("name", "slogan", "url", "sample", "organiser", "undertaker", "contact", "icp", "police", "site_code",
         "utility_links")  # fmt: skip


@dataclass
class Build:
    """What a build is made from.

    Args:
        content, output, theme: folders.
        settings: the portal's settings.
        parts: the active slices, in the order of PLUGINS.
        env: Pelican's Jinja environment for the theme.
        code: version of our code and of the libraries that shape the output.
        jobs: worker processes.
        now: the present, to hold back what is dated later.
        verify: whether to look if the published files are still those that the last build wrote.
    """

    content: Path
    output: Path
    theme: Path
    settings: Settings
    parts: Sequence[Part]
    env: Environment
    code: str
    jobs: int = 1
    now: datetime.datetime | None = None
    verify: bool = False
    progress: Progress = field(default_factory=Progress)

    def run(self) -> Report:
        """Build and publish.

        Raises:
            PortalError: the output is untouched.
        """
        content, output = self.content.resolve(), self.output.parent.resolve() / self.output.name
        if content in (output, *output.parents) or output in content.parents:
            raise BuildError(f"内容目录 {content} 和输出位置 {output} 互相包含。怎么改：用 --output 换一个位置。")
        tree = OutputTree(self.output)
        tree.check()
        with tree.lock(lambda: print("另一个生成正在进行，等它结束……", file=sys.stderr, flush=True)):
            path = tree.home / "store.sqlite"
            try:
                return self._with_store(tree, path)
            except sqlite3.DatabaseError:  # damaged: what it kept can be worked out again
                path.unlink(missing_ok=True)
                return self._with_store(tree, path)

    def _with_store(self, tree: OutputTree, path: Path) -> Report:
        store = Store(path, [f"{part.name}.{name}" for part in self.parts for name in part.recalled])
        try:
            return self._locked(tree, store)
        finally:
            store.close()

    def _locked(self, tree: OutputTree, store: Store) -> Report:
        report = Report(stages=self.progress.stages)
        self._publish(self.survey(store, report), tree, store, report)
        write_report(self.output.parent / "build-report.json", report.to_json())
        return report

    def survey(self, store: Store, report: Report) -> LiveSite:
        """Read all of content/ and say in the report what becomes of every file; no page is made.

        Raises:
            DataError: a file of content/data/ is wrong.
        """
        found = scan(self.content, store.heads)
        report.found = len(found)
        for item in found:
            if item.problem:
                report.set_aside[item.path] = [item.problem]
            elif item.kind == "litter":
                report.held[item.path] = "litter"
        words = own_words(self.content, [item.path for item in found if item.kind == "data"])
        self.settings = replace(self.settings, words=sorted({*self.settings.words, *words}))
        with self.progress.stage("读取和分析文章"):
            self._analyse(found, store)
        with self.progress.stage("汇总和核对"):
            return self._site(found, store, report)

    # -- articles -----------------------------------------------------------------------------

    def _version(self) -> str:
        # How the work is done does not change what comes out.
        shaping = {name: value for name, value in self.settings.__dict__.items() if name not in ("jobs", "keep_trees")}
        return digest(dumps([self.code, shaping, [part.name for part in self.parts]]).encode())

    def _analyse(self, found: list[Found], store: Store) -> None:
        version, known = self._version(), store.heads
        todo: list[Found] = []
        paths: set[str] = set()
        for item in found:
            if item.kind != "article":
                continue
            paths.add(item.path)
            head = known.get(item.path)
            if head is None:
                todo.append(item)
                continue
            if (head.size, head.mtime) != (item.size, item.mtime):
                same = head.hash == self._hash(item.path)
                store.put_head(head._replace(size=item.size, mtime=item.mtime)) if same else todo.append(item)
                if not same:
                    continue
            if head.key != f"{head.hash}.{version}":
                todo.append(item)
        self._read(todo, version, store)
        store.drop_results(known.keys() - paths)
        store.commit()

    def _read(self, todo: list[Found], version: str, store: Store) -> None:
        """Parse and analyse files, and keep what comes of it."""
        analyser = Analyser(self.content, self.settings, self.parts)
        names = [item.path for item in todo]
        if todo:
            analyser.prepare(store.path.parent, len(todo) > BATCH)
        results = each(analyser, names, jobs=self.jobs, seconds=self.settings.article_seconds)
        for item, result in zip(todo, self.progress.track(results, "读取文章", len(todo)), strict=True):
            # A failure is kept like a result, so that the next build does not wait for it again.
            value = failed(item.path, result, self._hash(item.path)) if isinstance(result, Failure) else result
            store.put_result(item.path, f"{value['hash']}.{version}", value, (item.size, item.mtime))

    def _hash(self, path: str) -> str:
        try:
            return digest((self.content / path).read_bytes())
        except OSError:
            return ""

    # -- the site -----------------------------------------------------------------------------

    def _columns(self, data: dict[str, dict[str, Any]]) -> ColumnTree:
        path = self.content / COLUMNS_FILE
        if "columns" not in data:
            raise BuildError(
                f"找不到栏目表 {COLUMNS_FILE}。怎么改：在内容目录的 data/ 里放一个 columns.toml，登记每个栏目。"
            )
        taken = self._reserved() | {"images", "files"}
        return read_tree(data["columns"], taken, path.read_text("utf-8-sig"))

    def _reserved(self) -> frozenset[str]:
        """First path parts of pages that are no column's."""
        return frozenset({"theme", "data", *(name for part in self.parts for name in part.reserves)})

    def _site(self, found: list[Found], store: Store, report: Report) -> LiveSite:
        data_paths = [item.path for item in found if item.kind == "data"]
        data = read_data(self.content, data_paths)
        columns = self._columns(data)
        assets = safe_assets(found, self.content, self._reserved(), report)
        gathering = assemble.gather(store, self.content, report)
        present = (self.now or datetime.datetime.now(ZONE)).strftime("%Y-%m-%dT%H:%M")
        assemble.check_ids(gathering, present)
        assemble.hold_future(gathering, present)
        assemble.check_columns(gathering, columns)
        assemble.check_files(gathering, assets, self._reserved())
        assemble.check_links(gathering)
        names = tuple(part.name for part in self.parts)
        site = assemble.assemble(gathering, store, self.settings, data, assets, names)
        site.shared("columns.tree", lambda: columns)
        checked = [problem for part in self.parts if part.check for problem in part.check(site)]
        report.warnings += gathering.located(checked)
        report.published += [*data_paths, *assets]
        return site

    # -- the output ---------------------------------------------------------------------------

    def renderer(self, site: LiveSite, assets_root: str) -> Renderer:
        """What makes pages of the site with the theme, whose static files lie at ``assets_root``."""
        shared: dict[str, Any] = {name: getattr(self.settings, name) for name in SHOWN}
        shared["parts"] = [part.name for part in self.parts]
        for part in self.parts:
            shared |= part.globals(site) if part.globals else {}
        templates = sorted(path for path in (self.theme / "templates").rglob("*") if path.is_file())
        sources = [[path.name, path.read_text("utf-8")] for path in templates]
        version = digest(dumps([self._version(), shared, assets_root, sources]).encode())
        compiled = OutputTree(self.output).home / "templates" / digest(self.code.encode())[:10]
        addresses = Addresses(assets_root)
        return Renderer(prepare(self.env, shared, addresses, compiled), addresses, site, self.parts, version)

    def _publish(self, site: LiveSite, tree: OutputTree, store: Store, report: Report) -> None:
        base, keep, stage = tree.current(), self.settings.keep_trees, self.progress.stage
        known = base is not None and store.get_meta("tree") == base.name
        if base and known and self.verify:
            with stage("核对上次发布的文件"):
                warnings = damaged(base, Ledger(store, True).paths(), int(store.get_meta("written") or 0))
            report.warnings += warnings
            known = not warnings
        with stage("准备主题和输出"):
            assets_root, theme = theme_files(self.theme, tree.home / "theme")
            report.warnings += small.problems()
            renderer = self.renderer(site, assets_root)
            store.hold_back()
            ledger = Ledger(store, known)
            fresh = tree.next(base, ledger.changes_since, keep) if base and known else tree.new()
        try:
            output = Output(fresh, base, ledger, report, self.progress, self.jobs)
            common = renderer.version + digest(dumps(site.data).encode())
            published = Publication(store, known and store.get_meta("common") == common)
            change = published.change(site, output)
            with stage("生成网页和数据"):
                output.add_groups(all_groups(site, self.parts, change), renderer, common, change is None)
            for part in (part for part in self.parts if part.files):
                with stage(f"生成 {part.name} 的文件"):
                    output.add_files(part, site, self._version(), published.versions, change)
            with stage("站点地图、图片和附件"):
                if change is None or output.moved or change.differing("column", "date", "updated"):
                    output.add_now(last_unit(site, ledger), renderer)
                output.add_assets({**theme, **{path: self.content / path for path in site.assets}})
            ledger.note(int(fresh.name), output.changed, keep)
            report.gone = published.remember(site)
            store.put_meta("tree", fresh.name)
            store.put_meta("written", str(time.time_ns()))
            store.put_meta("common", common)
            report.pages = ledger.count()
            if not report.balanced():
                raise BuildError("发布、暂不发布、搁置之和不等于找到的文件数，输出没有改动。请把这条消息交给技术人员。")
            tree.publish(fresh)
        except BaseException:
            tree.drop(fresh)
            store.rollback()
            raise
        with stage("收尾"):
            store.commit()
            tree.prune(keep)
            if not known:
                tree.provide(keep)

