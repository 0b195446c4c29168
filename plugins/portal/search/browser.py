"""The browser's engine in Node: the very modules that the built site ships, over its index."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from portal.errors import PortalError
from portal.search.index import FOLDER

_MODULE = re.compile(r'src="([^"]*\bjs/search/)page\.js"')


def module_of(output: Path) -> Path:
    """The module that the site's search page loads: linked into one file, or the engine of a theme served as it is.

    Raises:
        PortalError: the site has no search page, or it loads none.
    """
    page = output / FOLDER / "index.html"
    match = _MODULE.search(page.read_text(encoding="utf-8")) if page.is_file() else None
    if not match:
        raise PortalError(f"{output} 里没有搜索页：先用 portal build 建好站点，并在 PLUGINS 里启用 portal.search")
    folder = (page.parent / match[1]).resolve()
    for name in ("engine.js", "page.js"):
        if folder.is_relative_to(output.resolve()) and (folder / name).is_file():
            return folder / name
    raise PortalError(f"搜索页引用的 {match[1]} 不在站点里：请用 portal build --fresh 重建站点")


def search(output: Path, queries: Sequence[dict[str, Any]], limit: int) -> list[dict[str, Any]]:
    """Results of the queries, see :func:`portal.search.command.run`.

    Raises:
        PortalError: Node is missing or the engine failed.
    """
    node = shutil.which("node") or shutil.which("nodejs")
    if node is None:
        raise PortalError(
            "--engine browser 需要 Node.js 18 以上，这台机器上没有：请安装 nodejs，或改用 --engine python"
        )
    module = module_of(output)
    lines = "".join(json.dumps(query, ensure_ascii=False) + "\n" for query in queries)
    with tempfile.TemporaryDirectory() as scratch:
        # Node takes .js files for modules only where a package.json says so; the site has none.
        copied = Path(shutil.copytree(module.parent, Path(scratch) / "search"))
        (copied / "package.json").write_text('{"type":"module"}')
        with as_file(files("portal.search").joinpath("data/search.mjs")) as script:
            command = [node, str(script), str(copied / module.name), str((output / FOLDER).resolve()), str(limit)]
            done = subprocess.run(command, input=lines, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise PortalError(f"Node.js 里的搜索没有成功：{reason}。请确认 Node.js 是 18 以上，并重建站点")
    return [json.loads(line) for line in done.stdout.splitlines()]
