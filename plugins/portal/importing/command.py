"""``portal import``: files into Markdown, with a report and questions."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from portal.errors import PortalError, Problem
from portal.importing import files
from portal.importing.draft import Draft
from portal.importing.limits import limited
from portal.importing.markdown import write
from portal.importing.pipeline import draft as make_draft
from portal.importing.place import Site, find_site, head, identify
from portal.importing.reading import Unreadable, read, short_enough
from portal.importing.report import Report, lines, made
from portal.importing.verify import difference


def import_file(path: Path, site: Site, taken: set[str]) -> Report:
    """Import one file; its report says what was written or why nothing was.

    Args:
        path: the file.
        site: where it goes.
        taken: ids given in this run; the new one is added.

    Raises:
        ValueError: the article's day has no id left.
        OSError: the place cannot be written to.
    """
    try:
        made = limited(_drafted, path)
    except Unreadable as error:
        return Report(path.name, problems=(error.problem,))
    draft = Draft.from_json(made["draft"])
    pictures = {**files.beside(draft.blocks, path), **draft.source.pictures}
    return save(path.name, draft, pictures, site, taken, made["wrong"])


def _drafted(path: Path) -> dict[str, Any]:
    """Read, repair and prove a file: all that a hostile one could drag out, as JSON values.

    Raises:
        Unreadable: there is no article in it.
    """
    source = read(path)
    short_enough(source.characters, path.name)
    draft = make_draft(source)
    if not any(block.size for block in draft.blocks):
        raise Unreadable("import-nothing", path.name, "文件里没有找到正文", "打开原稿看看是不是空的，或者只有图片")
    wrong = difference(draft, write(draft)[0])
    usable = {name: data for name, data in source.pictures.items() if len(data) <= files.PICTURE_MOST}
    # The blocks of the source are not needed any more; the draft has its own.
    return {"draft": replace(draft, source=replace(source, blocks=(), pictures=usable)).to_json(), "wrong": wrong}


def save(
    name: str, draft: Draft, pictures: Mapping[str, bytes], site: Site, taken: set[str], wrong: str = ""
) -> Report:
    """Write a draft and its pictures; nothing is left behind where one of them cannot be written.

    Args:
        name: of the file that it was made from.
        draft, pictures: what is written.
        site, taken: as of :func:`import_file`.
        wrong: where the Markdown differs from the draft, "" where it does not.
    """
    article_id = identify(draft, site, taken)
    draft, images = files.place(draft, pictures, article_id)
    body, questions = write(draft)
    text = head(draft, article_id, site.column, held=bool(questions)) + "\n" + body
    target = site.folder / f"{article_id}.md"
    problems = _warnings(draft, wrong, str(target.relative_to(site.content)), site)
    _write({**{site.content / path: data for path, data in images.items()}, target: text.encode()})
    taken.add(article_id)
    shown = os.path.relpath(target)
    return made(name, shown, draft, text, questions, pictures=tuple(images), problems=tuple(problems))


def _warnings(draft: Draft, wrong: str, path: str, site: Site) -> list[Problem]:
    problems = []
    if wrong:
        message = f"写出的文章和读到的文字有出入：{wrong}"
        problems.append(Problem("import-differs", path, None, message, "对照原稿改正这一处"))
    known = site.titles.get((str(draft.fields.get("title", "")), str(draft.fields.get("date") or "")[:10]))
    if known and draft.fields.get("date"):
        problems.append(
            Problem("import-again", path, None, f"已有同题同日的文章 {known}", "如果是同一篇，删掉其中一篇")
        )
    return problems


def _write(contents: Mapping[Path, bytes]) -> None:
    """All files or none; never over one that is there."""
    done: list[Path] = []
    try:
        for target, data in contents.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as handle:
                done.append(target)
                handle.write(data)
    except OSError:
        for target in done:
            target.unlink(missing_ok=True)
        raise


def run(paths: Sequence[Path], into: Path, column: str = "", as_json: bool = False) -> int:
    """Import files and print what became of them.

    Returns:
        0, or 1 where a file was not imported.

    Raises:
        PortalError: no such place to import into, or an id ran out.
    """
    site = find_site(into, column)
    taken: set[str] = set()
    reports = []
    for path in paths:
        try:
            report = import_file(path, site, taken)
        except ValueError as error:
            raise PortalError(f"{error}。怎么改：给文章另定一个日期。") from error
        reports.append(replace(report, source=str(path)))
        if not as_json:
            print("\n".join(lines(reports[-1])), flush=True)
    if as_json:
        print(json.dumps([report.to_json() for report in reports], ensure_ascii=False))
    return 1 if any(report.failed for report in reports) else 0
