"""Files published as they are: pictures, attachments, and the theme's static files."""

from __future__ import annotations

from pathlib import Path

from portal.building.analyse import digest, unreadable
from portal.building.drawings import fault_of
from portal.building.report import Report
from portal.building.scan import Found
from portal.errors import Problem


def safe_assets(found: list[Found], content: Path, reserved: frozenset[str], report: Report) -> dict[str, int]:
    """Site path -> size in bytes of the pictures and attachments that may be published.

    Args:
        reserved: first path parts that belong to the portal's own pages and files.
    """
    assets = {}
    for item in found:
        if item.kind != "asset":
            continue
        problem = _fault(item, content, reserved)
        if problem:
            report.set_aside[item.path] = [problem]
        else:
            assets[item.path] = item.size
    return assets


def _fault(item: Found, content: Path, reserved: frozenset[str]) -> Problem | None:
    if item.path.split("/")[0] in reserved:
        hint = "把文件移到 images/ 或 files/ 里"
        return Problem("address-taken", item.path, None, "这个文件夹名是网站自己用的", hint)
    try:
        with (content / item.path).open("rb") as handle:
            drawing = handle.read() if item.path.lower().endswith(".svg") else b""
    except OSError as error:
        return unreadable(item.path, error)
    fault = fault_of(drawing) if drawing else ""
    hint = "用绘图软件另存为「普通 SVG」，或改用 PNG"
    return Problem("file-script", item.path, None, f"SVG 图片里有{fault}", hint) if fault else None


def theme_files(theme: Path) -> tuple[str, dict[str, Path]]:
    """The site path of the theme's static files, and output path -> file.

    The folder is named by its content, so that caches may keep it for ever and the modules that a
    page imports always belong together.
    """
    static = theme / "static"
    files = sorted(path for path in static.rglob("*") if path.is_file() and not path.name.startswith("."))
    named = b"".join(path.relative_to(static).as_posix().encode() + b"\0" + path.read_bytes() for path in files)
    root = f"theme/{digest(named)[:10]}/"
    return root, {root + path.relative_to(static).as_posix(): path for path in files}
