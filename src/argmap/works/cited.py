"""What a node cites, a person wrote, or a school and a question rest on."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from argmap.entries import Citation, Entry, Node, Person, Position, Question, Source
from argmap.graph import answers_below, below
from argmap.model import ArgumentMap


class Place(NamedTuple):
    """Where something is said: a source, the locator, and the work it was read in."""

    source: str
    at: str = ""
    via: str = ""
    quoted: bool = False
    """Whether the map quotes its words."""


class Cited(NamedTuple):
    """What is to be cited: places in order, and the works of a bibliography in file order."""

    places: tuple[Place, ...]
    works: tuple[str, ...]


def cited_by(map: ArgumentMap, entry: Entry | None) -> Cited:
    """The citations of an entry of any kind; of the whole map for None.

    Of a node its own, in order, each place once; of a source the source
    twice, for the first note and those after it; of a
    person what that person wrote, edited or translated; of a position what it
    and its nodes cite; of a question what the answers to it, and to the
    questions under it, and all that is for and against them cite.
    """
    if entry is None:
        return Cited((), tuple(map.sources))
    if isinstance(entry, Source):
        return Cited((Place(entry.id), Place(entry.id)), (entry.id,))
    if isinstance(entry, Person):
        return Cited((), tuple(source.id for source in map.sources.values() if _wrote(source, entry.id)))
    if isinstance(entry, Node):
        places = tuple(_places(entry.cite))
        return Cited(places, _works(map, places))
    return Cited((), _works(map, _places(_all_citations(map, entry))))


def _wrote(source: Source, person: str) -> bool:
    return any(name.person == person for names in (source.author, source.editor, source.translator) for name in names)


def _all_citations(map: ArgumentMap, entry: Entry) -> Iterator[Citation]:
    nodes: Iterable[Node] = ()
    if isinstance(entry, Position):
        yield from entry.cite
        nodes = (node for node in map.nodes.values() if entry.id in node.position)
    elif isinstance(entry, Question):
        nodes = (map.nodes[id] for id in below(map, answers_below(map, entry.id)))
    for node in nodes:
        yield from node.cite


def _places(citations: Iterable[Citation]) -> Iterator[Place]:
    """The places of citations, each once: several may differ only in who is quoted there."""
    seen: dict[tuple[str, str, str], Place] = {}
    for each in citations:
        via = each.via if each.via and each.via != each.source else ""
        place = Place(each.source, each.at or "", via, bool(each.quote))
        key = place[:3]
        seen[key] = place if place.quoted else seen.get(key, place)
    return iter(seen.values())


def _works(map: ArgumentMap, places: Iterable[Place]) -> tuple[str, ...]:
    named = dict.fromkeys(id for place in places for id in (place.source, place.via))
    return tuple(id for id in map.sources if id in named)
