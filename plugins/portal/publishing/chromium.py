"""Chromium as a printer: found where it is installed, started for one page, ended with it."""

from __future__ import annotations

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
    path = find()
    if path is None:
        raise PortalError(
            "没有找到 Chromium，生成不了 PDF。怎么改：运行 sudo apt-get install chromium fonts-noto-cjk；"
            "或者在浏览器里打开文章，用「打印」另存为 PDF，版式相同。"
        )
    with tempfile.TemporaryDirectory(prefix="portal-chromium-") as profile:
        # A container's root has no user namespace of its own to build the sandbox in.
        sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        command = [path, *FLAGS, *sandbox, f"--user-data-dir={profile}", "--no-pdf-header-footer",
                   f"--print-to-pdf={target.absolute()}", page.absolute().as_uri()]  # fmt: skip
        target.unlink(missing_ok=True)
        try:
            done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=LONGEST, check=False)
        except subprocess.TimeoutExpired:
            raise PortalError(f"Chromium 用了 {LONGEST} 秒还没有打印完。怎么改：关掉别的程序再试。") from None
    if not target.is_file() or target.read_bytes()[:5] != b"%PDF-":
        last = done.stderr.strip().splitlines()[-1:] or ["没有说明原因"]
        raise PortalError(f"Chromium 没有打印成：{last[0][:200]}。怎么改：在浏览器里打开文章，用「打印」另存为 PDF。")
