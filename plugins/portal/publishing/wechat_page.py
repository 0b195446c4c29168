"""The page from which an editor copies an article into the WeChat editor."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from portal.publishing.outlet import Piece
from portal.publishing.pictures import Upload
from portal.publishing.wechat import Post

_TEMPLATE = Path(__file__).parent / "templates" / "wechat.html"
#: Characters that the WeChat editor takes in its fields.
TITLE_MOST = 64
SUMMARY_MOST = 120


def page(piece: Piece, post: Post, fetched: str = "") -> str:
    """A whole page that needs nothing else: fields and pictures listed, the text to copy with one click.

    Args:
        piece, post: the article.
        fetched: address that gives picture n when ``&n=`` is added, where there is a server for it.
    """
    article = piece.article
    fields = [("标题", article.title), ("作者", article.author or article.source), ("摘要", article.summary[:SUMMARY_MOST])]
    if piece.site_url:
        fields.append(("原文链接", f"{piece.site_url}/{article.url}"))
    values = {
        "title": escape(article.title),
        "fields": "\n".join(_field(name, value) for name, value in fields if value),
        "pictures": _pictures(post, fetched),
        "post": post.html,
    }
    text = _TEMPLATE.read_text("utf-8")
    head, *rest = text.split("{{")
    return head + "".join(values[part.partition("}}")[0]] + part.partition("}}")[2] for part in rest)


def _field(name: str, value: str) -> str:
    button = f'<button class="quiet" type="button" data-copy aria-label="复制{name}">复制</button>'
    return f"<dt>{name}</dt><dd>{escape(value)}</dd><dd>{button}</dd>"


def _pictures(post: Post, fetched: str) -> str:
    if not post.pictures:
        return ""
    items = "".join(_picture(number, place, alt, fetched) for number, place, alt in post.pictures)
    told = "正文里标了〔在这里插入图…〕的地方，上传后换上图片。SVG 图公众号不收，已经转成 PNG。"
    return f"<h2>要上传的图片（{len(post.pictures)} 张）</h2><ol>{items}</ol><p>{told}</p>"


def _picture(number: int, place: str, alt: str, fetched: str) -> str:
    if not fetched:
        return f"<li><code>content/{escape(place)}</code> {escape(alt)}</li>"
    return f'<li><a href="{escape(fetched)}&amp;n={number}" download>下载图{number}</a> {escape(alt)} <code>content/{escape(place)}</code></li>'


def advice(piece: Piece, post: Post, made: Sequence[Upload]) -> list[str]:
    """What the terminal tells the editor to do by hand."""
    about = {number: alt for number, _, alt in post.pictures}
    lines = [
        f"要上传的图片 {u.number}：{u.name if u.content else '—'}（content/{u.source}）{about[u.number]}" + (f" 待办：{u.question}" if u.question else "")
        for u in made
    ]
    if len(piece.article.title) > TITLE_MOST:
        lines.append(f"标题有 {len(piece.article.title)} 个字，公众号最多 {TITLE_MOST} 个，要改短。")
    if post.notes:
        lines.append(f"{len(post.notes)} 个链接变成了文末的编号（公众号不让链到外站）。")
    return lines
