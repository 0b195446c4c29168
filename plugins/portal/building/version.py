"""The version of everything that shapes the output besides content, theme and settings."""

from __future__ import annotations

import hashlib
import sys
from importlib import metadata
from pathlib import Path

#: Libraries whose version changes what a build writes.
LIBRARIES = ("jinja2", "markdown", "nh3", "pelican", "pyyaml")


def code_version() -> str:
    """Hash of our own source and data files, of Python and of the libraries named above."""
    package = Path(__file__).parents[1]
    mark = hashlib.blake2b(digest_size=16)
    mark.update(f"{sys.version_info[:2]}".encode())
    for name in LIBRARIES:
        mark.update(f"{name}={metadata.version(name)}".encode())
    for path in sorted(package.rglob("*")):
        if path.suffix == ".py" or path.parent.name == "data" and path.is_file():
            mark.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return mark.hexdigest()
