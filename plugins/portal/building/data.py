"""The data files content/data/*.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from portal.errors import DataError, Problem, declare
from portal.text.toml_faults import fault

declare("error", {"data-invalid": "data/ 里的 .toml 文件格式不对，整个网站无法生成"})
declare("error", {"words-invalid": "data/words.toml 里的领域词写错了，整个网站无法生成"})

#: The editors' own words, which the analysis of every article depends on.
WORDS_FILE = "data/words.toml"


def read_data(content: Path, paths: list[str]) -> dict[str, dict[str, Any]]:
    """Name without ending -> parsed file.

    Raises:
        DataError: files that are not UTF-8 or not TOML, all at once.
    """
    data, problems = {}, []
    for path in paths:
        try:
            text = (content / path).read_text("utf-8-sig")
            data[Path(path).stem] = tomllib.loads(text)
        except UnicodeDecodeError:
            problems.append(Problem("data-invalid", path, None, "文件不是 UTF-8 编码", "用 UTF-8 编码另存"))
        except tomllib.TOMLDecodeError as error:
            problems.append(Problem("data-invalid", path, *fault(error, text)))
    if problems:
        raise DataError(problems)
    return data


def own_words(content: Path, paths: list[str]) -> list[str]:
    """The words of :data:`WORDS_FILE`; none where there is no such file.

    Raises:
        DataError: the file is wrong.
    """
    if WORDS_FILE not in paths:
        return []
    found = read_data(content, [WORDS_FILE])["words"]
    listed = found.get("words", [])
    if set(found) - {"words"} or not isinstance(listed, list) or not all(isinstance(word, str) for word in listed):
        hint = '写成 words = ["红色物业", "党群服务中心"]'
        raise DataError([Problem("words-invalid", WORDS_FILE, None, "领域词要写成一串文字", hint)])
    return listed
