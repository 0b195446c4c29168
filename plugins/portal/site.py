"""The contracts between the slices: what a site is, a page, a file, and a slice's part in both."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from pathlib import Path

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
class Spliced:
    """A large file that is published already, with some of its bytes replaced.

    Args:
        path: output path.
        pieces: what it is made of, in order: new bytes, or start and end of some of the published ones.
    """

    path: str
    pieces: tuple[bytes | tuple[int, int], ...]


@dataclass(frozen=True)
class Unit:
    """Pages and files that are made together, and left as they are while their key stays the same.

    Args:
        name: unique in the site, and the same in every build.
        key: changes whenever one of the pages or files would: versions of the articles shown, what is taken from others.
            Code, settings, templates and content/data/*.toml need not be in it. "" where none is known: made in
            every build that asks for it (and rendered only where the pages' inputs differ).
        make: the pages and files; called in a worker process.
        note: JSON values that the next build is told about the unit (:attr:`Change.note`); called after ``make``.
    """

    name: str
    key: str
    make: Callable[[], Iterable[Page | File | Spliced]]
    note: Callable[[], Json] | None = None


#: Files made in a worker process, each written as it comes, and a value that is left for the building process in the end.
Piece = Callable[[], Generator[File, None, Json]]


class Hands(Protocol):
    """Worker processes that make the files of a slice."""

    #: Where pieces may leave files for later ones; empty at first, thrown away in the end.
    folder: Path

    def __call__(self, pieces: Sequence[Piece]) -> list[Json]:
        """What each piece left, in order, when all are done."""


@dataclass(frozen=True)
class Group:
    """Units that come and go together: a list with all its pages, an article.

    Args:
        name: unique in the site, and the same in every build.
        units: all units of the group; none where it is no more.
    """

    name: str
    units: Callable[[], Iterable[Unit]]

    @staticmethod
    def gone(name: str) -> Group:
        """A group without units."""
        return Group(name, tuple)


@dataclass(frozen=True)
class Change:
    """What differs from the last build, where code, settings, templates and content/data are the same.

    Args:
        before: id -> article as published, of those that have changed or are gone.
        after: id -> article from now on, of those that have changed or are new.
        briefs: id -> brief values as published, of the articles in ``before``.
        recall: path of an article as published, and ``part.name`` -> what the part's ``analyse`` had returned under that name.
        assets: whether pictures or attachments differ.
        note: name of a unit -> what its ``note`` gave, None where there is none.
        notes: how names open -> name -> note, of the units whose names open so and have one.
        read: output path -> the published bytes, or None.
        size: output path -> how many they are.
    """

    before: Mapping[str, Article]
    after: Mapping[str, Article]
    briefs: Mapping[str, Mapping[str, Json]]
    recall: Callable[[str, str], Json]
    assets: bool
    note: Callable[[str], Json]
    notes: Callable[[str], Mapping[str, Json]]
    read: Callable[[str], bytes | None]
    size: Callable[[str], int | None]

    @property
    def articles(self) -> tuple[Article, ...]:
        """All of them, as they were and as they are."""
        return (*self.before.values(), *self.after.values())

    def was(self, part: str, name: str, article_id: str) -> Json:
        """A brief value of an article as published, None where there was none."""
        return self.briefs.get(article_id, {}).get(f"{part}.{name}")

    def recalled(self, part: str, name: str, article_id: str) -> Json:
        """A recalled value of an article as published, None where there was none."""
        article = self.before.get(article_id)
        return self.recall(article.path, f"{part}.{name}") if article else None

    def differing(self, *fields: str) -> list[tuple[Article | None, Article | None]]:
        """Before and after of the articles that are new, gone, or have one of these fields changed."""
        pairs = [(self.before.get(name), self.after.get(name)) for name in {**self.before, **self.after}]
        return [(old, new) for old, new in pairs if not old or not new or any(getattr(old, f) != getattr(new, f) for f in fields)]


@dataclass(frozen=True)
class Published:
    """What the last build published, with the same code and settings.

    Args:
        read: output path -> the bytes that lie there, or None.
        versions: id -> version of every article.
        change: how the site differs, None where more than articles does.
    """

    read: Callable[[str], bytes | None]
    versions: Mapping[str, str]
    change: Change | None = None


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
    #: Names of the active slices.
    parts: tuple[str, ...]

    def analysis(self, part: str, article_id: str) -> Json:
        """What the part's ``analyse`` returned for the article."""

    def analyses(self, part: str, name: str) -> Mapping[str, Json]:
        """Id of every article -> one value of what the part's ``analyse`` returned, quicker than one by one."""

    def value(self, part: str, name: str, article_id: str) -> Json:
        """One of those values of one article."""

    def filed(self, part: str, name: str, text: str) -> list[Article]:
        """The articles that the part has filed under a text (:attr:`Part.filed`), newest first."""

    def briefs(self, part: str, name: str) -> Mapping[str, Json]:
        """Id of every article -> a value that the part keeps in brief; articles without one are left out."""

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
        keep: told before ``analyse`` in which folder the slice may keep, from one build to the next, what is slow to load.
        prepare: load what ``analyse`` needs; called before worker processes are forked, so that they share it. Told whether
            there is much to do: what is slow to load only pays then.
        context: JSON values for an article's own page, under the slice's name.
        note: JSON values that the next build is told about an article's page (:attr:`Change.note`), under the slice's name.
        touches: ids of the articles whose ``context`` may differ by a change, though they have not changed.
        decorate: the article's HTML with the slice's marks, given what ``analyse`` returned.
        apart: values of what ``analyse`` returns that are asked for by ``Site.analyses`` and ``Site.value`` alone.
        filed: lists of texts in what ``analyse`` returns: ``Site.filed`` tells which articles have a text in theirs.
        brief: small values of what ``analyse`` returns that are wanted of all articles at once, by ``Site.briefs`` alone;
            one that is empty is not kept.
        recalled: values of ``apart`` that :meth:`Change.recalled` tells of articles as published.
        units: the pages and files of the slice; given a change, at least the groups that may differ by it.
        files: files without a key: those that the hands make, and those given.
        refresh: only the files that differ from those published (None for one to delete), or None
            where all have to be made again; what it leaves must equal what ``files`` makes.
        check: problems that only show when all articles are known; called in every build.
        globals: values every page sees under ``site`` (navigation, say); a change renders all pages.
        meta: meta tags of a page, ``[[name, content]]``, from the settings and its inputs alone.
        reserves: first path parts of the slice's pages, which no column may take as its key.
    """

    name: str
    analyse: Callable[[Article, Body, Settings], Json] | None = None
    keep: Callable[[Path], None] | None = None
    prepare: Callable[[bool], None] | None = None
    context: Callable[[Site, Article], Json] | None = None
    note: Callable[[Site, Article], Json] | None = None
    touches: Callable[[Site, Change], Iterable[str]] | None = None
    decorate: Callable[[str, Json], str] | None = None
    apart: tuple[str, ...] = ()
    filed: tuple[str, ...] = ()
    brief: tuple[str, ...] = ()
    recalled: tuple[str, ...] = ()
    units: Callable[[Site, Change | None], Iterable[Group]] | None = None
    files: Callable[[Site, Hands], Iterable[File]] | None = None
    refresh: Callable[[Site, Published], Iterable[tuple[str, bytes | None]] | None] | None = None
    check: Callable[[Site], list] | None = None
    globals: Callable[[Site], dict[str, Json]] | None = None
    meta: Callable[[Settings, str, Mapping[str, Json]], list[list[str]]] | None = None
    reserves: tuple[str, ...] = field(default=())
