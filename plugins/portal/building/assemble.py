"""From single results to a site: which articles are published, held back or set aside."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from portal.articles.model import Article, Body
from portal.building.analyse import used_files as used_files  # asked for here by previews
from portal.building.report import Report
from portal.building.store import Store, article_of
from portal.columns.tree import ColumnTree
from portal.errors import Problem, declare
from portal.settings import Settings

declare(
    "error",
    {
        "id-taken": "两篇文章用了同一个编号，都没有发布",
        "file-missing": "文章用到的图片或附件不存在",
        "address-taken": "这个文件的网址已被别的页面占用",
    },
)
#: Problems of articles whose lines are looked up; a site with more has other worries than lines.
LOCATED = 200
#: Analyses kept at hand: a page asks several times for that of its article, lists for those of the same few.
RECENT = 128

declare("warning", {"link-broken": "文中的链接指向不存在或没有发布的文章"})


@dataclass
class LiveSite:
    """The site of one build (portal.site.Site)."""

    settings: Settings
    articles: tuple[Article, ...]
    by_id: Mapping[str, Article]
    data: Mapping[str, Mapping[str, Any]]
    assets: Mapping[str, int]
    store: Store
    links: Mapping[str, list[str]] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    _shared: dict[str, Any] = field(default_factory=dict)
    _recent: dict[tuple[str, str], Any] = field(default_factory=dict)

    def analysis(self, part: str, article_id: str) -> Any:
        """What the part's ``analyse`` returned for the article; not to be changed, others may be given the same."""
        key = part, article_id
        if key not in self._recent:
            if len(self._recent) == RECENT:
                del self._recent[next(iter(self._recent))]
            self._recent[key] = self.store.analysis(self.by_id[article_id].path, part)
        return self._recent[key]

    def analyses(self, part: str, name: str) -> dict[str, Any]:
        """Id of every article -> one value of what the part's ``analyse`` returned."""
        by_path = self.store.analyses(part, name)
        return {article.id: by_path.get(article.path) for article in self.articles}

    def value(self, part: str, name: str, article_id: str) -> Any:
        """One value of what the part's ``analyse`` returned for the article."""
        return self.store.analysis(self.by_id[article_id].path, f"{part}.{name}")

    def filed(self, part: str, name: str, text: str) -> list[Article]:
        """The articles that have the text in that list of the part's ``analyse``, newest first."""
        known = self.shared("articles.by_path", lambda: {article.path: article for article in self.articles})
        found = [known[path] for path in self.store.filed(f"{part}.{name}", text) if path in known]
        return sorted(found, key=lambda article: (article.date, article.id), reverse=True)

    def briefs(self, part: str, name: str) -> Mapping[str, Any]:
        """Id of every article -> a value that the part keeps in brief."""

        def make() -> dict[str, Any]:
            key, heads = f"{part}.{name}", self.store.heads
            known = self.shared("briefs", lambda: [(a.id, heads[a.path].brief) for a in self.articles])
            return {article_id: brief[key] for article_id, brief in known if key in brief}

        return self.shared(f"brief.{part}.{name}", make)

    def body(self, article_id: str) -> Body:
        """The article's text and HTML."""
        return Body.from_json(self.store.body(self.by_id[article_id].path))

    def shared(self, key: str, make: Callable[[], Any]) -> Any:
        """A value made once per build and shared by the parts."""
        if key not in self._shared:
            self._shared[key] = make()
        return self._shared[key]


