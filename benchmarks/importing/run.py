"""Importing against damage: what comes back, encodings, figures of the seeds, speed.

usage: python benchmarks/importing/run.py [--shared DIR] [--articles N] [--raise]

DIR (default ../shared beside the project) holds corpus/docs.jsonl.xz and seeds/; what is absent is
skipped with a word. Scores may not fall below floors.json; --raise lifts the floors. Exit status 1
where a score falls short.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import damage  # noqa: E402
from recovery import Recovery, measure  # noqa: E402

FLOORS = HERE / "floors.json"
ARTICLES = 200
#: An editor's article: shorter ones prove little, in longer ones a byte is lost more than once.
LENGTH = 800, 3000
TITLE = "示例市推进城市基层党建工作纪实"


def articles(shared: Path, count: int) -> list[str]:
    """Articles of the corpus as plain paragraphs."""
    corpus = shared / "corpus" / "docs.jsonl.xz"
    if not corpus.exists():
        print(f"damage and encodings: skipped, no {corpus}")
        return []
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        bodies = (json.loads(line) for line in lines)
        fit = (b["body_markdown"] for b in bodies if b["source"] in ("gov", "news", "cctv"))
        return list(islice((_plain(b) for b in fit if LENGTH[0] <= len(b) <= LENGTH[1]), count))


def _plain(body: str) -> str:
    rows = (line.lstrip("#-* ").replace("**", "").strip() for line in body.split("\n"))
    return "\n".join(row for row in rows if len(row) > 20)


def damages() -> dict[str, Callable[[str, int], str]]:
    """Name -> what is done to a text, given a seed."""
    return {
        "clean": lambda text, seed: text,
        "page": lambda text, seed: damage.page(text, TITLE),
        "wrapped": lambda text, seed: damage.wrapped(text),
        "half_width": lambda text, seed: damage.half_width(text),
        "traditional": damage.traditional,
        "pinyin": damage.pinyin,
        "byte_shift": damage.byte_shift,
        "all": lambda text, seed: damage.page(damage.pinyin(damage.byte_shift(text, seed)), TITLE),
        "all_half_width": lambda text, seed: damage.page(
            damage.half_width(damage.pinyin(damage.byte_shift(text, seed))), TITLE
        ),
    }


def recovery_scores(texts: list[str]) -> dict[str, float]:
    """Share of characters that come back, by damage, and of wrong places that are marked."""
    scores: dict[str, float] = {}
    print(f"{'damage':12s} {'characters':>10s} {'back':>9s} {'wrong':>6s} {'unmarked':>8s} {'kchars/s':>8s}")
    for name, function in damages().items():
        start = time.process_time()
        found: list[Recovery] = [measure(text, function(text, number)) for number, text in enumerate(texts)]
        seconds = time.process_time() - start
        total, back = sum(r.characters for r in found), sum(r.back for r in found)
        wrong, unmarked = sum(r.wrong for r in found), sum(r.unmarked for r in found)
        print(f"{name:12s} {total:10d} {back / total:9.5f} {wrong:6d} {unmarked:8d} {total / seconds / 1000:8.0f}")
        for example in [e for r in found for e in r.examples][:5]:
            print(f"    {example[:100]}")
        scores[f"{name}.back"] = round(back / total, 5)
        scores[f"{name}.marked"] = round(1 - unmarked / wrong, 5) if wrong else 1.0
    return scores


def encoding_scores(texts: list[str], files: int = 200) -> dict[str, float]:
    """Share of generated files whose text is read exactly."""
    import opencc

    from portal.importing.decoding import decode

    to_traditional = opencc.OpenCC("s2t")
    chance = random.Random(7)
    names = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gbk", "gb18030", "big5")
    right = 0
    for number in range(files):
        encoding = names[number % len(names)]
        text = texts[number % len(texts)]
        start = chance.randrange(max(len(text) - 400, 1))
        text = text[start : start + chance.choice((30, 100, 400))]
        if encoding == "big5" or (encoding in ("gbk", "gb18030") and number % 3 == 0):
            text = to_traditional.convert(text)
        data = text.encode(encoding, "ignore")
        wanted = data.decode(encoding).removeprefix("\ufeff")
        right += decode(data).text == wanted.replace("\u200b", "")
    print(f"encodings: {right} of {files} files right")
    return {"encodings": right / files}


def figure_scores(shared: Path) -> dict[str, float]:
    """Figures of the seeds before and after importing, as (value, unit, comparator) in the order of the value."""
    from collections import Counter

    from portal.articles.markdown import render
    from portal.importing.markdown import write
    from portal.importing.pipeline import draft
    from portal.importing.plaintext import read
    from portal.indicators.extract import extract

    seeds = sorted((shared / "seeds").glob("*.txt"))
    if not seeds:
        print("figures: skipped, no seeds")
        return {}
    kept = total = extra = 0
    for path in seeds:
        data = path.read_bytes()
        before = Counter((f.value, f.value_high, f.unit, f.comparator) for f in extract(data.decode("utf-8")))
        body, _ = render(write(draft(read(data, ".txt")))[0], "", 1)
        after = Counter((f.value, f.value_high, f.unit, f.comparator) for f in extract(body.text if body else ""))
        kept, total = kept + (before & after).total(), total + before.total()
        extra += (after - before).total()
        for figure in (before - after) + (after - before):
            print(f"    {path.name[:3]} {figure} {'lost' if figure in before - after else 'new'}")
    print(f"figures of the seeds: {kept} of {total} kept, {extra} new")
    return {"figures.kept": kept / total, "figures.no_new": 1 - extra / total}


def main() -> int:
    """Run everything there is data for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=HERE.parents[1].parent / "shared")
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--raise", dest="lift", action="store_true")
    options = parser.parse_args()
    texts = articles(options.shared, options.articles)
    scores = {**recovery_scores(texts), **encoding_scores(texts)} if texts else {}
    scores |= figure_scores(options.shared)
    floors = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    if options.lift:
        floors |= {name: max(score, floors.get(name, 0)) for name, score in scores.items()}
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", "utf-8")
    short = [name for name, floor in floors.items() if name in scores and scores[name] < floor]
    for name in short:
        print(f"{name} {scores[name]} is below its floor {floors[name]}")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
