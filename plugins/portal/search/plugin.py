"""The search's part in the site: the search page and the static index."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from portal.articles.model import document_number
from portal.search import companions
from portal.search.index import FOLDER, column_names, entries_of
from portal.search.making import files
from portal.search.related import context, note, touches
from portal.search.update import rewritten
from portal.site import Change, Group, Page, Part, Published, Site, Unit

if TYPE_CHECKING:
    from pathlib import Path

    from portal.articles.model import Article, Body
    from portal.settings import Settings

#: Names of practices offered to a reader who has typed nothing.
MOST_SUGGESTIONS = 8


def _suggestions(site: Site) -> list[str]:
    declared: list[dict[str, Any]] = site.data.get("practices", {}).get("practice", [])
    return [entry["name"] for entry in declared if entry.get("name")][:MOST_SUGGESTIONS]


def _groups(site: Site, change: Change | None) -> Iterable[Group]:
    if change is None:
        unit = Unit("search page", "", lambda: [_page(site)])
        yield Group("search page", lambda: [unit])


def _page(site: Site) -> Page:
    inputs = {
        "page": {"title": "搜索", "description": f"在{site.settings.name}全站搜索文章、案例和数据", "column": ""},
        "crumbs": [{"name": "首页", "url": ""}, {"name": "搜索", "url": f"{FOLDER}/"}],
        "index": f"{FOLDER}/",
        "suggestions": _suggestions(site),
    }
    return Page(f"{FOLDER}/index.html", "search.html", inputs)


def _analyse(article: Article, body: Body, settings: Settings) -> dict[str, Any]:
    from portal.search.analysis import analyse

    return analyse(article, body, settings)


def _keep(folder: Path) -> None:
    from portal.indicators import tagging

    tagging.keep_in(folder)


def _load(much: bool) -> None:
    from portal.indicators import tagging
    from portal.search import analysis as analysis

    if much:
        tagging.load()


#: Above this share of changed articles the whole index is made as quickly.
MOST_CHANGED = 0.1


def _refresh(site: Site, published: Published) -> Iterable[tuple[str, bytes | None]] | None:
    if published.change:
        changed = list(published.change.after.values())
        gone = [document_number(name) for name in published.change.before if name not in site.by_id]
    else:
        changed = [article for article in site.articles if published.versions.get(article.id) != article.version]
        gone = [document_number(known) for known in published.versions if known not in site.by_id]
    if len(changed) + len(gone) > MOST_CHANGED * len(site.articles):
        return None

    def read(path: str) -> bytes | None:
        return published.read(f"{FOLDER}/{path}")

    beside = companions.changed(site, published.change, read)
    if beside is None:
        return None
    versions = {article.number: article.version for article in site.articles}
    entries = list(entries_of(site, changed))
    index = rewritten(read, entries, gone, versions, column_names(site), beside.notes)
    if index is None:
        return None
    return [(f"{FOLDER}/{path}", content) for path, content in (*index, *beside.changes())]


def register() -> None:
    """Called by Pelican; the portal's own site is built from :data:`PART`, an ordinary one by signals."""
    from pelican import signals

    signals.generator_init.connect(_offer_template)
    signals.all_generators_finalized.connect(_write_search)


def _offer_template(generator: Any) -> None:
    """Let an ordinary Pelican site render portal_search.html; the theme's own comes first."""
    from jinja2 import ChoiceLoader, FileSystemLoader

    from portal.search.stock import TEMPLATES

    generator.env.loader = ChoiceLoader([generator.env.loader, FileSystemLoader(TEMPLATES)])


def _write_search(generators: Iterable[Any]) -> None:
    """The search page and the index of an ordinary Pelican site."""
    from pathlib import Path

    from pelican.generators import ArticlesGenerator, PagesGenerator

    from portal.search.stock import TEMPLATE, index_files, script_files

    contents: list[Any] = []
    first = None
    for generator in generators:
        if isinstance(generator, ArticlesGenerator):
            first = generator
            contents += generator.articles
        elif isinstance(generator, PagesGenerator):
            contents += generator.pages
    if first is None:
        return
    page = first.env.get_template(TEMPLATE).render({**first.context, "output_file": f"{FOLDER}/index.html"})
    made = [*index_files(contents), *script_files(), (f"{FOLDER}/index.html", page.encode())]
    for path, data in made:
        target = Path(first.output_path) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


PART = Part(
    name="search",
    analyse=_analyse,
    keep=_keep,
    prepare=_load,
    context=context,
    note=note,
    touches=touches,
    filed=("openings",),
    brief=("keywords",),
    units=_groups,
    files=files,
    refresh=_refresh,
    reserves=(FOLDER,),
)
