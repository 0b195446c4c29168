"""The years of a case: those in which the work was done, not the one in which it was reported."""

from __future__ import annotations

import re

from portal.articles.model import Article

#: A year written in full; 2024 in 120245 is none.
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SPAN = re.compile(r"^[年初末底中春夏秋冬季度上下半\d月日号旬\s]*(?:—|–|－|-|~|～|至|到)+")
_STILL = re.compile(r"^[年初末底中春夏秋冬季度上下半\d月日号旬\s]*(?:—|–|－|-|~|～|至|到)*(?:起|以来|至今|今)")
#: More years than these are no period of one piece of work but a slip of the pen.
LONGEST = 60


def years_of(article: Article) -> tuple[str, ...]:
    """The years of the article's 时间, all of a span (2018年—2019年5月), to that of the report where it goes on
    (2017年起); the year of the report where it names none."""
    told, reported = list(YEAR.finditer(article.period)), int(article.day[:4])
    years: set[int] = set()
    for match, after in zip(told, [*told[1:], None], strict=False):
        first, rest = int(match[0]), article.period[match.end() : after.start() if after else None]
        last = first
        if after and _SPAN.fullmatch(rest):
            last = int(after[0])
        elif after is None and _STILL.match(rest):
            last = reported
        years |= set(range(first, last + 1)) if 0 <= last - first < LONGEST else {first}
    return tuple(str(year) for year in sorted(years or {reported}))
