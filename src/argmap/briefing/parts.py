"""What a briefing is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from argmap.comparison import Kind
from argmap.evaluation import Evaluation, Label
from argmap.model import Link

State = Literal["in", "undecided", "out"]
STATES: tuple[State, ...] = ("in", "undecided", "out")
LOST = (Label.FALLS, Label.UNSUPPORTED)
"""The labels of claims that no case can be built on."""

GrantKind = Literal["granted"] | Kind


class Point(NamedTuple):
    """A claim of the position, and what there is for it and against it."""

    claim: str
    label: Label
    grounds: tuple[Link, ...]
    """The support links that hold or are in the balance, best first."""
    holding: int
    """How many of them hold."""
    works: int
    """How many different sources are cited by those that hold."""
    lost: int
    """How many further grounds do not hold."""
    answered: int
    unanswered: int


class Answer(NamedTuple):
    """An attack on what makes an attack."""

    link: Link
    state: State


class Challenge(NamedTuple):
    """An attack on a claim or on a ground put forward for it, or a claim that it cannot be held together with."""

    source: str
    target: str
    claim: str
    """The claim it bears on: the target, or the strongest claim that the target is a ground for."""
    link: Link | None
    """None for a conflict of two claims."""
    state: State
    """Whether the attack succeeds on what the map records, is in the balance, or fails."""
    is_ours: bool
    """Whether a node of the position makes it."""
    answers: tuple[Answer, ...]
    """The attacks on its source that bear on it, those of most use first."""

    @property
    def is_editorial(self) -> bool:
        """Whether the encoder drew the link, and not an author."""
        return self.link is not None and self.link.editorial

    @property
    def is_limit(self) -> bool:
        """Whether it only limits, and defeats nothing."""
        return self.link is not None and self.link.attack == "limit"

    @property
    def is_flank(self) -> bool:
        """Whether it is an attack that nothing answers; a conflict is answered by the claim itself, for it is mutual."""
        return self.link is not None and not self.answers


class Opening(NamedTuple):
    """A claim of the other side, and the attacks on it or on its grounds that nothing answers, best first."""

    claim: str
    attacks: tuple[Challenge, ...]


class Grant(NamedTuple):
    """What both sides hold, or what of one is granted, a form of, or a reason for what the other holds."""

    kind: GrantKind
    ours: str
    theirs: str
    link: Link | None = None


@dataclass(frozen=True)
class Briefing:
    """A position as a debater needs it."""

    evaluation: Evaluation
    position: str
    against: str | None
    within: str | None
    claims: tuple[str, ...]
    """The claims of the position (that answer the question asked about), in file order."""
    people: tuple[str, ...]
    """Who holds them."""
    case: tuple[Point, ...]
    """Its claims, strongest first."""
    lost: tuple[Point, ...]
    """Its claims that fall or are unsupported: no case can be built on them."""
    expected: tuple[Challenge, ...]
    """The attacks and conflicts that have an answer, most dangerous first."""
    flanks: tuple[Challenge, ...]
    """The attacks that nothing answers, most dangerous first."""
    by_others: tuple[Challenge, ...]
    """With ``against``: the attacks of all others, which are in neither of the two."""
    openings: tuple[Opening, ...]
    """The claims of the other side that have an attack nothing answers."""
    grants: tuple[Grant, ...]
    meets: bool
    """With ``against``: whether the two speak of one question, or one of the other, at all."""

    @cached_property
    def number(self) -> Mapping[str, int]:
        """The place of each claim of the case, from 1."""
        return {point.claim: number for number, point in enumerate(self.case, 1)}
