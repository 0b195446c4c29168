"""Files published as they are: pictures, attachments, and the theme's static files."""

from __future__ import annotations

import shutil
from pathlib import Path

from portal.building import modules, small
from portal.building.analyse import digest, unreadable
from portal.building.drawings import fault_of
from portal.building.report import Report
from portal.building.scan import Found
from portal.errors import Problem

#: Files of the theme that are rewritten; the others are published as they are.
_CODE = (".js", ".css")


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


def theme_files(theme: Path, cache: Path) -> tuple[str, dict[str, Path]]:
    """The site path of the theme's static files, and output path -> file.

    Scripts are linked and, with style sheets, written small: once for each state of the theme, into
    the cache. The folder is named by its content, so that caches may keep it for ever and the modules that
    a page imports always belong together.

    Args:
        theme: the theme's folder.
        cache: a folder of ours; what other states of the theme left there is thrown away.

    Raises:
        BuildError: a script cannot be linked or shrunk.
    """
    static = theme / "static"
    paths = sorted(path for path in static.rglob("*") if path.is_file() and not path.name.startswith("."))
    contents = {path.relative_to(static).as_posix(): path.read_bytes() for path in paths}
    named = b"".join(name.encode() + b"\0" + content for name, content in contents.items())
    state = digest(named + small.version().encode() + Path(modules.__file__).read_bytes())[:10]
    made = cache / state
    if not made.is_dir():
        shutil.rmtree(cache, ignore_errors=True)
        (cache / "new").mkdir(parents=True)
        _make(contents, cache / "new")
        (cache / "new").rename(made)
    root = f"theme/{state}/"
    files = {name: static / name for name in contents if not name.endswith(_CODE)}
    files |= {path.relative_to(made).as_posix(): path for path in made.rglob("*") if path.is_file()}
    return root, {root + name: path for name, path in sorted(files.items())}


def _make(contents: dict[str, bytes], folder: Path) -> None:
    """Write the theme's scripts and style sheets as they are published."""
    texts = {name: content.decode("utf-8-sig") for name, content in contents.items() if name.endswith(_CODE)}
    linked = modules.link({name: text for name, text in texts.items() if name.endswith(".js")})
    sheets = {name: text for name, text in texts.items() if name.endswith(".css")}
    for name, text in small.shrink({**linked, **sheets}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
