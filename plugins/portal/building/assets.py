"""Files published as they are: pictures, attachments, and the theme's static files."""

from __future__ import annotations

import re
from pathlib import Path

from portal.building.analyse import digest
from portal.building.report import Report
from portal.building.scan import Found
from portal.errors import Problem

#: What makes an SVG picture more than a picture: it would run on the portal's own address.
_ACTIVE = re.compile(rb"<\s*script|\bon\w+\s*=|javascript:|<\s*(?:foreignobject|iframe|!entity)")


def safe_assets(found: list[Found], content: Path, report: Report) -> dict[str, int]:
    """Site path -> size in bytes of the pictures and attachments; SVG with scripts is set aside."""
    assets = {}
    for item in found:
        if item.kind != "asset":
            continue
        if item.path.lower().endswith(".svg") and _is_active((content / item.path).read_bytes()):
            hint = "删去 script、on… 属性和 javascript: 链接，或改用 PNG"
            report.set_aside[item.path] = [Problem("file-script", item.path, None, "SVG 图片里有脚本或外部引用", hint)]
        else:
            assets[item.path] = item.size
    return assets


def _is_active(svg: bytes) -> bool:
    return bool(_ACTIVE.search(svg.replace(b"\0", b"").lower()))


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
