"""A date is not EDTF level 0 or 1.

Dates are written `1950-06-25`, `1950-06` or `1950`; with `~` for about, `?`
for uncertain and `%` for both (`1950-06~`); with `X` for digits that are not
known (`195X`, `1950-06-XX`); as an interval with `/` (`1945/1949`,
`1950-06-25/..`); a season is `1950-21` (spring) to `1950-24` (winter).  The
format is the Extended Date/Time Format of the Library of Congress.

Example:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        date: 25 June 1950
        cite: [{source: ulam-1992, at: p. 1}]

Use instead:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        date: 1950-06-25
        cite: [{source: ulam-1992, at: p. 1}]
"""

import re
from collections.abc import Iterator

from argmap.dates import DateError, parse_date
from argmap.diagnostics import Finding, Severity
from argmap.rules._rule import Context

SEVERITY = Severity.ERROR

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def check(context: Context) -> Iterator[Finding]:
    """Find the dates of nodes and sources that cannot be read."""
    for node in context.unseen(context.map.nodes.values()):
        if node.date is not None:
            yield from _checked(context, node.id, "date", node.date)
    for source in context.map.sources.values():
        for field in source.DATE_FIELDS:
            text = getattr(source, field)
            if text is not None:
                yield from _checked(context, source.id, field.replace("_", "-"), text)


def _checked(context: Context, id: str, field: str, text: str) -> Iterator[Finding]:
    try:
        parse_date(text)
    except DateError as error:
        yield context.at(id, field, message=f"`{text}` is no EDTF date: {error}", help=_cure(text))


def _cure(text: str) -> str:
    """The date in EDTF, if it can be told what is meant."""
    text = text.strip(" \"'\u2018\u2019\u201c\u201d")
    match = re.fullmatch(r"(?:(\d{1,2})\.? )?([A-Za-z]{3})[a-z]*\.?,? (-?\d{4})", text)
    if match and match[2].lower() in _MONTHS:
        month = _MONTHS.index(match[2].lower()) + 1
        proposal = f"{match[3]}-{month:02}" + (f"-{int(match[1]):02}" if match[1] else "")
    elif match := re.fullmatch(r"(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?", text):
        proposal = f"{match[1]}-{int(match[2]):02}" + (f"-{int(match[3]):02}" if match[3] else "")
    elif match := re.fullmatch(r"(?:c\.|ca\.|circa) ?(\d{4})", text):
        proposal = f"{match[1]}~"
    elif match := re.fullmatch(r"(\d{4}) ?(?:-|\N{EN DASH}|to) ?(\d{4})", text):
        proposal = f"{match[1]}/{match[2]}"
    elif match := re.fullmatch(r"(\d{4}-\d\d-\d\d)[T ]\d.*", text):
        proposal = match[1]
    else:
        proposal = text
    try:
        parse_date(proposal)
    except DateError:
        return "write it like `1950-06-25`, `1950-06`, `1950` or `1945/1949`"
    return f"write `{proposal}`"
