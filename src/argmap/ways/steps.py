"""Ways and their steps, and what a way amounts to."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from argmap.model import ArgumentMap, Link

StepKind = Literal["support", "attack", "premise", "conflict", "has", "answers", "under", "held"]
Bearing = Literal["for", "against", "limits", "itself"]


class Step(NamedTuple):
    """A step of a way.

    Over a link or a conflict it leads from node to node.  The others lead from
    a position, person or source to a node of it (``has``), from a node to what
    it belongs to (``held``), from a claim to a question it answers, and from a
    question to the one it stands under.
    """

    kind: StepKind
    source: str
    target: str
    link: Link | None = None
    is_bare: bool = False
    """Whether it is an attack by a claim without grounds on one that has some, which does not put it in doubt (design: section 4)."""

    @property
    def is_against(self) -> bool:
        """Whether it is an attack or a conflict."""
        return self.kind in ("attack", "conflict")

    @property
    def is_limit(self) -> bool:
        """Whether it is an attack that only limits."""
        return self.link is not None and self.link.attack == "limit"

    @property
    def is_reason(self) -> bool:
        """Whether it leads from node to node."""
        return self.link is not None or self.kind == "conflict"

    def answers(self, map: ArgumentMap) -> list[str]:
        """The nodes that attack the source where that bears on this step."""
        if not self.is_reason:
            return []
        link = self.link or Link("", self.source, self.target, "attack", "rebut")
        return list(dict.fromkeys(reply.source for reply in map.answers_to(link)))


@dataclass(frozen=True)
class Way:
    """Steps that lead from one entry to another; none of them comes to the same node twice.

    An undercut that names one link of its target comes to that link and not to
    the node, so that this link is what the next step leads over.
    """

    steps: tuple[Step, ...]

    @property
    def first(self) -> str:
        """The node where it begins."""
        return self.steps[0].target if self.steps[0].kind == "has" else self.steps[0].source

    @property
    def last(self) -> str:
        """The node where it ends: of a way to a question the claim that answers it."""
        return next((step.source for step in self.steps if step.kind in ("answers", "held")), self.steps[-1].target)

    @property
    def bearing(self) -> Bearing:
        """What the first node is to the last on this way.

        An attack on what is for a node is against it, and an attack on an
        attack is for it; a limit defeats nothing, whatever leads to it.
        """
        links = [step for step in self.steps if step.is_reason]
        if not links:
            return "itself"
        if any(step.is_limit for step in links):
            return "limits"
        return "for" if self.is_for else "against"

    @property
    def is_for(self) -> bool:
        """Whether an even number of its steps are attacks, limits among them."""
        return sum(step.is_against for step in self.steps) % 2 == 0
