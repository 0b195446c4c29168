"""Questions that people wrote, one paragraph each to be found: the ir_* files of the test corpus."""

from __future__ import annotations

import json
import lzma
from collections import defaultdict
from pathlib import Path

from portal.articles.model import document_number
from portal.search.analysis import weigh
from portal.search.engine import Engine
from portal.search.excerpts import Excerpt
from portal.search.index import Entry, write

SCRIPTS = {"hans": "simplified", "hant": "traditional"}
TOP = 10


def _engine(corpus: Path) -> tuple[Engine, dict[int, str]]:
    entries, ids = [], {}
    with lzma.open(corpus / "ir_docs.jsonl.xz", "rt", encoding="utf-8") as lines:
        for place, line in enumerate(lines):
            paragraph = json.loads(line)
            number = document_number(f"2020{place // 700 % 12 + 1:02}{place // 8400 + 1:02}-{place % 700 + 1:03}")
            shown = Excerpt(paragraph["title"], "", "2020-01-01", "", "", "article", "", paragraph["text"])
            entries.append(Entry(number, weigh(shown.title, shown.text), shown, "1"))
            ids[number] = paragraph["id"]
    return Engine(dict(write(entries, {})).get), ids


def figures(corpus: Path) -> dict[str, float]:
    """MRR@10 and recall@10 of the fixed sample of 1,000, by script."""
    if not (corpus / "ir_docs.jsonl.xz").exists():
        print(f"questions: skipped, no {corpus / 'ir_docs.jsonl.xz'}")
        return {}
    engine, ids = _engine(corpus)
    scores: dict[str, list[float]] = defaultdict(list)
    for line in (corpus / "ir_queries_1000.jsonl").read_text("utf-8").splitlines():
        question = json.loads(line)
        found = [ids[hit.number] for hit in engine.search(question["query"], limit=TOP).hits[:TOP]]
        ranks = [rank for rank, paragraph in enumerate(found, 1) if paragraph in question["relevant"]]
        scores[SCRIPTS[question["script"]]].append(1 / ranks[0] if ranks else 0.0)
    result = {}
    for script, values in sorted(scores.items()):
        result[f"questions.{script}.mrr"] = sum(values) / len(values)
        result[f"questions.{script}.recall"] = sum(map(bool, values)) / len(values)
    return result
