"""A summary out of an article's own first sentences, and its length for readers."""

from __future__ import annotations

import re

from portal.articles.html import text_of

#: Characters; two lines under a headline on a phone.
SUMMARY = 120

_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_STOP = re.compile(r"([。！？!?]+[”’」』）)]*)")
_CLAUSE = re.compile(r"[，、：,]")
_NOT_HAN = re.compile(r"[^\u3400-\u9fff\U00020000-\U000323af]+")
_WORD = re.compile(r"[A-Za-z0-9]+(?:[.,'-][A-Za-z0-9]+)*")


def summarise(html: str, most: int = SUMMARY) -> str:
    """Whole sentences from the first paragraphs, up to ``most`` characters.

    A paragraph without a sentence end (a by-line, a place and date) is passed over while others
    follow. A first sentence that is too long is cut at a comma and ends in ``……``.
    """
    own = html.partition('<div class="footnote">')[0]
    summary = ""
    for wanted in (lambda text: bool(_STOP.search(text)), bool):
        for text in filter(wanted, (text_of(match[1]).replace("\n", "") for match in _PARAGRAPH.finditer(own))):
            for sentence in _sentences(text) or [text]:
                if len(summary) + len(sentence) > most:
                    return summary or _cut(sentence, most)
                summary += sentence
        if summary:
            break
    return summary


def _sentences(text: str) -> list[str]:
    """The finished sentences of a paragraph."""
    parts = _STOP.split(text)
    return [sentence + stop for sentence, stop in zip(parts[::2], parts[1::2], strict=False)]


def _cut(sentence: str, most: int) -> str:
    head = sentence[: most - 2]
    commas = [match.start() for match in _CLAUSE.finditer(head)]
    return head[: commas[-1] if commas and commas[-1] > most // 3 else len(head)] + "……"


def reading_length(text: str) -> int:
    """Han characters plus Latin words and numbers."""
    return len(_NOT_HAN.sub("", text)) + len(_WORD.findall(text))
