"""One edit of each kind to a copy of a built site, and what `portal build` takes for it.

usage: python benchmarks/build/edits.py [N] [--shared DIR] [--rounds 3]

Seconds from the start of the command to the end, and processor seconds of it and its workers: on a machine that others use
too, the second tells more. Everything is included: cards, open data, related articles, the search index.
"""

from __future__ import annotations

import datetime
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from chosen import ROOT, WORK, corpus, environment, options  # noqa: E402


def _first(content: Path) -> Path:
    """An article in the middle of the site."""
    found = sorted(content.glob("*/*.md"))
    return found[len(found) // 2]


def _swap(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")


def _line(path: Path, key: str, value: str) -> None:
    lines = path.read_text("utf-8").split("\n")
    at = next((n for n, line in enumerate(lines) if line.startswith(f"{key}:")), None)
    lines[1 if at is None else at : 1 if at is None else at + 1] = [f"{key}: {value}"]
    path.write_text("\n".join(lines), encoding="utf-8")


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + f"\n{text}\n", encoding="utf-8")


def _new(content: Path, number: int) -> None:
    """The newest article of the site: it stands first in every list."""
    source = _first(content)
    target = source.with_name(f"xin-{number}.md")
    shutil.copy(source, target)
    now = datetime.datetime.now()
    _line(target, "id", f"{now:%Y%m%d}-{number + 900:03d}")
    _line(target, "date", f"{now:%Y-%m-%d}")


def _rename(content: Path, number: int) -> None:
    path = content / "data" / "columns.toml"
    name = next(line for line in path.read_text("utf-8").split("\n") if line.startswith("name"))
    _swap(path, name, f'name = "改名的栏目{number}"')


EDITS: dict[str, Callable[[Path, int], None]] = {
    "nothing": lambda content, number: None,
    "body": lambda content, number: _append(_first(content), f"又写了一段，第{'一二三四五六七八九'[number % 9]}稿。"),
    "title": lambda content, number: _line(_first(content), "title", f"改过的题目{'甲乙丙丁戊己'[number % 6]}"),
    "tags": lambda content, number: _line(_first(content), "tags", f"[便民服务, 试验标签{number}]"),
    "figure": lambda content, number: _append(_first(content), f"全市建成网格党支部{1200 + number}个。"),
    "new article": _new,
    "deletion": lambda content, number: _first(content).unlink(),
    "column rename": _rename,
}


def build(content: Path, output: Path, *more: str) -> tuple[float, float]:
    """Seconds and processor seconds of one `portal build`."""
    command = [str(Path(sys.executable).parent / "portal"), "build", "--content", str(content), "--output", str(output)]
    before, start = os.times(), time.perf_counter()
    done = subprocess.run([*command, *more], cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if done.returncode not in (0, 3):
        raise SystemExit(done.stderr.decode()[-2000:])
    after = os.times()
    busy = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - start, busy


def main() -> int:
    """Print the table."""
    chosen = options()
    if chosen is None:
        return 0
    content, output = WORK / "edited", WORK / "edited-output"
    shutil.rmtree(content, ignore_errors=True)
    shutil.copytree(corpus(chosen.shared, chosen.count, "portal"), content)
    print(f"{chosen.count} articles, {os.cpu_count()} cores, median of {chosen.rounds}")
    print(f"{'':16s}{'seconds':>9s}{'busy':>9s}")
    seconds, busy = build(content, output, "--fresh")
    print(f"{'from nothing':16s}{seconds:9.1f}{busy:9.1f}")
    for name, edit in EDITS.items():
        times = []
        for number in range(chosen.rounds):
            edit(content, number)
            times.append(build(content, output))
        seconds, busy = (statistics.median(found) for found in zip(*times, strict=True))
        print(f"{name:16s}{seconds:9.2f}{busy:9.2f}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
