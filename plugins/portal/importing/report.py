"""What was done to a file, told to the editor in Chinese or as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.errors import Problem
from portal.importing.draft import Change, Draft
from portal.importing.markdown import ASK
from portal.importing.marks import plain

#: Examples of one kind of repair that people are shown; JSON has them all.
EXAMPLES = 3
_LONG = 40


@dataclass(frozen=True)
class Report:
    """One imported file.

    Args:
        source: its name.
        target: the Markdown written, "" where none was.
        form, encoding: what it was.
        characters_in: of the whole source, without spaces.
        characters_out: of the article's text, without spaces.
        counts: rule -> characters it took away, negative where it added.
        fields: front matter.
        questions: (line of the Markdown, text), in order.
        changes: repairs.
        removed: (rule, text) of whole lines that went.
        pictures: files written.
        problems: warnings, or the error that stopped the import.
    """

    source: str
    target: str = ""
    form: str = ""
    encoding: str = ""
    characters_in: int = 0
    characters_out: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    fields: dict[str, Any] = field(default_factory=dict)
    questions: tuple[tuple[int, str], ...] = ()
    changes: tuple[Change, ...] = ()
    removed: tuple[tuple[str, str], ...] = ()
    pictures: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def balance(self) -> int:
        """Characters that no rule accounts for; 0 where the sum is right."""
        return self.characters_in - sum(self.counts.values()) - self.characters_out

    @property
    def failed(self) -> bool:
        """True where nothing was written."""
        return not self.target

    def to_json(self) -> dict[str, Any]:
        """The report as JSON values."""
        return {
            "source": self.source,
            "target": self.target or None,
            "form": self.form,
            "encoding": self.encoding,
            "characters": {
                "in": self.characters_in,
                "out": self.characters_out,
                "removed": self.counts,
                "unaccounted": self.balance,
            },
            "fields": self.fields,
            "questions": [{"line": line, "question": text} for line, text in self.questions],
            "changes": [
                {"rule": c.rule, "before": plain(c.before), "after": plain(c.after), "sure": not c.question} for c in self.changes
            ],
            "removed": [{"rule": rule, "text": text} for rule, text in self.removed],
            "pictures": list(self.pictures),
            "problems": [problem.to_json() for problem in self.problems],
        }


def made(source: str, target: str, draft: Draft, text: str, questions: Sequence[str], **more: Any) -> Report:
    """The report of a draft that has become ``text``, the whole Markdown file."""
    lines = text.split("\n")
    numbers = {
        number: line
        for line, row in enumerate(lines, 1)
        for number in range(1, len(questions) + 1)
        if f"{ASK}{number}：" in row
    }
    return Report(
        source,
        target,
        draft.source.form,
        draft.source.encoding,
        draft.source.characters,
        sum(block.size for block in draft.blocks if block.kind != "picture"),
        dict(draft.notes.counts),
        dict(draft.fields),
        tuple((numbers.get(number, 0), question) for number, question in enumerate(questions, 1)),
        tuple(draft.notes.changes),
        tuple(draft.notes.removed),
        **more,
    )


def lines(report: Report) -> list[str]:
    """The report for people."""
    if report.failed:
        return [
            f"✗ {report.source} 没有导入",
            *(f"  {problem.message}。怎么改：{problem.hint}。" for problem in report.problems),
        ]
    form = "，".join(part for part in (report.form, report.encoding) if part)
    told = [f"✓ {report.source} → {report.target}（{form}）"]
    told.append(f"  字数（不计空白）：原文 {report.characters_in}，正文 {report.characters_out}" + _taken(report))
    if report.balance:
        told.append(f"  注意：有 {abs(report.balance)} 个字没有对上，请对照原稿看一遍")
    told += _removed(report)
    told += _repairs(report.changes)
    told += [f"  图片：{name}" for name in report.pictures]
    told += [f"  {problem}" for problem in report.problems]
    if report.questions:
        told.append(
            f"  有 {len(report.questions)} 处要编辑决定（文件里搜「{ASK}」，答完删掉那条注释；全部答完再删 status: draft）："
        )
        told += [
            f"    {report.target}:{line} {ASK}{number}：{text}"
            for number, (line, text) in enumerate(report.questions, 1)
        ]
    return told


def _taken(report: Report) -> str:
    parts = [f"{rule} {count}" if count > 0 else f"{rule} 加回 {-count}" for rule, count in report.counts.items()]
    return f"；其余：{'，'.join(parts)}" if parts else ""


def _removed(report: Report) -> list[str]:
    told = []
    for rule in dict.fromkeys(rule for rule, _ in report.removed):
        texts = [_short(text) for kind, text in report.removed if kind == rule and text]
        if texts:
            more = f" 等 {len(texts)} 行" if len(texts) > EXAMPLES else ""
            told.append(f"  {rule}：" + "".join(f"「{text}」" for text in texts[:EXAMPLES]) + more)
    return told


def _repairs(changes: Sequence[Change]) -> list[str]:
    told = []
    for rule, count in Counter(change.rule for change in changes).items():
        done = [change for change in changes if change.rule == rule]
        shown = dict.fromkeys((_short(c.before), _short(c.after)) for c in done if c.before != c.after)
        pairs = "，".join(f"「{before}」→「{after}」" for before, after in list(shown)[:EXAMPLES])
        told.append(f"  {rule} {count} 处" + (f"：{pairs}" if pairs else ""))
    return told


def _short(text: str) -> str:
    text = " ".join(plain(text).split())
    return text if len(text) <= _LONG else text[:_LONG] + "……"
