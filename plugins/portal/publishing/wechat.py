"""公众号: an article as HTML that the WeChat editor keeps when it is pasted.

The editor drops style sheets, classes, ids, scripts and links to other sites, and takes no pictures by
address. So every style stands at its element, links become numbered notes, and each picture leaves a
marked place with its file named for upload.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin

from portal.publishing.outlet import Piece

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import Tag

_RED = "#b3261e"
_TEXT = "margin:0 0 18px;font-size:16px;line-height:1.8;letter-spacing:0.5px;color:#222;text-align:justify;"
_CELL = "border:1px solid #c9c2b8;padding:6px 10px;font-size:14px;line-height:1.6;color:#222;text-align:"
_SMALL = "margin:0 0 8px;font-size:13px;line-height:1.7;color:#666;"
#: Tag -> (tag in its place, inline style). Tags not named lose their attributes and stay.
STYLES: dict[str, tuple[str, str]] = {
    "p": ("p", _TEXT),
    "h2": ("h2", f"margin:30px 0 16px;padding:0 0 0 10px;border-left:4px solid {_RED};font-size:18px;line-height:1.5;font-weight:bold;color:{_RED};"),
    "h3": ("h3", "margin:24px 0 12px;font-size:17px;line-height:1.5;font-weight:bold;color:#222;"),
    "h4": ("h4", "margin:20px 0 10px;font-size:16px;line-height:1.5;font-weight:bold;color:#222;"),
    "h5": ("h4", "margin:20px 0 10px;font-size:16px;line-height:1.5;font-weight:bold;color:#222;"),
    "h6": ("h4", "margin:20px 0 10px;font-size:16px;line-height:1.5;font-weight:bold;color:#222;"),
    "strong": ("strong", "font-weight:bold;"),
    "b": ("strong", "font-weight:bold;"),
    "em": ("em", "font-style:italic;"),
    "i": ("em", "font-style:italic;"),
    "mark": ("span", "background-color:#fff2c2;"),
    "u": ("span", "text-decoration:underline;"),
    "ins": ("span", "text-decoration:underline;"),
    "del": ("span", "text-decoration:line-through;"),
    "s": ("span", "text-decoration:line-through;"),
    "code": ("span", "font-family:monospace;background-color:#f5f2ee;"),
    "kbd": ("span", "font-family:monospace;background-color:#f5f2ee;"),
    "pre": ("section", "margin:0 0 18px;padding:10px 12px;background-color:#f5f2ee;font-size:14px;line-height:1.6;white-space:pre-wrap;"),
    "blockquote": ("blockquote", f"margin:0 0 18px;padding:10px 14px;border-left:3px solid {_RED};background-color:#faf7f3;"),
    "ul": ("ul", "margin:0 0 18px;padding-left:1.6em;list-style-type:disc;"),
    "ol": ("ol", "margin:0 0 18px;padding-left:1.6em;list-style-type:decimal;"),
    "li": ("li", "margin:0 0 8px;font-size:16px;line-height:1.8;color:#222;"),
    "table": ("table", "border-collapse:collapse;width:100%;margin:0 0 18px;"),
    "caption": ("caption", _SMALL),
    "hr": ("hr", "border:0;border-top:1px solid #ddd;margin:20px 0;"),
    "sup": ("sup", "font-size:12px;line-height:1;"),
    "sub": ("sub", "font-size:12px;line-height:1;"),
    "dt": ("p", "margin:0 0 4px;font-size:16px;line-height:1.8;font-weight:bold;"),
    "dd": ("p", "margin:0 0 14px;padding-left:1.6em;font-size:16px;line-height:1.8;"),
}
#: Tags that only hold others.
_UNWRAPPED = ("abbr", "time", "cite", "q", "small", "span", "dl", "colgroup", "col")
_HOLDERS = ("div", "section", "figure")


@dataclass
class Post:
    """An article ready to be pasted.

    Args:
        html: the fragment, inline styles only.
        pictures: (number, site path, text for those who cannot see it) in the order of their places.
        notes: (text of the link, address) by number.
    """

    html: str
    pictures: list[tuple[int, str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


def wechat(piece: Piece) -> Post:
    """The article as HTML for the WeChat editor; the title is entered there in a field of its own."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(piece.html, "html.parser")
    post = Post("")
    _footnotes(soup)
    base = f"{piece.site_url}/{piece.article.url}" if piece.site_url else ""
    if piece.article.image and piece.article.image["src"] not in piece.body.images:
        soup.insert(0, _lead(soup, piece.article.image))
    _pictures(soup, post)
    _links(soup, post, base)
    _styled(soup)
    parts = [_line(piece), _cards(piece), str(soup).strip(), _notes(post), _editor(piece)]
    post.html = "<section>" + "".join(parts) + "</section>"
    return post


def _lead(soup: BeautifulSoup, image: Any) -> Tag:
    figure = soup.new_tag("figure")
    figure.append(soup.new_tag("img", attrs={"src": "../../" + image["src"], "alt": image["alt"]}))
    if image["caption"]:
        figure.append(soup.new_tag("figcaption", string=image["caption"]))
    return figure


