"""``portal search``: ask a built site, with any of the engines."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from portal.errors import PortalError
from portal.search import browser, whooshed
from portal.search.engine import Engine, Fetch, Hit
from portal.search.index import FOLDER
from portal.search.query import ONLY_WITHOUT, parse

ENGINES = ("python", "browser", "whoosh")
#: What a query of a file may say besides its words.
REFINED = ("order", "column", "year", "region")
#: Needs nothing but Python and reads the very index that the browser reads.
DEFAULT_ENGINE = "python"


class _Counted:
    """A fetch function that counts bytes, as stored, and files; a file asked for again comes from a cache."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bytes = self.requests = 0
        self.kept: dict[str, bytes] = {}

    def __call__(self, path: str) -> bytes | None:
        if path in self.kept:
            return self.kept[path]
        try:
            data = (self.folder / path).read_bytes()
        except FileNotFoundError:
            return None
        self.bytes += len(data)
        self.requests += 1
        self.kept[path] = data
        return data


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "url": hit.excerpt.url,
        "source": hit.excerpt.source,
        "title": hit.title.text,
        "date": hit.excerpt.date,
        "column": hit.column,
        "score": hit.score,
        "snippet": hit.snippet.text,
        "marks": [list(mark) for mark in hit.snippet.marks],
    }


def _ask(engine: Engine, query: dict[str, Any], limit: int) -> dict[str, Any]:
    refined = {name: str(query.get(name) or "") for name in REFINED}
    result = engine.search(query["query"], 0, limit, **refined)
    hits = [_hit(hit) for hit in result.hits[:limit]]
    answers, missing = engine.answers(query["query"])
    shown = {"hits": hits, "answers": [asdict(answer) for answer in answers], "total": result.total, "full": result.full}
    if query.get("counts"):
        shown["counts"] = engine.refinements(query["query"], **refined)
    told = {"exact": result.exact, "relaxed": result.relaxed, "incomplete": result.incomplete or missing}
    return {**query, **shown, **told}


def run(
    queries: Sequence[dict[str, Any]],
    output: Path,
    engine: str | None = None,
    limit: int = 10,
    warn: Callable[[str], None] = lambda line: None,
) -> list[dict[str, Any]]:
    """The results of several queries on a built site.

    Args:
        queries: ``{"qid", "query"}`` each; also ``order``, ``column``, ``year`` and ``region`` (see
            :meth:`portal.search.engine.Engine.search`), and ``counts`` for the numbers by each of the last three.
        output: the built site.
        engine: one of :data:`ENGINES`.
        limit: most hits of a query.
        warn: takes a Chinese sentence worth knowing.

    Returns:
        Of each query qid, query, hits (url, source, title, date, column, score, snippet, marks: ranges of
        the snippet), answers (figures that the query names, see :class:`portal.search.answers.Answer`), total,
        incomplete, and with a static engine bytes and requests from an empty cache.

    Raises:
        PortalError: no index, no Node, or an unknown engine.
    """
    chosen = engine or DEFAULT_ENGINE
    folder = output / FOLDER
    if not (folder / "index.json").is_file():
        raise PortalError(f"{output} 里没有搜索索引：先用 portal build 建好站点，并在 PLUGINS 里启用 portal.search")
    if chosen == "browser":
        return browser.search(output, queries, limit)
    if chosen == "whoosh":
        fetch: Fetch = _Counted(folder)
        found = whooshed.update(output, fetch, folder, warn)
        return [_ask(found, query, limit) for query in queries]
    if chosen != "python":
        raise PortalError(f"没有叫 {chosen} 的搜索引擎：可以用 {'、'.join(ENGINES)}")
    answers = []
    for query in queries:
        counted = _Counted(folder)
        answer = _ask(Engine(counted), query, limit)
        answers.append({**answer, "bytes": counted.bytes, "requests": counted.requests})
    return answers


def read_queries(path: Path) -> list[dict[str, Any]]:
    """The lines of a ``{"qid", "query"}`` file.

    Raises:
        PortalError: the file cannot be read, or a line is no such object.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise PortalError(f"{path} 读不了：{error}。请检查文件名，并存成 UTF-8") from error
    queries = []
    for number, line in enumerate(lines, 1):
        try:
            value = json.loads(line) if line.strip() else None
            if value is not None:
                queries.append({**value, "qid": value.get("qid", number), "query": str(value["query"])})
        except (ValueError, KeyError, AttributeError) as error:
            raise PortalError(f'{path}:{number} 不是一个查询：每行要写成 {{"qid": "1", "query": "党建"}}') from error
    return queries


def _with_marks(hit: dict[str, Any], colour: bool) -> str:
    text, at = "", 0
    for start, end in hit["marks"] if colour else ():
        text += hit["snippet"][at:start] + "\033[1;31m" + hit["snippet"][start:end] + "\033[0m"
        at = end
    return text + hit["snippet"][at:]


def render(answer: dict[str, Any], colour: bool) -> str:
    """One answer for people to read."""
    query = parse(answer["query"])
    full, total = answer["full"], answer["total"]
    if query.only_without:
        lines = [ONLY_WITHOUT.format(query=answer["query"])]
    elif not answer["hits"]:
        lines = [f"没有找到与“{answer['query']}”有关的文章。"]
    else:
        parted = 0 < full < total and not query.asks and not answer["relaxed"]
        found = f"{full} 篇含有全部字词的，另有 {total - full} 篇只含其中一部分" if parted else f"{total} 篇"
        lines = [f"“{answer['query']}”：找到 {found}，列出 {len(answer['hits'])} 篇。"]
    if answer["incomplete"]:
        lines.append("结果不完整：索引有缺失或损坏，请用 portal build --fresh 重建站点。")
    for found in answer["answers"]:
        scope = " ".join(word for word in (found["region"], found["period"], "计划" if found["plan"] else "") if word)
        lines += [f" ▪ {found['name']}：{found['value']}　{scope}", f"    {found['sentence']}", f"    {found['url']}　{found['title']}"]
    for number, hit in enumerate(answer["hits"], 1):
        lines += [
            f"{number:2}. {hit['title']}　{hit['date']} {hit['column']}",
            f"    {hit['url']}　{hit['source']}",
            f"    {_with_marks(hit, colour)}",
        ]
    return "\n".join(lines)


def main(options: argparse.Namespace) -> int:
    """``portal search``: print the results; 0 also where nothing is found.

    Raises:
        PortalError: nothing to search for, or what :func:`run` raises.
    """
    if bool(options.query) == bool(options.queries):
        raise PortalError("要搜什么？写成 portal search 街道 改革，或用 --queries 给一个文件（两者选一）")
    if options.limit < 1:
        raise PortalError("--limit 要是 1 以上的整数")
    single = {"qid": "1", "query": " ".join(options.query)}
    queries = read_queries(options.queries) if options.queries else [single]
    answers = run(queries, options.output, options.engine, options.limit, lambda line: print(line, file=sys.stderr))
    for answer in answers:
        if options.queries or options.json:
            print(json.dumps(answer, ensure_ascii=False))
        else:
            print(render(answer, sys.stdout.isatty()))
    return 0
