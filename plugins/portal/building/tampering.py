"""Whether the published files are still those that the last build wrote.

A build looks at its sources and at its ledger alone: to look at every published file would cost each edit a third of a
second at 10,000 articles. So people ask for it, ``portal build --verify``, when somebody has worked in the output by hand.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from portal.errors import Problem, declare

declare("warning", {"output-damaged": "上次发布的文件已损坏或被别的程序改过，已重做"})

#: How many files are named.
NAMED = 20


def _files(folder: str, prefix: str = "") -> Iterator[tuple[str, int]]:
    """Path and modification time in ns of every file."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name, entry.stat(follow_symlinks=False).st_mtime_ns


def damaged(tree: Path, wanted: set[str], written: int) -> list[Problem]:
    """A warning of each file that is missing, not ours, or written since; of the first :data:`NAMED` and of how many there are.

    A file that is put back with an old modification time goes unnoticed.

    Args:
        tree: the published tree.
        wanted: paths of the files in it.
        written: when the last build had written all of them, in ns.
    """
    found = dict(_files(str(tree)))
    faults = dict.fromkeys(wanted - found.keys(), "不见了") | dict.fromkeys(found.keys() - wanted, "不是本程序写的")
    faults |= {path: "被改过" for path, time in found.items() if path in wanted and time > written}
    hint = "不用改，已经全部重做；请查一查是谁改动了输出目录"
    named = [Problem("output-damaged", path, None, f"上次发布的这个文件{faults[path]}", hint) for path in sorted(faults)[:NAMED]]
    if len(faults) > NAMED:
        message = f"上次发布的文件一共有 {len(faults)} 个不见了、被改过或不是本程序写的"
        named.append(Problem("output-damaged", ".", None, message, hint))
    return named
