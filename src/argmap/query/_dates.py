"""The time that a value of `date` means."""

from argmap.dates import ALWAYS, DateError, DateRange, parse_date


def date_range(text: str) -> DateRange:
    """Read `1950`, `1950-01..1950-06`, `..1950-06`, `1950-06-25..`, or anything in EDTF.  Raises `DateError`."""
    try:
        return parse_date(text)
    except DateError:
        since, dots, until = text.partition("..")
        if not dots:
            raise
    if not since and not until:
        raise DateError("a range needs at least one date")
    first = parse_date(since) if since else None
    last = parse_date(until) if until else None
    if first is not None and last is not None and first.earliest > last.latest:
        raise DateError("the range ends before it begins")
    return DateRange((first or ALWAYS).earliest, (last or ALWAYS).latest)
