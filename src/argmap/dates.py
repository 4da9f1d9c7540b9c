"""Dates in EDTF, levels 0 and 1.

Source: Library of Congress, Extended Date/Time Format specification (2019),
https://www.loc.gov/standards/datetime/.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_FAR = 10**12
"""Later than every year that can be written."""

Day = tuple[int, int, int]
"""Year, month, day; astronomical years, so 0 is 1 BC."""

_DATE = re.compile(
    r"""(?:Y(?P<long>-?[1-9]\d{4,11})
        | (?P<year>-?\d{4}|-?\d{3}X|-?\d{2}XX)
          (?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?
        )(?P<time>T\d\d:\d\d:\d\d(?:Z|[+-]\d\d(?::\d\d)?)?)?(?P<mark>[?~%]?)""",
    re.VERBOSE | re.ASCII,
)
_CLOCK = re.compile(r"T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:Z|[+-](?:0\d|1[0-4])(?::[0-5]\d)?)?|T24:00:00Z?", re.ASCII)
# Seasons 21-24 by meteorological quarters of the northern hemisphere; EDTF itself fixes no months.
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}


class DateError(ValueError):
    """The text is no date of EDTF level 0 or 1; ``str()`` says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class DateRange:
    """The first and the last day that a date may mean (both included)."""

    earliest: Day
    latest: Day

    def overlaps(self, since: "DateRange | None", until: "DateRange | None") -> bool:
        """Whether some day of it lies at or after ``since`` and at or before ``until``."""
        if since is not None and self.latest < since.earliest:
            return False
        return until is None or self.earliest <= until.latest


ALWAYS = DateRange((-_FAR, 1, 1), (_FAR, 12, 31))
"""All days."""


@lru_cache(maxsize=4096)
def parse_date(text: str) -> DateRange:
    """Read an EDTF date or interval.  Raises `DateError`."""
    if "/" not in text:
        return _parse_single(text)
    parts = text.split("/")
    if len(parts) != 2:
        raise DateError("an interval has one `/`")
    if not any(part not in ("", "..") for part in parts):
        raise DateError("an interval needs at least one date")
    start = DateRange(ALWAYS.earliest, ALWAYS.earliest) if parts[0] in ("", "..") else _parse_single(parts[0])
    end = DateRange(ALWAYS.latest, ALWAYS.latest) if parts[1] in ("", "..") else _parse_single(parts[1])
    if start.earliest > end.latest:
        raise DateError("the interval ends before it begins")
    return DateRange(start.earliest, max(start.latest, end.latest))


def _parse_single(text: str) -> DateRange:
    match = _DATE.fullmatch(text)
    if match is None:
        raise DateError("it is not of the form `1950-06-25`, `1950-06`, `1950` or an interval of these")
    if match["long"]:
        if match["time"]:
            raise DateError("a year beyond four digits takes no time of day")
        year = int(match["long"])
        return DateRange((year, 1, 1), (year, 12, 31))
    if match["time"] and not (match["day"] and match["day"].isdigit() and _CLOCK.fullmatch(match["time"]) and not match["mark"]):
        raise DateError("the time of day is not valid")
    return _days(match["year"], match["month"], match["day"])


def _days(year: str, month: str | None, day: str | None) -> DateRange:
    first_year, last_year = sorted((int(year.replace("X", "0")), int(year.replace("X", "9"))))
    if month is None:
        return DateRange((first_year, 1, 1), (last_year, 12, 31))
    if month == "XX":
        if day is not None and day != "XX":
            raise DateError("a day needs a month")
        return DateRange((first_year, 1, 1), (last_year, 12, 31))
    if "X" in year:
        raise DateError("a month needs a year")
    number = int(month)
    if number in _SEASONS and day is None:
        opens, closes = _SEASONS[number]
        return DateRange((first_year, opens, 1), (first_year, closes, _last_day(first_year, closes)))
    if not 1 <= number <= 12:
        raise DateError(f"there is no month {month}")
    last = _last_day(first_year, number)
    if day is None or day == "XX":
        return DateRange((first_year, number, 1), (first_year, number, last))
    if not 1 <= int(day) <= last:
        raise DateError(f"month {number} of {first_year} has no day {day}")
    return DateRange((first_year, number, int(day)), (first_year, number, int(day)))


def _last_day(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
