"""EDTF dates as Chicago writes them: ``ca. June 1950``, ``23–30 April 1948``, ``1950s``."""

import re
from functools import lru_cache
from typing import NamedTuple

from argmap.dates import DateError, parse_date
from argmap.times import MONTHS, SEASONS, year_name

_FORM = re.compile(r"(?P<year>Y?-?[\dX]+?)(?:-(?P<month>\d\d|XX))?(?:-(?P<day>\d\d|XX))?(?:T[^?~%]*)?(?P<mark>[?~%]?)")


class WrittenDate(NamedTuple):
    """One date as written: the year in words, the number of the month (13 and more: a season from 21 on) and the day."""

    year: str
    month: int = 0
    day: int = 0
    mark: str = ""
    """``?`` uncertain, ``~`` approximate, ``%`` both."""

    @property
    def month_words(self) -> str:
        """``June``, ``spring``, or nothing."""
        if self.month > 20:
            return SEASONS[self.month - 21]
        return MONTHS[self.month - 1] if self.month else ""


@lru_cache(maxsize=4096)
def written_dates(text: str) -> tuple[WrittenDate | None, ...]:
    """The date, or the two ends of an interval (None for an open or unknown one).  Empty if the text is no EDTF date."""
    try:
        parse_date(text)
    except DateError:
        return ()
    return tuple(_written_date(part) if part not in ("", "..") else None for part in text.split("/"))


def _written_date(text: str) -> WrittenDate:
    match = _FORM.fullmatch(text)
    assert match is not None  # noqa: S101  `parse_date` has read it
    month = int(match["month"]) if match["month"] not in (None, "XX") else 0
    day = int(match["day"]) if month and match["day"] not in (None, "XX") else 0
    return WrittenDate(_year(match["year"]), month, day, match["mark"])


def _year(text: str) -> str:
    """``1950``, ``1950s``, ``20th century``, ``44 BC`` (the astronomical year -43)."""
    if text.endswith("XX"):
        return _century(int(text[:-2]))
    number = int(text.strip("YX") + ("0" if text.endswith("X") else ""))
    if number <= 0 and not (number == 0 and text.endswith("X")):
        return f"{-number}s BC" if text.endswith("X") else year_name(number)
    return f"{number}s" if text.endswith("X") else str(number)


def _century(hundreds: int) -> str:
    number, era = (hundreds + 1, "") if hundreds >= 0 else (-hundreds, " BC")
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending} century{era}"


def date_words(text: str) -> str:
    """A date in full: ``30 January 1950``, ``ca. June 1950``, ``1950?``, ``30 March–25 April 1950``; as written if it is no date."""
    ends = written_dates(text)
    if not ends:
        return text
    if len(ends) == 1:
        return _marked(ends[0], _full(ends[0]))
    first, last = ends
    if first is None or last is None:
        return _open(first, last, date_words)
    if first == last:
        return _marked(first, _full(first))
    if first.mark or last.mark or first.year != last.year:
        return _span(_marked(first, _full(first)), _marked(last, _full(last)))
    if first.day and last.day and first.month == last.month:
        return f"{first.day}–{last.day} {last.month_words} {last.year}"
    shortened = " ".join(filter(None, (str(first.day or ""), first.month_words)))
    return _span(shortened or first.year, _full(last))


def year_words(text: str) -> str:
    """The year alone, with what is uncertain in it: ``1950``, ``ca. 1950``, ``1945–1949``; as written if it is no date."""
    ends = written_dates(text)
    if not ends:
        return text
    if len(ends) == 1:
        return _marked(ends[0], ends[0].year if ends[0] else "")
    first, last = ends
    if first is None or last is None:
        return _open(first, last, year_words)
    words = [_marked(end, end.year) for end in (first, last)]
    return words[0] if words[0] == words[1] else _span(*words)


def month_words(text: str) -> str:
    """The month or season and the day where they are known: ``January``, ``23–30 April``; empty for a year."""
    ends = written_dates(text)
    known = [end for end in ends if end is not None and end.month]
    if not known or len(known) < len(ends) or len({end.year for end in known}) > 1:
        return ""
    words = date_words("/".join(part.rstrip("?~%") for part in text.split("/")))
    return words.removesuffix(known[0].year).strip()


def _full(date: WrittenDate | None) -> str:
    if date is None:
        return ""
    return " ".join(filter(None, (str(date.day or ""), date.month_words, date.year)))


def _marked(date: WrittenDate | None, words: str) -> str:
    mark = date.mark if date else ""
    return ("ca. " if mark in ("~", "%") and mark else "") + words + ("?" if mark in ("?", "%") and mark else "")


def _span(first: str, last: str) -> str:
    """The two ends with an en dash, which takes spaces around it only where a reader would misread it without."""
    return f"{first} – {last}" if "ca. " in last or first.endswith("BC") else f"{first}–{last}"


def _open(first: WrittenDate | None, last: WrittenDate | None, words: object) -> str:
    """An interval that is open, or unknown, at one end."""
    end = first or last
    assert end is not None  # noqa: S101  `parse_date` asks for one date at least
    text = _marked(end, _full(end) if words is date_words else end.year)
    return f"from {text}" if first else f"until {text}"
