"""Figures of a map, or of some nodes of it: how many there are of what.

Figures of nodes are of the nodes chosen.  Figures of links (attacks and
clashes) are of those that begin or end at one of them, whatever stands at the
other end; whether an attack is answered is looked up in the whole map.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from argmap.citations import documents
from argmap.entries import NODE_TYPES, Node
from argmap.evaluation import Evaluation, Label
from argmap.kinds import ATTACKS
from argmap.model import ArgumentMap, Link, holders, questions_of

Ranked = tuple[tuple[str, int], ...]
"""Ids with how many nodes each has, most first and then in the order of the map; none of them has 0."""


class Attacks(NamedTuple):
    """How many attacks there are: drawn by authors and by the encoder, and how many of both nothing replies to."""

    own: int = 0
    editorial: int = 0
    unanswered: int = 0

    @property
    def all(self) -> int:
        """Both together."""
        return self.own + self.editorial


class Contested(NamedTuple):
    """A claim that something attacks."""

    id: str
    attacks: int
    unanswered: int


class Rebuttals(NamedTuple):
    """Nodes that attack something: those whose every attack has a reply, those with some replied to, those with none."""

    answered: int
    partly: int
    unanswered: int


@dataclass(frozen=True)
class Figures:
    """All figures; the empty id stands for nodes without a position, holder, citation or question."""

    nodes: int
    whole: int
    """How many nodes the map has."""
    types: dict[str, int]
    labels: dict[str, dict[str, int]]
    """By label and type."""
    positions: Ranked
    """A node of two positions counts in both; so with people, documents and questions."""
    people: Ranked
    read_in: Ranked
    """By the works in which nodes were read: ``via``, or else ``source``."""
    cited: Ranked
    """By the documents (letters, reports, speeches ...) that they cite."""
    works: Ranked
    """By the works of later authors that say it."""
    questions: Ranked
    """Claims by the questions that they answer themselves."""
    links: dict[str, int]
    """By type, and how many of all the encoder drew."""
    kinds: dict[str, Attacks]
    matrix: dict[tuple[str, str], Attacks]
    """Attacks by the position of the attacker and that of the target."""
    clashes: dict[tuple[str, str], int]
    """Pairs of claims that cannot be held together, by their positions, the earlier one of the map first."""
    contested: tuple[Contested, ...]
    rebuttals: Rebuttals


def figures(evaluation: Evaluation, nodes: Sequence[Node]) -> Figures:
    """Count some nodes of a map; linear but for the sorting."""
    map = evaluation.map
    chosen, primary = {node.id for node in nodes}, documents(map)
    links = [link for link in map.links if link.source in chosen or link.target in chosen]
    attacks = [link for link in links if link.type == "attack"]
    return Figures(
        len(nodes),
        len(map.nodes),
        {type: sum(node.type == type for node in nodes) for type in NODE_TYPES},
        _labels(evaluation, nodes),
        _ranked(map.positions, (node.position for node in nodes)),
        _ranked(map.people, (holders(node) for node in nodes)),
        _ranked(map.sources, ([citation.via or citation.source for citation in node.cite] for node in nodes)),
        _ranked(map.sources, ([each.source for each in node.cite if each.source in primary] for node in nodes), others=False),
        _ranked(map.sources, ([each.source for each in node.cite if each.source not in primary] for node in nodes), others=False),
        _ranked(map.questions, (questions_of(node) for node in nodes if node.type == "claim")),
        {
            **{type: sum(link.type == type for link in links) for type in ("support", "attack", "premise")},
            "editorial": sum(link.editorial for link in links),
        },
        {kind: _attacks(map, (link for link in attacks if link.attack == kind)) for kind in ATTACKS},
        _matrix(map, attacks),
        _clashes(map, chosen),
        _contested(map, nodes),
        _rebuttals(map, nodes),
    )


def _labels(evaluation: Evaluation, nodes: Iterable[Node]) -> dict[str, dict[str, int]]:
    counts = Counter((str(evaluation.label(node.id)), node.type) for node in nodes)
    return {str(label): {type: counts[str(label), type] for type in NODE_TYPES} for label in Label}


def _ranked(table: Collection[str], values: Iterable[Sequence[str]], others: bool = True) -> Ranked:
    """Ids by the number of nodes that have them, each once a node; what is not in the table comes behind what is as frequent.

    With ``others`` the empty id stands for the nodes that have none.
    """
    counts = Counter(id for each in values for id in (dict.fromkeys(each) or (("",) if others else ())))
    order = {id: number for number, id in enumerate(table)}
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], order.get(item[0], len(order)), item[0])))


def _attacks(map: ArgumentMap, links: Iterable[Link]) -> Attacks:
    own = editorial = unanswered = 0
    for link in links:
        own += not link.editorial
        editorial += link.editorial
        unanswered += not map.is_answered(link)
    return Attacks(own, editorial, unanswered)


def positions_of(map: ArgumentMap, id: str) -> tuple[str, ...]:
    """The positions of a node, each once; the empty one if it has none."""
    return tuple(dict.fromkeys(map.nodes[id].position)) or ("",)


def _matrix(map: ArgumentMap, attacks: Iterable[Link]) -> dict[tuple[str, str], Attacks]:
    """An attack between nodes of several positions counts in each cell."""
    cells: dict[tuple[str, str], list[Link]] = {}
    for link in attacks:
        for row in positions_of(map, link.source):
            for column in positions_of(map, link.target):
                cells.setdefault((row, column), []).append(link)
    return {cell: _attacks(map, cells[cell]) for cell in sorted(cells, key=_by(map))}


def _clashes(map: ArgumentMap, chosen: Collection[str]) -> dict[tuple[str, str], int]:
    order = {id: number for number, id in enumerate(map.nodes)}
    rank = _rank(map)
    counts: Counter[tuple[str, str]] = Counter()
    for id, others in map.conflicts.items():
        for other in others:
            if order[id] < order[other] and (id in chosen or other in chosen):
                pairs = product(positions_of(map, id), positions_of(map, other))
                counts.update({(one, two) if rank(one) <= rank(two) else (two, one) for one, two in pairs})
    return {pair: counts[pair] for pair in sorted(counts, key=_by(map))}


def _rank(map: ArgumentMap) -> Callable[[str], tuple[int, str]]:
    """The order of positions: that of the map, then what is no entry of it, then none."""
    order = {id: number for number, id in enumerate(map.positions)}
    return lambda id: (order.get(id, len(order) + (not id)), id)


def _by(map: ArgumentMap) -> Callable[[tuple[str, str]], tuple[tuple[int, str], tuple[int, str]]]:
    rank = _rank(map)
    return lambda pair: (rank(pair[0]), rank(pair[1]))


def _contested(map: ArgumentMap, nodes: Iterable[Node]) -> tuple[Contested, ...]:
    found = []
    for node in nodes:
        if node.type == "claim":
            tally = map.tally(node.id)
            if tally.attacks:
                found.append(Contested(node.id, tally.attacks, len(tally.unanswered)))
    return tuple(sorted(found, key=lambda each: (-each.attacks, -each.unanswered)))


def _rebuttals(map: ArgumentMap, nodes: Iterable[Node]) -> Rebuttals:
    answered = partly = unanswered = 0
    for node in nodes:
        replied = [map.is_answered(link) for link in map.links_from.get(node.id, ()) if link.type == "attack"]
        if replied:
            answered += all(replied)
            unanswered += not any(replied)
            partly += any(replied) and not all(replied)
    return Rebuttals(answered, partly, unanswered)
