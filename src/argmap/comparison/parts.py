"""What a comparison is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple, get_args

from argmap.model import Link
from argmap.sides import Sides

Party = Literal["a", "b", "both"]
Kind = Literal["both", "support", "premise", "variant", "same-text", "attack", "conflict"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order in which agreements, and clashes, are told."""

MOST_ANSWERS = 20
"""So many answers are named of each attack: a node that attacks many and is attacked by many would have them named again and again."""


def other_party(party: Party) -> Party:
    """The other of the two."""
    return "b" if party == "a" else "a"


class Meeting(NamedTuple):
    """Where the two meet: a node that both hold, or what a node of one is to a node of the other.

    A conflict and the same text have no direction: the node of the first
    stands first.  Of a variant, ``target`` is what it is a variant of.
    """

    kind: Kind
    source: str
    target: str
    source_of: Party
    target_of: Party
    link: Link | None = None
    answers: tuple[str, ...] = ()
    """Of an attack: the nodes that attack its source, where that bears on this attack; the first `MOST_ANSWERS`."""
    answer_count: int = 0
    """How many there are."""

    @property
    def against(self) -> Party:
        """Whose node the target is; ``both`` of what both hold."""
        return self.target_of if self.target_of != "both" or self.source_of == "both" else other_party(self.source_of)

    @property
    def left(self) -> str:
        """The end that is the first's."""
        return self.target if self.against == "a" else self.source

    @property
    def right(self) -> str:
        """The end that is the second's."""
        return self.source if self.against == "a" else self.target

    @property
    def is_clash(self) -> bool:
        """Whether it is an attack or a conflict."""
        return self.kind in ("attack", "conflict")

    @property
    def is_editorial(self) -> bool:
        """Whether the encoder drew the link, and not an author."""
        return self.link is not None and self.link.editorial

    @property
    def is_limit(self) -> bool:
        """Whether it is an attack that only limits."""
        return self.link is not None and self.link.attack == "limit"


class Share(NamedTuple):
    """What somebody has to say on a question, in file order; a claim that answers several stands under each."""

    claims: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    """Supports and rebuttals whose links lead to this question."""

    def __bool__(self) -> bool:
        return bool(self.claims or self.grounds)


class Common(NamedTuple):
    """A question that both speak of; None for what leads to no question."""

    question: str | None
    shares: Mapping[Party, Share]
    """What only the first, only the second, and both hold."""
    agreements: tuple[Meeting, ...]
    clashes: tuple[Meeting, ...]


class Lone(NamedTuple):
    """A question that only one of the two speaks of."""

    question: str | None
    share: Share


class Readings(NamedTuple):
    """A document that both use, and the nodes for which each cites it; ``both`` for which both do."""

    source: str
    a: tuple[str, ...]
    b: tuple[str, ...]
    both: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Two positions, people or sources, question by question in the order of `show`."""

    sides: Sides
    within: str | None
    a: tuple[str, ...]
    """The nodes of the first, on the questions compared; those of both stand in each."""
    b: tuple[str, ...]
    common: tuple[Common, ...]
    only_a: tuple[Lone, ...]
    only_b: tuple[Lone, ...]
    documents: tuple[Readings, ...]

    @cached_property
    def agreements(self) -> tuple[Meeting, ...]:
        """All agreements."""
        return tuple(meeting for common in self.common for meeting in common.agreements)

    @cached_property
    def clashes(self) -> tuple[Meeting, ...]:
        """All attacks and conflicts."""
        return tuple(meeting for common in self.common for meeting in common.clashes)
