"""``portal figures``: the figures of files in the form of the gold standard."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from portal.errors import Problem, declare
from portal.indicators import source
from portal.indicators.extract import extract

declare(
    "error",
    {
        "figures-unreadable": "文件读不出来",
        "figures-same-stem": "两个输入文件会写成同一个结果文件",
        "figures-unwritable": "结果文件写不出去",
    },
)

FIELDS = ("start", "end", "raw", "value", "value_high", "unit", "comparator", "name", "region", "period")


def predict(content: str, name: str = "", markdown: bool = True) -> dict[str, Any]:
    """``{"file", "chars", "figures"}`` of a file's content; offsets are code points of it."""
    plain = source.read(content, markdown)
    figures = []
    for figure in extract(plain.text, plain.title):
        start, end = plain.span(figure.start, figure.end)
        record = {**figure.to_json(), "start": start, "end": end, "raw": content[start:end]}
        figures.append({key: record[key] for key in (*FIELDS, "unit_raw", "kind")})
    return {"file": name, "chars": len(content), "figures": figures}


def predict_file(path: Path) -> dict[str, Any]:
    """Figures of one UTF-8 file, read without newline translation.

    Raises:
        OSError: it cannot be read.
        UnicodeDecodeError: it is not UTF-8.
    """
    content = path.read_bytes().decode("utf-8")
    return predict(content, path.name, path.suffix.lower() in (".md", ".markdown", ".mkd"))


def predict_files(paths: Iterable[Path], out: Path) -> list[Problem]:
    """Write ``<stem>.json`` into ``out`` for every file; problems of those that gave none."""
    problems: list[Problem] = []
    first: dict[str, Path] = {}
    for path in map(Path, paths):
        if path.stem in first:
            message = f"与 {first[path.stem]} 同名，结果都会写成 {path.stem}.json"
            problems.append(
                Problem("figures-same-stem", str(path), None, message, "改一个文件名，或分两次运行、写到不同的文件夹")
            )
            continue
        first[path.stem] = path
        try:
            result = predict_file(path)
        except (OSError, UnicodeDecodeError) as error:
            problems.append(unreadable(path, error))
            continue
        problems += _write(out / f"{path.stem}.json", result)
    return problems


def unreadable(path: Path, error: OSError | UnicodeDecodeError) -> Problem:
    """Why a file could not be read."""
    if isinstance(error, OSError):
        message, hint = f"读不出来（{error.strerror or error}）", "检查文件是否存在、有没有读取权限"
    else:
        message = f"不是 UTF-8 编码（第 {error.start + 1} 个字节起读不出来）"
        hint = "用记事本另存为 UTF-8 编码后再试"
    return Problem("figures-unreadable", str(path), None, message, hint)


def _write(target: Path, result: dict[str, Any]) -> list[Problem]:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        message = f"写不出去（{error.strerror or error}）"
        return [Problem("figures-unwritable", str(target), None, message, "检查磁盘空间和 --out 文件夹的写入权限")]
    return []
