"""Questions: their lines, their places in the tree, and what answers all of a branch in numbers."""

from collections.abc import Mapping, Sequence

from argmap.citations import people_label
from argmap.counts import Counts, question_depths
from argmap.display import Part, counted
from argmap.graph import root_questions
from argmap.model import ArgumentMap, holders
from argmap.views._page import Line, joined, part, with_id
from argmap.wording import count_words, school


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
    return Line(level, "?", with_id(map.questions[id].text, id, "question"), tuple(more))


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
