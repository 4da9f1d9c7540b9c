"""What belongs to a position, a person or a source, and which of two of them a node speaks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from argmap.display import choice
from argmap.entries import Citation, Node
from argmap.errors import ArgmapError
from argmap.model import ArgumentMap, holders

_KINDS = ("position", "person", "source")
_FEW = 8
"""So many positions are named in a cure."""


def belonging(map: ArgumentMap, id: str) -> list[str]:
    """The nodes of a position, of a person or body who holds them, or that cite a source (or were read in it), in file order."""
    if id in map.positions:
        return [node.id for node in map.nodes.values() if id in node.position]
    if id in map.people:
        return [node.id for node in map.nodes.values() if id in holders(node)]
    return [node.id for node in map.nodes.values() if any(id in (citation.source, citation.via) for citation in node.cite)]


def own_citations(map: ArgumentMap, id: str, node: Node) -> tuple[Citation, ...]:
    """The citations of a node by which it belongs to somebody.

    Of a position all; of a person those that name no other speaker; of a
    source those that cite it or were read in it.
    """
    if id in map.positions:
        return node.cite
    if id in map.people:
        return tuple(citation for citation in node.cite if id in (citation.by or node.by))
    return tuple(citation for citation in node.cite if id in (citation.source, citation.via))


@dataclass(frozen=True, slots=True)
class Sides:
    """Two positions, two people or two sources, and who belongs to which of them: 0 the first, 1 the second."""

    map: ArgumentMap
    ids: tuple[str, str]
    own: tuple[Mapping[str, None], Mapping[str, None]]
    """The nodes of each, in file order."""
    side: Mapping[str, int]
    """The nodes of one of them only."""
    speakers: Mapping[str, int | None] = field(default_factory=dict)
    """Of two positions: who holds claims of one of them, and of which; None of both. What people hold under no school
    counts as said for the one of the two that all who are named here are of."""

    def of_speaker(self, id: str) -> int | None:
        """The side that a node speaks for; None for what belongs to both, and to neither."""
        node = self.map.nodes[id]
        if id in self.side or node.position:
            return self.side.get(id)
        found = {self.speakers[person] for person in holders(node) if person in self.speakers}
        return next(iter(found)) if len(found) == 1 else None


def two_sides(map: ArgumentMap, first: str, second: str) -> Sides:
    """The sides of two positions, people or sources.  Raises `ArgmapError` if they are the same, or not of one such kind."""
    _refuse_unlike(map, first, second)
    own = (dict.fromkeys(belonging(map, first)), dict.fromkeys(belonging(map, second)))
    side = {id: number for number in (0, 1) for id in own[number] if id not in own[1 - number]}
    speakers: dict[str, int | None] = {}
    if first in map.positions:
        people = [{person for id in nodes if map.nodes[id].type == "claim" for person in holders(map.nodes[id])} for nodes in own]
        speakers = {person: None if person in people[1 - number] else number for number in (0, 1) for person in people[number]}
    return Sides(map, (first, second), own, side, speakers)


def _refuse_unlike(map: ArgumentMap, first: str, second: str) -> None:
    kinds = [next((kind for kind, table in map.tables.items() if id in table), "") for id in (first, second)]
    named = f" ({choice(map.positions, 'and')})" if "position" in kinds and 1 < len(map.positions) <= _FEW else ""
    cure = f"name two positions{named}, two people or two sources"
    if first == second:
        raise ArgmapError(f"`{first}` cannot be set against itself", cure)
    if kinds[0] != kinds[1] or kinds[0] not in _KINDS:
        if kinds == ["node", "node"]:
            cure += f"; `argmap path {first} {second}` says how one node bears on another"
        elif "question" in kinds:
            cure += f"; `argmap show {(first, second)[kinds.index('question')]}` shows who answers the question"
        raise ArgmapError(f"`{first}` is a {kinds[0]} and `{second}` a {kinds[1]}, which cannot be set against each other", cure)
