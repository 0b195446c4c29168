"""Figures that answer a query as HTML, for pages that the server makes; theme/static/js/search/answer-card.js shows the
same in the browser."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

#: 超过80% is 超过, 80 and %.
_VALUE = re.compile(r"(\D*)([\d.,]+)(.*)", re.S)
#: Digits of a value that is set smaller.
_LONG = 6


def marked(text: str, marks: Sequence[Sequence[int]]) -> str:
    """HTML of a text with its marked ranges."""
    html, at = "", 0
    for start, end in marks:
        html += escape(text[at:start]) + "<mark>" + escape(text[start:end]) + "</mark>"
        at = end
    return html + escape(text[at:])


def _span(kind: str, text: str) -> str:
    return f'<span class="{kind}">{escape(text)}</span>' if text else ""


def _value(value: str) -> str:
    match = _VALUE.fullmatch(value)
    before, digits, after = match.groups() if match else ("", value, "")
    kind = "figure-value long" if len(digits) > _LONG else "figure-value"
    return f'<span class="{kind}">{_span("comparator", before)}{_span("digits", digits)}{_span("unit", after)}</span>'


def _card(answer: Mapping[str, Any]) -> str:
    at = answer["sentence"].find(answer["value"])
    marks = [(at, at + len(answer["value"]))] if at >= 0 else []
    place = answer["region"] and answer["region"] + ("（据文章地区）" if answer["region_fallback"] else "")
    scope = [place, answer["period"], "计划" if answer["plan"] else ""]
    spans = "".join(f"<span>{escape(text)}</span>" for text in scope if text)
    spans += _span("checked", "编辑已核对" if answer["checked"] else "")
    url, date = escape(answer["url"]), escape(answer["date"])
    compare = f'<a class="compare" href="../{escape(answer["indicator"])}">各地各年比较</a>' if answer["indicator"] else ""
    return (
        f'<li><a class="figure" href="../{url}">{_value(answer["value"])}{_span("figure-name", answer["name"])}'
        f'<span class="figure-scope">{spans}</span></a><div>'
        f'<p class="answer-sentence">{marked(answer["sentence"], marks)}</p><p class="meta">'
        f'<span class="visually-hidden">出自</span><a href="../{url}">{escape(answer["title"])}</a>'
        f'<time datetime="{date}">{date}</time>{compare}</p></div></li>'
    )


def cards(answers: Sequence[Mapping[str, Any]]) -> str:
    """The list of the figures; "" for none.

    Args:
        answers: as :class:`portal.search.answers.Answer` has them.
    """
    return "<ul>" + "".join(map(_card, answers)) + "</ul>" if answers else ""
