"""Number spans as other libraries see them; run by run.py with the interpreter of their environment.

usage: python peers.py < texts.json > found.json

texts.json is a list of texts. found.json maps a peer's name to its seconds and, for each text, its spans as
[start, end, value]: offsets in code points, value a number or null. A peer that is not installed is left out.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import time
from collections.abc import Callable

Spans = list[list]


def recognizers() -> Callable[[str], Spans]:
    """Microsoft Recognizers-Text: numbers and percentages in Chinese."""
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_text import Culture

    def spans(text: str) -> Spans:
        found = [*recognize_number(text, Culture.Chinese), *recognize_percentage(text, Culture.Chinese)]
        return [[one.start, one.end + 1, _number(one.resolution["value"])] for one in found]

    return spans


def jionlp() -> Callable[[str], Spans]:
    """JioNLP: sums of money, the only quantities it extracts."""
    import jionlp as jio

    def spans(text: str) -> Spans:
        return [[*one["offset"], _number(one["detail"]["num"])] for one in jio.ner.extract_money(text)]

    return spans


def _number(value: object) -> float | None:
    try:
        return float(str(value).rstrip("%"))
    except ValueError:
        return None


def main() -> None:
    """Read the texts, write what each peer finds; what a peer prints itself goes nowhere."""
    texts = json.load(sys.stdin)
    answer = {}
    for name, load in (("Recognizers-Text", recognizers), ("JioNLP", jionlp)):
        with contextlib.redirect_stdout(io.StringIO()):
            try:
                spans = load()
            except ImportError:
                continue
            spans("共3个")  # the first call builds patterns
            started = time.perf_counter()
            found = [spans(text) for text in texts]
        answer[name] = {"seconds": time.perf_counter() - started, "spans": found}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
