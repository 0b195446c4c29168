"""The inbox: files laid into ``inbox/{column}/`` are imported into that column while ``portal serve`` runs."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from portal.errors import PortalError
from portal.importing.command import import_file
from portal.importing.place import find_site
from portal.importing.report import Report, lines

DONE, REFUSED = "已导入", "未导入"
REPORT = ".报告.txt"
#: Seconds for which a file must not have changed: it is being copied until then.
SETTLED = 1.0


@dataclass(frozen=True)
class Waiting:
    """A file of the inbox and the folder that names its column, "" where it lies in none."""

    path: Path
    column: str


def waiting(inbox: Path, now: float) -> list[Waiting]:
    """The files to import, oldest first; what is still being written, hidden or a lock of Word is left out.

    Args:
        inbox: the folder.
        now: seconds since the epoch.
    """
    found = []
    for path in inbox.rglob("*"):
        folder = path.relative_to(inbox).parts[0]
        if folder in (DONE, REFUSED) or path.is_symlink() or not path.is_file() or path.name.startswith((".", "~$")):
            continue
        if now - path.stat().st_mtime >= SETTLED:
            found.append(Waiting(path, folder if path.parent != inbox else ""))
    return sorted(found, key=lambda entry: (entry.path.stat().st_mtime, str(entry.path)))


def bring_in(inbox: Path, content: Path, now: float) -> list[Report]:
    """Import what waits; files go to :data:`DONE` or :data:`REFUSED`, each with a report beside it."""
    reports = []
    for entry in waiting(inbox, now):
        report, told = _one(entry, content)
        target = _free(inbox / (DONE if report and not report.failed else REFUSED), entry.path.name)
        target.parent.mkdir(exist_ok=True)
        entry.path.rename(target)
        target.with_name(target.name + REPORT).write_text("\n".join(told) + "\n", encoding="utf-8")
        print("\n".join(told), flush=True)
        reports += [report] if report else []
    return reports


def _one(entry: Waiting, content: Path) -> tuple[Report | None, list[str]]:
    name = entry.path.name
    if not entry.column:
        return None, [
            f"✗ {name} 没有导入：它直接放在收稿文件夹里。怎么改：放进以栏目代码或名称命名的文件夹，如 inbox/yaowen/。"
        ]
    try:
        report = import_file(entry.path, find_site(content, entry.column), set())
    except (PortalError, ValueError, OSError) as error:
        return None, [f"✗ {name} 没有导入：{error}"]
    return report, lines(report)


def _free(folder: Path, name: str) -> Path:
    """A name in the folder that nothing has yet."""
    path = folder / name
    number = 2
    while path.exists():
        path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
        number += 1
    return path


def watch(inbox: Path, content: Path) -> None:
    """Import whatever comes, until the parent process ends. Run in a process of its own, since readers are forked from it."""
    from watchfiles import watch as changes

    inbox.mkdir(exist_ok=True)
    parent = os.getppid()
    # Looks every second as well: a file that has just been copied settles without another change.
    for _ in changes(inbox, debounce=500, rust_timeout=1000, yield_on_timeout=True, raise_interrupt=False):
        if os.getppid() != parent:
            return  # the server has gone, however it went
        bring_in(inbox, content, time.time())


if __name__ == "__main__":
    watch(Path(sys.argv[1]), Path(sys.argv[2]))
