"""`argmap timeline`: what it prints."""

import shlex
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from argmap.citations import people_label, source_label, work_name
from argmap.dates import ALWAYS, DateError, Day
from argmap.display import Part, counted, visible
from argmap.entries import Node, Source
from argmap.model import ArgumentMap, holders
from argmap.timeline import Document, Moment, Reading, Timeline, document_name
from argmap.times import MONTHS, Time, parse_time, time_words, year_name
from argmap.views._page import BLANK, Line, joined, part
from argmap.views._parts import NODE_MARKS, node_text
from argmap.wording import cite_line, who

DOCUMENT_MARK = "\N{SECTION SIGN}"

COLUMNS = (
    "date", "earliest", "latest", "lasts", "approximate", "uncertain", "document", "title", "id", "type", "position", "by", "certainty",
    "text", "cite",
)  # fmt: skip


class Command(NamedTuple):
    """What the command was asked, for the commands that the answer names."""

    expression: str = ""
    options: str = ""
    """Options that name the project, as they are written behind a command."""
    since: Time | None = None
    """The time from which on something was asked for."""

    def query(self, condition: str) -> str:
        """The command that lists the nodes asked for that meet a condition as well."""
        whole = f"{condition} and ({self.expression})" if self.expression else condition
        return visible(f"argmap query {shlex.quote(whole)}{self.options}")


def chronology_lines(map: ArgumentMap, found: Timeline, command: Command) -> Iterator[Line]:
    """Everything in order, under years and months, and what has no date.

    Who asks what happened from January 1950 on does not ask first for what had lasted since 1945: what begins before the
    time asked for stands behind the rest.
    """
    begin = command.since.days.earliest if command.since is not None else ALWAYS.earliest
    early = [moment for moment in found.moments if moment.time.days.earliest < begin]
    yield from _in_order(map, found.moments[len(early) :])
    if command.since is not None and early:
        yield from [BLANK] if len(early) < len(found.moments) else []
        yield Line(0, "", [Part(f"Dates that begin before {time_words(command.since)}", "heading")])
        for moment in early:
            yield BLANK
            yield from _moment(map, moment)
    closing = list(_closing(map, found, command))
    if found.moments and closing:
        yield BLANK
    yield from closing


def _in_order(map: ArgumentMap, moments: Sequence[Moment]) -> Iterator[Line]:
    heading: tuple[str, str] = ("", "")
    for number, moment in enumerate(moments):
        year, month = headings(moment.time)
        if year != heading[0]:
            yield from ([BLANK] if number else [])
            yield Line(0, "", [Part(year, "heading")])
        if month and (year, month) != heading:
            yield BLANK
            yield Line(1, "", [Part(month, "heading")])
        heading = (year, month)
        yield BLANK
        yield from _moment(map, moment)


def headings(time: Time) -> tuple[str, str]:
    """The year and the month that a time stands under; no month where only its year is known."""
    year, month, _ = time.days.earliest
    if time.begin.is_open:
        return "Without a beginning", ""
    return year_name(year), "" if time.begin.exact in ("longer", "year") else f"{MONTHS[month - 1]} {year_name(year)}"


def _moment(map: ArgumentMap, moment: Moment) -> Iterator[Line]:
    words = time_words(moment.time)
    yield Line(1, "", [Part(words, "question")])
    for document in moment.documents:
        yield _document(map, document, moment.time)
        for reading in document.readings:
            yield _reading(map, reading, moment.time)
    for node in moment.nodes:
        said = [Part(f"{visible(who(map, node))}: ")] if holders(node) else []
        info = joined((part(cite_line(map, node), "cite"), part(node.id, "id")))
        yield Line(2, NODE_MARKS[node.type], [*said, node_text(node)], (info,))


def _document(map: ArgumentMap, document: Document, time: Time) -> Line:
    kind = kind_words(document.source)
    count = len(document.readings)
    cited = counted(count, "node") if count == document.cited_by else f"{count:,} of {counted(document.cited_by, 'node')}"
    info = joined((part(kind), Part(f"cited by {cited}", "tally"), part(document.source.id, "id")))
    return Line(2, DOCUMENT_MARK, [part(document_name(map, document.source.id, time), "claim")], (info,))


def kind_words(source: Source) -> str:
    """What kind of source it is: `letter`, `report`, `newspaper article`."""
    return source.genre or _KINDS.get(source.type) or source.type.replace("_", " ")


_KINDS = {"article-newspaper": "newspaper article", "article-journal": "article", "personal_communication": "letter"}


def _reading(map: ArgumentMap, reading: Reading, time: Time) -> Line:
    """A node under the document it cites: who says what it shows."""
    node, citation = reading.node, reading.citation
    names = people_label(map, reading.by) or (source_label(map, citation.via) if citation.via else "")
    hedge = citation.certainty or node.certainty
    about = "" if node.date is None or node.date == time.text else f"on {_date_words(node.date)}"
    where = part(where_read(map, reading), "cite")
    info = joined((where, part(hedge if hedge != "asserted" else ""), part(about), part(node.id, "id")))
    said = [Part(f"{visible(names)}: ")] if names else []
    return Line(3, NODE_MARKS[node.type], [*said, node_text(node)], (info,))


