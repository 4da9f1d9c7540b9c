"""The labels of a map."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from argmap.evaluation.framework import Burden, Framework, depended_on, framework
from argmap.evaluation.grounded import IN, OUT, grounded
from argmap.model import ArgumentMap, Link


class Label(StrEnum):
    """How a node stands on what the map records."""

    STANDS = "stands"
    ASSERTED = "asserted"
    OPEN = "open"
    FALLS = "falls"
    UNSUPPORTED = "unsupported"


@dataclass
class Evaluation:
    """A map with the grounded label of everything in it."""

    framework: Framework
    burden: Burden
    arguments: list[int]
    """The label of each argument: 1 in, 0 undecided, -1 out."""

    @property
    def map(self) -> ArgumentMap:
        """The map that is evaluated."""
        return self.framework.map

    @cached_property
    def labels(self) -> Mapping[str, Label]:
        """The label of every node that was evaluated."""
        return {id: self.label(id) for id in self.framework.statements}

    def label(self, id: str) -> Label:
        """The label of a node; what is in through its assertion alone is asserted."""
        argument = self.arguments[self.framework.statements[id]]
        if argument == IN:
            return Label.ASSERTED if id in self.framework.assertions else Label.STANDS
        if argument == OUT:
            return Label.FALLS if id in self._tenable else Label.UNSUPPORTED
        return Label.OPEN

    @cached_property
    def links(self) -> dict[str, Link]:
        """The links of the map by their ids."""
        return {link.id: link for link in self.map.links}

    def link_label(self, id: str) -> str:
        """`in`, `out` or `undecided`."""
        return {IN: "in", OUT: "out"}.get(self.arguments[self.framework.links[id]], "undecided")

    @cached_property
    def _tenable(self) -> frozenset[str]:
        """The nodes that would be in or undecided if nothing attacked anything."""
        return tenable(self.map, self.burden)


def tenable(map: ArgumentMap, burden: Burden) -> frozenset[str]:
    """The nodes that are not out in the map without its attacks.

    Without attacks a node is out if it has no ground at all, or needs one that
    is out; that is settled from the nodes without grounds downwards, and a
    circle of support stays undecided.
    """
    lost: dict[str, None] = {}
    grounds = {claim.id: 0 for claim in map.claims if not claim.granted}
    for link in map.links:
        if link.type == "support" and link.target in grounds:
            grounds[link.target] += 1
    for id, count in grounds.items():
        if not count:
            node = map.nodes[id]
            if burden == "strict" or not (node.by or node.cite):
                lost[id] = None
    queue = list(lost)
    for id in queue:
        for link in map.links_from.get(id, ()):
            if link.type == "support" and link.target in grounds:
                grounds[link.target] -= 1
                gone = grounds[link.target] == 0
            else:
                gone = link.type == "premise"
            if gone and link.target not in lost:
                lost[link.target] = None
                queue.append(link.target)
    return frozenset(id for id in map.nodes if id not in lost)


def evaluate(map: ArgumentMap, burden: Burden = "default", of: Collection[str] | None = None) -> Evaluation:
    """Evaluate a map under grounded semantics; linear in its size.

    With ``of``, only as far as the labels of these nodes hang on it, and only
    they have one; it is the same as in the whole, for grounded semantics is
    directional (Baroni & Giacomin 2007).
    """
    few = len(map.nodes) // 2
    among = depended_on(map, of) if of is not None and len(of) <= few else None
    if among is not None and len(among) > few:
        among = None  # leaving out what is over would take longer than evaluating it
    made = framework(map, burden, among)
    return Evaluation(made, burden, grounded(made))
