"""An article read for an outlet: its record, its body, its figure cards, and where its links lead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.articles.frontmatter import read
from portal.articles.links import linked_articles, resolve
from portal.articles.model import Article, Body, article_url
from portal.articles.parse import parse
from portal.errors import PortalError, Problem
from portal.indicators.analysis import analyse_text, page_cards
from portal.regions.resolve import place_of
from portal.settings import Settings

#: Figure cards that go with the article, most telling first; as many as its page shows unfolded.
SHOWN = 6


@dataclass(frozen=True)
class Piece:
    """What an outlet is made from.

    Args:
        article: the record.
        body: text and HTML.
        html: the body's HTML with the addresses of other articles in place.
        cards: figure cards as docs/templates.md describes them.
        site_url: the public address of the site without a slash, or "".
        problems: warnings of reading it.
    """

    article: Article
    body: Body
    html: str
    cards: tuple[Mapping[str, Any], ...] = ()
    site_url: str = ""
    problems: tuple[Problem, ...] = field(default=())


def load(path: str, read_file: Callable[[str], bytes | None], settings: Settings) -> Piece:
    """Read an article, published or not.

    Args:
        path: relative to the content folder.
        read_file: content path -> the file's bytes, or None where there is none.
        settings: of the site.

    Raises:
        PortalError: there is no such file, or it has errors; with all of them.
    """
    data = read_file(path)
    if data is None:
        raise PortalError(f"找不到 {path}。怎么改：检查文件名，或用 --content 指定内容目录。")
    parsed = parse(data, path, settings)
    if parsed.article is None or parsed.body is None:
        raise PortalError("这篇文章还不能用，先改好：\n" + "\n".join(str(p) for p in parsed.problems if p.fatal))
    article, body = parsed.article, parsed.body
    urls = {target: url for target in linked_articles(body.html) if (url := _url_of(read_file(target), target))}
    html, _ = resolve(body.html, urls)
    place = place_of(article)
    analysis = analyse_text(body.text, article.title, place.name if place else "", article.figures, path)
    return Piece(article, body, html, tuple(page_cards(analysis))[:SHOWN], settings.url, tuple(parsed.problems))


def _url_of(data: bytes | None, path: str) -> str:
    fields = read(data, path).fields if data else {}
    if not {"id", "column"} <= fields.keys():
        return ""
    try:
        return article_url(str(fields["column"].value), str(fields["id"].value))
    except (ValueError, TypeError):
        return ""
