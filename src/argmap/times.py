"""Dates in EDTF as a timeline needs them: in which order, how exact, lasting or not, and in words."""

from functools import lru_cache
from typing import Literal, NamedTuple

from argmap.dates import ALWAYS, DateRange, Day, parse_date

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SEASONS = ("spring", "summer", "autumn", "winter")
"""What EDTF writes as the months 21 to 24."""

_SEASONS = dict(zip(("21", "22", "23", "24"), SEASONS, strict=True))

Exactness = Literal["longer", "year", "month", "day"]
_RANK: dict[Exactness, int] = {"longer": 0, "year": 1, "month": 2, "day": 3}


class End(NamedTuple):
    """One date of a time: a single date, or where an interval begins or ends."""

    text: str
    """As it is written; empty or `..` where the interval is open."""
    days: DateRange
    exact: Exactness
    is_approximate: bool = False
    is_uncertain: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the interval does not begin, or does not end, at a date."""
        return self.text in ("", "..")

    @property
    def is_unknown(self) -> bool:
        """Whether it begins or ends at some date, but it is not said at which."""
        return self.text == ""

    @property
    def is_marked(self) -> bool:
        """Whether it is marked as approximate or uncertain."""
        return self.is_approximate or self.is_uncertain


class Time(NamedTuple):
    """What a date means."""

    text: str
    """As it is written."""
    days: DateRange
    """The first and the last day that it may mean."""
    begin: End
    end: End
    """Of a single date the same as ``begin``."""
    lasts: bool
    """Whether it is an interval: something that lasts, not something that happens within it."""

    @property
    def order(self) -> tuple[Day, int, Day, str]:
        """By the first day it may mean, then what is known to the year before what is known to the day, then by the last day.

        So `1950` stands before all of January, and `1950-01` before its first day.
        """
        return self.days.earliest, _RANK[self.begin.exact], self.days.latest, self.text

    @property
    def is_marked(self) -> bool:
        """Whether it is marked as approximate or uncertain at either end."""
        return self.begin.is_marked or self.end.is_marked


@lru_cache(maxsize=4096)
def parse_time(text: str) -> Time:
    """Read a date or interval in EDTF, levels 0 and 1.  Raises `DateError`."""
    days = parse_date(text)
    if "/" not in text:
        only = _end(text, days)
        return Time(text, days, only, only, False)
    first, last = text.split("/")
    begin = _end(first, DateRange(ALWAYS.earliest, ALWAYS.earliest) if first in ("", "..") else parse_date(first))
    end = _end(last, DateRange(ALWAYS.latest, ALWAYS.latest) if last in ("", "..") else parse_date(last))
    return Time(text, days, begin, end, True)


def _end(text: str, days: DateRange) -> End:
    mark = text[-1:]
    return End(text, days, _exactness(text), mark in ("~", "%"), mark in ("?", "%"))


def _exactness(text: str) -> Exactness:
    bare = text.rstrip("~?%")
    if bare.startswith("Y"):
        return "year"
    year, *more = bare.lstrip("-").split("-")
    if not year or "X" in year or bare == "..":
        return "longer"
    known = [part for part in more if part[:2].isdigit()]
    return "year" if not known or more[0] == "XX" else "month" if len(known) == 1 else "day"


def time_words(time: Time) -> str:
    """A time in words: `27 August 1950`, `ca. June 1950`, `1945 to 1949`, `the 1950s`, `from June 1950 on`."""
    if not time.lasts:
        return end_words(time.begin)
    begin, end = time.begin, time.end
    if begin.is_open:
        return f"{'from an unknown date ' if begin.is_unknown else ''}until {end_words(end)}"
    if end.is_open:
        return f"{end_words(begin)} to an unknown date" if end.is_unknown else f"from {end_words(begin)} on"
    return f"{_without_repetition(begin, end)} to {end_words(end)}"


def _without_repetition(begin: End, end: End) -> str:
    """The words of a beginning, without the month or year if that of the end is the same: `3 to 5 June 1950`."""
    words = end_words(begin)
    if begin.is_marked or end.is_marked or begin.exact != end.exact or "T" in begin.text + end.text or begin.exact not in ("month", "day"):
        return words
    (year, month, day), (other_year, other_month, _) = begin.days.earliest, end.days.earliest
    if year != other_year or not {begin.text[5:7], end.text[5:7]}.isdisjoint(_SEASONS):
        return words
    if begin.exact == "month":
        return MONTHS[month - 1] if month != other_month else words
    return f"{day} {MONTHS[month - 1]}" if month != other_month else str(day)


def end_words(end: End) -> str:
    """One date in words."""
    bare = end.text.rstrip("~?%")
    words = f"ca. {_bare_words(bare, end)}" if end.is_approximate else _bare_words(bare, end)
    return f"{words} (uncertain)" if end.is_uncertain else words


def _bare_words(bare: str, end: End) -> str:
    date, _, clock = bare.partition("T")
    year, month, day = end.days.earliest
    parts = date.lstrip("-").split("-")
    if "X" in parts[0]:
        return _span_of_years(year, end.days.latest[0])
    if date.startswith("Y") or len(parts) == 1:
        return year_name(year)
    rest = f", {clock}" if clock else ""
    if parts[1] == "XX":
        return f"{year_name(year)} (day and month unknown)"
    if parts[1] in _SEASONS:
        return f"{_SEASONS[parts[1]]} {year_name(year)}"
    month_words = f"{MONTHS[month - 1]} {year_name(year)}"
    if len(parts) == 2:
        return month_words
    return f"{month_words} (day unknown)" if parts[2] == "XX" else f"{day} {month_words}{rest}"


def _span_of_years(first: int, last: int) -> str:
    if first < 0 or last - first != 9:
        return f"{year_name(first)} to {year_name(last)}"
    return f"the {first}s"


def year_name(year: int) -> str:
    """A year as it is said: astronomical year 0 is 1 BC."""
    return str(year) if year > 0 else f"{1 - year} BC"


def day_number(day: Day) -> int:
    """How many days a day of the proleptic Gregorian calendar is after 1 March of year 0, which may be far beyond `datetime`.

    Source: H. Hinnant, "chrono-compatible low-level date algorithms" (2013), days_from_civil.
    """
    year, month, of_month = day
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + of_month - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year
