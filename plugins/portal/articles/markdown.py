"""Markdown to the sanitised HTML of an article's body."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from portal.articles import guards, plain
from portal.articles.encoding import FORBIDDEN, forbidden
from portal.articles.html import text_of
from portal.articles.links import Links
from portal.articles.model import Body, Heading
from portal.articles.sanitise import lost_text, removals, sanitise
from portal.errors import Problem, declare

if TYPE_CHECKING:
    import markdown

declare(
    "error",
    {
        "body-empty": "文章没有正文",
        "body-convert": "正文的 Markdown 无法转换",
    },
)

_CJK = "\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
_WIDE = re.compile(f"[{_CJK}]")
_INLINE = r"(?:</?(?:a|abbr|b|code|del|em|i|ins|mark|s|small|span|strong|sub|sup|u)\b[^>]*>)*"
#: Starting at the first of a run of tags keeps it linear in the length of the run.
_BREAK = re.compile(rf"(?<!>)({_INLINE}+)\n({_INLINE}+)")
_INDENT = re.compile(r"(<(?:p|li|blockquote|td|th|dd)>|<br>\n?)[\u3000\u2003\u2002]+")
_NEW_PARAGRAPH = re.compile(r"\n(?=\u3000\u3000)")
_PRE = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_TITLE = re.compile(r"\s*<h1>(.*?)</h1>\s*", re.DOTALL)
_ALIGN = re.compile(r'(<t[dh][^>]*?) align="(left|center|right)"')
_HEADER_CELL = re.compile(r"<th(?=[ >])")
_ID = re.compile(r'<(li|sup)\b([^>]*?) id="(?!fn(?:ref)?\d*:)[^"]*"')


@lru_cache(maxsize=1)
def _converter() -> markdown.Markdown:
    import markdown  # most articles are plain paragraphs, which need no converter

    converter = markdown.Markdown(
        extensions=["tables", "footnotes", "sane_lists", "def_list"],
        extension_configs={
            "tables": {"use_align_attribute": True},
            "footnotes": {"BACKLINK_TITLE": "回到正文的注释 {}"},
        },
    )
    # Four spaces before a paragraph are a typist's indent on a news site, never program code.
    converter.parser.blockprocessors.deregister("code")
    return converter


def render(source: str, path: str, line: int = 1, title: str = "") -> tuple[Body | None, list[Problem]]:
    """Convert a body.

    Args:
        source: Markdown with ``\\n`` line ends.
        path: the file, relative to the content folder; links count from its folder.
        line: 1-based line of the file on which ``source`` starts.
        title: of the article; a first heading that repeats it is left out.

    Returns:
        the body without ``sections``, or None where a fatal problem stopped it.
    """
    problems = guards.check(source, path, line)
    if problems:
        return None, problems
    try:
        source_text = _NEW_PARAGRAPH.sub("\n\n", source)
        simple = plain.convert(source_text)
        raw = _converter().reset().convert(source_text) if simple is None else ""
    except Exception as error:  # whatever Python-Markdown trips over must cost this one article alone
        _converter.cache_clear()
        return None, [_failed(error, path, line)]
    problems = removals(raw, source, path, line)
    html = _tidy(sanitise(raw)) if simple is None else _tidy_simple(simple)
    repeated = _TITLE.match(html)
    if repeated and title and _squeeze(text_of(repeated[0])) == _squeeze(title):
        html = html[repeated.end() :]
    html, headings = _headings(html)
    links = Links(path, source, line)
    html = links.rewrite(html)
    text = text_of(html)
    problems += links.problems + _checks(html, text, path, line)
    if simple is None and not any(problem.fatal for problem in problems):
        problems += lost_text(source, text + title, path, line)
    body = Body(html, text, headings, {}, tuple(links.images), tuple(links.files))
    return body, problems


def _failed(error: Exception, path: str, line: int) -> Problem:
    if isinstance(error, RecursionError):
        return Problem("body-nesting", path, line, "正文的列表或引用套得太深，无法排版", "减少缩进，列表最多用三层")
    message = f"正文的 Markdown 无法转换（{type(error).__name__}）"
    return Problem("body-convert", path, line, message, "逐段删减正文，找到出错的一段，换一种写法")


def _checks(html: str, text: str, path: str, line: int) -> list[Problem]:
    if not text and "<img" not in html:
        return [Problem("body-empty", path, line, "文章没有正文", "在文章信息下面空一行，写正文")]
    # Entities such as &#x202E; get past the check of the file's own characters.
    found = FORBIDDEN.search(text)
    return [forbidden(found[0], path, line)] if found else []


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _join(match: re.Match[str]) -> str:
    before, after = match.string[max(match.start() - 1, 0) : match.start()], match.string[match.end() : match.end() + 1]
    # Beside a block's tag the line end parts nothing that a reader sees.
    if before in ("", ">") or after in ("", "<") or not _WIDE.search(before + after):
        return match[0]
    return match[1] + match[2]


def _tidy(html: str) -> str:
    """Line breaks between Han characters go, as do typed indents; tables get what readers' tools need."""
    parts = _PRE.split(html) if "<pre" in html else [html]
    parts[::2] = [_INDENT.sub(r"\1", _BREAK.sub(_join, part)) for part in parts[::2]]
    html = "".join(parts)
    if "<table" in html:
        html = _ALIGN.sub(r'\1 class="align-\2"', html)
        html = _HEADER_CELL.sub('<th scope="col"', html)
        html = html.replace("<table>", '<div class="table-scroll" tabindex="0"><table>').replace(
            "</table>", "</table></div>"
        )
    return _ID.sub(r"<\1\2", html) if ' id="' in html else html


def _tidy_simple(html: str) -> str:
    """The same of what :func:`portal.articles.plain.convert` made, in which there is nothing to take away."""
    if "\xa0" in html:  # written as an entity
        html = sanitise(html)
    soft = "\n" in html.replace(">\n<", "")
    return _INDENT.sub(r"\1", _BREAK.sub(_join, html) if soft else html)


def _headings(html: str) -> tuple[str, tuple[Heading, ...]]:
    """Give headings levels from 2 and anchors made of their own text, which survive edits elsewhere."""
    shift = 1 if "<h1>" in html else 0
    headings: list[Heading] = []
    used: dict[str, int] = {}

    def replace(match: re.Match[str]) -> str:
        text = text_of(match[2]).replace("\n", " ")
        if not text:
            return ""
        anchor = "h-" + hashlib.blake2b(text.encode(), digest_size=4).hexdigest()
        used[anchor] = used.get(anchor, 0) + 1
        if used[anchor] > 1:
            anchor += f"-{used[anchor]}"
        level = min(int(match[1]) + shift, 6)
        headings.append(Heading(anchor, level, text))
        return f'<h{level} id="{anchor}">{match[2]}</h{level}>'

    return _HEADING.sub(replace, html), tuple(headings)
