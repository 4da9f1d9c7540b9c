"""A node is dated later than every work it is cited from.

A book of 1992 cannot tell what happened in 1995: the date of the node or that
of the work has a slip, or another work is meant.  The first day that the node's
`date` may mean is compared with the last day on which the works may have been
written or issued, both `source` and `via`.

The rule is silent where a work has no date, where a date is approximate or
uncertain (`~`, `?`, `%`), and where one of the works is of a kind that can speak
of what is to come: only books, chapters, articles in journals, theses, reviews
and encyclopedias are taken to tell of the past.  A letter can announce a plan.

Example:

    nodes:
      - claim: archives-opened
        text: Moscow opened its archives.
        question: [origins]
        date: 1995-01
        cite: [{source: ulam-1992, at: p. 1}]

Use instead:

    nodes:
      - claim: archives-opened
        text: Moscow opened its archives.
        question: [origins]
        date: 1992-01
        cite: [{source: ulam-1992, at: p. 1}]
"""

from collections.abc import Iterator

from argmap.dates import DateError, Day, parse_date
from argmap.diagnostics import Finding, Severity
from argmap.entries import Node, Source
from argmap.rules._rule import Context

SEVERITY = Severity.WARNING

_OF_THE_PAST = frozenset(
    ("article-journal", "book", "chapter", "entry", "entry-dictionary", "entry-encyclopedia", "review", "review-book", "thesis")
)
_UNSURE = frozenset("~?%")


def check(context: Context) -> Iterator[Finding]:
    """Find the nodes that are dated after all their works."""
    last_days: dict[str, Day | None] = {}
    for node in context.map.nodes.values():
        if node.date is None or not node.cite or not _UNSURE.isdisjoint(node.date):
            continue
        last = _last_of_all(context, node, last_days)
        if last is None:
            continue
        try:
            first = parse_date(node.date).earliest
        except DateError:
            continue  # `invalid-date` reports it
        if first > last[0]:
            work = context.map.sources[last[1]]
            field = _latest_field(work)
            message = f"`{node.id}` is dated `{node.date}`, and is cited from nothing later than `{work.id}` ({getattr(work, field)})"
            help = "correct the date here or in the source, or cite the work that tells of it"
            written = field.replace("_", "-")
            yield context.at(node.id, "date", message=message, help=help, other=(work.id, written), other_label="its date")


def _last_of_all(context: Context, node: Node, known: dict[str, Day | None]) -> tuple[Day, str] | None:
    """The last day on which any work of a node may have been written, and the work; None if that cannot be told."""
    latest: tuple[Day, str] | None = None
    for citation in node.cite:
        for id in (citation.source, citation.via):
            if id is None:
                continue
            if id not in known:
                known[id] = _last_day(context.map.sources.get(id))
            day = known[id]
            if day is None:
                return None
            if latest is None or day > latest[0]:
                latest = day, id
    return latest


def _last_day(source: Source | None) -> Day | None:
    """The last day on which a work may have been written or issued; None if it has no date that can be relied on."""
    if source is None or source.type not in _OF_THE_PAST:
        return None
    found: Day | None = None
    for field in Source.DATE_FIELDS:
        text = getattr(source, field)
        if text is None:
            continue
        if not _UNSURE.isdisjoint(text):
            return None
        try:
            day = parse_date(text).latest
        except DateError:
            return None
        found = max(found or day, day)
    return found


def _latest_field(source: Source) -> str:
    written = [field for field in Source.DATE_FIELDS if getattr(source, field) is not None]
    return max(written, key=lambda field: parse_date(getattr(source, field)).latest)