@dataclass
class Gathering:
    """Articles on their way into the site; every check sets some aside."""

    content: Path
    report: Report
    articles: dict[str, Article] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    uses: dict[str, list[str]] = field(default_factory=dict)

    def set_aside(self, path: str, problem: Problem) -> None:
        """Take the article out, with the reason."""
        self.articles.pop(path, None)
        self.report.set_aside.setdefault(path, []).append(problem)

    def line_of(self, path: str, text: str) -> int | None:
        """The first line of the file that holds the text."""
        lines = (self.content / path).read_text("utf-8", "replace").splitlines()
        return next((number for number, line in enumerate(lines, 1) if text in line), None)

    def located(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems with the line of what they quote in 「」, where they name none; at most :data:`LOCATED`."""
        found: list[Problem] = []
        for problem in problems:
            quoted = re.search("「(.+?)」", problem.message)
            if problem.line is None and quoted and problem.path in self.articles and len(found) < LOCATED:
                problem = replace(problem, line=self.line_of(problem.path, quoted[1]))
            found.append(problem)
        return found


def gather(store: Store, content: Path, report: Report) -> Gathering:
    """All stored results, sorted into articles, held back and set aside."""
    gathering = Gathering(content, report)
    for path, head in store.heads.items():
        if head.held:
            report.held[path] = head.held
            continue
        if head.problems:
            problems = [Problem.from_json(problem) for problem in head.problems]
            if any(problem.fatal for problem in problems):
                report.set_aside[path] = problems
                continue
            report.warnings += problems
        if head.values:
            gathering.articles[path] = article_of(head.values)
            if head.links:
                gathering.links[path] = head.links
            if head.uses:
                gathering.uses[path] = head.uses
    return gathering


def hold_future(gathering: Gathering, present: str) -> None:
    """Hold back articles whose 发布日期 has not come (``present``: ``YYYY-MM-DDTHH:MM``)."""
    for path, article in list(gathering.articles.items()):
        if _is_future(article, present):
            gathering.report.held[path] = "scheduled"
            del gathering.articles[path]
            coming = gathering.report.next_release
            gathering.report.next_release = min(coming, article.date) if coming else article.date


def _is_future(article: Article, present: str) -> bool:
    return article.date > present[: len(article.date)]


def check_columns(gathering: Gathering, tree: ColumnTree) -> None:
    """Set aside articles of columns that columns.toml does not name."""
    names = {column.name: column.key for column in tree.columns}
    for path, article in list(gathering.articles.items()):
        if article.column in tree.by_key:
            continue
        near = difflib.get_close_matches(article.column, [*tree.by_key, *names], 1, 0.5)
        wanted = names.get(near[0], near[0]) if near else ""
        hint = f"是不是 {wanted}？" if wanted else ""
        hint += "改成 data/columns.toml 里有的栏目代码，或在那里登记这个栏目"
        problem = Problem(
            "column-unknown", path, gathering.line_of(path, article.column), f"栏目 {article.column} 不存在", hint
        )
        gathering.set_aside(path, problem)


def check_ids(gathering: Gathering, present: str) -> None:
    """Set aside all articles that share an id, each naming the others.

    Where all but one wait for their time, the published one stays: else it would vanish on the day
    when its twin falls due.
    """
    by_id: dict[str, list[str]] = defaultdict(list)
    for path, article in gathering.articles.items():
        by_id[article.id].append(path)
    for article_id, paths in by_id.items():
        if len(paths) == 1:
            continue
        paths.sort()
        live = [path for path in paths if not _is_future(gathering.articles[path], present)]
        twins = [path for path in paths if path not in live] if len(live) == 1 else paths
        for path in twins:
            others = "、".join(other for other in paths if other != path)
            problem = Problem(
                "id-taken",
                path,
                gathering.line_of(path, article_id),
                f"编号 {article_id} 也用在 {others}",
                "如果其中一个是复制出来的副本，删掉它；否则给后写的那一篇换一个没有用过的编号",
            )
            gathering.set_aside(path, problem)


def check_files(gathering: Gathering, assets: Mapping[str, int], reserved: frozenset[str]) -> None:
    """Set aside articles that need a picture or attachment that is not there.

    Args:
        reserved: first path parts of the portal's own pages and data, which may be linked to.
    """
    for path, uses in gathering.uses.items():
        for name in uses if path in gathering.articles else ():
            if name in assets or name.split("/")[0] in reserved or name.endswith(".xml"):
                continue
            problem = Problem(
                "file-missing",
                path,
                gathering.line_of(path, name.rsplit("/", 1)[-1]),
                f"找不到文件 {name}",
                "把文件放到 content/ 里这个位置，或改正文中的文件名",
            )
            gathering.set_aside(path, problem)


def id_named(path: str) -> str:
    """The id that an article's file is usually named by: a link to it holds though the file has moved."""
    return path.rpartition("/")[2].partition(".")[0]


def check_links(gathering: Gathering) -> None:
    """Warn of links to articles that are not published; they are shown as plain text."""
    ids = {article.id for article in gathering.articles.values()}
    for path, targets in gathering.links.items():
        for target in targets if path in gathering.articles else ():
            if target not in gathering.articles and id_named(target) not in ids:
                line = gathering.line_of(path, target.rsplit("/", 1)[-1])
                gathering.report.warnings.append(
                    Problem(
                        "link-broken", path, line, f"链接的文章 {target} 不存在或没有发布", "改正链接，或先发布那一篇"
                    )
                )


def assemble(
    gathering: Gathering, store: Store, settings: Settings, data: Mapping[str, Any], assets: Mapping[str, int],
    parts: tuple[str, ...] = (),
) -> LiveSite:
    """The site of the articles that remain."""
    newest = sorted(gathering.articles.values(), key=lambda a: (a.date, a.id), reverse=True)
    gathering.report.articles = len(newest)
    gathering.report.published += [article.path for article in newest]
    links = {gathering.articles[path].id: links for path, links in gathering.links.items() if path in gathering.articles}
    return LiveSite(settings, tuple(newest), {a.id: a for a in newest}, data, assets, store, links, parts)
