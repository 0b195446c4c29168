import pytest

from portal.articles.parse import Parsed, parse
from portal.settings import Settings

HEAD = """---
id: 20201110-001
title: 标题
date: 2020-11-10
column: yaowen
source: 来源
editor: 编辑
---
"""


@pytest.fixture
def read():
    def read(text: str | bytes, path: str = "yaowen/a.md") -> Parsed:
        return parse(text.encode() if isinstance(text, str) else text, path, Settings())

    return read


@pytest.fixture
def write(read):
    """Parse an article of a good head with changes, and a body."""

    def write(body: str = "\n正文。\n", path: str = "yaowen/a.md", **changes: str) -> Parsed:
        head = HEAD
        for key, value in changes.items():
            lines = [line for line in head.split("\n") if not line.startswith(f"{key}:")]
            place = 2 if key == "id" else -2
            head = "\n".join([*lines[:place], f"{key}: {value}", *lines[place:]])
        return read(head + body, path)

    return write
