"""What stands on a drawn timeline: documents, and the nodes of a date."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from argmap.citations import people_label
from argmap.display import counted, visible
from argmap.model import ArgumentMap, holders
from argmap.timeline import Document, Moment, Reading, document_name
from argmap.times import Time, time_words

Shape = Literal["claim", "support", "rebuttal", "document"]

_MOST_READERS = 5  # categories of which a number is drawn


class Kinds(NamedTuple):
    """What colours mean: the categories of nodes, and of readings of a document; an empty one where there is none."""

    node: Callable[[str], str]
    reading: Callable[[Reading], str]


class Card(NamedTuple):
    """A document, or the nodes of one date of which the most contested one is written out."""

    id: str
    shape: Shape
    time: Time
    text: str
    when: str
    """The date in words, with how many more nodes there are of that date."""
    caption: str
    category: str
    readers: tuple[tuple[str, int], ...]
    """Of a document: how many of the nodes that cite it are of each category."""
    nodes: int
    """How many nodes it stands for."""
    hint: str


def cards_of(map: ArgumentMap, moment: Moment, kinds: Kinds) -> Iterator[Card]:
    """A card for each document of a moment, and one for its nodes."""
    words = time_words(moment.time)
    for document in moment.documents:
        yield _document(map, document, moment.time, kinds)
    if moment.nodes:
        node = min(moment.nodes, key=lambda node: -map.tally(node.id).attacks)
        more = len(moment.nodes) - 1
        text, people = visible(node.text), visible(people_label(map, holders(node), most=2))
        when = f"{words} (+{more:,} more)" if more else words
        hint = f"{when}. {f'{people}: ' if people else ''}{text}"
        yield Card(node.id, node.type, moment.time, text, when, people, kinds.node(node.id), (), len(moment.nodes), hint)


def _document(map: ArgumentMap, document: Document, time: Time, kinds: Kinds) -> Card:
    """A document with who cites it."""
    people = visible(people_label(map, tuple(dict.fromkeys(id for reading in document.readings for id in reading.by))))
    nodes = counted(len(document.readings), "node")
    counts = Counter(kinds.reading(reading) for reading in document.readings)
    readers = sorted(counts.items(), key=lambda item: (not item[0], -item[1]))[:_MOST_READERS] if any(counts) else []
    words, title = time_words(time), visible(document_name(map, document.source.id, time))
    caption = f"cited by {people} ({nodes})" if people else f"cited by {nodes}"
    said = " | ".join(visible(f"{people_label(map, each.by)}: {each.node.text} ({each.node.id})") for each in document.readings)
    return Card(
        document.source.id,
        "document",
        time,
        title,
        words,
        caption,
        "",
        tuple(readers),
        len(document.readings),
        f"{title}, {words}. {said}",
    )
