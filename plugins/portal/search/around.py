"""What an article's related list takes from articles that share its keywords, in short."""

from __future__ import annotations

import hashlib

from portal.articles.model import Article
from portal.search import related
from portal.site import Site


def _digests(site: Site) -> dict[str, str]:
    """Keyword -> digest of the articles that are looked at for it, as far as a related list shows them."""

    def make() -> dict[str, str]:
        shown = {a.id: f"{a.id}{a.column}{a.title}{a.date}\n" for a in site.articles}
        texts = {word: "".join([shown[name] for name in names]) for word, names in related._by_word(site).items()}
        return {word: hashlib.blake2b(text.encode(), digest_size=12).hexdigest() for word, text in texts.items()}

    return site.shared("search.word_digests", make)


def beside(site: Site, article: Article) -> str:
    """Changes when :func:`portal.search.related.context` does though neither the article itself nor an article that shares
    a trait with it has changed (see :mod:`portal.columns.around`)."""
    digests = _digests(site)
    return "".join([digests[word] for word in related.keywords_of(site).get(article.id) or ()])
