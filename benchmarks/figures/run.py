"""Figure extraction against the gold standard, and its speed.

usage: python benchmarks/figures/run.py [--shared DIR] [--raise]

DIR (default ../shared beside the project) holds gold/score.py with the gold files, seeds/ and
corpus/docs.jsonl.xz; what is absent is skipped with a word. practice/*.json beside this file are
labels of corpus articles, as offsets into the article whose id is the file's name, and cases/*.json
labels of texts of our own that lie beside them: rules may be tuned on those of half "tune"; those of
half "held" are only counted. Scores may not fall below floors.json; --raise lifts the floors to what
was reached, never lowers them.
Exit status 1 where a score falls short. Peers run where their environment is, see peers.in.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import lzma
import re
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from types import ModuleType

from portal.indicators.extract import extract
from portal.indicators.predict import predict

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
PRACTICE = HERE / "practice"
CASES = HERE / "cases"
HALVES = ("tune", "held")
#: Metrics of the halves that have floors.
KEPT = ("span", "vuc", "name", "region", "period", "card")
#: Floors of speed leave room for a busy machine; scores do not.
ROOM = {"chars_per_second": 0.4, "plain_chars_per_second": 0.4}
ARTICLES = 1000


def scorer(shared: Path) -> ModuleType | None:
    """score.py of the gold standard, or None where it is absent."""
    module = shared / "gold" / "score.py"
    if not module.exists():
        print(f"gold and practice: skipped, no {module}")
        return None
    spec = importlib.util.spec_from_file_location("score", module)
    assert spec and spec.loader
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    return score


def gold_scores(shared: Path, score: ModuleType) -> dict[str, float]:
    """Every metric of score.py over the gold documents."""

    def predictions(name: str, _gold: dict) -> list[dict]:
        text = (shared / "seeds" / name).with_suffix(".txt").read_bytes().decode("utf-8")
        return predict(text, markdown=False)["figures"]

    documents, total = score.run(shared / "gold", predictions)
    show("gold", len(documents), total, score.FIELDS)
    scores = {f"{name}.f1": total[name]["f1"] for name in score.FIELDS}
    return {**scores, "traps_avoided": 1 - total["trap_rate"]}


def show(title: str, documents: int, total: dict, fields: tuple[str, ...]) -> None:
    """Print precision, recall and F1."""
    print(f"{title}: {documents} documents, {total['gold']} figures, {total['pred']} predictions")
    for name in fields:
        print("  {:12s} P {p:.3f}  R {r:.3f}  F1 {f1:.3f}".format(name, **total[name]))
    print(f"  trap_rate    {total['trap_rate']:.3f} ({total['trapped']}/{total['traps']})")


def practice_scores(shared: Path, score: ModuleType) -> dict[str, float]:
    """Metrics over both halves of the practice articles, as practice.HALF.METRIC.f1."""
    corpus = shared / "corpus" / "docs.jsonl.xz"
    if not corpus.exists():
        print(f"practice: skipped, no {corpus}")
        return {}
    labels = labels_of(PRACTICE)
    rows: dict[str, list[dict]] = {half: [] for half in HALVES}
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            gold = labels.get(document["id"])
            if gold:
                rows[gold["half"]].append(practice_row(gold, document["body_markdown"], score))
    return half_scores("practice", rows, score)


def case_scores(score: ModuleType) -> dict[str, float]:
    """Metrics over both halves of our own texts, as cases.HALF.METRIC.f1."""
    rows: dict[str, list[dict]] = {half: [] for half in HALVES}
    for name, gold in labels_of(CASES).items():
        text = (CASES / f"{name}.txt").read_bytes().decode("utf-8")
        rows[gold["half"]].append(practice_row(gold, text, score))
    return half_scores("cases", rows, score)


def labels_of(folder: Path) -> dict[str, dict]:
    """Labels by name of the article."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}


def half_scores(title: str, rows: dict[str, list[dict]], score: ModuleType) -> dict[str, float]:
    """Print the metrics of both halves and give them by name."""
    found = {}
    for half, documents in rows.items():
        if not documents:
            continue
        total = score.summary(documents)
        show(f"{title}, {half}", len(documents), total, KEPT)
        found |= {f"{title}.{half}.{name}.f1": total[name]["f1"] for name in KEPT}
        found[f"{title}.{half}.traps_avoided"] = 1 - total["trap_rate"]
    return found


def practice_row(gold: dict, text: str, score: ModuleType) -> dict:
    """Score of one article; the labels hold offsets only, so the raw text is filled in here."""
    for group in ("figures", "traps", "ignore"):
        for label in gold.get(group, []):
            label["raw"] = text[label["start"] : label["end"]]
    return score.score_doc(gold, [figure.to_json() for figure in extract(text)])


