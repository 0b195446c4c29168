"""Word lists written as one string, which reads better than a column of quotes."""

from __future__ import annotations


def words(text: str) -> list[str]:
    """The words of a text that spaces and line ends part.

    >>> words("省 市 县")
    ['省', '市', '县']
    """
    return text.split()