def _footnotes(soup: BeautifulSoup) -> None:
    for back in soup.select("a.footnote-backref"):
        back.decompose()
    for mark in soup.select("a.footnote-ref"):
        mark.replace_with(f"[注{mark.get_text()}]")
    for block in soup.select("div.footnote"):
        rule = block.find("hr")
        if rule:
            rule.replace_with(_paragraph(soup, "注释", "margin:24px 0 8px;font-size:14px;font-weight:bold;color:#666;"))


def _pictures(soup: BeautifulSoup, post: Post) -> None:
    for image in soup.find_all("img"):
        number, alt = len(post.pictures) + 1, str(image.get("alt") or "")
        place = unquote(str(image["src"]).removeprefix("../../"))
        post.pictures.append((number, place, alt))
        mark = f"〔在这里插入图{number}{'：' + alt if alt else ''}〕"
        if image.parent is not None and image.parent.name == "figure":
            style = "margin:0 0 6px;padding:24px 10px;border:1px dashed #b9b1a6;font-size:14px;color:#666;text-align:center;"
            image.replace_with(_paragraph(soup, mark, style))
        else:
            image.replace_with(mark)
    for caption in soup.find_all("figcaption"):
        caption.name = "p"
        caption.attrs = {"style": _SMALL + "text-align:center;"}


def _links(soup: BeautifulSoup, post: Post, base: str) -> None:
    numbers: dict[str, int] = {}
    for link in soup.find_all("a"):
        address, text = str(link.get("href") or ""), link.get_text()
        if not address.startswith(("http://", "https://", "mailto:", "tel:", "#")):
            address = urljoin(base, address) if base and address else ""
        if address.startswith("http") and address.strip("/") != text.strip().strip("/"):
            if address not in numbers:
                post.notes.append((text, address))
                numbers[address] = len(post.notes)
            mark = soup.new_tag("sup", string=f"[{numbers[address]}]")
            link.insert_after(mark)
        link.unwrap()


def _styled(soup: BeautifulSoup) -> None:
    from bs4 import Comment

    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for tag in soup.find_all(True):
        if tag.name in _UNWRAPPED:
            tag.unwrap()
            continue
        if tag.name in ("td", "th"):
            _cell(tag)
            continue
        if tag.name in _HOLDERS:
            tag.name, tag.attrs = "section", {"style": "margin:0 0 18px;"}
            continue
        own = tag.attrs.get("style")
        name, style = STYLES.get(tag.name, (tag.name, ""))
        kept = {"start": tag.attrs["start"]} if "start" in tag.attrs else {}
        tag.name, tag.attrs = name, {**kept, **({"style": own or style} if own or style else {})}


def _cell(tag: Tag) -> None:
    align = next((name[6:] for name in tag.get("class") or () if name.startswith("align-")), "left")
    spans: dict[str, Any] = {name: tag.attrs[name] for name in ("colspan", "rowspan") if name in tag.attrs}
    head = "font-weight:bold;background-color:#f5f2ee;" if tag.name == "th" else ""
    spans["style"] = f"{_CELL}{align};{head}"
    tag.attrs = spans


def _paragraph(soup: BeautifulSoup, text: str, style: str) -> Tag:
    return soup.new_tag("p", string=text, attrs={"style": style})


def _escaped(text: str) -> str:
    from html import escape

    return escape(text, quote=False)


def _line(piece: Piece) -> str:
    parts = [f"来源：{piece.article.source}"] + ([f"作者：{piece.article.author}"] if piece.article.author else [])
    return f'<p style="{_SMALL}">{_escaped("　".join(parts))}</p>'


def _editor(piece: Piece) -> str:
    return f'<p style="{_SMALL}text-align:right;">{_escaped(f"责任编辑：{piece.article.editor}")}</p>'


def _cards(piece: Piece) -> str:
    """Figure cards as a table: what, how much, where and when."""
    rows = [row for card in piece.cards for row in _rows(card)]
    if not rows:
        return ""
    head = "".join(f'<th style="{_CELL}left;font-weight:bold;background-color:#f5f2ee;">{text}</th>' for text in ("本文数据", "数值", "地区和时间"))
    body = "".join(
        f'<tr><td style="{_CELL}left;">{_escaped(name)}</td>'
        f'<td style="{_CELL}left;font-weight:bold;color:{_RED};">{_escaped(value)}</td>'
        f'<td style="{_CELL}left;">{_escaped(scope)}</td></tr>'
        for name, value, scope in rows
    )
    return f'<table style="{STYLES["table"][1]}"><tbody><tr>{head}</tr>{body}</tbody></table>'


def _rows(card: Any) -> list[tuple[str, str, str]]:
    scope = "，".join(text for text in (card["region"], card["period"]) if text)
    if "bands" in card:
        return [(f"{card['name']}（{row['band']}）", row["text"], scope) for row in card["bands"]]
    whole = f"{card['of']['text']}中" if card.get("of") else ""
    return [(card["name"], f"{whole}{card['comparator_text']}{card['number']}{card['unit']}", scope)]


def _notes(post: Post) -> str:
    if not post.notes:
        return ""
    title = '<p style="margin:24px 0 8px;font-size:14px;font-weight:bold;color:#666;">文中链接</p>'
    lines = (f"[{number}] {text}：{address}" for number, (text, address) in enumerate(post.notes, 1))
    return title + "".join(f'<p style="{_SMALL}word-break:break-all;">{_escaped(line)}</p>' for line in lines)
