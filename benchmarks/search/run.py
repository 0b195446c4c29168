"""Search quality, bytes and size on real articles.

usage: python benchmarks/search/run.py [--shared DIR] [--articles N] [--engines python,browser,whoosh] [--site DIR] [--raise]

Builds a site of N articles (default 10,000) from DIR/corpus (default ../shared beside the project; without it the
benchmark is skipped with a word) with make_site.py --cover, so that every article a query calls relevant is in, asks it
the 400 queries of queries.jsonl and compares with floors.json. --site takes a built site instead of building one;
--raise lifts the floors to what was reached, never lowers them. Exit status 1 where a figure falls short.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

from portal.search import command

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
WORK = HERE.parent / ".work" / "search"
TOP = 10


def build(shared: Path, articles: int) -> Path:
    """The built site of the first articles of the corpus, those of the queries among them."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    content, corpus = WORK / "content", shared / "corpus"
    make = [sys.executable, str(corpus / "make_site.py"), str(articles), str(content), "--format", "portal"]
    subprocess.run([*make, "--cover", str(corpus / "queries.jsonl")], check=True, stdout=subprocess.DEVNULL)
    started = time.perf_counter()
    portal = [sys.executable, "-m", "portal", "build", "--content", str(content), "--output", str(WORK / "output")]
    done = subprocess.run(portal, capture_output=True, text=True, cwd=HERE.parents[1])
    if done.returncode not in (0, 3):
        raise SystemExit(done.stdout + done.stderr)
    if done.returncode == 3:
        print(f"some articles were set aside:\n{done.stdout}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"build of the whole site: {time.perf_counter() - started:.1f} s, peak {peak:.0f} MB")
    return WORK / "output"


def sizes(output: Path) -> dict[str, float]:
    """Bytes of the index on disk by the bytes of the articles' text."""
    from portal.search import excerpts

    folder = output / command.FOLDER
    shards = sum(file.stat().st_size for file in (folder / "s").rglob("*.z"))
    texts = plain = 0
    for file in (folder / "t").rglob("*.z"):
        data = file.read_bytes()
        texts += len(data)
        plain += len(excerpts.decode(data).text.encode())
    print(f"text {plain / 1e6:.1f} MB, postings {shards / 1e6:.1f} MB, excerpts {texts / 1e6:.1f} MB")
    return {"size.postings": shards / plain, "size.all": (shards + texts) / plain}


def quality(queries: list[dict], answers: list[dict], name: str) -> dict[str, float]:
    """MRR and recall among the first ten, by kind of query."""
    kinds: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for query, answer in zip(queries, answers, strict=True):
        found = [Path(hit["source"]).stem for hit in answer["hits"]]
        relevant = set(query["relevant"])
        ranks = [rank for rank, article in enumerate(found, 1) if article in relevant]
        scores = (1 / ranks[0] if ranks else 0.0, len(ranks) / len(relevant))
        kind = query["kind"] + (f":{query['mode']}" if "mode" in query else "")
        kinds["all"].append(scores)
        kinds[kind].append(scores)
    result = {}
    for kind, scores in kinds.items():
        result[f"{name}.{kind}.mrr"] = sum(mrr for mrr, _ in scores) / len(scores)
        result[f"{name}.{kind}.recall"] = sum(recall for _, recall in scores) / len(scores)
    return result


def percentile(values: list[float], share: float) -> float:
    """The value that this share of the values does not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def costs(answers: list[dict], name: str) -> dict[str, float]:
    """Bytes as stored and files of one query from an empty cache, without pages and modules."""
    if "bytes" not in answers[0]:
        return {}
    return {
        f"{name}.{what}.p{share}": percentile([answer[what] for answer in answers], share / 100)
        for what in ("bytes", "requests")
        for share in (50, 90)
    }


def measure(shared: Path, output: Path, engines: list[str]) -> dict[str, float]:
    """All figures of a built site."""
    lines = (shared / "corpus" / "queries.jsonl").read_text("utf-8").splitlines()
    queries = [json.loads(line) for line in lines]
    asked = [{"qid": query["qid"], "query": query["query"]} for query in queries]
    figures, orders = sizes(output), {}
    for engine in engines:
        started = time.perf_counter()
        answers = command.run(asked, output, engine, TOP)
        print(f"{engine}: {len(asked)} queries in {time.perf_counter() - started:.1f} s")
        figures |= quality(queries, answers, engine) | costs(answers, engine)
        orders[engine] = [[hit["url"] for hit in answer["hits"]] for answer in answers]
    for engine in engines[1:]:
        same = sum(a == b for a, b in zip(orders[engines[0]], orders[engine], strict=True))
        figures[f"{engine}.same_order"] = same / len(asked)
    return figures


def is_cost(name: str) -> bool:
    """Whether less is better."""
    return ".bytes." in name or ".requests." in name or name.startswith("size.")


def compare(figures: dict[str, float], lift: bool) -> int:
    """Print the figures beside their floors; how many fall short."""
    floors = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    short = 0
    for name, value in figures.items():
        floor = floors.get(name)
        fails = floor is not None and (value > floor + 1e-9 if is_cost(name) else value < floor - 1e-9)
        short += fails
        print(
            f"  {name:36s} {value:10.3f}"
            + (f"  floor {floor:.3f}" if floor is not None else "")
            + ("  SHORT" if fails else "")
        )
        if lift and not fails:
            floors[name] = round(value, 4) if floor is None else (min if is_cost(name) else max)(floor, round(value, 4))
    if lift:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return short


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description="Search quality, bytes and size.")
    parser.add_argument("--shared", type=Path, default=HERE.parents[2] / "shared")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--engines", default="python,browser")
    parser.add_argument("--site", type=Path)
    parser.add_argument("--raise", dest="lift", action="store_true")
    options = parser.parse_args()
    if not (options.shared / "corpus" / "queries.jsonl").exists():
        print(f"search: skipped, no {options.shared / 'corpus'}")
        return 0
    engines = [name for name in options.engines.split(",") if name != "browser" or shutil.which("node")]
    output = options.site or build(options.shared, options.articles)
    short = compare(measure(options.shared, output, engines), options.lift)
    print(f"{short} figures below their floors" if short else "all figures reach their floors")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
