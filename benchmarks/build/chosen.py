"""What the benchmarks of builds share: options, folders, the test corpus as content folders."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORK = ROOT / "benchmarks" / ".work" / "build"


def options(**more: str) -> argparse.Namespace | None:
    """The command line: number of articles, folder of the corpus, rounds; None, after saying so, without a corpus.

    Args:
        more: name of another option -> what it is for.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int, nargs="?", default=1000)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--rounds", type=int, default=3)
    for name, help in more.items():
        parser.add_argument(f"--{name}", help=help)
    chosen = parser.parse_args()
    if (chosen.shared / "corpus").is_dir():
        return chosen
    print(f"skipped: no test corpus in {chosen.shared}")
    return None


def corpus(shared: Path, count: int, form: str, *more: str) -> Path:
    """The articles as a content folder, made once."""
    folder = WORK / f"{form}-{count}"
    if not folder.exists():
        maker = [sys.executable, str(shared / "corpus" / "make_site.py"), str(count), str(folder), "--format", form, *more]
        subprocess.run(maker, check=True, stdout=subprocess.DEVNULL)
    return folder


def environment() -> dict[str, str]:
    """Compiled modules are kept, as for everybody, but not in the folders of the sources."""
    wanted = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return wanted | {"PYTHONPYCACHEPREFIX": str(WORK / "compiled")}
