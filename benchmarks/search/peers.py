"""Pagefind beside us: fetched as its authors publish it, indexing the same articles as plain pages."""

from __future__ import annotations

import html
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.search import excerpts
from portal.search.excerpts import Excerpt

#: Name -> where it comes from and what is asked of it; "extended" is the one that cuts Chinese words.
PEERS = {"pagefind-1.5": ("pypi", "pagefind_bin_extended==1.5.*"), "pagefind-1.6": ("npm", "pagefind@1.6")}
ASK = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>ask</title><script type="module">
import * as pagefind from "./pagefind/pagefind.js";
window.ask = async (query) => {
  const found = await pagefind.search(query);
  const shown = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
  document.body.textContent = shown.map((one) => one.excerpt).join("");
  return shown.map((one) => one.url);
};
const query = new URL(location.href).searchParams.get("q");
window.first = query === null ? pagefind.init() : window.ask(query);
window.ready = true;
</script><body></body></html>"""


@dataclass(frozen=True)
class Cost:
    """What a program took: seconds of wall time and of all processors, which other work on the machine stretches less, and
    peak memory in MB (the largest of its processes)."""

    seconds: float
    processor: float
    megabytes: float


def run(command: list[str]) -> Cost:
    """Run a program to its end.

    Raises:
        SystemExit: it failed.
    """
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    words = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]}: {words}")
    return Cost(time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def program(name: str, work: Path) -> str | None:
    """The peer's program, fetched once into the work folder; None, with a word, where it cannot be had."""
    source, wanted = PEERS[name]
    home = work / name
    if source == "pypi":
        fetch = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(home), wanted]
        pattern = "pagefind_bin*/**/pagefind*"
    else:
        fetch = ["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(home), wanted]
        pattern = "node_modules/@pagefind/*/bin/pagefind*"
    if not home.exists():
        if source == "npm" and not shutil.which("npm"):
            print(f"{name}: skipped, no npm")
            return None
        home.mkdir(parents=True)
        done = subprocess.run(fetch, capture_output=True, text=True, check=False)
        if done.returncode:
            shutil.rmtree(home)
            print(f"{name}: skipped, {(done.stderr.strip().splitlines() or ['not fetched'])[-1]}")
            return None
    found = [path for path in sorted(home.glob(pattern)) if path.is_file() and os.access(path, os.X_OK)]
    found.sort(key=lambda path: "extended" not in path.name)
    if not found:
        print(f"{name}: skipped, no program in {home}")
        return None
    return str(found[0])


def articles(output: Path) -> Iterator[Excerpt]:
    """Every article of the built site."""
    for path in sorted((output / "search" / "t").rglob("*.z")):
        yield excerpts.decode(path.read_bytes())


def plain_site(output: Path, folder: Path) -> int:
    """Write every article as a plain page for a peer to index; bytes of text."""
    shutil.rmtree(folder, ignore_errors=True)
    size = 0
    for article in articles(output):
        target = folder / Path(article.source).with_suffix(".html").name
        target.parent.mkdir(parents=True, exist_ok=True)
        body = "".join(f"<p>{html.escape(line)}</p>" for line in article.text.split("\n"))
        title = html.escape(article.title)
        target.write_text(
            f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head>'
            f"<body><main data-pagefind-body><h1>{title}</h1>{body}</main></body></html>",
            encoding="utf-8",
        )
        size += len(article.text.encode())
    (folder / "ask.html").write_text(ASK, encoding="utf-8")
    return size


def index(program: str, folder: Path) -> Cost:
    """Let a peer index the plain site."""
    shutil.rmtree(folder / "pagefind", ignore_errors=True)
    return run([program, "--site", str(folder), "--quiet"])


def size_of(folder: Path) -> int:
    """Bytes of all files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
