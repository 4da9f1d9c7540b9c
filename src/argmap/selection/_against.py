"""Two positions, people or sources against each other: question by question, where they clash most first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from argmap.entries import Claim
from argmap.errors import ArgmapError
from argmap.graph import questions_below
from argmap.model import ArgumentMap, questions_of
from argmap.selection._plans import Plan, way_up
from argmap.selection._reach import ContestKey, Replies, by_turns, contest_keys
from argmap.sides import Sides, two_sides

QUESTIONS_AT_ONCE = 3
"""So many questions take turns before the next ones come."""

MOST_ABOVE = 6
"""So many nodes at most stand above a ground that is attacked: each way is walked anew, and a chain may be long."""


class Exchange(NamedTuple):
    """A node of one side that is attacked by one of the other: itself, or through a node that needs it or is supported by it."""

    target: str
    source: str
    between: str | None = None
    cuts: str | None = None
    """Where the one link leads that is cut, if the attack is an undercut of one."""


@dataclass(slots=True)
class _Meeting:
    """What the two have to do with each other on one question."""

    claims: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))
    exchanges: list[Exchange] = field(default_factory=list)


def against_plan(replies: Replies, first: str, second: str, within: str | None = None) -> Plan:
    """The claims of both to each common question, and what of one is against the other.

    With ``within`` only to that question and those under it.

    Raises `ArgmapError` if they are the same, not of one kind, or have nothing
    to do with each other.
    """
    map = replies.map
    sides = two_sides(map, first, second)
    box_of = _boxes(sides)
    contest = contest_keys(replies, sides.side)
    leads: dict[str, tuple[str, ...]] = {id: (question,) for id, question in box_of.items()}
    meetings: dict[str, _Meeting] = {}
    for id in sorted(box_of, key=contest.__getitem__):
        meetings.setdefault(box_of[id], _Meeting()).claims[sides.side[id]].append(id)
    exchanges = list(_exchanges(replies, sides))
    for exchange in exchanges:
        top = _lead_to(map, exchange, leads, box_of)
        meetings.setdefault(box_of.get(top, ""), _Meeting()).exchanges.append(exchange)
    for exchange in exchanges:  # after that, for what cuts a link may itself be attacked
        if exchange.cuts is not None:
            attacking = exchange.between or exchange.source
            leads[attacking] = (*leads.get(attacking, ()), exchange.cuts)
    if within is not None:
        known = frozenset(questions_below(map, within))
        meetings = {question: meeting for question, meeting in meetings.items() if question in known}
    order = {id: number for number, id in enumerate(map.questions)}
    ranked = sorted(
        (question for question, meeting in meetings.items() if meeting.exchanges or all(meeting.claims)),
        key=lambda id: (-len(meetings[id].exchanges), -min(len(each) for each in meetings[id].claims), order.get(id, len(order))),
    )
    if not ranked:
        message = f"`{first}` and `{second}` answer no question both, and nothing of one is against the other"
        raise ArgmapError(message, f"`argmap show {first}` says which questions it answers and what is against it")
    heads, rest, begin = _in_order(sides, ranked, meetings, leads, contest)
    boxes = frozenset(id for lead in leads.values() for id in lead if id in map.questions)
    return Plan([heads, *([rest] if rest else [])], leads, contest_keys(replies, [*heads, *rest]), boxes, first=begin)


def _in_order(
    sides: Sides,
    ranked: Sequence[str],
    meetings: Mapping[str, _Meeting],
    leads: dict[str, tuple[str, ...]],
    contest: Mapping[str, ContestKey],
) -> tuple[list[str], list[str], tuple[str, ...]]:
    """The steps of the questions by turns; then the claims that nobody of the other side faces; the first step."""
    map = sides.map
    heads: dict[str, None] = {}
    rest: dict[str, None] = {}
    begin: tuple[str, ...] = ()
    for at in range(0, len(ranked), QUESTIONS_AT_ONCE):
        questions = ranked[at : at + QUESTIONS_AT_ONCE]
        steps = ([(question, step) for step in _steps(sides, question, meetings[question], contest)] for question in questions)
        for question, step in by_turns(steps):
            for id in step:
                if id not in heads and isinstance(map.nodes[id], Claim):
                    leads[id] = _without_foreign_box(map, leads.get(id, ()), question, questions_of(map.nodes[id]))
                heads[id] = None
            begin = begin or tuple(step)
        for question in questions:
            rest.update((id, None) for claims in meetings[question].claims for id in claims)
    return list(heads), [id for id in rest if id not in heads], begin


def _without_foreign_box(map: ArgumentMap, lead: tuple[str, ...], question: str, answered: Sequence[str]) -> tuple[str, ...]:
    """What stands before a claim that is shown with a question: of boxes only that of this question, if it answers it."""
    return (*([question] if question in answered else []), *(id for id in lead if id not in map.questions))


def _boxes(sides: Sides) -> dict[str, str]:
    """For each claim of a side the question it is shown under: of those it answers the one where the two meet most."""
    answered: dict[str, list[str]] = {}
    count: dict[str, list[int]] = {}
    for id, side in sides.side.items():
        answered[id] = [question for question in dict.fromkeys(questions_of(sides.map.nodes[id])) if question in sides.map.questions]
        for question in answered[id]:
            count.setdefault(question, [0, 0])[side] += 1
    return {id: max(ids, key=lambda each: (min(count[each]), sum(count[each]))) for id, ids in answered.items() if ids}


def _exchanges(replies: Replies, sides: Sides) -> Iterator[Exchange]:
    """The attacks and clashes between the two sides, in both directions."""
    map = sides.map
    behind: dict[str, dict[int, str]] = {}
    for target, side in sides.side.items():
        for link in map.links_to.get(target, ()):
            if link.type != "attack":
                continue
            speaker = sides.of_speaker(link.source)
            if speaker is not None and speaker != side:
                yield Exchange(target, link.source, None, replies.cut(link))
            elif speaker is None:
                if link.source not in behind:
                    grounds = [each.source for each in map.links_to.get(link.source, ()) if each.type != "attack"]
                    behind[link.source] = {sides.side[id]: id for id in reversed(grounds) if id in sides.side}
                source = behind[link.source].get(1 - side)
                if source is not None:
                    yield Exchange(target, source, link.source, replies.cut(link))
        for other in map.conflicts.get(target, ()):
            if side == 0 and sides.side.get(other) == 1:  # a clash with what is no claim is a fault, but shown
                yield Exchange(target, other) if isinstance(map.nodes[target], Claim) else Exchange(other, target)


def _lead_to(map: ArgumentMap, exchange: Exchange, leads: dict[str, tuple[str, ...]], box_of: Mapping[str, str]) -> str:
    """Note what must stand before an attack so that it has something to bear on; return the claim that it comes to."""
    target, cuts = exchange.target, exchange.cuts
    if isinstance(map.nodes[target], Claim):
        return target
    way = way_up(map, target, set(), cuts, MOST_ABOVE)
    top = way[-1] if way else target
    if target not in leads:
        leads[target] = (*((box_of[top],) if top in box_of else ()), *reversed(way))
    return top


def _steps(sides: Sides, question: str, meeting: _Meeting, contest: Mapping[str, ContestKey]) -> list[list[str]]:
    """What is shown of one question, one after the other: a claim of each side and what is between them, and so on."""
    map = sides.map

    def answers(id: str) -> bool:
        return id in sides.side and question in questions_of(map.nodes[id])

    steps: list[list[str]] = []
    shown: set[str] = set()
    exchanges = sorted(meeting.exchanges, key=lambda each: (not (answers(each.source) and answers(each.target)), contest[each.target]))
    for target, source, between, _ in exchanges:
        step = [target, *([between] if between else []), source]
        step.sort(key=lambda id: sides.side[id] if answers(id) else 2)
        if not steps:
            step = _both(meeting, step, {sides.side[id] for id in step if answers(id)})
        shown.update(step)
        steps.append(step)
    left = [[id for id in claims if id not in shown] for claims in meeting.claims]
    steps += [list(pair) for pair in zip(*left, strict=False)]
    return steps


def _both(meeting: _Meeting, step: list[str], spoken: set[int]) -> list[str]:
    """A step with the most contested claim of the side that it lacks."""
    first, second = ([claims[0]] if claims and number not in spoken else [] for number, claims in enumerate(meeting.claims))
    return [*first, *step[:1], *second, *step[1:]]
