"""Direct answers over the first 1,000 articles of the test corpus.

usage: python benchmarks/search/answers.py [--shared DIR] [--site DIR] [--articles N]

Asks the questions of answers.jsonl, and for every figure of the built site whose text names a place a question made of that
place and the figure's name. A question must be answered with figures of its place, or not at all where the file says so;
where it says "unsure", either will do, since the place stands far from the figure. Exit status 1 where one is not.
Without DIR/corpus the benchmark is skipped with a word.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

from portal.search import command
from portal.search.engine import Engine

HERE = Path(__file__).parent
WORK = HERE.parent / ".work" / "answers"
#: Questions made of figures, at most: each takes a few milliseconds.
MADE = 2000


def build(shared: Path, articles: int) -> Path:
    """The built site of the first articles of the corpus."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    make = [sys.executable, str(shared / "corpus" / "make_site.py"), str(articles), str(WORK / "content"), "--format", "portal"]
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
    portal = [sys.executable, "-m", "portal", "build", "--content", str(WORK / "content"), "--output", str(WORK / "output")]
    done = subprocess.run(portal, capture_output=True, text=True, cwd=HERE.parents[1])
    if done.returncode not in (0, 3):
        raise SystemExit(done.stdout + done.stderr)
    return WORK / "output"


def engine(output: Path) -> Engine:
    """The engine over a built site."""
    folder = output / command.FOLDER
    return Engine(lambda path: (folder / path).read_bytes() if (folder / path).is_file() else None)


def written(asked: Engine) -> list[str]:
    """The questions of answers.jsonl that are answered wrongly, each with what was shown."""
    wrong = []
    lines = (HERE / "answers.jsonl").read_text("utf-8").splitlines()
    for case in map(json.loads, lines):
        cards, _ = asked.answers(case["query"])
        places = {card.region for card in cards}
        right = places == ({case["region"]} if case["region"] else set()) or (not cards and case.get("unsure"))
        if not right or (cards and case.get("value") and cards[0].value != case["value"]):
            wrong.append(f"{case['query']}: {[(card.region, card.value) for card in cards]}")
    print(f"questions of ours: {len(lines) - len(wrong)} of {len(lines)} right")
    return wrong


def made(asked: Engine, output: Path) -> list[str]:
    """The questions made of figures that are answered with another place."""
    rows = json.loads((output / "data/indicators.json").read_text("utf-8"))["figures"]
    rows = [row for row in rows if row["region"] and not row["region_fallback"]]
    rows = rows[:: max(1, len(rows) // MADE)]
    answered = right = 0
    wrong = []
    for row in rows:
        cards, _ = asked.answers(f"{row['region']} {row['name']}")
        answered += bool(cards)
        right += any(card.value == row["text"] for card in cards)
        # 沙河子镇大柜村 is 大柜村, told in full.
        others = {card.region for card in cards if not card.region.endswith(row["region"])}
        if others:
            wrong.append(f"{row['region']} {row['name']}: {others}")
    print(f"questions made of figures: {len(rows)}, answered {answered}, with the very figure {right}, of another place {len(wrong)}")
    return wrong


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description="Direct answers over real articles.")
    parser.add_argument("--shared", type=Path, default=HERE.parents[2] / "shared")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--site", type=Path)
    options = parser.parse_args()
    if not (options.shared / "corpus" / "make_site.py").exists():
        print(f"answers: skipped, no {options.shared / 'corpus'}")
        return 0
    output = options.site or build(options.shared, options.articles)
    asked = engine(output)
    wrong = [*written(asked), *made(asked, output)]
    print("\n".join(wrong[:30]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
