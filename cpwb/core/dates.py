"""Dates and times as people in Belgium type them."""

import re
from datetime import date, time

_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
_WITHOUT_YEAR = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
#: From one leap year to the next there are at most so many years (1896 to 1904).
_LEAP_YEARS_APART = 8
_TIME = re.compile(r"(\d{1,2})(?:\s*[:.hHuU]\s*(\d{2})?)?\s*(?:u|h|uur|heures)?")


def parse_date(text: str) -> date:
    """Read 9/3/2026, 09-03-2026, 9.3.2026 or 2026-03-09; raise ValueError for anything else."""
    text = text.strip()
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
    elif match := _YEAR_FIRST.fullmatch(text):
        year, month, day = match.groups()
    else:
        raise ValueError(text)
    found = date(int(year), int(month), int(day))
    if not 1900 <= found.year <= 2199:  # noqa: PLR2004 -- a typing error such as 0026, never a real date here
        raise ValueError(text)
    return found


def parse_coming_date(text: str, today: date) -> date:
    """Read a date of which the year may be left out: 1/4 is then the next first of April, today if it is that day.

    Raise ValueError for anything else. The 29th of February is that of the next leap year.
    """
    match = _WITHOUT_YEAR.fullmatch(text.strip())
    if match is None:
        return parse_date(text)
    day, month = int(match[1]), int(match[2])
    for year in range(today.year, today.year + _LEAP_YEARS_APART + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError(text)


def parse_time(text: str) -> time:
    """Read 18.30, 18:30, 18u30, 18 h 30, 18h or 18; raise ValueError for anything else."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    return time(int(match[1]), int(match[2] or 0))


def short_date(day: date) -> str:
    """Write a date the way forms show it: 9/03/2026."""
    return f"{day.day}/{day.month:02d}/{day.year}"
