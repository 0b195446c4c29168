"""Where a link of an article leads inside the content folder, and nowhere else."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

#: A scheme (``C:`` too), or ``//host``: an address that is no content file.
EXTERNAL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\")
_PELICAN = re.compile(r"\{(?:attach|static|filename)\}|\|(?:attach|static|filename)\|")
_FROM_ROOT = ("/", "images/", "files/")


def folder_of(path: str) -> str:
    """The folder of a content file, ``""`` for the content folder itself."""
    return path.rpartition("/")[0]


def inside(link: str, folder: str) -> str | None:
    """The site path that a link names.

    ``/x``, ``images/x`` and ``files/x`` count from the content folder, as do Pelican's ``{static}/x``
    and ``{attach}/x``; anything else from the article's own folder.

    Args:
        link: as the editor wrote it, percent-encoded or not, without query and fragment.
        folder: of the article, relative to the content folder.

    Returns:
        the path from the content folder without ``.`` and ``..``, or None where it would leave it,
        names no file, or is an address with a scheme.
    """
    link = _PELICAN.sub("", unquote(link).strip(), count=1)
    if EXTERNAL.match(link) or "\0" in link:
        return None
    link = link.replace("\\", "/")
    parts = [] if link.startswith(_FROM_ROOT) else [part for part in folder.split("/") if part]
    for part in link.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts) or None


def to_href(path: str, root: str = "../../") -> str:
    """The address of a site path from a page; article pages always lie two folders deep."""
    return root + quote(path, safe="/~!$&'()*+,;=@")
