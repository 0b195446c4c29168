"""What an article is filed under, and is found by: practices with their synonyms, tags, topics, series,
columns, places, domain and unit.

These names are known when the whole site is: they come from the front matter and from content/data.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from portal.columns.cards import tree_of
from portal.columns.terms import KINDS, PRACTICE, read_terms
from portal.regions.resolve import place_of

if TYPE_CHECKING:
    from portal.articles.model import Article
    from portal.site import Site


def names_of(site: Site, article: Article) -> tuple[str, ...]:
    """The names, each once: practices first, since they are what editors chose most carefully.

    A practice brings its synonyms, so that 红色物业 finds what its page lists, however the text calls it.
    """
    found: list[str] = []
    for kind in (PRACTICE, *(kind for kind in KINDS if kind is not PRACTICE)):
        for term in read_terms(site, kind).of(article):
            found += [term.name, *(term.synonyms if kind is PRACTICE else ())]
    tree = tree_of(site)
    if article.column in tree.by_key:
        found += [column.name for column in reversed(tree.line(article.column))]
    place = place_of(article)
    if place:
        found.append("".join(dict.fromkeys(member.name for member in (*place.ancestors, place))))
    found += [article.domain, article.unit]
    return tuple(dict.fromkeys(name for name in found if name))


def declared_digest(site: Site) -> str:
    """A value that changes when the tables of content/data give articles other names."""
    tables = {kind.data: site.data.get(kind.data, {}) for kind in KINDS}
    tables |= {name: site.data.get(name, {}) for name in ("columns", "indicators")}
    return hashlib.sha256(json.dumps(tables, sort_keys=True, default=str).encode()).hexdigest()[:12]
