"""Old Word and WPS files (.doc, .wps, .rtf) through LibreOffice, where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from portal.importing import word
from portal.importing.draft import Source
from portal.importing.reading import Unreadable

#: Seconds; a long document takes ten, the first start of LibreOffice as long again.
TIME_MOST = 120
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
_SAVE_AS = "用 Word 或 WPS 打开，点「文件 → 另存为」，类型选「Word 文档（.docx）」，再导入"


def program() -> str | None:
    """LibreOffice's command, or None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def check(data: bytes, name: str) -> None:
    """Refuse what is no text document.

    Raises:
        Unreadable: locked, or another kind of Office file.
    """
    if _LOCKED in data:
        raise Unreadable("import-locked", name, "文件有密码", "用 Word 或 WPS 打开，去掉密码再保存")
    if data[:4] == b"\xd0\xcf\x11\xe0" and _WORD not in data and "WPSDocument".encode("utf-16-le") not in data:
        hint = "能导入 .docx .html .txt .md .pdf；表格和幻灯片把文字粘贴到 Word 再导入"
        raise Unreadable("import-kind", name, "不是文字文档", hint)


def read(data: bytes, name: str) -> Source:
    """Convert to .docx in a process of its own and read that.

    Raises:
        Unreadable: LibreOffice is missing, fails, or takes too long.
    """
    check(data, name)
    command = program()
    if command is None:
        message = "这是旧格式的文档（.doc、.wps 或 .rtf），本机没有安装 LibreOffice，不能直接读"
        raise Unreadable("import-tool", name, message, _SAVE_AS)
    with tempfile.TemporaryDirectory() as folder:
        # The content names the format; a .doc that is called .docx would be taken for what it is not.
        source = Path(folder, "in.rtf" if data.lstrip()[:5] == b"{\\rtf" else "in.doc")
        source.write_bytes(data)
        _convert(command, source, name)
        made = source.with_suffix(".docx")
        if not made.is_file():
            raise Unreadable("import-broken", name, "LibreOffice 打不开这个文件，可能已损坏或有密码", _SAVE_AS)
        return replace(word.read(made.read_bytes(), name), form="旧版 Word 或 WPS（经 LibreOffice）")


def _convert(command: str, source: Path, name: str) -> None:
    # A profile of its own: an open LibreOffice of the same user would refuse, and macros of that user stay out.
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    arguments = [
        command,
        profile,
        "--headless",
        "--norestore",
        "--convert-to",
        "docx",
        "--outdir",
        str(source.parent),
        str(source),
    ]
    process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)  # fmt: skip
    try:
        process.wait(TIME_MOST)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise Unreadable("import-time", name, f"LibreOffice 用了 {TIME_MOST} 秒还没有转完", _SAVE_AS) from None
