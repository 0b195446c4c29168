"""What an editor is told while the preview runs: only what is new or mended, and why an article is not there."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from portal.building.command import Options
from portal.errors import Problem

_ARTICLE = re.compile(r"/[a-z0-9-]+/\d{6}/t(?P<day>\d{8})_(?P<number>\d+)\.html")
#: Mended problems that are named one by one.
MENDED_SHOWN = 10


def report_file(options: Options) -> Path:
    """Where a build leaves its account."""
    output = Path(options.output or options.settings_file.parent / "output").absolute()
    return output.parent / "build-report.json"


def read_report(path: Path) -> dict[str, Any] | None:
    """The account of the last build, or None where there is none that can be read."""
    try:
        value = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None


def _problems(report: Mapping[str, Any]) -> dict[str, tuple[str, Problem]]:
    """Problems by what they say, without their line, which moves when one writes above it."""
    aside = [("✗", value) for entry in report.get("set_aside", ()) for value in entry["problems"]]
    found = {}
    for sign, value in [*aside, *(("!", value) for value in report.get("warnings", ()))]:
        problem = Problem.from_json(value)
        found[f"{problem.code}|{problem.path}|{problem.message}"] = sign, problem
    return found


@dataclass(frozen=True)
class Absent:
    """An article that is there but has no page at its address.

    Args:
        path: its file, relative to the content folder.
        reasons: Chinese sentences.
    """

    path: str
    reasons: tuple[str, ...]


@dataclass
class Seen:
    """What has been told already.

    Args:
        problems: of the last account.
        held: paths kept back then.
    """

    problems: dict[str, tuple[str, Problem]] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)

    def news(self, report: Mapping[str, Any]) -> list[str]:
        """What has changed since the last account, and how many problems stay."""
        now = _problems(report)
        held = {entry["path"]: entry["reason"] for entry in report.get("held_back", ())}
        fresh = [f"  {sign} {problem}" for key, (sign, problem) in now.items() if key not in self.problems]
        mended = [problem for key, (_, problem) in self.problems.items() if key not in now]
        done = [f"  ✓ 改好了：{problem.path} {problem.message}" for problem in mended[:MENDED_SHOWN]]
        done += [f"  ✓ 还改好了另外 {len(mended) - MENDED_SHOWN} 处"] if len(mended) > MENDED_SHOWN else []
        kept = [f"  · {path} 暂不发布：{reason}" for path, reason in held.items() if self.held.get(path) != reason]
        public = [f"  ✓ {path} 可以发布了" for path in self.held if path not in held and path not in _aside(report)]
        stay = len(now) - len(fresh)
        self.problems, self.held = now, held
        sums = f"已更新：文章 {report.get('articles', 0)} 篇，本次重做网页 {report.get('rendered', 0)} 个"
        return [*fresh, *done, *kept, *public, sums + (f"；原有的 {stay} 个问题还在（全部见 portal check）。" if stay else "。")]


def _aside(report: Mapping[str, Any]) -> set[str]:
    return {entry["path"] for entry in report.get("set_aside", ())}


def id_of(path: str) -> str:
    """The id that an article's address names, or ""."""
    match = _ARTICLE.fullmatch(urlsplit(path).path)
    return f"{match['day']}-{match['number']}" if match else ""


def why_absent(article_id: str, content: Path, report: Mapping[str, Any]) -> list[Absent]:
    """Why the article of an id has no page here; nothing where there is no such file."""
    reasons = {entry["path"]: [f"暂不发布：{entry['reason']}"] for entry in report.get("held_back", ())}
    for entry in report.get("set_aside", ()):
        reasons[entry["path"]] = [str(Problem.from_json(value)) for value in entry["problems"]]
    found = [path.relative_to(content).as_posix() for path in sorted(content.rglob(f"{article_id}.md")) if path.is_file()]
    elsewhere = ["它已经发布，地址不是这个：可能换了栏目。"]
    return [Absent(path, tuple(reasons.get(path, elsewhere))) for path in found]


def box(absent: list[Absent]) -> str:
    """The reasons as a box for the preview's page of what is not found; "" for none."""
    style = "max-width:46rem;margin:1.5rem auto;padding:1rem 1.25rem;border:2px solid #b3261e;background:#fff;font:16px/1.7 sans-serif"
    rows = "".join(_rows(entry) for entry in absent)
    told = "<strong>预览：读者看不到这篇文章</strong>"
    return f'<div style="{style}" role="status" data-why-absent>{told}{rows}</div>' if rows else ""


def _rows(absent: Absent) -> str:
    folder, _, name = absent.path.rpartition("/")
    address = f"/admin/#/collections/{quote(folder.rpartition('/')[2])}/entries/{quote(name.removesuffix('.md'))}"
    reasons = "".join(f"<p>{html.escape(reason)}</p>" for reason in absent.reasons)
    return f'<p>文件是 <code>{html.escape(absent.path)}</code>。</p>{reasons}<p><a href="{address}" style="color:#b3261e;text-decoration:underline">在浏览器里改</a></p>'
