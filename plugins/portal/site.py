"""The contracts between the slices: what a site is, a page, a file, and a slice's part in both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from portal.articles.model import Article, Body
    from portal.settings import Settings

#: JSON values only: what is declared as input can be hashed, stored and compared.
Json = Any


@dataclass(frozen=True)
class Page:
    """One HTML or XML page, rendered by a theme template from declared inputs alone.

    A page whose template and inputs have not changed since the last build is not rendered.

    Args:
        path: output path with ``/`` between parts, such as ``yaowen/index.html``.
        template: file name in theme/templates.
        inputs: JSON values; all that the template sees besides the site-wide ``site``.
        body: id of the article whose stored body the template shows; the version of that
            article must be among the inputs (``inputs["article"]["version"]``).
    """

    path: str
    template: str
    inputs: dict[str, Json]
    body: str | None = None


@dataclass(frozen=True)
class File:
    """One file that is no template's work: a data file, an index shard.

    Args:
        path: output path.
        content: the bytes.
    """

    path: str
    content: bytes


@dataclass(frozen=True)
class Unit:
    """Pages and files that are made together, and left as they are while their key stays the same.

    Args:
        name: unique in the site, and the same in every build.
        key: changes whenever one of the pages or files would: versions of the articles shown, what is taken from others.
            Code, settings, templates and content/data/*.toml need not be in it. "" where none is known: made in
            every build (and rendered only where the pages' inputs differ).
        make: the pages and files; called in a worker process.
    """

    name: str
    key: str
    make: Callable[[], Iterable[Page | File]]


@dataclass(frozen=True)
class Family:
    """Units that are not even asked for while their common key stays the same.

    Args:
        name: the names of all its units, and of no others, begin with it.
        key: as a unit's.
        units: what they are.
    """

    name: str
    key: str
    units: Callable[[], Iterable[Unit]]


@dataclass(frozen=True)
class Published:
    """What the last build published, with the same code and settings.

    Args:
        read: output path -> the bytes that lie there, or None.
        versions: id -> version of every article.
    """

    read: Callable[[str], bytes | None]
    versions: Mapping[str, str]


class Site(Protocol):
    """All that a slice may know when it makes pages: published articles and data files."""

    settings: Settings
    #: Published articles, newest first by (date, id).
    articles: tuple[Article, ...]
    by_id: Mapping[str, Article]
    #: content/data/<name>.toml, parsed; an absent file is an empty dict.
    data: Mapping[str, Mapping[str, Json]]
    #: Published pictures and attachments: site path -> size in bytes.
    assets: Mapping[str, int]

    def analysis(self, part: str, article_id: str) -> Json:
        """What the part's ``analyse`` returned for the article."""

    def analyses(self, part: str, name: str) -> Mapping[str, Json]:
        """Id of every article -> one value of what the part's ``analyse`` returned, quicker than one by one."""

    def body(self, article_id: str) -> Body:
        """The article's text and HTML."""

    def shared(self, key: str, make: Callable[[], Any]) -> Any:
        """A value made once per build and shared by the parts, such as the column tree."""


@dataclass(frozen=True)
class Part:
    """What one slice adds to the site; its plugin module holds it as ``PART``.

    Args:
        name: the slice's name.
        analyse: pure, one article at a time, run in worker processes; cached by content.
        prepare: load what ``analyse`` is slow to load; called once before worker processes are forked, when
            there is much to do, so that they share it.
        context: JSON values for an article's own page, under the slice's name.
        beside: text that changes when ``context`` does though the article itself has not changed.
        decorate: the article's HTML with the slice's marks, given what ``analyse`` returned.
        apart: values of what ``analyse`` returns that are asked for by ``Site.analyses`` alone.
        units: the pages and files of the slice, each group with a key.
        pages: pages without a key, made in every build.
        files: files without a key.
        refresh: only the files that differ from those published (None for one to delete), or None
            where all have to be made again; what it leaves must equal what ``files`` makes.
        check: problems that only show when all articles are known.
        globals: values every page sees under ``site`` (navigation, say); a change renders all pages.
        meta: meta tags of a page, ``[[name, content]]``, from the settings and its inputs alone.
        reserves: first path parts of the slice's pages, which no column may take as its key.
    """

    name: str
    analyse: Callable[[Article, Body, Settings], Json] | None = None
    prepare: Callable[[], None] | None = None
    context: Callable[[Site, Article], Json] | None = None
    beside: Callable[[Site, Article], str] | None = None
    decorate: Callable[[str, Json], str] | None = None
    apart: tuple[str, ...] = ()
    units: Callable[[Site], Iterable[Unit | Family]] | None = None
    pages: Callable[[Site], Iterable[Page]] | None = None
    files: Callable[[Site], Iterable[File]] | None = None
    refresh: Callable[[Site, Published], Iterable[tuple[str, bytes | None]] | None] | None = None
    check: Callable[[Site], list] | None = None
    globals: Callable[[Site], dict[str, Json]] | None = None
    meta: Callable[[Settings, str, Mapping[str, Json]], list[list[str]]] | None = None
    reserves: tuple[str, ...] = field(default=())
