"""``portal wechat``: a page to copy from, or the bare fragment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from portal.errors import PortalError
from portal.publishing.outlet import Piece, load
from portal.publishing.pictures import uploads
from portal.publishing.wechat import wechat
from portal.publishing.wechat_page import advice, page
from portal.settings import Settings


def reader(content: Path) -> Callable[[str], bytes | None]:
    """A function that reads files of the content folder and none outside it."""
    root = content.resolve()

    def read(path: str) -> bytes | None:
        place = (root / path).resolve()
        return place.read_bytes() if place.is_relative_to(root) and place.is_file() else None

    return read


def piece_of(file: Path, content: Path, settings: Settings) -> Piece:
    """The article in a file.

    Raises:
        PortalError: it is not in the content folder, or has errors.
    """
    try:
        path = file.resolve().relative_to(content.resolve()).as_posix()
    except ValueError:
        raise PortalError(f"{file} 不在内容目录 {content} 里。怎么改：用 --content 指定它所在的内容目录。") from None
    return load(path, reader(content), settings)


def run(file: Path, content: Path, settings: Settings, out: Path | None) -> list[str]:
    """Write the page and the pictures to upload, and say what is left to do by hand.

    Args:
        out: where to; ``-`` prints the bare fragment, None means ``<编号>.wechat.html`` here.

    Raises:
        PortalError: see :func:`piece_of`.
    """
    piece, read = piece_of(file, content, settings), reader(content)
    post = wechat(piece)
    if out is not None and str(out) == "-":
        return [post.html]
    target = out or Path(f"{piece.article.id}.wechat.html")
    target.write_text(page(piece, post), encoding="utf-8")
    made = uploads(post, read)
    folder = target.with_suffix(".pictures")
    for picture in (picture for picture in made if picture.content):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / picture.name).write_bytes(picture.content)
    told = [f"图片在 {folder} 里，照编号上传。"] if any(picture.content for picture in made) else []
    return [f"已写好 {target}，用浏览器打开，点「复制正文」，到公众号编辑器里粘贴。", *told, *advice(piece, post, made)]
