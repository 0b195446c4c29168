"""Practices, topics and series that an article names but no list declares: a slip of the pen, or a term to register."""

from __future__ import annotations

import difflib

from portal.columns.terms import PRACTICE, SERIES, TOPIC, Kind, Terms, read_terms
from portal.errors import Problem, declare
from portal.site import Site

declare("warning", {"term-unknown": "文章写了没有登记的做法、专题或系列"})

#: Likeness (difflib) from which a declared name is offered.
NEAR = 0.5


def check(site: Site) -> list[Problem]:
    """A warning for each article and name; none for a kind that the site declares nothing of."""
    return [problem for kind in (PRACTICE, TOPIC, SERIES) for problem in _of_kind(site, kind)]


def _of_kind(site: Site, kind: Kind) -> list[Problem]:
    terms = read_terms(site, kind)
    if not terms.declared:
        return []
    declared = set(terms.declared)
    unknown = {name for name, term in terms.by_name.items() if term not in declared}
    if not unknown:
        return []
    hints = {name: _hint(name, terms) for name in unknown}
    return [
        Problem("term-unknown", article.path, None, f"{kind.name}「{name}」没有登记", hints[name])
        for article in site.articles
        for name in kind.named_by(article)
        if name in unknown
    ]


def _hint(name: str, terms: Terms) -> str:
    names = {known: term.name for term in terms.declared for known in (term.name, *term.synonyms)}
    near = difflib.get_close_matches(name, names, 1, NEAR)
    file = f"data/{terms.kind.data}.toml"
    if not near:
        return f"改成 {file} 里有的名称，或在那里登记"
    return f"是不是「{names[near[0]]}」？是就改过来，或在 {file} 里给它加一个别名；不是就在那里登记"
