"""Scripts and style sheets without what only people need: comments, spaces, long names within functions.

tdewolff-minify does it, in a process of its own: the Go runtime in it must not be copied when the build forks
its workers. Where it is not installed the code is published as it is, which works as well and is larger.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from importlib import metadata

from portal.errors import BuildError, Problem, declare

declare("warning", {"theme-plain": "主题的脚本和样式表按原样发布，没有缩小"})

_LIBRARY = "tdewolff-minify"
#: Type of content, by the end of a file's name.
_TYPES = {".js": "application/javascript", ".css": "text/css"}


def version() -> str:
    """Name and version of the library, "" where it is not installed."""
    if importlib.util.find_spec("minify") is None:
        return ""
    try:
        return f"{_LIBRARY} {metadata.version(_LIBRARY)}"
    except metadata.PackageNotFoundError:  # another package of that name
        return ""


def problems() -> list[Problem]:
    """A word where nothing can be made small."""
    if version():
        return []
    message = f"没有装 {_LIBRARY}，脚本和样式表按原样发布，读者要多下载三成到一半"
    return [Problem("theme-plain", "theme/static", None, message, "在 x86_64 或 aarch64 的 Linux 上运行 make install，再生成")]


def shrink(texts: dict[str, str]) -> dict[str, str]:
    """The texts made small, by name; the same where the library is not installed.

    Raises:
        BuildError: a text is not valid JavaScript or CSS.
    """
    if not version():
        return texts
    command = [sys.executable, "-m", "portal.building.small"]
    given = json.dumps(texts)
    done = subprocess.run(command, input=given, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise BuildError(f"主题的脚本或样式表有语法错误：{reason}。怎么改：改好 theme/static 里的这个文件。")
    made: dict[str, str] = json.loads(done.stdout)
    return made


def main() -> int:
    """The child process: ``{name: text}`` from standard input, shrunk to standard output."""
    import minify

    made = {}
    for name, text in json.load(sys.stdin).items():
        try:
            made[name] = minify.string(_TYPES["." + name.rsplit(".", 1)[-1]], text)
        except Exception as error:
            print(f"{name}: {' '.join(str(error).split())}", file=sys.stderr)
            return 1
    json.dump(made, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
