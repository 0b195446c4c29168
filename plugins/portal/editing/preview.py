"""An article's page with the real theme, from text that need not be saved, published or complete."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from portal.articles.frontmatter import read
from portal.articles.keys import REQUIRED
from portal.building import assemble
from portal.building.analyse import Analyser
from portal.building.assets import theme_files
from portal.building.command import ZONE
from portal.building.pages import article_page
from portal.building.report import Report
from portal.building.store import Store
from portal.columns.cards import tree_of
from portal.editing.head import set_fields
from portal.errors import Problem

if TYPE_CHECKING:
    from portal.building.assemble import LiveSite
    from portal.editing.workshop import Workshop

#: An id that no article has.
_NOBODY = "19000101-8190"


@dataclass(frozen=True)
class Preview:
    """A page, or the reasons why there is none.

    Args:
        html: the page, "" where there is none.
        url: its address on the site.
        problems: what is wrong with the article, as a build would say it.
        assets: site path of the theme's static files, ending with ``/``.
    """

    html: str
    url: str = ""
    problems: tuple[Problem, ...] = ()
    assets: str = ""

    def to_json(self) -> dict[str, Any]:
        """The preview as JSON values."""
        return {
            "html": self.html,
            "url": self.url,
            "problems": [problem.to_json() for problem in self.problems],
            "assets": self.assets,
        }


def completed(data: bytes, path: str) -> bytes:
    """The article with stand-ins for what is not filled in yet, so that it can be looked at."""
    fields = read(data, path).fields
    stand_ins = {
        "id": _NOBODY,
        "title": "（还没有标题）",
        "date": f"{datetime.datetime.now(ZONE):%Y-%m-%d}",
        "column": next(iter(reversed(PurePosixPath(path).parts[:-1])), ""),
        "source": "（还没有来源）",
        "editor": "（还没有责任编辑）",
    }
    missing = {key: stand_ins[key] for key in REQUIRED if key not in fields or not fields[key].value}
    return set_fields(data, {**missing, "status": "draft"}).encode() if missing or "status" not in fields else data


def preview(workshop: Workshop, path: str, data: bytes) -> Preview:
    """The page of an article as it will be.

    Args:
        workshop: of the site.
        path: where the article is or will be, relative to the content folder.
        data: its text.

    Raises:
        PortalError: the site as a whole cannot be built.
    """
    build = workshop.build
    with workshop.store() as store:
        site = build.survey(store, Report())
        store.commit()
        result = Analyser(build.content, build.settings, build.parts).read(path, completed(data, path), held_too=True)
        problems = tuple(Problem.from_json(value) for value in result["problems"])
        if result["article"] is None:
            return Preview("", problems=problems)
        column = result["article"]["column"]
        if column not in tree_of(site).by_key:
            hint = "改成 data/columns.toml 里有的栏目代码"
            return Preview("", problems=(*problems, Problem("column-unknown", path, None, f"栏目 {column} 不存在", hint)))
        shown = _with(site, workshop, store, path, {**result, "held": ""})
        root, _ = theme_files(build.theme, workshop.home / "theme")
        page = article_page(shown, shown.by_id[result["article"]["id"]], build.parts)
        html = build.renderer(shown, root).render(page).decode()
        return Preview(html, page.path, problems, root)


def _with(site: LiveSite, workshop: Workshop, store: Store, path: str, result: Mapping[str, Any]) -> LiveSite:
    """The site with one article more, or another in its place; the store forgets it afterwards."""
    build = workshop.build
    store.put_result(path, "preview", dict(result))
    gathering = assemble.gather(store, build.content, Report())
    published = {article.path for article in site.articles} | {path}
    article_id = result["article"]["id"]
    for name, article in list(gathering.articles.items()):
        if name not in published or (name != path and article.id == article_id):
            del gathering.articles[name]
    wanted = [name for name in result["uses"] if name not in site.assets]
    # A picture that is not saved yet has its place on the page all the same.
    assets = {**site.assets, **dict.fromkeys(wanted, 0)}
    shown = assemble.assemble(gathering, store, build.settings, site.data, assets, site.parts)
    tree = tree_of(site)
    shown.shared("columns.tree", lambda: tree)
    return shown
