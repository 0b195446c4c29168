"""The one allowlist of HTML in articles, and a word to the editor about what it removed."""

from __future__ import annotations

import html as _entities
import re
from functools import lru_cache

import nh3

from portal.errors import Problem, declare

declare(
    "warning",
    {
        "body-unsafe": "正文里有不允许的网页代码，已经去掉",
        "body-lost": "正文里有一些文字没有显示出来",
    },
)

_NAMES = (
    "a abbr b blockquote br caption cite code col colgroup dd del div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i "
    "img ins kbd li mark ol p pre q s small span strong sub sup table tbody td tfoot th thead time tr u ul"
)
TAGS = frozenset(_NAMES.split())
#: Removed with what is inside them.
DROPPED = frozenset({"script", "style"})
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "title", "width", "height"},
    "li": {"id"},
    "ol": {"start"},
    "sup": {"id"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
    "time": {"datetime"},
}
CLASSES = {"a": {"footnote-ref", "footnote-backref"}, "div": {"footnote"}}

#: Kinds of code that one article's problems name; nobody reads more.
_MOST = 20
_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9:-]*)([^>]*)")
_HANDLER = re.compile(r"[\s\"'/](on[a-z]+)\s*=", re.IGNORECASE)
_ADDRESS = re.compile(r"[\s\"'/](?:href|src|action|data)\s*=\s*(?:\"([^\"]*)|'([^']*)|([^\s>]*))", re.IGNORECASE)
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_CONTROL = re.compile(r"[\x00-\x20]+")
_NOT_HAN = re.compile(r"[^\u3400-\u9fff]+")
#: Markup whose Han characters a reader is not meant to see as text; bounded, so that it stays linear.
_UNSEEN = re.compile(
    r"!\[[^\]\n]{0,500}\](?:\([^()\n]{0,500}\))?|\]\([^()\n]{0,500}\)|\[\^[^\]\n]{0,100}\]|<[a-zA-Z][^<>]*>"
)
_HIDING = (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"))


@lru_cache(maxsize=1)
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(DROPPED),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        allowed_classes={tag: set(names) for tag, names in CLASSES.items()},
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def sanitise(html: str) -> str:
    """The HTML with nothing in it but :data:`TAGS` and :data:`ATTRIBUTES`, well-formed."""
    return str(_cleaner().clean(html))


def removals(html: str, source: str, path: str, line: int) -> list[Problem]:
    """What :func:`sanitise` will take away from ``html``, one problem a kind.

    Args:
        html: what Markdown made, not yet sanitised.
        source: the Markdown, to find the line.
        path: the file.
        line: 1-based line on which ``source`` starts.
    """
    found: dict[str, str] = {}
    for tag, attributes in _TAG.findall(html):
        if tag.lower() not in TAGS:
            found.setdefault(f"<{tag.lower()}> 标签", f"<{tag}")
        if not attributes:
            continue
        for handler in _HANDLER.findall(attributes):
            found.setdefault(f"{handler.lower()} 事件", handler)
        for address in _ADDRESS.findall(attributes):
            written = next(filter(None, address), "")
            scheme = _SCHEME.match(_CONTROL.sub("", _entities.unescape(written)))
            if scheme and scheme[1].lower() not in SCHEMES:
                needle = written if written in source else f"{scheme[1]}:"
                found.setdefault(f"{scheme[1].lower()}: 链接", needle)
    return [
        Problem(
            "body-unsafe",
            path,
            line_of(needle, source, line),
            f"正文里有不允许的 {what}，已经去掉",
            "删掉这段代码，改用 Markdown 的写法",
        )
        for what, needle in list(found.items())[:_MOST]
    ]


def lost_text(source: str, text: str, path: str, line: int) -> list[Problem]:
    """A problem where far fewer Han characters come out than went in, as after an unclosed ``<!--``."""
    before, after = _han(source), _han(text)
    if before - after <= 20:
        return []
    before = _han(_UNSEEN.sub("", _shown(source)))
    if before - after <= max(20, before // 20):
        return []
    place = re.search(r"<!--|<[a-zA-Z][^<>]*(?:<|\Z)", source)
    number = line + source.count("\n", 0, place.start()) if place else line
    message = f"正文里约有 {before - after} 个字没有显示出来，可能有没写完的网页代码"
    return [Problem("body-lost", path, number, message, "检查 < 和 <!-- 是否写完整；要显示 < 就写成 &lt;")]


def _shown(source: str) -> str:
    """Without finished comments, scripts and styles."""
    for opener, closer in _HIDING:
        parts, last = [], 0
        while (start := source.find(opener, last)) >= 0 and (end := source.find(closer, start)) >= 0:
            parts.append(source[last:start])
            last = end + len(closer)
        source = "".join([*parts, source[last:]])
    return source


def _han(text: str) -> int:
    return len(_NOT_HAN.sub("", text))


def line_of(needle: str, source: str, line: int) -> int:
    """The line on which ``needle`` first stands, without regard to case; the first one where it does not."""
    place = source.lower().find(needle.lower())
    return line + (source.count("\n", 0, place) if place > 0 else 0)
