"""Periods as moments that may stand beside one another: 2019年底 and 截至2019年末 are both 2019年."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WHOLE_YEAR = re.compile(r"(?:截至|截止到?|到|至|于|在)?((?:19|20)\d\d)年(?:年?[底末]|全年|度)?")
_RELATIVE = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1}
_YEARS = re.compile(r"(?:19|20)\d\d")
_PLAN_YEARS = {"十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030}


@dataclass(frozen=True, order=True)
class Moment:
    """A period as a section of the page.

    Args:
        year: last year it speaks of, 0 where it names none.
        whole: whether it is that whole year (or its end).
        label: heading; "" where no time is given.
    """

    year: int
    whole: bool
    label: str


def moment_of(period: str | None, date: str) -> Moment:
    """The section a period belongs to. 2019年底 and 截至2019年底 are 2019年; 去年 is counted from the article's date;
    half-years, five years and 每年 are times of their own, never beside a whole year."""
    if not period:
        return Moment(0, False, "")
    if period in _RELATIVE:
        year = int(date[:4]) + _RELATIVE[period]
        return Moment(year, True, f"{year}年")
    match = _WHOLE_YEAR.fullmatch(period)
    if match:
        return Moment(int(match[1]), True, f"{match[1]}年")
    years = [int(year) for year in _YEARS.findall(period)]
    years += [year for name, year in _PLAN_YEARS.items() if name in period]
    return Moment(max(years, default=0), False, period)