_NAIVE = re.compile(r"\d+(?:\.\d+)?[万亿]?(?:%|[\u4e00-\u9fff])")


def naive(text: str) -> list[list]:
    """What a script of five minutes finds: digits and the character behind them."""
    return [[m.start(), m.end(), float(re.match(r"[\d.]+", m[0])[0])] for m in _NAIVE.finditer(text)]  # type: ignore[index]


def peers(shared: Path) -> None:
    """Spans of the gold documents as others see them: how many figures are found with the right value, how
    many traps are taken for figures, and the speed. Names, regions and periods no peer gives."""
    gold = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((shared / "gold").glob("*.json"))]
    gold = [document for document in gold if "figures" in document]
    texts = [(shared / "seeds" / document["file"]).read_bytes().decode("utf-8") for document in gold]
    rows = {"ours": timed(texts, lambda text: [[f.start, f.end, f.value] for f in extract(text)])}
    rows["naive regex"] = timed(texts, naive)
    python = HERE / ".peers" / "bin" / "python"
    if python.exists():
        done = subprocess.run([python, HERE / "peers.py"], input=json.dumps(texts), capture_output=True, text=True)
        if done.returncode:
            print(f"peers: failed, {done.stderr.strip().splitlines()[-1]}")
        else:
            rows |= {name: (one["seconds"], one["spans"]) for name, one in json.loads(done.stdout).items()}
    else:
        print(f"peers: skipped, no {python}; see peers.in")
    print(f"{'':18s}{'found':>8s}{'value':>8s}{'traps':>8s}{'spans':>8s}{'chars/s':>14s}")
    figures = sum(len(document["figures"]) for document in gold)
    traps = sum(len(document["traps"]) for document in gold)
    for name, (seconds, spans) in rows.items():
        pairs = list(zip(gold, spans, strict=True))
        hit = [
            sum(any(one[0] < f["end"] and f["start"] < one[1] and (not want or value_right(f, one)) for one in found)
                for document, found in pairs for f in document[group])
            for group, want in (("figures", False), ("figures", True), ("traps", False))
        ]  # fmt: skip
        print(
            f"  {name:16s}{hit[0] / figures:8.3f}{hit[1] / figures:8.3f}{hit[2] / traps:8.3f}"
            f"{sum(map(len, spans)):8d}{sum(map(len, texts)) / seconds:14,.0f}"
        )


def value_right(figure: dict, span: list) -> bool:
    """Whether a span has the figure's value."""
    return span[2] is not None and abs(span[2] - figure["value"]) <= 1e-6 * max(1.0, abs(figure["value"]))


def timed(texts: list[str], spans: Callable[[str], list[list]]) -> tuple[float, list[list[list]]]:
    """Seconds and spans of a finder over the texts."""
    spans(texts[0])
    started = time.perf_counter()
    found = [spans(text) for text in texts]
    return time.perf_counter() - started, found


def speed(shared: Path) -> dict[str, float]:
    """Code points a second, of real articles and of text without figures."""
    prose = "推动各地牢固树立理念，改变过去就街道社区抓街道社区的工作定式。" * 20_000
    started = time.perf_counter()
    extract(prose)
    found = {"plain_chars_per_second": len(prose) / (time.perf_counter() - started)}
    corpus = shared / "corpus" / "docs.jsonl.xz"
    if corpus.exists():
        with lzma.open(corpus, "rt", encoding="utf-8") as lines:
            texts = [json.loads(line)["body_markdown"] for line in islice(lines, ARTICLES)]
        started = time.perf_counter()
        figures = sum(len(extract(text)) for text in texts)
        seconds = time.perf_counter() - started
        found["chars_per_second"] = sum(map(len, texts)) / seconds
        print(f"speed: {len(texts)} articles, {figures} figures in {seconds:.1f} s")
    else:
        print(f"speed over articles: skipped, no {corpus}")
    for name, value in found.items():
        print(f"  {name:22s} {value:12,.0f}")
    return found


def main() -> int:
    """Print all, compare with the floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=HERE.parents[2] / "shared")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors")
    options = parser.parse_args()
    score = scorer(options.shared)
    reached = {}
    if score:
        reached = gold_scores(options.shared, score) | practice_scores(options.shared, score) | case_scores(score)
    reached |= speed(options.shared)
    if score:
        peers(options.shared)
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    short = [name for name, floor in floors.items() if name in reached and reached[name] < floor]
    for name in short:
        print(f"BELOW FLOOR {name}: {reached[name]:.4f} < {floors[name]}")
    if options.lift:
        for name, value in reached.items():
            level = float(f"{value * ROOM[name]:.2g}") if name in ROOM else int(value * 1000) / 1000
            floors[name] = max(floors.get(name, 0), level)
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return int(bool(short))


if __name__ == "__main__":
    sys.exit(main())
