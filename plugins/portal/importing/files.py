"""Pictures of imported articles: their names in content/images, and which may go there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from portal.importing.draft import Block, Draft

#: First bytes of what browsers show, and the ending that goes with them.
_SIGNS = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF87a", "gif"), (b"GIF89a", "gif"))
#: Bytes; what is larger belongs into a smaller copy first.
PICTURE_MOST = 10 << 20


def ending(data: bytes) -> str:
    """The ending that fits a picture's content, or "" where it is none that browsers show."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((name for sign, name in _SIGNS if data.startswith(sign)), "")


def beside(blocks: tuple[Block, ...], file: Path) -> dict[str, bytes]:
    """Pictures named in the text that lie in the same folder as the file, or one below, by name."""
    found: dict[str, bytes] = {}
    for block in blocks:
        if block.kind != "picture" or not block.name or "/" in block.name or "\\" in block.name:
            continue
        places = [
            file.parent / block.name,
            *(file.parent / f"{file.stem}{part}" / block.name for part in ("_files", ".files", "")),
        ]
        for place in places:
            if place.is_file() and not place.is_symlink() and place.stat().st_size <= PICTURE_MOST:
                found[block.name] = place.read_bytes()
                break
    return found


def place(draft: Draft, pictures: Mapping[str, bytes], article_id: str) -> tuple[Draft, dict[str, bytes]]:
    """Give the pictures at hand their site paths.

    Returns:
        the draft, whose pictures have a name ``/images/{id}-{n}.{ending}`` where there is a file, and
        those files by name within the content folder.
    """
    files: dict[str, bytes] = {}
    blocks = []
    for block in draft.blocks:
        data = pictures.get(block.name, b"") if block.kind == "picture" else b""
        kind = ending(data)
        if kind and len(data) <= PICTURE_MOST:
            name = f"images/{article_id}-{len(files) + 1}.{kind}"
            files[name] = data
            block = replace(block, name=f"/{name}")
        blocks.append(block)
    return replace(draft, blocks=tuple(blocks)), files
