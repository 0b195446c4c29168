"""``portal check``: every problem of the articles, explained, without making pages."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from portal.articles.frontmatter import read
from portal.building.command import ZONE, Options
from portal.building.report import HELD
from portal.building.scan import scan
from portal.editing.fixes import Known, mend
from portal.editing.new import columns_of
from portal.editing.workshop import Workshop, open_workshop
from portal.errors import PortalError, Problem


@dataclass
class Checked:
    """What a check found.

    Args:
        problems: all, by file and line; of published and set-aside files.
        drafts: problems of articles that are kept back for now.
        held: path -> why it is kept back.
        mended: what ``--fix`` did, one sentence each.
        files: how many articles were looked at.
    """

    problems: list[Problem] = field(default_factory=list)
    drafts: list[Problem] = field(default_factory=list)
    held: dict[str, str] = field(default_factory=dict)
    mended: list[str] = field(default_factory=list)
    files: int = 0

    @property
    def exit_code(self) -> int:
        """0, or 1 where a file would be set aside."""
        return 1 if any(problem.fatal for problem in self.problems) else 0

    def to_json(self) -> dict[str, Any]:
        """The result as JSON values."""
        return {
            "files": self.files,
            "problems": [problem.to_json() for problem in self.problems],
            "drafts": [problem.to_json() for problem in self.drafts],
            "held": {path: HELD[why] for path, why in self.held.items()},
            "mended": self.mended,
        }

    def lines(self) -> list[str]:
        """What the terminal shows."""
        lines = [f"  ✓ {what}" for what in self.mended]
        lines += [f"  {'✗' if problem.fatal else '!'} {problem}" for problem in self.problems]
        if self.drafts:
            lines += ["草稿和待审的文章（发布以前要改好）：", *(f"  · {problem}" for problem in self.drafts)]
        fatal = len({problem.path for problem in self.problems if problem.fatal})
        warned = sum(not problem.fatal for problem in self.problems)
        sums = [f"{fatal} 个不能发布" if fatal else "没有不能发布的"]
        sums += [f"{warned} 条提醒"] if warned else []
        sums += [f"{len(self.held)} 个暂不发布（{'、'.join(sorted({HELD[why] for why in self.held.values()}))}）"] if self.held else []
        return [*lines, f"检查了 {self.files} 个文件：{'，'.join(sums)}。"]


def check(options: Options, paths: Sequence[Path] = (), fix: bool = False) -> Checked:
    """Check the whole content folder and tell of some files or of all.

    Args:
        options: where the site is.
        paths: files or folders to tell of; all where none is given.
        fix: mend first what can be mended safely.

    Raises:
        PortalError: the site as a whole cannot be built, or a path is not in the content folder.
    """
    workshop = open_workshop(options)
    content = workshop.build.content
    wanted = [_inside(path, content) for path in paths]
    mended = mend_all(content, wanted) if fix else []
    checked = _checked(workshop, wanted)
    checked.mended = mended
    return checked


def _inside(path: Path, content: Path) -> str:
    try:
        place = path.resolve().relative_to(content.resolve()).as_posix()
    except ValueError:
        raise PortalError(f"{path} 不在内容目录 {content} 里。怎么改：用 --content 指定它所在的内容目录。") from None
    if not path.exists():
        raise PortalError(f"找不到 {path}。怎么改：检查文件名。")
    return "" if place == "." else place


def chosen(path: str, wanted: Sequence[str]) -> bool:
    """Whether a content path is, or lies in, one of those wanted (all, where none is)."""
    return not wanted or any(place in ("", path) or path.startswith(place + "/") for place in wanted)


def _checked(workshop: Workshop, wanted: Sequence[str]) -> Checked:
    survey = workshop.survey()
    report = survey.report
    problems = [*report.warnings, *(problem for found in report.set_aside.values() for problem in found)]
    kept = [Problem.from_json(value) for values in survey.drafts.values() for value in values]
    files = [*report.published, *report.held, *report.set_aside]
    return Checked(
        sorted((p for p in dict.fromkeys(problems) if chosen(p.path, wanted)), key=_place),
        sorted((p for p in kept if chosen(p.path, wanted)), key=_place),
        {path: why for path, why in report.held.items() if chosen(path, wanted)},
        [],
        sum(chosen(path, wanted) for path in files),
    )


def _place(problem: Problem) -> tuple[str, int, str]:
    return problem.path, problem.line or 0, problem.code


def mend_all(content: Path, wanted: Sequence[str] = ()) -> list[str]:
    """Mend the articles of a content folder; what was done, one sentence each.

    A file is written only where something was mended, whole or not at all.
    """
    tree = columns_of(content)
    columns = {name: entry.key for entry in tree.columns for name in (entry.key, entry.name)}
    articles = [item.path for item in scan(content) if item.kind == "article"]
    heads = {path: read((content / path).read_bytes(), path).fields for path in articles}
    taken = {str(fields["id"].value).strip() for fields in heads.values() if "id" in fields}
    done: list[str] = []
    for path in articles:
        if not chosen(path, wanted):
            continue
        data = (content / path).read_bytes()
        known = Known(columns, frozenset(taken), datetime.datetime.now(ZONE).date())
        mended = mend(data, path, known)
        if not mended.done or mended.data == data:
            continue
        replace(content / path, mended.data)
        fields = read(mended.data, path).fields
        taken |= {str(fields["id"].value)} if "id" in fields else set()
        done += mended.done
    return done


def replace(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    temporary.write_bytes(data)
    temporary.replace(path)


def run(options: Options, paths: Sequence[Path], fix: bool, as_json: bool) -> int:
    """Check, print, and return the exit code."""
    checked = check(options, paths, fix)
    print(json.dumps(checked.to_json(), ensure_ascii=False) if as_json else "\n".join(checked.lines()))
    return checked.exit_code
