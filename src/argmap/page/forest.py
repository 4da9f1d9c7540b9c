"""Where each node hangs: questions, the claims that answer them, and all that bears on those, each once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from argmap.entries import Claim
from argmap.model import ArgumentMap, Link, questions_of
from argmap.selection import Replies, Reply, rivals_of

Hold = Literal["support", "rebut", "undermine", "undercut", "limit", "conflict", "premise", "variant", "answer", "part"]
"""How something hangs on what is left of it; ``part`` is a question under another."""


@dataclass(slots=True)
class Spot:
    """A box in the forest.  ``above`` is the id it hangs on, empty for what begins a tree."""

    id: str
    above: str = ""
    hold: Hold = "part"
    link: Link | None = None
    is_beside: bool = False
    """Whether it stands below what it hangs on and not to the right: it bears on the link of that, or joins it."""


class Forest:
    """The spots of some nodes and questions, in the order in which they are read."""

    def __init__(self, map: ArgumentMap, ids: Iterable[str]) -> None:
        self.map = map
        self.replies = Replies(map)
        self.ids = dict.fromkeys(ids)
        self.questions = [id for id in self.ids if id in map.questions]
        self.spots: dict[str, Spot] = {}
        self._below: dict[str, list[str]] = {}
        self._question_spots()
        self._claim_spots()
        self._rest()

    def order(self) -> list[Spot]:
        """All spots: each before what hangs on it, what stands to its right before what stands below it.  No recursion."""
        found: list[Spot] = []
        pending = [spot.id for spot in reversed(self.spots.values()) if not spot.above]
        while pending:
            id = pending.pop()
            found.append(self.spots[id])
            pending.extend(reversed(self.below(id)))
        return found

    def below(self, id: str) -> list[str]:
        """What hangs on a node or question, what stands below it last."""
        return sorted(self._below.get(id, ()), key=lambda each: self.spots[each].is_beside)

    def _add(self, spot: Spot) -> None:
        self.spots[spot.id] = spot
        if spot.above:
            self._below.setdefault(spot.above, []).append(spot.id)

    def _question_spots(self) -> None:
        """The questions, each with its rival claims before the questions under it; of each circle the first begins a tree."""
        homes = self._homes()
        of_school = {id: number for number, id in enumerate(self.map.positions)}
        above = dict.fromkeys(self.questions, "")
        seen: set[str] = set()
        outermost = [id for id in self.questions if self.map.questions[id].under not in above]
        for start in (*outermost, *self.questions):
            pending = [start] if start not in seen else []
            while pending:
                at = pending.pop()
                seen.add(at)
                self._add(Spot(at, above[at]))
                parts = [id for id in self.map.subquestions[at] if id in above and id not in seen and id != start]
                above.update(dict.fromkeys(parts, at))
                pending.extend(reversed(parts))
        for id, claims in homes.items():
            parts = self._below.pop(id, [])
            for claim in sorted(claims, key=lambda claim: self._school(claim, of_school)):
                self._add(Spot(claim, id, "answer"))
            self._below.setdefault(id, []).extend(parts)

    def _school(self, claim: str, order: dict[str, int]) -> int:
        return min((order.get(id, len(order)) for id in self.map.nodes[claim].position), default=len(order))

    def _homes(self) -> dict[str, list[str]]:
        """The claims that hang on each question: a claim hangs on the first of its questions in which it is a rival."""
        rivals = {
            question: set(rivals_of(self.replies, [id for id in self.map.answers[question] if id in self.ids]))
            for question in self.questions
        }
        homes: dict[str, list[str]] = {}
        for id in self.ids:
            if id in self.map.nodes:
                home = next((each for each in questions_of(self.map.nodes[id]) if id in rivals.get(each, ())), None)
                if home is not None:
                    homes.setdefault(home, []).append(id)
        return homes

    def _claim_spots(self) -> None:
        self._spread([id for id in self.spots if id in self.map.nodes])

    def _rest(self) -> None:
        """What no question leads to: first what bears on nothing, then one of each circle."""
        rest = [id for id in self.ids if id not in self.spots]
        for id in [*(id for id in rest if self._is_top(id)), *rest]:
            if id not in self.spots:
                self._add(Spot(id))
                self._spread([id])

    def _is_top(self, id: str) -> bool:
        node = self.map.nodes[id]
        is_variant = isinstance(node, Claim) and node.variant_of in self.ids and node.variant_of != id
        return not is_variant and not any(link.target in self.ids and link.target != id for link in self.map.links_from.get(id, ()))

    def _spread(self, queue: list[str]) -> None:
        """Hang on some nodes all that bears on them, breadth first, so that each hangs on the nearest."""
        for at in queue:
            replies = [reply for reply in self.replies.to(at) if reply.id in self.ids and reply.id not in self.spots]
            of_target = self.map.links_to.get(at, ()) if replies else ()
            links: dict[tuple[str, str], Link] = {(link.source, link.type): link for link in reversed(of_target)}
            for reply in replies:
                if reply.id not in self.spots:
                    self._add(self._spot(at, reply, links.get((reply.id, reply.way))))
                    queue.append(reply.id)

    def _spot(self, at: str, reply: Reply, link: Link | None) -> Spot:
        if link is None:
            return Spot(reply.id, at, "variant" if reply.way == "variant" else "conflict")
        hold: Hold = link.attack or ("premise" if reply.way == "premise" else "support")
        return Spot(reply.id, at, hold, link, self._stands_beside(at, link))

    def _stands_beside(self, at: str, link: Link) -> bool:
        """Whether a reply is drawn to the link by which its target hangs: a premise joins it, an undercut cuts it."""
        spot = self.spots[at]
        if not spot.above or spot.above in self.map.questions:
            return False
        if link.type == "premise":
            return not (spot.is_beside and spot.hold == "premise")
        if link.attack != "undercut" or spot.is_beside:
            return False
        return link.cuts == spot.above or (link.cuts is None and not isinstance(self.map.nodes[at], Claim))


class OtherLink(NamedTuple):
    """A link that is no part of the forest: from, to, how, and of an undercut where the link leads that it cuts."""

    source: str
    target: str
    hold: Hold
    cuts: str = ""


def other_links(map: ArgumentMap, spots: Iterable[Spot]) -> Iterator[OtherLink]:
    """All that links the boxes of a forest and is not said by it."""
    held = {spot.id: spot for spot in spots}
    for id, spot in held.items():
        node = map.nodes.get(id)
        if node is None:
            continue
        for link in map.links_from.get(id, ()):
            if link != spot.link and link.target in held:
                yield OtherLink(id, link.target, link.attack or ("premise" if link.type == "premise" else "support"), link.cuts or "")
        for question in dict.fromkeys(questions_of(node)):
            if question in held and (spot.hold, spot.above) != ("answer", question):
                yield OtherLink(id, question, "answer")
        for other in map.conflicts.get(id, ()):
            pair = {("conflict", other): spot, ("conflict", id): held.get(other)}
            if other in held and id < other and not any(each and (each.hold, each.above) == key for key, each in pair.items()):
                yield OtherLink(id, other, "conflict")
        of = node.variant_of if isinstance(node, Claim) else None
        if of is not None and of in held and of != id and (spot.hold, spot.above) != ("variant", of):
            yield OtherLink(id, of, "variant")
