"""Dates as Chinese editors write them, read into ISO form."""

from __future__ import annotations

import datetime
import re
import unicodedata

_DATE = re.compile(
    r"""(?P<year>\d{4})
    (?: \s*年\s*(?P<m1>\d{1,2})\s*月\s*(?P<d1>\d{1,2})\s*[日号]
      | (?P<sep>[-/.])(?P<m2>\d{1,2})(?P=sep)(?P<d2>\d{1,2})
      | (?P<m3>\d{2})(?P<d3>\d{2}) )
    (?:\s*\(?(?:星期|周)[一二三四五六日天]\)?)?
    (?: (?:T|t|\s*)
        (?P<half>上午|下午|晚上|早上|中午|凌晨)?\s*
        (?P<hour>\d{1,2})
        (?: :(?P<n1>\d{2})(?::\d{2}(?:\.\d+)?)?
          | \s*[时点](?:\s*(?P<n2>\d{1,2})\s*分(?:\s*\d{1,2}\s*秒)?|整)? )
        \s*(?P<zone>Z|[+-]\d{2}:?\d{2})? )?""",
    re.VERBOSE,
)

#: Shanghai has kept UTC+8 since 1992; times written with a zone are moved to it.
_SHANGHAI = datetime.timedelta(hours=8)
#: Years outside this range are typing mistakes on a news portal.
_YEARS = range(1900, 2200)
#: Characters; no way of writing a date comes near it.
_LONGEST = 80


def parse_date(text: str) -> str | None:
    """Read one date, with or without a time of day.

    Understood: ``2020年11月10日``, ``2020-11-10``, ``2020/11/10``, ``2020.11.10``, ``20201110``, each
    optionally followed by ``09:05``, ``T09:05:30+08:00``, ``9时5分`` or ``下午3点20分``; full-width
    digits and signs count as ordinary ones, and a weekday after the day is skipped.

    Args:
        text: the date and nothing else.

    Returns:
        ``YYYY-MM-DD``, or ``YYYY-MM-DDTHH:MM`` (Shanghai time) where hour and minute are both
        given; None where it is no date or no such day exists. An hour without a minute is
        dropped, since no minute may be shown that was not given; ``整`` gives minute 00.
    """
    if len(text) > _LONGEST:
        return None
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not match:
        return None
    group = match.group
    month, day = (group("m1") or group("m2") or group("m3")), (group("d1") or group("d2") or group("d3"))
    try:
        date = datetime.date(int(group("year")), int(month), int(day))
    except ValueError:
        return None
    if date.year not in _YEARS:
        return None
    if group("hour") is None:
        return date.isoformat()
    return _with_time(date, match)


def _with_time(date: datetime.date, match: re.Match[str]) -> str | None:
    hour, half = int(match["hour"]), match["half"]
    if (half in ("下午", "晚上") or (half == "中午" and hour < 11)) and hour < 12:
        hour += 12
    minute = match["n1"] or match["n2"] or ("0" if "整" in match[0] else None)
    if hour > 23 or (minute is not None and int(minute) > 59):
        return None
    if minute is None:
        return date.isoformat()
    moment = datetime.datetime.combine(date, datetime.time(hour, int(minute)))
    zone = match["zone"]
    if zone:
        moment += _SHANGHAI - _offset(zone)
    return moment.isoformat(timespec="minutes")


def _offset(zone: str) -> datetime.timedelta:
    if zone == "Z":
        return datetime.timedelta()
    digits = zone[1:].replace(":", "")
    size = datetime.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -size if zone[0] == "-" else size
