"""Chromium as a printer and a pen: found where it is installed, started for one page, ended with it."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from portal.errors import PortalError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
#: No request but the page's own, no trace in the user's own profile.
FLAGS = ("--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--disable-extensions", "--hide-scrollbars", "--disable-quic")  # fmt: skip
#: Seconds; a long article with pictures takes three.
LONGEST = 90


def find() -> str | None:
    """The path of a Chromium on this machine; ``PORTAL_CHROMIUM`` names another one."""
    named = os.environ.get("PORTAL_CHROMIUM")
    if named:
        return shutil.which(named)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def print_pdf(page: Path, target: Path) -> None:
    """Print an HTML file to a PDF file.

    Args:
        page: the file, with all that it needs beside it.
        target: where to write; replaced where it exists.

    Raises:
        PortalError: there is no Chromium, it takes too long, or it fails.
    """
    if find() is None:
        raise PortalError(
            "没有找到 Chromium，生成不了 PDF。怎么改：运行 sudo apt-get install chromium fonts-noto-cjk；"
            "或者在浏览器里打开文章，用「打印」另存为 PDF，版式相同。"
        )
    told = _run(page, target, "--no-pdf-header-footer", f"--print-to-pdf={target.absolute()}")
    if not target.is_file() or target.read_bytes()[:5] != b"%PDF-":
        raise PortalError(f"Chromium 没有打印成：{told}。怎么改：在浏览器里打开文章，用「打印」另存为 PDF。")


def picture(data: bytes, kind: str, width: int, height: int) -> bytes:
    """A picture file as PNG.

    Args:
        data: the picture.
        kind: its media type.
        width, height: in CSS pixels; two points are drawn for each.

    Raises:
        PortalError: as of :func:`print_pdf`.
    """
    if find() is None:
        raise PortalError("没有找到 Chromium。怎么改：运行 sudo apt-get install chromium fonts-noto-cjk。")
    source = f"data:{kind};base64,{base64.b64encode(data).decode()}"
    # No network for what the picture may name.
    rules = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    text = (
        f'<!doctype html><meta charset=utf-8><meta http-equiv="Content-Security-Policy" content="{rules}">'
        f'<style>html,body{{margin:0;background:#fff}}img{{display:block;width:{width}px}}</style><img src="{source}" alt="">'
    )
    with tempfile.TemporaryDirectory(prefix="portal-picture-") as folder:
        page, target = Path(folder, "page.html"), Path(folder, "picture.png")
        page.write_text(text, encoding="utf-8")
        size = f"--window-size={width},{height}"
        told = _run(page, target, "--force-device-scale-factor=2", size, f"--screenshot={target}")
        if not target.is_file() or target.read_bytes()[:8] != b"\x89PNG\r\n\x1a\n":
            raise PortalError(f"Chromium 没有画成：{told}。怎么改：用浏览器打开这张图，截图保存。")
        return target.read_bytes()


def _run(page: Path, target: Path, *arguments: str) -> str:
    """Open a page in a browser of its own; the last line that it complained."""
    with tempfile.TemporaryDirectory(prefix="portal-chromium-") as profile:
        # A container's root has no user namespace of its own to build the sandbox in.
        sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        command = [find() or "", *FLAGS, *sandbox, f"--user-data-dir={profile}", *arguments, page.absolute().as_uri()]
        target.unlink(missing_ok=True)
        try:
            done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=LONGEST, check=False)
        except subprocess.TimeoutExpired:
            raise PortalError(f"Chromium 用了 {LONGEST} 秒还没有做完。怎么改：关掉别的程序再试。") from None
    return (done.stderr.strip().splitlines()[-1:] or ["没有说明原因"])[0][:200]
