"""Events and documents in order of date, with who says what the documents show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from argmap.citations import documents, source_label, work_name
from argmap.dates import DateError, DateRange
from argmap.entries import Citation, Node, Source
from argmap.model import ArgumentMap
from argmap.times import Time, parse_time


class Reading(NamedTuple):
    """A node that cites a document, and its citations of it."""

    node: Node
    citations: tuple[Citation, ...]

    @property
    def citation(self) -> Citation:
        """The first of the citations."""
        return self.citations[0]

    @property
    def by(self) -> tuple[str, ...]:
        """Who says so: those of these citations, or else of the node; not those of its other citations."""
        return tuple(dict.fromkeys(id for citation in self.citations for id in citation.by or self.node.by))


class Document(NamedTuple):
    """A document, or a work, and the nodes that cite it among those that were chosen."""

    source: Source
    readings: tuple[Reading, ...]
    cited_by: int
    """How many nodes of the whole map cite it."""


class Moment(NamedTuple):
    """Everything of one date."""

    time: Time
    documents: tuple[Document, ...]
    nodes: tuple[Node, ...]
    """The nodes of this date, without those that stand under a document of the same date."""


@dataclass(frozen=True)
class Timeline:
    """The moments in order, and what has no place among them."""

    moments: tuple[Moment, ...]
    nodes: int
    """How many nodes were chosen."""
    undated: tuple[str, ...]
    """The nodes without a date."""
    invalid: tuple[str, ...]
    """The nodes whose date is none."""
    undated_documents: tuple[str, ...]
    invalid_documents: tuple[str, ...]

    @property
    def shown(self) -> dict[str, None]:
        """The ids of the nodes that stand in some moment, each once, in order."""
        return dict.fromkeys(
            node.id
            for moment in self.moments
            for node in (*(reading.node for document in moment.documents for reading in document.readings), *moment.nodes)
        )


def document_name(map: ArgumentMap, id: str, time: Time) -> str:
    """The name of a document whose date stands beside it: `Stalin to Gottwald, Letter to Gottwald`."""
    label, name = source_label(map, id), work_name(map, id)
    for date in (time.text, time.text[:4]):
        if label.endswith(f" {date}"):
            return name[: len(label) - len(date) - 1] + name[len(label) :]
    return name


@dataclass(frozen=True)
class Span:
    """What of a timeline is asked for."""

    since: DateRange | None = None
    until: DateRange | None = None
    works: bool = False
    """Whether works of later authors stand among the documents."""


def timeline(map: ArgumentMap, nodes: Iterable[Node], span: Span) -> Timeline:
    """Order some nodes, and the documents that they cite, by date; what may be outside ``span`` only is left out.  n log n."""
    chosen = list(nodes)
    readings = _readings(map, chosen, span.works)
    dated, undated_documents, invalid_documents = _sorted_out({id: map.sources[id].issued for id in readings})
    own, undated, invalid = _sorted_out({node.id: node.date for node in chosen})
    cited_by = _cited_by(map, readings)
    by_time: dict[str, list[Document]] = {}
    told: set[tuple[str, str]] = set()
    times: dict[str, Time] = {}
    for id, time in dated.items():
        if time.days.overlaps(span.since, span.until):
            times[time.text] = time
            by_time.setdefault(time.text, []).append(Document(map.sources[id], tuple(readings[id]), cited_by[id]))
            told.update((reading.node.id, time.text) for reading in readings[id])
    events: dict[str, list[Node]] = {}
    for id, time in own.items():
        if time.days.overlaps(span.since, span.until) and (id, time.text) not in told:
            times[time.text] = time
            events.setdefault(time.text, []).append(map.nodes[id])
    moments = [
        Moment(time, tuple(by_time.get(time.text, ())), tuple(events.get(time.text, ())))
        for time in sorted(times.values(), key=lambda time: time.order)
    ]
    return Timeline(tuple(moments), len(chosen), undated, invalid, undated_documents, invalid_documents)


def _readings(map: ArgumentMap, nodes: Iterable[Node], works: bool) -> dict[str, list[Reading]]:
    """The sources that nodes cite, each with the nodes."""
    wanted = set(map.sources) if works else documents(map)
    found: dict[str, list[Reading]] = {}
    for node in nodes:
        cited: dict[str, list[Citation]] = {}
        for citation in node.cite:
            if citation.source in wanted:
                cited.setdefault(citation.source, []).append(citation)
        for source, citations in cited.items():
            found.setdefault(source, []).append(Reading(node, tuple(citations)))
    return {id: found[id] for id in map.sources if id in found}


def _cited_by(map: ArgumentMap, wanted: Mapping[str, object]) -> dict[str, int]:
    counts = dict.fromkeys(wanted, 0)
    for node in map.nodes.values():
        for id in {citation.source for citation in node.cite}:
            if id in counts:
                counts[id] += 1
    return counts


def _sorted_out(dates: Mapping[str, str | None]) -> tuple[dict[str, Time], tuple[str, ...], tuple[str, ...]]:
    """What has a date, what has none, and what has one that cannot be read."""
    dated: dict[str, Time] = {}
    undated, invalid = [], []
    for id, text in dates.items():
        if text is None:
            undated.append(id)
            continue
        try:
            dated[id] = parse_time(text)
        except DateError:
            invalid.append(id)
    return dated, tuple(undated), tuple(invalid)
