"""Pictures that left only a file name or a caption in the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from portal.importing.draft import Block, Notes
from portal.importing.marks import plain, size

NAME, CAPTION = "图片文件名", "图片说明"
_FILE = re.compile(
    r"[\s\[【(（]*(?P<name>[^/\\:*?\"<>|\n]{0,80}?[^\s/\\]\.(?:jpe?g|png|gif|bmp|webp|tiff?|svg))[\s\]】)）]*$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^(?:插图|图片|图|配图|照片)\s*\d*\s*[:：]\s*")
#: Words that only captions have.
_SIGNS = re.compile(
    r"图为|图片为|[（(]?(?:本报记者|记者|通讯员)?[\u4e00-\u9fff·\s]{2,8}\s*[/／]?摄[)）]?[。.]?$|供图|图片来源|资料图|^图\s*\d|[（(]图[)）]"
)
_MOST = 60


def file_name(text: str) -> str:
    """The picture's file where a line is nothing else, or "".

    >>> file_name("插图2：议事会.jpg"), file_name("打开 a.jpg 看看。")
    ('议事会.jpg', '')
    """
    line = _LABEL.sub("", plain(text).strip())
    match = _FILE.match(line)
    return match["name"].strip() if match and size(line) <= 80 and not re.search(r"[，。；]", line) else ""


def find(blocks: Sequence[Block], notes: Notes) -> list[Block]:
    """Lines that are file names become pictures; paragraphs that are captions go to their picture."""
    slots: list[Block] = []
    for block in blocks:
        name = file_name(block.text) if block.kind in ("line", "paragraph") else ""
        if name:
            notes.remove(NAME, plain(block.text))
            slots.append(replace(block, kind="picture", text="", name=name))
        else:
            slots.append(block)
    return slots


def captions(blocks: Sequence[Block], notes: Notes) -> list[Block]:
    """Paragraphs that are captions become the text of the picture before them, or of one that is missing."""
    gaps = Counter(block.gap for block in blocks if block.kind == "paragraph")
    usual = gaps.most_common(1)[0][0] if gaps else 0
    found: list[Block] = []
    for block in blocks:
        under = bool(found) and found[-1].kind == "picture" and not found[-1].text
        if block.kind != "paragraph" or not is_caption(block, usual, under):
            found.append(block)
            continue
        notes.remove(CAPTION, plain(block.text))
        if under:
            found[-1] = replace(found[-1], text=block.text.strip())
        else:
            found.append(replace(block, kind="picture", text=block.text.strip(), name=""))
    return found


def is_caption(block: Block, usual: int, under: bool) -> bool:
    """Whether a paragraph is a caption: by its words, or a short sentence under a picture or set apart
    wider than paragraphs are."""
    text = plain(block.text).strip()
    if size(text) > _MOST or text.startswith("#"):
        return False
    if _SIGNS.search(text):
        return True
    lone = re.fullmatch(r"[^。！？；：，,;:]{4,36}[。.]", text)
    return bool(lone) and (under or block.gap >= max(usual + 1, 2))
