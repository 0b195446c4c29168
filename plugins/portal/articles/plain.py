"""A short way for bodies of nothing but paragraphs and ``#`` headings.

Most articles hold no other markup. For them this gives, byte for byte, what Python-Markdown gives
(tests/articles/test_plain.py compares the two on generated text), in a fraction of the time; for any
other body it declines.
"""

from __future__ import annotations

import re

#: Whatever may be markup or be escaped, anywhere in the text.
_MARKUP = re.compile(r"[*_`\[\]<>&\\|\t\x00-\x08\x0b-\x1f\x7f\u0085\u2028\u2029]| {2}\n")
#: What starts a list, a quotation, a definition, a rule, an underlined heading or code at a line's start.
_LINE_MARKUP = re.compile(r"^ *(?:[-+=:>]|\d+[.)](?!\d)|#)", re.MULTILINE)
_INDENTED = re.compile(r"^ ", re.MULTILINE)
_HEADING = re.compile(r"(#{1,6})([^#\n]+)")
_BLANK = re.compile(r"\n\s*\n")


def convert(source: str) -> str | None:
    """The HTML of a body of paragraphs and headings, None where it may hold more."""
    if _MARKUP.search(source) or _INDENTED.search(source):
        return None
    found = []
    for block in _BLANK.split(source.strip("\n")):
        heading = _HEADING.fullmatch(block)
        if heading:
            level, text = len(heading[1]), heading[2].strip()
            if not text:
                return None
            found.append(f"<h{level}>{text}</h{level}>")
        elif not block.strip() or _LINE_MARKUP.search(block):
            return None
        else:
            found.append(f"<p>{block.lstrip()}</p>")
    return "\n".join(found)
