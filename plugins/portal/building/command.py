"""``portal build``: options in, exit code and report out."""

from __future__ import annotations

import datetime
import json
import zoneinfo
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal.building.unchanged import State, signature
from portal.errors import BuildError, SettingsError

if TYPE_CHECKING:
    from portal.building.report import Report

#: File times are compared with the present in the zone of Settings.timezone's default.
ZONE = zoneinfo.ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Options:
    """The options of ``portal build``; None means as in the settings file."""

    settings_file: Path = Path("pelicanconf.py")
    content: Path | None = None
    output: Path | None = None
    fresh: bool = False
    jobs: int | None = None
    overrides: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What a build gave; ``report`` is None where nothing had changed."""

    exit_code: int
    lines: list[str]
    report: Report | None = None


def parse_override(text: str) -> tuple[str, Any]:
    """``KEY=JSON`` of ``--set``; what is not JSON is taken as text.

    Raises:
        SettingsError: there is no ``=``.
    """
    key, equals, value = text.partition("=")
    if not equals or not key.strip().isidentifier():
        raise SettingsError(f"--set {text!r} 写法不对。怎么改：写成 --set 设置名=值，如 --set PORTAL_PAGE_SIZE=30。")
    try:
        return key.strip(), json.loads(value)
    except json.JSONDecodeError:
        return key.strip(), value


def _output(options: Options) -> Path:
    return Path(options.output or options.settings_file.parent / "output").absolute()


def _signature(options: Options) -> str:
    root = options.settings_file.absolute().parent
    content = (options.content or root / "content").absolute()
    chosen = [str(options.settings_file), str(content), options.overrides]
    return signature([content, root / "theme", Path(__file__).parents[1]], sorted(root.glob("*.py")), chosen)


def build(options: Options) -> Outcome:
    """Build the site unless nothing has changed.

    Raises:
        PortalError: the output is untouched.
    """
    if not options.settings_file.is_file():
        raise BuildError(
            f"找不到设置文件 {options.settings_file}。怎么改：在有 pelicanconf.py 的目录里运行，或用 --settings 指定。"
        )
    output = _output(options)
    state = State(output.parent / f".{output.name}.portal")
    mark = _signature(options)
    now = datetime.datetime.now(ZONE).strftime("%Y-%m-%dT%H:%M")
    last = None if options.fresh else state.recall(mark, output, now)
    if last:
        return Outcome(last["exit_code"], ["没有改动，网站已是最新。", *last["aside"]])
    if options.fresh:
        state.forget()
        (state.path.parent / "store.sqlite").unlink(missing_ok=True)
    report = _pelican(options, output).build()
    state.keep(mark, output, report)
    return Outcome(report.exit_code, report.lines(), report)


def _pelican(options: Options, output: Path) -> Any:
    """The driver that the settings file names (a ``PortalPelican``)."""
    from portal.building.driver import load

    overrides: dict[str, Any] = {**options.overrides, "OUTPUT_PATH": str(output)}
    if options.content:
        overrides["PATH"] = str(options.content.absolute())
    if options.jobs:
        overrides["PORTAL_JOBS"] = options.jobs
    return load(options.settings_file, overrides)
