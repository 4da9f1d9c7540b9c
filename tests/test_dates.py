"""Dates, against the `edtf` library as oracle."""

from __future__ import annotations

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.dates import DateError, parse_date

GOOD = {
    "1950": ((1950, 1, 1), (1950, 12, 31)),
    "1950-06": ((1950, 6, 1), (1950, 6, 30)),
    "1950-06-25": ((1950, 6, 25), (1950, 6, 25)),
    "1950-06~": ((1950, 6, 1), (1950, 6, 30)),
    "1950-04?": ((1950, 4, 1), (1950, 4, 30)),
    "1950%": ((1950, 1, 1), (1950, 12, 31)),
    "1945/1949": ((1945, 1, 1), (1949, 12, 31)),
    "1950-02/1952-02-29": ((1950, 2, 1), (1952, 2, 29)),
    "195X": ((1950, 1, 1), (1959, 12, 31)),
    "1950-XX": ((1950, 1, 1), (1950, 12, 31)),
    "1950-06-XX": ((1950, 6, 1), (1950, 6, 30)),
    "1950-24": ((1950, 12, 1), (1950, 12, 31)),
    "1950-06-25T04:00:00Z": ((1950, 6, 25), (1950, 6, 25)),
    "-0043-03-15": ((-43, 3, 15), (-43, 3, 15)),
    "Y-12000": ((-12000, 1, 1), (-12000, 12, 31)),
}
BAD = [
    "",
    "/",
    "25 June 1950",
    "1950-13",
    "1950-02-29",
    "1950-6-25",
    "50",
    "1950-06-31",
    "1949/1945",
    "1950/1951/1952",
    "1950-06-25T25:00:00Z",
    "../..",
    "195x",
    "１９５０",
    "19501",
]


@pytest.mark.parametrize("text", GOOD)
def test_bounds(text: str) -> None:
    found = parse_date(text)
    assert (found.earliest, found.latest) == GOOD[text]


@pytest.mark.parametrize("text", BAD)
def test_refused(text: str) -> None:
    with pytest.raises(DateError):
        parse_date(text)


@pytest.mark.parametrize("text", ["1950/..", "1950/", "../1950", "/1950"])
def test_open_intervals(text: str) -> None:
    assert parse_date(text).overlaps(parse_date("1950"), parse_date("1950"))


NUMBERS = st.integers(1, 12).map("{:02}".format)
DAYS = st.integers(1, 31).map("{:02}".format)
YEARS = st.integers(1000, 2999).map(str)
SINGLES = st.one_of(
    YEARS,
    st.tuples(YEARS, NUMBERS).map("-".join),
    st.tuples(YEARS, NUMBERS, DAYS).map("-".join),
    st.tuples(YEARS, st.integers(21, 24).map(str)).map("-".join),
    st.tuples(YEARS, st.just("XX")).map("-".join),
    st.tuples(YEARS, NUMBERS, st.just("XX")).map("-".join),
    YEARS.map(lambda year: year[:3] + "X"),
    YEARS.map(lambda year: year[:2] + "XX"),
)
MARKED = st.tuples(SINGLES, st.sampled_from(["", "?", "~", "%"])).map("".join)


@settings(deadline=None, max_examples=150)
@given(MARKED)
def test_accepts_what_the_library_accepts(text: str) -> None:
    try:
        strict = parse_edtf(text)
        low, high = strict.lower_strict(), strict.upper_strict()
    except (EDTFParseException, ValueError):
        return
    try:
        found = parse_date(text)
    except DateError:
        # The library lets days through that no month has.
        assert text[8:10] in ("29", "30", "31")
        return
    month = text[5:7]
    if month in ("21", "22", "23", "24"):
        return  # its seasons begin elsewhere
    assert found.earliest == tuple(low[:3])
    assert found.latest == tuple(high[:3])


@given(MARKED, MARKED)
def test_interval_spans_its_ends(start: str, end: str) -> None:
    try:
        first, last, whole = parse_date(start), parse_date(end), parse_date(f"{start}/{end}")
    except DateError:
        return
    assert whole.earliest == first.earliest
    assert whole.latest >= last.earliest
