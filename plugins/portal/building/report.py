"""The account of a build: published + held back + set aside = found, over every file under content/."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from portal.building.progress import Stage
from portal.errors import Problem

#: Articles that are gone, named on the terminal; all are in build-report.json.
GONE_SHOWN = 10
HELD = {
    "draft": "草稿",
    "review": "初审过，等待终审",
    "unreviewed": "没有经过终审",
    "withdrawn": "撤回",
    "scheduled": "未到发布时间",
    "litter": "系统或编辑器的临时文件",
}


@dataclass
class Report:
    """What became of every file.

    Args:
        published: paths of articles, pictures, attachments and data files in use.
        held: path -> reason, a key of :data:`HELD`.
        set_aside: path -> problems.
        warnings: problems of files that are published all the same.
        pages: number of output files; ``rendered`` of them were made anew.
        gone: files of articles that the last build published and this one does not.
        stages: where the time went.
        next_release: the earliest date among the articles whose time has not come, or "".
    """

    found: int = 0
    published: list[str] = field(default_factory=list)
    held: dict[str, str] = field(default_factory=dict)
    set_aside: dict[str, list[Problem]] = field(default_factory=dict)
    warnings: list[Problem] = field(default_factory=list)
    articles: int = 0
    pages: int = 0
    rendered: int = 0
    next_release: str = ""
    gone: list[str] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """0, or 3 where files were set aside."""
        return 3 if self.set_aside else 0

    def balanced(self) -> bool:
        """Whether every file found is accounted for exactly once."""
        groups = (set(self.published), set(self.held), set(self.set_aside))
        return sum(map(len, groups)) == len(set().union(*groups)) == self.found

    def to_json(self) -> dict[str, Any]:
        """The report as written to build-report.json."""
        return {
            "found": self.found,
            "published": len(self.published),
            "held_back": [{"path": path, "reason": HELD[why]} for path, why in sorted(self.held.items())],
            "set_aside": [
                {"path": path, "problems": [problem.to_json() for problem in problems]}
                for path, problems in sorted(self.set_aside.items())
            ],
            "warnings": [problem.to_json() for problem in sorted(self.warnings, key=str)],
            "articles": self.articles,
            "pages": self.pages,
            "rendered": self.rendered,
            "gone": sorted(self.gone),
            "next_release": self.next_release,
            "exit_code": self.exit_code,
        }

    def aside_lines(self) -> list[str]:
        """The files set aside with their reasons, for the terminal."""
        if not self.set_aside:
            return []
        lines = [f"有 {len(self.set_aside)} 个文件没有发布，请逐个改好："]
        return lines + [f"  ✗ {p}" for _, problems in sorted(self.set_aside.items()) for p in problems if p.fatal]

    def lines(self) -> list[str]:
        """What the terminal shows, in Chinese."""
        warnings = [f"  ! {problem}" for problem in sorted(self.warnings, key=str)]
        sums = (
            f"共 {self.found} 个文件：发布 {len(self.published)}（其中文章 {self.articles} 篇），"
            f"暂不发布 {len(self.held)}，搁置 {len(self.set_aside)}；"
            f"网页和数据 {self.pages} 个，本次重做网页 {self.rendered} 个。"
        )
        gone = [
            f"注意：有 {len(self.gone)} 篇文章原来已经发布，这次不在网上了：{'、'.join(sorted(self.gone)[:GONE_SHOWN])}"
        ]
        return [*self.aside_lines(), *warnings, *(gone if self.gone else []), sums]


def write_report(path: Path, report: dict[str, Any]) -> None:
    """Write build-report.json, whole or not at all."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    temporary.replace(path)
