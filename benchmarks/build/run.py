"""Time and memory of a whole build beside bare Pelican, on the first N articles of the test corpus.

usage: python benchmarks/build/run.py [N] [--shared DIR] [--rounds 3]

Both write every article, column (category) and tag page, an archive and feeds. Ours also makes cards, the data
page, practice, region and year pages, and the whole search index; a second row switches indicators and search off.
Median of the rounds, run in turn. Memory is the sum over all processes of their proportional set size (PSS), sampled.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORK = ROOT / "benchmarks" / ".work" / "build"
BARE = """
SITENAME = "x"
SITEURL = "https://www.example.org"
PATH = "content"
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "en"
DEFAULT_PAGINATION = 20
PLUGINS = []
FEED_ALL_ATOM = "feed.xml"
CATEGORY_FEED_ATOM = "category/{slug}.xml"
"""
PAGES_ONLY = 'PLUGINS=["portal.columns", "portal.regions", "portal.govmeta"]'


def family(pid: int) -> list[int]:
    """The process and all processes under it."""
    found = [pid]
    for member in found:
        try:
            found += [int(child) for child in Path(f"/proc/{member}/task/{member}/children").read_text().split()]
        except OSError:
            continue
    return found


def memory(pid: int) -> int:
    """Kilobytes of the process family."""
    total = 0
    for member in family(pid):
        try:
            lines = Path(f"/proc/{member}/smaps_rollup").read_text().splitlines()
            total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        except (OSError, StopIteration):
            continue
    return total


def measure(command: list[str], cwd: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of a command that must succeed."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak = [0]

    def sample() -> None:
        while process.poll() is None:
            peak[0] = max(peak[0], memory(process.pid))
            time.sleep(0.05)

    threading.Thread(target=sample, daemon=True).start()
    _, complaint = process.communicate()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed: {complaint.decode()[-2000:]}")
    return time.perf_counter() - start, peak[0] / 1024


def corpus(shared: Path, count: int, form: str) -> Path:
    """The articles as a content folder, made once."""
    folder = WORK / f"{form}-{count}"
    if not folder.exists():
        maker = [sys.executable, str(shared / "corpus" / "make_site.py"), str(count), str(folder), "--format", form]
        subprocess.run(maker, check=True, stdout=subprocess.DEVNULL)
    return folder


def contenders(shared: Path, count: int) -> dict[str, tuple[list[str], Path]]:
    """Name -> command and the folder to run it in; each builds from nothing."""
    binaries = Path(sys.executable).parent
    bare = WORK / "bare"
    bare.mkdir(parents=True, exist_ok=True)
    (bare / "pelicanconf.py").write_text(BARE)
    pelican = [str(binaries / "pelican"), str(corpus(shared, count, "pelican")), "-o", str(bare / "output")]
    ours = [str(binaries / "portal"), "build", "--content", str(corpus(shared, count, "portal")), "--fresh", "--output"]
    return {
        "portal": ([*ours, str(WORK / "full")], ROOT),
        "portal, pages only": ([*ours, str(WORK / "pages"), "--set", PAGES_ONLY], ROOT),
        "bare Pelican": ([*pelican, "-s", "pelicanconf.py"], bare),
    }


def main() -> int:
    """Print the table."""
    options = argparse.ArgumentParser()
    options.add_argument("count", type=int, nargs="?", default=1000)
    options.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    if not (chosen.shared / "corpus").is_dir():
        print(f"skipped: no test corpus in {chosen.shared}")
        return 0
    runs = contenders(chosen.shared, chosen.count)
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    megabytes: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(chosen.rounds):
        for name, (command, cwd) in runs.items():
            shutil.rmtree(cwd / "output", ignore_errors=True) if name == "bare Pelican" else None
            took, peak = measure(command, cwd)
            seconds[name].append(took)
            megabytes[name].append(peak)
    again, _ = measure([part for part in runs["portal"][0] if part != "--fresh"], ROOT)
    base = statistics.median(seconds["bare Pelican"])
    print(f"{chosen.count} articles, {os.cpu_count()} cores, median of {chosen.rounds}")
    print(f"{'':22s}{'seconds':>9s}{'x Pelican':>11s}{'peak MB':>9s}")
    for name in runs:
        middle = statistics.median(seconds[name])
        print(f"{name:22s}{middle:9.1f}{middle / base:11.2f}{statistics.median(megabytes[name]):9.0f}")
    print(f"{'nothing changed':22s}{again:9.2f}{again / base:11.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
