"""``portal build``: options in, exit code and report out."""

from __future__ import annotations

import datetime
import gc
import json
import time
import zoneinfo
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from portal.building.patterns import Patterns
from portal.building.progress import Stage
from portal.building.report import write_report
from portal.building.unchanged import Seen, State, ground, signature
from portal.errors import BuildError, SettingsError

#: Dates of articles are of this zone.
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
    profile: bool = False
    verify: bool = False


@dataclass(frozen=True)
class Outcome:
    """What a build gave: exit code, lines for people, and the report for programs."""

    exit_code: int
    lines: list[str]
    report: dict[str, Any]


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


def _ground(options: Options) -> str:
    root = options.settings_file.absolute().parent
    chosen = [str(options.settings_file.absolute()), str(options.content), str(_output(options)), options.jobs, options.overrides]
    return ground(Path(__file__).parents[1], sorted(root.glob("*.py")), chosen)


def build(options: Options) -> Outcome:
    """Build the site unless nothing has changed.

    Raises:
        PortalError: the output is untouched.
    """
    if not options.settings_file.is_file():
        raise BuildError(
            f"找不到设置文件 {options.settings_file}。怎么改：在有 pelicanconf.py 的目录里运行，或用 --settings 指定。"
        )
    if options.content and not options.content.is_dir():
        raise BuildError(f"找不到内容目录 {options.content}。怎么改：用 --content 指定放文章的目录。")
    output = _output(options)
    state = State(output.parent / f".{output.name}.portal")
    now = datetime.datetime.now(ZONE).strftime("%Y-%m-%dT%H:%M")
    last, base = state.recall(output, now), _ground(options)
    seen: Seen | None = last["seen"] if last and last["seen"].ground == base else None
    mark = signature(map(Path, seen.folders)) if seen else ""
    if last and seen and last["fresh"] and seen.signature == mark and not (options.fresh or options.verify):
        write_report(output.parent / "build-report.json", last["report"])
        lines = ["没有改动，网站已是最新。", *last["aside"]]
        return Outcome(last["report"]["exit_code"], lines, {**last["report"], "unchanged": True})
    if options.fresh:
        state.forget()
        (state.path.parent / "store.sqlite").unlink(missing_ok=True)
    start = time.perf_counter()
    # Hundreds of thousands of small objects are made, and hardly any circles: to look for those less often saves a tenth.
    gc.set_threshold(400_000, 20, 20)
    patterns = Patterns(state.path.with_name("patterns"), base)
    patterns.use()
    if seen and seen.setup:
        from portal.building.setup import restored

        made, setup = restored(seen.setup), seen.setup
        started = Stage("启动", time.perf_counter() - start, time.process_time())
        made.verify = options.verify
        report = made.run()
    else:
        driver = _pelican(options, output)
        setup = driver.setup()
        folders = [str(driver.path), str(driver.theme)]
        seen, mark = Seen(base, folders, "", setup), signature(map(Path, folders))
        started = Stage("启动 Pelican", time.perf_counter() - start, time.process_time())
        driver.builder().verify = options.verify
        report = driver.build()
    state.keep(replace(seen, signature=mark, setup=setup), output, report)
    patterns.keep()
    told = [stage.line for stage in (started, *report.stages)] if options.profile else []
    return Outcome(report.exit_code, [*report.lines(), *told], {**report.to_json(), "unchanged": False})


def folders_of(options: Options) -> list[Path]:
    """The folders that a preview watches: those of the last build, else the usual ones."""
    root = options.settings_file.absolute().parent
    state = State(_output(options).parent / f".{_output(options).name}.portal")
    last = state.recall(_output(options), "0000")
    read = map(Path, last["seen"].folders) if last else (options.content or root / "content", root / "theme")
    return [*read, root / "plugins"]


def _pelican(options: Options, output: Path) -> Any:
    """The driver that the settings file names (a ``PortalPelican``)."""
    from portal.building.driver import load

    overrides: dict[str, Any] = {**options.overrides, "OUTPUT_PATH": str(output)}
    if options.content:
        overrides["PATH"] = str(options.content.absolute())
    if options.jobs:
        overrides["PORTAL_JOBS"] = options.jobs
    return load(options.settings_file, overrides)
