"""Terms: practices, topics, series and tags, declared in content/data or named freely in articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from portal.articles.model import Article
from portal.columns.refs import Ref
from portal.columns.tree import KEY
from portal.errors import DataError, Problem, declare
from portal.site import Site
from portal.text.codes import text_code

declare("error", {"terms-invalid": "data/ 里的做法、专题、系列或标签表有错，整个网站无法生成"})


@dataclass(frozen=True)
class Term:
    """One practice, topic, series or tag."""

    key: str
    name: str
    description: str = ""
    synonyms: tuple[str, ...] = ()
    domain: str = ""
    festive: bool = False

    def __hash__(self) -> int:
        # Hashed once for every article that names it.
        return hash(self.key)


@dataclass(frozen=True)
class Kind:
    """A kind of term: its Chinese name, data file, and the article field that names its terms.

    Args:
        key: first part of its pages' addresses.
        pages_from: how many articles a term needs before it gets a page.
    """

    key: str
    name: str
    data: str
    attribute: str
    pages_from: int = 1

    def named_by(self, article: Article) -> tuple[str, ...]:
        """The names or keys that the article gives."""
        value = getattr(article, self.attribute)
        return (value,) if isinstance(value, str) and value else tuple(value)


PRACTICE = Kind("practice", "做法", "practices", "practices")
TOPIC = Kind("topic", "专题", "topics", "topics")
SERIES = Kind("series", "系列报道", "series", "series")
TAG = Kind("tag", "标签", "tags", "tags", pages_from=2)
KINDS = (PRACTICE, TOPIC, SERIES, TAG)


@dataclass(frozen=True)
class Terms:
    """All terms of a kind, and the articles of each (newest first)."""

    kind: Kind
    declared: tuple[Term, ...]
    articles: Mapping[str, list[Article]] = field(default_factory=dict)
    by_name: Mapping[str, Term] = field(default_factory=dict)

    def find(self, name: str) -> Term:
        """The declared term of that name, key or synonym, else a free one."""
        return self.by_name.get(name) or Term(text_code(name), name)

    def of(self, article: Article) -> list[Term]:
        """The article's terms, each once."""
        names = self.kind.named_by(article)
        return list(dict.fromkeys([self.find(name) for name in names])) if names else []

    def has_page(self, term: Term) -> bool:
        """Whether the term has a page."""
        return len(self.articles.get(term.key, ())) >= self.kind.pages_from

    def ref(self, term: Term) -> Ref:
        """Name and address; the address is None where the term has no page."""
        return {"name": term.name, "url": self.url(term) if self.has_page(term) else None}

    def url(self, term: Term) -> str:
        """Site-relative address of the term's page."""
        return f"{self.kind.key}/{term.key}/"

    def used(self) -> list[Term]:
        """Terms with a page: declared ones in file order, then free ones by name."""
        return self._used

    @cached_property
    def _used(self) -> list[Term]:
        known = [term for term in self.declared if self.has_page(term)]
        free = {term for term in self.by_name.values() if self.has_page(term)} - set(known)
        return known + sorted(free, key=lambda term: (term.name, term.key))


def terms_of(site: Site, kind: Kind, articles: Iterable[Article]) -> list[Term]:
    """The terms of articles, each once; the articles may be such as are not published any more."""
    terms = read_terms(site, kind)
    return list(dict.fromkeys(term for article in articles for term in terms.of(article)))


def _term(kind: Kind, entry: Mapping[str, Any]) -> Term:
    key, name = (entry.get("key"), entry.get("name")) if isinstance(entry, Mapping) else (None, None)
    listed = isinstance(entry, Mapping) and isinstance(entry.get("synonyms", []), list)
    if (
        not listed
        or not isinstance(key, str)
        or not KEY.fullmatch(key)
        or key.startswith("x-")
        or not isinstance(name, str)
    ):
        fault = f"{kind.name}表里的一项写错了：key={key!r} name={name!r}"
        hint = "每项以 [[…]] 开头，写 key（小写字母开头的代码，不以 x- 开头）和 name，synonyms 写成列表"
        raise DataError([Problem("terms-invalid", f"data/{kind.data}.toml", None, fault, hint)])
    synonyms = tuple(str(s) for s in entry.get("synonyms", ()))
    about = str(entry.get("description", ""))
    return Term(key, name, about, synonyms, str(entry.get("domain", "")), bool(entry.get("festive", False)))


def _names(kind: Kind, declared: list[Term]) -> dict[str, Term]:
    names: dict[str, Term] = {}
    for term in declared:
        for name in (term.key, term.name, *term.synonyms):
            if names.setdefault(name, term) != term:
                fault = f"“{name}”既指{names[name].name}又指{term.name}"
                raise DataError(
                    [Problem("terms-invalid", f"data/{kind.data}.toml", None, fault, "给两项取不同的名称、代码和别名")]
                )
    return names


def read_terms(site: Site, kind: Kind) -> Terms:
    """The terms of a kind, made once per build.

    Raises:
        DataError: the data file of the kind is wrong.
    """

    def make() -> Terms:
        entry_name = {"practices": "practice", "topics": "topic", "series": "series", "tags": "tag"}[kind.data]
        entries = site.data.get(kind.data, {}).get(entry_name, [])
        declared = [_term(kind, entry) for entry in (entries if isinstance(entries, list) else [entries])]
        names = _names(kind, declared)
        articles: dict[str, list[Article]] = {}
        attribute = kind.attribute
        for article in site.articles:
            if not getattr(article, attribute):
                continue
            for name in kind.named_by(article):
                term = names.get(name)
                if term is None:
                    term = names[name] = Term(text_code(name), name)
                found = articles.setdefault(term.key, [])
                # Two names of one article may mean the same term.
                if not found or found[-1] is not article:
                    found.append(article)
        return Terms(kind, tuple(declared), articles, names)

    return site.shared(f"terms.{kind.key}", make)
