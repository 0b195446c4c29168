"""Unpack the browser editor that npm has fetched, after checking it against the lock.

usage: python -m portal.editing.vendor LOCK FOLDER-WITH-TGZ HOME
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import sys
import tarfile
from pathlib import Path

#: The script, its parts loaded on demand, what these read, and the licence; not the second copy nor the maps.
_ENDINGS = (".wasm", "decap-cms.js", "LICENSE", "LICENSE.txt")


def integrity(data: bytes) -> str:
    """As npm writes it: ``sha512-`` and base64."""
    return "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()


def unpack(lock: Path, package: Path, home: Path) -> bool:
    """Put the files of a package into ``home``; False, and nothing there, where it is not the locked one."""
    wanted = json.loads(lock.read_text("utf-8"))
    if integrity(package.read_bytes()) != wanted["integrity"]:
        return False
    fresh = home.with_name(home.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    with tarfile.open(package) as archive:
        for member in archive:
            name = Path(member.name).name
            if member.isfile() and name.endswith(_ENDINGS):
                stream = archive.extractfile(member)
                assert stream is not None
                (fresh / name).write_bytes(stream.read())
    shutil.copyfile(lock, fresh / "lock.json")
    shutil.rmtree(home, ignore_errors=True)
    fresh.rename(home)
    return True


if __name__ == "__main__":
    found = sorted(Path(sys.argv[2]).glob("*.tgz"))
    sys.exit(0 if found and unpack(Path(sys.argv[1]), found[0], Path(sys.argv[3])) else 1)
