"""Where ways may go: from node to node over links, and from what claims answer to the questions above."""

from collections.abc import Iterator
from functools import cached_property

from argmap.graph import questions_below
from argmap.model import ArgumentMap
from argmap.sides import belonging
from argmap.ways.steps import Step


def own_nodes(map: ArgumentMap, id: str) -> list[str]:
    """The nodes that an entry stands for: of a question the claims that answer it or one under it."""
    if id in map.questions:
        return list(dict.fromkeys(claim for question in questions_below(map, id) for claim in map.answers[question]))
    return [id] if id in map.nodes else belonging(map, id)


def are_alike(map: ArgumentMap, a: str, b: str) -> bool:
    """Whether both are positions, both people or both sources."""
    return any(a in table and b in table for table in (map.positions, map.people, map.sources))


Spot = tuple[str, str, str]
"""What a way comes to: the kind of thing, its id, and of a link that an undercut cuts the id that this link leads to."""
Road = tuple[Spot, Step]

_START: Spot = ("start", "", "")
_GOAL: Spot = ("goal", "", "")


def _node(id: str) -> Spot:
    return "node", id, ""


class Roads:
    """Where ways may go from each spot, as far as that leads from the one entry to the other."""

    def __init__(self, map: ArgumentMap, a: str, b: str, editorial: bool) -> None:
        self.map = map
        self.ids = (a, b)
        self.editorial = editorial
        self.questions = frozenset(questions_below(map, b)) if b in map.questions else frozenset[str]()
        ends = frozenset(own_nodes(map, b))
        starts = [id for id in own_nodes(map, a) if id not in ends or not are_alike(map, a, b)]
        self.own = (starts, ends)
        self.start = _node(a) if a in map.nodes else _START
        self.goal: Spot = _node(b) if b in map.nodes else ("question", b, "") if self.questions else _GOAL
        self._trails = self._question_trails()
        self._explore()

    def _explore(self) -> None:
        """What can be reached from the start, and how far each spot is from the goal.  Breadth first, linear."""
        reached: dict[Spot, list[Road]] = {self.start: []}
        into: dict[Spot, list[Spot]] = {}
        queue = [self.start]
        for at in queue:
            if at == self.goal:
                continue
            roads = reached[at] = list(self._roads(at))
            for spot, _ in roads:
                into.setdefault(spot, []).append(at)
                if spot not in reached:
                    reached[spot] = []
                    queue.append(spot)
        self.reached = {id for kind, id, _ in reached if kind == "node"}
        """The nodes that can be reached from the start."""
        self.left = {self.goal: 0} if self.goal in reached else {}
        """How many steps the goal is away at least, from each spot from which it can be reached."""
        queue = list(self.left)
        for at in queue:
            for spot in into.get(at, ()):
                if spot not in self.left:
                    self.left[spot] = self.left[at] + 1
                    queue.append(spot)
        self.roads = {at: [road for road in reached[at] if road[0] in self.left] for at in self.left}

    @property
    def is_cut_off(self) -> bool:
        """Whether no way leads from the start to the goal."""
        return self.start not in self.left

    @property
    def size(self) -> int:
        """How many spots and roads there are."""
        return len(self.roads) + sum(len(roads) for roads in self.roads.values())

    def _roads(self, at: Spot) -> Iterator[Road]:
        kind, id, cut = at
        if kind == "start":
            for node in self.own[0]:
                yield _node(node), Step("has", self.ids[0], node)
        elif kind == "question":
            above = self.map.questions[id].under
            if above in self.questions:
                yield ("question", above, ""), Step("under", id, above)
        else:
            yield from self._links(id, cut)
            if self.goal == _GOAL and id in self.own[1]:
                yield _GOAL, Step("held", id, self.ids[1])
            if id in self._trails and not cut:  # what is cut is one use of the claim, and not the answer it gives
                question = self._trails[id]
                yield ("question", question, ""), Step("answers", id, question)

    def _question_trails(self) -> dict[str, str]:
        """The question that each claim answers by which the way to the question asked about is shortest."""
        found: dict[str, str] = {}
        queue = [self.ids[1]] if self.questions else []
        seen = set(queue)
        for question in queue:
            for claim in self.map.answers[question]:
                found.setdefault(claim, question)
            fresh = [below for below in self.map.subquestions[question] if below not in seen]
            seen.update(fresh)
            queue += fresh
        return found

    def _links(self, id: str, cut: str) -> Iterator[Road]:
        """The links and conflicts that start at a node; of a node one of whose links is cut, only that link."""
        seen = set()
        for link in self.map.links_from.get(id, ()):
            same = link[1:]  # all but its id: the same link written twice is one
            if (cut and link.target != cut) or same in seen or (link.editorial and not self.editorial):
                continue
            seen.add(same)
            cuts = link.cuts if link.attack == "undercut" and link.cuts is not None and _node(link.target) != self.goal else ""
            is_bare = link.type == "attack" and self._is_bare(id, link.target)
            yield ("node", link.target, cuts), Step(link.type, id, link.target, link, is_bare)
        for other in self.map.conflicts.get(id, ()) if not cut else ():
            yield _node(other), Step("conflict", id, other, None, self._is_bare(id, other))

    def _is_bare(self, source: str, target: str) -> bool:
        return (
            source not in self._grounded and target in self._grounded and all(self.map.nodes[id].type == "claim" for id in (source, target))
        )

    @cached_property
    def _grounded(self) -> set[str]:
        """The nodes that a support leads to, and the claims that are granted."""
        return {link.target for link in self.map.links if link.type == "support"} | {claim.id for claim in self.map.claims if claim.granted}
