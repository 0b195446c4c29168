"""Addresses in an article's HTML: from what the editor wrote to what the page needs.

Links to other articles wait as ``portal-md:<content path>`` until all articles are known; nh3 lets
no author write that scheme himself.
"""

from __future__ import annotations

import html as _entities
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from portal.articles.paths import EXTERNAL, folder_of, inside, to_href
from portal.articles.sanitise import line_of
from portal.errors import Problem, declare

declare(
    "error",
    {"body-path": "正文里的链接或图片在内容目录之外"},
)
declare(
    "warning",
    {
        "image-alt": "正文里的图片没有文字说明",
        "image-external": "正文里引用了别的网站的图片，改成了链接",
    },
)

SCHEME = "portal-md:"
#: Problems of one kind in one article; the search for their lines is linear in its length.
_MOST = 100
#: No file of the content folder but a page of the site.
_PAGES = ("", "html", "htm")
_ARTICLES = ("md", "markdown")
_ANCHOR = re.compile(r'<a((?: [a-z-]+="[^"]*")*)>')
_IMAGE = re.compile(r'<img((?: [a-z-]+="[^"]*")*)>')
_FIGURE = re.compile(r"<p>\s*((?:<img[^>\"]*(?:\"[^\"]*\"[^>\"]*)*>\s*)+)</p>")
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_PLACEHOLDER = re.compile(rf' href="{SCHEME}([^"#]*)(#[^"]*)?"')


@dataclass
class Links:
    """What the addresses of one article lead to.

    Args:
        path: the article's file, relative to the content folder.
        source: its Markdown, to find lines.
        line: 1-based line on which ``source`` starts.
    """

    path: str
    source: str
    line: int
    images: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def rewrite(self, html: str) -> str:
        """The HTML with addresses for a page two folders deep, and pictures as figures."""
        if "<img" in html:
            html = _FIGURE.sub(self._figures, html)
            html = _IMAGE.sub(lambda match: self._image(match, False), html)
        return _ANCHOR.sub(self._anchor, html) if "<a" in html else html

    def _report(self, code: str, link: str, message: str, hint: str) -> None:
        if sum(problem.code == code for problem in self.problems) >= _MOST:
            return
        number = line_of(link, self.source, self.line)
        self.problems.append(Problem(code, self.path, number, message, hint))

    def _inside(self, link: str) -> str | None:
        place = inside(link, folder_of(self.path))
        if place is None:
            hint = "把文件放进内容目录的 images 或 files 文件夹，写成 images/名称 或 files/名称"
            self._report("body-path", link, f"正文里的链接不在内容目录里：{link[:80]}", hint)
        return place

    def _figures(self, match: re.Match[str]) -> str:
        return _IMAGE.sub(lambda image: self._image(image, True), match[1])

    def _image(self, match: re.Match[str], alone: bool) -> str:
        attributes = _attributes(match[1])
        if "loading" in attributes:  # made by _figures a moment ago
            return match[0]
        link, alt = attributes.get("src", ""), attributes.get("alt", "").strip()
        if not link:
            return _escape(alt)
        if EXTERNAL.match(link):
            message = f"图片在别的网站上，本站不显示：{link[:80]}"
            self._report("image-external", link, message, "下载图片，放进内容目录的 images 文件夹再引用")
            label = f'<a href="{_escape(link)}">{_escape(alt or "图片")}</a>'
            return f"<p>{label}</p>" if alone else label
        place = self._inside(link.partition("?")[0].partition("#")[0])
        if place is None:
            return _escape(alt)
        if place not in self.images:
            self.images.append(place)
        if not alt:
            self._report("image-alt", link, f"图片没有文字说明：{place}", "在方括号里写上图里是什么，给看不见图的读者")
        size = "".join(f' {name}="{_escape(attributes[name])}"' for name in ("width", "height") if name in attributes)
        image = f'<img src="{_escape(to_href(place))}" alt="{_escape(alt)}"{size} loading="lazy">'
        if not alone:
            return image
        caption = attributes.get("title", "").strip()
        return f"<figure>{image}{f'<figcaption>{_escape(caption)}</figcaption>' if caption else ''}</figure>"

    def _anchor(self, match: re.Match[str]) -> str:
        attributes = _attributes(match[1])
        link = attributes.get("href", "")
        if not link or link.startswith("#"):
            return match[0]
        if EXTERNAL.match(link):
            return match[0][:-1] + ' rel="noopener">' if link.lower().startswith(("http", "//")) else match[0]
        href = self._content_link(link)
        others = "".join(f' {name}="{_escape(value)}"' for name, value in attributes.items() if name != "href")
        return f'<a href="{_escape(href)}"{others}>' if href else f"<a{others}>"

    def _content_link(self, link: str) -> str:
        bare = re.match(r"[^?#]*", link)[0]  # type: ignore[index]
        rest = link[len(bare) :]
        if bare.strip("/") == "":
            return to_href("") + rest
        place = self._inside(bare)
        if place is None:
            return ""
        suffix = place.rpartition("/")[2].rpartition(".")[2].lower() if "." in place.rpartition("/")[2] else ""
        if suffix in _ARTICLES:
            return SCHEME + quote(place, safe="/") + rest[rest.find("#") :] if "#" in rest else SCHEME + quote(place)
        if suffix in _PAGES:
            return to_href(place) + ("/" if bare.endswith("/") else "") + rest
        if place not in self.files:
            self.files.append(place)
        return to_href(place) + rest


def resolve(html: str, urls: Mapping[str, str], root: str = "../../") -> tuple[str, list[str]]:
    """Put the addresses of articles where links name their files.

    Args:
        html: with ``portal-md:`` placeholders.
        urls: content path -> site-relative address of each published article.
        root: the way from the page to the site's root.

    Returns:
        the HTML, and the content paths that no published article has, each once; such a link
        becomes plain text (an ``<a>`` without address).
    """
    missing: list[str] = []

    def replace(match: re.Match[str]) -> str:
        place = unquote(_entities.unescape(match[1]))
        if place in urls:
            return f' href="{_escape(to_href(urls[place], root))}{match[2] or ""}"'
        if place not in missing:
            missing.append(place)
        return ""

    return (_PLACEHOLDER.sub(replace, html), missing) if SCHEME in html else (html, missing)


def linked_articles(html: str) -> list[str]:
    """The content paths of the articles that placeholders name, each once."""
    found = (unquote(_entities.unescape(match[1])) for match in _PLACEHOLDER.finditer(html))
    return list(dict.fromkeys(found))


def _attributes(text: str) -> dict[str, str]:
    return {name: _entities.unescape(value) for name, value in _ATTRIBUTE.findall(text)}


def _escape(text: str) -> str:
    return _entities.escape(text)
