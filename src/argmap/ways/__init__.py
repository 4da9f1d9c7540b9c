"""How one node bears on another: the ways that lead there over links, the shortest first.

No words and no colour: ids and links.
"""

from dataclasses import dataclass
from functools import cached_property

from argmap.entries import Claim
from argmap.errors import ArgmapError
from argmap.graph import questions_below
from argmap.model import ArgumentMap
from argmap.ways.roads import Roads, are_alike, own_nodes
from argmap.ways.search import shortest
from argmap.ways.steps import Bearing, Step, StepKind, Way

__all__ = ["MOST_WAYS", "Bearing", "Step", "StepKind", "Way", "Ways", "own_nodes", "ways"]

MOST_WAYS = 1_000
"""So many ways may be asked for."""
_FEW = 3


@dataclass(frozen=True)
class Ways:
    """The shortest ways from one entry to another, the shortest first."""

    map: ArgumentMap
    a: str
    b: str
    editorial: bool
    """Whether they go over the encoder's links, too."""
    ways: tuple[Way, ...]
    more: bool | None
    """Whether there are others; None if they were not looked for to the end."""
    back: bool
    """Whether some way leads from the second to the first."""

    @property
    def are_alike(self) -> bool:
        """Whether it is from one position, person or source to another."""
        return are_alike(self.map, self.a, self.b)

    @cached_property
    def onward(self) -> int:
        """How many nodes ways from the first lead to, besides its own."""
        return len(Roads(self.map, self.a, self.b, self.editorial).reached.difference(own_nodes(self.map, self.a)))

    @cached_property
    def inward(self) -> int:
        """From how many nodes ways lead to the second, besides its own."""
        return len(self._reaching.difference(own_nodes(self.map, self.b)))

    @cached_property
    def by_editor(self) -> bool:
        """Whether there is a way where the encoder's links are not left out."""
        return not Roads(self.map, self.a, self.b, True).is_cut_off

    @cached_property
    def related(self) -> list[str]:
        """Variants of the first, and what it is a variant of, from which a way leads to the second; a few, for a variant is no step."""
        node = self.map.nodes.get(self.a)
        of = [node.variant_of] if isinstance(node, Claim) and node.variant_of in self.map.nodes else []
        near = [id for id in dict.fromkeys((*of, *self.map.variants.get(self.a, ()))) if id is not None and id in self._reaching]
        return [id for id in near[:_FEW] if id not in (self.a, self.b) and not Roads(self.map, id, self.b, self.editorial).is_cut_off]

    @cached_property
    def _reaching(self) -> set[str]:
        """The nodes from which ways lead to the second, or to a node of it: breadth first, against the links, linear."""
        own = own_nodes(self.map, self.b)
        reaching = dict.fromkeys(own)
        links = [link for link in self.map.links if self.editorial or not link.editorial]
        into: dict[tuple[str, str], list[str]] = {}
        for link in links:
            cuts = link.cuts if link.attack == "undercut" and link.cuts and link.target not in reaching else ""
            into.setdefault((link.target, cuts), []).append(link.source)
        queue = list(own)
        for at in queue:
            near = into.get((at, ""), [])
            cutting = [source for each in near for source in into.get((each, at), ())]
            for id in (*near, *cutting, *self.map.conflicts.get(at, ())):
                if id not in reaching:
                    reaching[id] = None
                    queue.append(id)
        return set(reaching)


def ways(map: ArgumentMap, a: str, b: str, limit: int, editorial: bool = True) -> Ways:
    """The ``limit`` (at least 1) shortest ways from one entry to another.

    The first is a node, or a position, person or source for all its nodes; the
    second may also be a question, for the claims that answer it or a question
    under it.  From one position, person or source to another no way begins at
    what belongs to both.  Linear for the shortest way; the others are looked for as long
    as that takes a bounded multiple of it.  Raises `ArgmapError`.
    """
    _refuse(map, a, b)
    roads = Roads(map, a, b, editorial)
    found, more = shortest(roads, limit)
    back = b not in map.questions and not Roads(map, b, a, editorial).is_cut_off
    return Ways(map, a, b, editorial, found, more, back)


def _refuse(map: ArgumentMap, a: str, b: str) -> None:
    if a == b:
        raise ArgmapError(f"`{a}` is both ends of the way", f"name two; `argmap show {a}` shows what it leads to and what leads to it")
    if a in map.questions:
        answers = [id for question in questions_below(map, a) for id in map.answers[question] if id != b]
        cure = f"name a claim that answers it, such as `argmap path {answers[0]} {b}`" if answers else "name a node"
        if b not in map.questions:
            cure += f"; the other way round, `argmap path {b} {a}`, is how `{b}` bears on the question"
        raise ArgmapError(f"`{a}` is a question, which bears on nothing: a claim does", cure)
