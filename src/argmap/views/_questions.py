"""Questions: their lines, their places in the tree, and what answers all of a branch in numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from argmap.citations import people_label
from argmap.display import Part, counted
from argmap.graph import circle_above, questions_below, root_questions
from argmap.model import ArgumentMap, holders
from argmap.views._page import Line, joined, part
from argmap.wording import count_words, school


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


def question_trails(map: ArgumentMap) -> dict[str, str]:
    """What each question stands under: the root, what is between as `...`, and the nearest."""
    trails: dict[str, str] = {}
    for root in root_questions(map):
        for id, depth in question_depths(map, root).items():
            nearest = map.questions[id].under or ""
            between = [] if depth < 3 else ["..."]
            trails[id] = " > ".join([root, *between, nearest][-depth:]) if depth else ""
    return trails


def question_line(
    map: ArgumentMap, id: str, level: int, counts: Counts, schools: Mapping[tuple[str, ...], Sequence[str]] | None = None
) -> Line:
    """A question with its tally, and who holds the claims given, school by school."""
    words = f"{counted(counts.claims, 'claim')}, {count_words(*counts[1:])}" if counts.claims else "no claim answers it yet"
    more = [[Part(words, "tally")]]
    if schools:
        more.append(joined(_answers(map, positions, members) for positions, members in schools.items()))
    return Line(level, "?", [part(map.questions[id].text, "question"), Part("  "), part(f"[{id}]", "id")], tuple(more))


def _answers(map: ArgumentMap, positions: tuple[str, ...], claims: Sequence[str]) -> Part:
    """The people of one school who answer a question: ``Orthodox: Rees, Dallin +2``."""
    people = tuple(dict.fromkeys(person for claim in claims for person in holders(map.nodes[claim])))
    return part(f"{school(map, positions)}: {people_label(map, people) or counted(len(claims), 'claim')}")


def school_order(map: ArgumentMap) -> dict[str, int]:
    """The number of each position, in the order of the files."""
    return {id: number for number, id in enumerate(map.positions)}


def by_school(map: ArgumentMap, claims: Sequence[str], order: Mapping[str, int]) -> dict[tuple[str, ...], list[str]]:
    """Claims by their positions: the schools in the order given, what has none last."""
    schools: dict[tuple[str, ...], list[str]] = {}
    for claim in claims:
        schools.setdefault(map.nodes[claim].position, []).append(claim)
    ranked = sorted(schools, key=lambda ids: (not ids, [order.get(id, len(order)) for id in ids]))
    return {positions: schools[positions] for positions in ranked}
