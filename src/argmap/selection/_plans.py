"""What a picture begins with: the rivals of a question, a node, or what belongs to a position, a person or a source."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from argmap.counts import question_depths
from argmap.entries import Claim
from argmap.graph import root_questions
from argmap.model import ArgumentMap, Link, questions_of
from argmap.selection._reach import ALL, ContestKey, Replies, by_turns, contest_keys
from argmap.sides import belonging

MOST_RIVALS = 6
"""So many schools speak before any reply is heard."""
FEWEST_RIVALS = 4
"""So many claims speak first where there are fewer schools."""


@dataclass(slots=True)
class Plan:
    """The nodes that a picture is about, in waves: after each wave comes what tells most about its nodes."""

    waves: list[list[str]]
    leads: Mapping[str, Sequence[str]]
    """Before each of these nodes: question boxes and nodes that lead down to it."""
    contest: Mapping[str, ContestKey]
    boxes: frozenset[str] = frozenset()
    """Which leads are question boxes."""
    tail: tuple[str, ...] = ()
    """What the nodes bear on, where that comes after the replies."""
    tail_first: bool = False
    first: tuple[str, ...] = ()
    """What even the smallest picture shows."""
    head_level: int = 1
    """The depth of the nodes of the waves: under a question 1, alone 0."""
    pinned: frozenset[str] = field(default_factory=frozenset)
    """What stays whatever type it is of."""

    @property
    def heads(self) -> list[str]:
        """The nodes of all waves."""
        return [id for wave in self.waves for id in wave]


def question_plan(replies: Replies, question: str, after: Collection[str] | None = None) -> Plan:
    """The rival claims, but for those shown before: first the most contested one of each school, then the others."""
    map = replies.map
    answering = map.answers[question]
    rivals = [id for id in rivals_of(replies, answering) if id not in (after or ())]
    contest = contest_keys(replies, rivals)
    ranked = sorted(rivals, key=contest.__getitem__)
    of_school: dict[str, str] = {}
    for id in ranked:
        of_school.setdefault(school_of(map, id), id)
    first = list(of_school.values())[:MOST_RIVALS]
    order = {id: number for number, id in enumerate(map.positions)}
    first.sort(key=lambda id: (order.get(school_of(map, id), len(order)), contest[id]))
    # no page for a claim or two that are left over
    fewest = len(ranked) if after is not None and len(ranked) <= MOST_RIVALS else FEWEST_RIVALS
    first += [id for id in ranked if id not in first][: max(0, fewest - len(first))]
    rest = dict.fromkeys(ranked)
    for id in first:
        del rest[id]
    waves = [wave for wave in (first, list(rest)) if wave]
    leads = dict.fromkeys(rivals, (question,))
    return Plan(waves, leads, contest, frozenset([question]), first=tuple(first[:2]))


def school_of(map: ArgumentMap, id: str) -> str:
    """The school that a claim speaks for; empty if none is given."""
    return next(iter(map.nodes[id].position), "")


def rivals_of(replies: Replies, answering: Sequence[str]) -> list[str]:
    """The claims of a question that are no reply to and no variant of another one, and one of each circle of such.

    A claim that is only *against* others is a rival all the same if nobody
    else speaks for its school.
    """
    map = replies.map
    known = set(answering)
    rivals: dict[str, None] = {}
    opponents = []
    for id in answering:
        node = map.nodes[id]
        links = [link for link in map.links_from.get(id, ()) if link.target in known and link.target != id]
        is_variant = isinstance(node, Claim) and node.variant_of in known and node.variant_of != id
        if is_variant or any(link.type == "support" for link in links):
            continue
        if links:
            opponents.append(id)
        else:
            rivals[id] = None
    schools = {school_of(map, id) for id in rivals}
    rivals.update(dict.fromkeys(id for id in opponents if school_of(map, id) not in schools))
    _add_unreached(replies, answering, rivals)
    return [id for id in answering if id in rivals]


def _add_unreached(replies: Replies, answering: Sequence[str], rivals: dict[str, None]) -> None:
    """Of the claims that no rival leads to (they stand in circles) make the first a rival, until all are reached."""
    reached: set[str] = set()

    def walk(start: str) -> None:
        pending = [start]
        while pending:
            at = pending.pop()
            if at not in reached:
                reached.add(at)
                pending.extend(reply.id for reply in replies.to(at) if reply.needs is None)

    for id in rivals:
        walk(id)
    for id in answering:
        if id not in reached:
            rivals[id] = None
            walk(id)


def node_plan(replies: Replies, id: str) -> Plan:
    """A node; what it bears on comes later, unless a reply cuts the link that leads there."""
    map = replies.map
    tail: dict[str, None] = {}
    for link in map.links_from.get(id, ()):
        tail[link.target] = None
        if link.attack == "undercut":  # what it cuts is a link, and a link has two ends
            following = [each.target for each in map.links_from.get(link.target, ())]
            tail.update(dict.fromkeys(following if link.cuts is None else [each for each in following if each == link.cuts]))
    node = map.nodes[id]
    if isinstance(node, Claim) and node.variant_of in map.nodes and node.variant_of is not None:
        tail[node.variant_of] = None
    tail.pop(id, None)
    cut = any(link.attack == "undercut" for link in map.links_to.get(id, ()))
    contest = contest_keys(replies, [id])
    return Plan([[id]], {}, contest, tail=tuple(tail), tail_first=cut, head_level=0, pinned=frozenset([id]))


def holder_plan(replies: Replies, id: str, after: Collection[str] = ()) -> Plan:
    """What belongs to a position, person or source: its claims under their questions, then its grounds under what they bear on."""
    map = replies.map
    own = [each for each in belonging(map, id) if each not in after]
    contest = contest_keys(replies, own)
    claims = [each for each in own if isinstance(map.nodes[each], Claim)]
    depth = _question_depths(map)
    box_of = _boxes_of(map, claims, depth)
    groups: dict[str, list[str]] = {}
    for each in sorted(claims, key=lambda each: (_is_secondary(map, each, contest), contest[each])):
        groups.setdefault(box_of.get(each, ""), []).append(each)
    unattached = groups.pop("", [])
    grounds = sorted((each for each in own if not isinstance(map.nodes[each], Claim)), key=contest.__getitem__)
    from_the_top = sorted(groups, key=depth.__getitem__)
    heads = [*by_turns([groups[box] for box in from_the_top], 2), *unattached, *grounds]
    leads = leads_of(map, heads, box_of)
    waves = [heads[at : at + FEWEST_RIVALS] for at in range(0, len(heads), FEWEST_RIVALS)]
    return Plan(waves, leads, contest, frozenset(box_of.values()), first=tuple(heads[:1]))


def _question_depths(map: ArgumentMap) -> dict[str, int]:
    """Under how many questions each one stands: what a school says on the first question of a debate comes before details."""
    return {id: depth for root in root_questions(map) for id, depth in question_depths(map, root).items()}


def _boxes_of(map: ArgumentMap, claims: Iterable[str], depth: Mapping[str, int]) -> dict[str, str]:
    """For each claim that answers a question the one it is shown under: the highest, and of these that which most of the claims answer."""
    answered: dict[str, list[str]] = {}
    count: dict[str, int] = {}
    for id in claims:
        answered[id] = [question for question in dict.fromkeys(questions_of(map.nodes[id])) if question in map.questions]
        for question in answered[id]:
            count[question] = count.get(question, 0) + 1
    rank = {question: (depth[question], -number) for question, number in count.items()}
    return {id: min(questions, key=rank.__getitem__) for id, questions in answered.items() if questions}


def _is_secondary(map: ArgumentMap, id: str, own: Mapping[str, object]) -> bool:
    """Whether a claim is a reason for, or a variant of, another one that is asked for."""
    node = map.nodes[id]
    if isinstance(node, Claim) and node.variant_of in own and node.variant_of != id:
        return True
    return any(link.type == "support" and link.target in own and link.target != id for link in map.links_from.get(id, ()))


def leads_of(map: ArgumentMap, heads: Sequence[str], box_of: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """What stands before each node: the question it answers, or what it bears on, up to a claim.

    A way up ends where an earlier one has been, so that all together are
    linear.
    """
    leads: dict[str, tuple[str, ...]] = {}
    seen: set[str] = set()
    for head in heads:
        if head in box_of:
            leads[head] = (box_of[head],)
        else:
            way = way_up(map, head, seen)
            leads[head] = tuple(reversed(way))
        seen.add(head)
        seen.update(leads[head])
    return leads


def way_up(map: ArgumentMap, start: str, seen: set[str], cut: str | None = None, most: int = ALL) -> list[str]:
    """From what a node bears on up to a claim or to a node seen; where an undercut cuts one link, along that link.

    ``cut`` is where the first step must lead, if such a link is there; ``most``
    the number of steps.  The nodes walked through are added to ``seen``.
    """
    way: list[str] = []
    at = start
    seen.add(start)
    walked: set[tuple[str, str | None]] = set()  # undercuts may cut each other's links in a circle
    while len(way) < most and (at, cut) not in walked and (link := _link_up(map, at, cut)) is not None:
        walked.add((at, cut))
        at, cut = link.target, link.cuts if link.attack == "undercut" else None
        way.append(at)
        if cut is None and (at in seen or isinstance(map.nodes[at], Claim)):
            break
        seen.add(at)
    return way


def _link_up(map: ArgumentMap, at: str, target: str | None) -> Link | None:
    """The first link from a node to another one, or that to ``target`` if there is one."""
    links = [link for link in map.links_from.get(at, ()) if link.target != at]
    return next((link for link in links if link.target == target), links[0] if links else None)