def where_read(map: ArgumentMap, reading: Reading) -> str:
    """Where a document was read, and the place: `in Kim 2019, Introduction, n. 3`, and how many more such places there are."""
    citation, more = reading.citation, len(reading.citations) - 1
    place = ", ".join(each for each in (f"in {source_label(map, citation.via)}" if citation.via else "", citation.at or "") if each)
    return f"{place} (+{more} more)".lstrip() if more else place


def _date_words(date: str) -> str:
    try:
        return time_words(parse_time(date))
    except DateError:
        return date


def _closing(map: ArgumentMap, found: Timeline, command: Command) -> Iterator[Line]:
    """What has no place in the order."""
    shown = found.shown
    if not found.moments:
        yield Line(0, "", [Part("Nothing of this has a date in this time." if found.nodes else "There are no such nodes.", "hint")])
    if found.undated:
        under = sum(id in shown for id in found.undated)
        words = f"{counted(len(found.undated), 'node')} {'has' if len(found.undated) == 1 else 'have'} no date"
        told = f", of which {under:,} {'stands' if under == 1 else 'stand'} under a document" if under else ""
        told = ", but stands under a document" if told and len(found.undated) == 1 else told
        yield Line(0, "", [Part(f"{words}{told}: `{command.query('date:none')}`", "hint")])
    for ids, what, lack, role in (
        (found.invalid, "node", "with an invalid date", "warning"),
        (found.undated_documents, "document", "without a date", "hint"),
        (found.invalid_documents, "document", "with an invalid date", "warning"),
    ):
        if ids:
            yield Line(0, "", [Part(f"{counted(len(ids), what)} {lack}: ", role), *_ids(ids)])


def _ids(ids: Sequence[str]) -> Iterator[Part]:
    for number, id in enumerate(ids):
        if number:
            yield Part(", ")
        yield part(id, "id")


def chronology_rows(map: ArgumentMap, found: Timeline) -> Iterator[tuple[str, ...]]:
    """A row of `COLUMNS` for each node at its date, and for each reading of a document at that of the document."""
    for moment in found.moments:
        time = moment.time
        marks = (time.begin.is_approximate or time.end.is_approximate, time.begin.is_uncertain or time.end.is_uncertain)
        when = (time.text, day_text(time.days.earliest), day_text(time.days.latest), *(_truth(each) for each in (time.lasts, *marks)))
        for document in moment.documents:
            for reading in document.readings:
                title = work_name(map, document.source.id)
                yield _row(when, document.source.id, title, reading.node, reading.by, where_read(map, reading), reading.citation.certainty)
        for node in moment.nodes:
            yield _row(when, "", "", node, holders(node), cite_line(map, node), None)


def _row(
    when: tuple[str, ...], document: str, title: str, node: Node, by: tuple[str, ...], cite: str, certainty: str | None
) -> tuple[str, ...]:
    return (*when, document, title, node.id, node.type, " ".join(node.position), " ".join(by), certainty or node.certainty, node.text, cite)


def _truth(value: bool) -> str:
    return "true" if value else "false"


def day_text(day: Day) -> str:
    """A day as ISO 8601 writes it, with `-` before years before 0 and `+` before years of five digits; empty if there is none."""
    if day in (ALWAYS.earliest, ALWAYS.latest):
        return ""
    year, month, of_month = day
    sign = "-" if year < 0 else "+" if year > 9999 else ""
    return f"{sign}{abs(year):04d}-{month:02d}-{of_month:02d}"


def chronology_data(map: ArgumentMap, found: Timeline) -> dict[str, Any]:
    """The timeline as plain data; a day that there is not, of an open interval, is null."""
    return {
        "moments": [_moment_data(map, moment) for moment in found.moments],
        "found": found.nodes,
        "undated": list(found.undated),
        "invalid": [{"id": id, "date": map.nodes[id].date} for id in found.invalid],
        "undated_documents": list(found.undated_documents),
        "invalid_documents": [{"id": id, "date": map.sources[id].issued} for id in found.invalid_documents],
    }


def _moment_data(map: ArgumentMap, moment: Moment) -> dict[str, Any]:
    time = moment.time
    return {
        "date": time.text,
        "words": time_words(time),
        "earliest": day_text(time.days.earliest) or None,
        "latest": day_text(time.days.latest) or None,
        "lasts": time.lasts,
        "approximate": time.begin.is_approximate or time.end.is_approximate,
        "uncertain": time.begin.is_uncertain or time.end.is_uncertain,
        "documents": [
            {
                "id": document.source.id,
                "title": work_name(map, document.source.id),
                "type": document.source.type,
                "cited_by": document.cited_by,
                "readings": [
                    {
                        "id": reading.node.id,
                        "by": list(reading.by),
                        "via": reading.citation.via,
                        "at": reading.citation.at,
                        "more": len(reading.citations) - 1,
                        "certainty": reading.citation.certainty or reading.node.certainty,
                    }
                    for reading in document.readings
                ],
            }
            for document in moment.documents
        ],
        "nodes": [node.id for node in moment.nodes],
    }
