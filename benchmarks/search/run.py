"""Search quality, bytes, speed and size on real articles, beside Pagefind in the same run.

usage: python benchmarks/search/run.py [--shared DIR] [--articles N] [--engines python,browser,whoosh] [--site DIR]
           [--only quality,questions,readers,load] [--every N] [--peers NAMES] [--raise]

Builds a site of N articles (default 10,000) from DIR/corpus (default ../shared beside the project; without it the
benchmark is skipped with a word) with make_site.py --cover, so that every article a query calls relevant is in, asks it
the 400 queries of queries.jsonl and compares with floors.json:

    quality     MRR and recall by kind of query with each engine, bytes of an empty cache, index size
    questions   the questions that people wrote (ir_*), simplified and traditional
    readers     Chromium against a host that counts: bytes and requests of a first and a later query, milliseconds at a
                100 ms round trip, computing, index build; Pagefind 1.5 (PyPI) and 1.6 (npm) over the same texts as plain pages
    load        portal search-server under wrk

--site takes a built site instead of building one; --every takes every Nth query for readers, --peers "" none of the peers.
--raise lifts the floors to what was reached, never lowers them; floors of times are set by hand, with room for a busy
machine. What is missing (Chromium, npm, wrk) is skipped with a word. Exit status 1 where a figure falls short.
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

import load
import peers
import questions
import readers

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


def read_queries(shared: Path) -> list[dict]:
    """The 400 queries with what is relevant to each."""
    lines = (shared / "corpus" / "queries.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def measure(queries: list[dict], output: Path, engines: list[str]) -> dict[str, float]:
    """Quality, bytes and size of a built site."""
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


def is_frame(path: str) -> bool:
    """Whether a path is the page and its looks, not the search's code or index."""
    return path.endswith(("/", ".html", ".css")) or (path.endswith(".js") and "/search/" not in path and "pagefind" not in path)


def traffic(seen: readers.Seen, name: str) -> dict[str, float]:
    """Bytes and requests of first and later queries; ``page`` counts the page and its looks, too."""
    result = {}
    found = {
        "first": [[sent for sent in log if not is_frame(sent[0])] for log in seen.first],
        "page": seen.first,
        "later": seen.later,
    }
    for when, logs in found.items():
        for share in (50, 90):
            result[f"{name}.{when}.bytes.p{share}"] = percentile([sum(size for _, size in log) for log in logs], share / 100)
            result[f"{name}.{when}.requests.p{share}"] = percentile([len(log) for log in logs], share / 100)
    for what, values in (("later", seen.wait), ("arrival", seen.arrival), ("computing", seen.computing)):
        for share in (50, 95) if values else ():
            result[f"{name}.{what}.ms.p{share}"] = percentile(values, share / 100)
    return result


def read_all(queries: list[dict], output: Path, names: list[str]) -> dict[str, float]:
    """What readers see of us and of the peers."""
    texts, figures = [query["query"] for query in queries], {}
    plain = WORK.parent / "plain"
    size = peers.plain_site(output, plain)
    with readers.chromium() as tab:
        if tab is None:
            return {}
        sites = [("reader", output.resolve(), readers.OURS, None)]
        sites += [(name, plain, readers.PEER, peers.program(name, WORK.parent)) for name in names]
        for name, folder, page, program in sites:
            if page is readers.PEER and program is None:
                continue
            target = WORK.parent / "index"
            shutil.rmtree(target, ignore_errors=True)
            ours = [sys.executable, str(HERE / "make_index.py"), str(output), str(target)]
            cost = peers.index(program, folder) if program else peers.run(ours)
            figures |= {f"{name}.build.seconds": cost.seconds, f"{name}.build.megabytes": cost.megabytes}
            figures[f"{name}.build.processor.seconds"] = cost.processor
            figures[f"{name}.size.all"] = peers.size_of(folder / "pagefind" if program else target) / size
            seen = readers.read(tab, folder, page, texts)
            hits = [{"hits": [{"source": Path(url).stem} for url in urls]} for urls in seen.urls]
            if program:
                figures |= {k: v for k, v in quality(queries, hits, name).items() if ".all." in k}
            figures |= traffic(seen, name)
    if "pagefind-1.5.build.seconds" in figures:
        figures["reader.build.ratio"] = figures["reader.build.seconds"] / figures["pagefind-1.5.build.seconds"]
        processor = [figures[f"{name}.build.processor.seconds"] for name in ("reader", "pagefind-1.5")]
        figures["reader.build.processor.ratio"] = processor[0] / processor[1]
    return figures


def table(figures: dict[str, float]) -> None:
    """Print us and the peers side by side."""
    names = [name for name in ("reader", *peers.PEERS) if f"{name}.build.seconds" in figures]
    print(f"  {'':24s}" + "".join(f"{'ours' if name == 'reader' else name:>15s}" for name in names))
    for row in dict.fromkeys(key.split(".", 1)[1].removeprefix("5.").removeprefix("6.") for key in figures if key.startswith(tuple(names))):
        cells = [figures.get(f"{name}.{row}") for name in names]
        if row.startswith("all."):
            cells[0] = figures.get(f"browser.{row}", figures.get(f"python.{row}"))
        print(f"  {row:24s}" + "".join(f"{cell:15,.3f}" if cell is not None else f"{'–':>15s}" for cell in cells))


def is_time(name: str) -> bool:
    """Whether a figure depends on the machine; its floor is set by hand, with room."""
    return any(part in name for part in (".ms.", ".seconds", ".megabytes", ".per_second", ".ratio"))


def is_cost(name: str) -> bool:
    """Whether less is better."""
    costs = (".bytes.", ".requests.", ".ms.", ".seconds", ".megabytes", ".ratio", ".failed")
    return any(part in name for part in costs) or ".size." in f".{name}"


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
        if lift and not fails and not is_time(name) and not name.startswith("pagefind"):
            floors[name] = round(value, 4) if floor is None else (min if is_cost(name) else max)(floor, round(value, 4))
    if lift:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return short


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description="Search quality, bytes, speed and size.")
    parser.add_argument("--shared", type=Path, default=HERE.parents[2] / "shared")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--engines", default="python,browser")
    parser.add_argument("--only", default="quality,questions,readers,load")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--peers", default=",".join(peers.PEERS))
    parser.add_argument("--site", type=Path)
    parser.add_argument("--raise", dest="lift", action="store_true")
    options = parser.parse_args()
    if not (options.shared / "corpus" / "queries.jsonl").exists():
        print(f"search: skipped, no {options.shared / 'corpus'}")
        return 0
    engines = [name for name in options.engines.split(",") if name != "browser" or shutil.which("node")]
    wanted, queries = options.only.split(","), read_queries(options.shared)
    output = options.site or (build(options.shared, options.articles) if set(wanted) - {"questions"} else Path())
    figures: dict[str, float] = {}
    if "quality" in wanted:
        figures |= measure(queries, output, engines)
    if "questions" in wanted:
        figures |= questions.figures(options.shared / "corpus")
    if "readers" in wanted:
        figures |= read_all(queries[:: options.every], output, [name for name in options.peers.split(",") if name])
        table(figures)
    if "load" in wanted:
        figures |= load.figures(output, [query["query"] for query in queries])
    short = compare(figures, options.lift)
    print(f"{short} figures below their floors" if short else "all figures reach their floors")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
