"""What an article's page takes from the articles around it, in short: so that it is told apart cheaply."""

from __future__ import annotations

import hashlib

from portal.articles.model import Article
from portal.columns import neighbours
from portal.site import Site


def _digest(articles: list[Article]) -> str:
    shown = "".join([f"{a.id}{a.column}{a.title}{a.date}\n" for a in articles])
    return hashlib.blake2b(shown.encode(), digest_size=12).hexdigest()


def _digests(site: Site) -> dict[tuple[str, str], str]:
    """Trait -> digest of the articles that are looked at for it, as far as a related list shows them."""

    def make() -> dict[tuple[str, str], str]:
        return {trait: _digest(found) for trait, found in neighbours._by_trait(site).items()}

    return site.shared("columns.trait_digests", make)


def beside(site: Site, article: Article) -> str:
    """Changes when :func:`portal.columns.neighbours.neighbours` does though the article itself has not changed."""
    lists, places = neighbours._places_in_column(site)
    column, place = lists[article.column], places[article.id]
    around = [column[at] for at in (place - 1, place + 1) if 0 <= at < len(column)]
    digests = _digests(site)
    traits = [digests[trait] for trait in neighbours._traits(site, article) if trait in digests]
    return "".join(traits) + "".join([f"{a.title}\n{a.url}\n" for a in around])
