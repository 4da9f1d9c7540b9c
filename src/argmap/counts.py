"""What answers a question and all questions under it, in numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from argmap.graph import circle_above, questions_below, root_questions
from argmap.model import ArgumentMap


class Counts(NamedTuple):
    """What answers a question and the questions under it, each claim counted once."""

    claims: int = 0
    supports: int = 0
    attacks: int = 0
    unanswered: int = 0


@dataclass(slots=True)
class _Branch:
    """The claims of a question and of all questions under it that were looked at so far."""

    claims: set[str]
    counts: Counts


def question_counts(map: ArgumentMap) -> dict[str, Counts]:
    """The counts of every question, from the deepest upwards.

    A claim that answers several questions of a branch counts once in it, so that
    the sets of claims are merged, always the smaller into the larger: n log n.
    The questions of a circle stand under each other and count the same.
    """
    of_claim: dict[str, Counts] = {}
    for claim in dict.fromkeys(claim for claims in map.answers.values() for claim in claims):
        tally = map.tally(claim)
        of_claim[claim] = Counts(1, tally.supports, tally.attacks, len(tally.unanswered))
    found: dict[str, Counts] = {}
    branches: dict[str, _Branch] = {}
    for root in root_questions(map):
        for id in reversed(questions_below(map, root)):
            parts = [branches.pop(each) for each in map.subquestions[id] if each in branches]
            branches[id] = _merged(parts, map.answers[id], of_claim)
            found[id] = branches[id].counts
        del branches[root]
        if map.questions[root].under in map.questions:
            found.update(dict.fromkeys(circle_above(map, root), found[root]))
    return found


def _merged(parts: Sequence[_Branch], claims: Iterable[str], of_claim: Mapping[str, Counts]) -> _Branch:
    """All branches and some claims as one branch, which is the largest with what the others add."""
    whole = max(parts, key=lambda each: len(each.claims), default=_Branch(set(), Counts()))
    new = set(claims).union(*(other.claims for other in parts if other is not whole)) - whole.claims
    whole.claims |= new
    whole.counts = Counts(*(sum(column) for column in zip(whole.counts, *(of_claim[claim] for claim in new), strict=True)))
    return whole


def question_depths(map: ArgumentMap, root: str) -> dict[str, int]:
    """A question and all questions under it, with how many levels below it each stands."""
    depths: dict[str, int] = {}
    for id in questions_below(map, root):
        depths[id] = depths[map.questions[id].under or ""] + 1 if depths else 0
    return depths
