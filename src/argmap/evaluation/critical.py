"""What a map, or one claim of it, hangs on."""

from collections.abc import Sequence
from dataclasses import dataclass

from argmap.entries import Claim
from argmap.errors import ArgmapError
from argmap.evaluation.framework import Framework
from argmap.evaluation.grounded import IN, OUT
from argmap.evaluation.labels import Evaluation, Label
from argmap.evaluation.whatif import Kind, forced_labels, kind_of
from argmap.model import ArgumentMap

MAX_PAIRS = 1_000
"""How many pairs of grounds are tried for one claim."""


@dataclass(frozen=True, slots=True)
class Point:
    """A single point of failure: what falls with it at once, and the labels of other nodes that change."""

    id: str
    kind: Kind
    removed: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """Something a claim may hang on."""

    ids: tuple[str, ...]
    """The source or node; several if the loss of each takes the same away from the claim."""
    removed: tuple[str, ...]
    """The nodes upstream of the claim that are lost."""


@dataclass(frozen=True, slots=True)
class Supports:
    """What a claim hangs on."""

    id: str
    label: Label
    losses: tuple[tuple[Ground, ...], ...]
    """The grounds whose loss brings it down: one alone, then two of which neither does it alone."""
    known_from: str | None
    """The only source that the claim itself is known from; without it there is no claim at all."""
    complete: bool
    """Whether all pairs were tried, and none left out for want of time."""


def critical(evaluation: Evaluation, limit: int | None = None) -> list[Point]:
    """The sources and nodes whose loss changes most labels of other nodes; those of which it changes none are left out.

    The nodes that go with a source at once are not counted.  Ties: sources, then nodes, in file order.
    """
    nodes, sole = evaluation.map.nodes, _sole_sources(evaluation.map)
    losses: list[tuple[str, Kind, tuple[str, ...]]] = [(id, "source", tuple(lost)) for id, lost in sole.items()]
    losses += [(id, "node", (id,)) for id in nodes]
    counted = [(len(_fallout(evaluation, loss[2])), loss) for loss in losses]
    ranked = sorted((pair for pair in counted if pair[0]), key=lambda pair: -pair[0])[:limit]
    return [Point(*loss, tuple(_fallout(evaluation, loss[2]))) for _, loss in ranked]


def _fallout(evaluation: Evaluation, lost: Sequence[str]) -> list[str]:
    """The other nodes whose label changes."""
    statements, before = evaluation.framework.statements, evaluation.arguments
    if all(before[statements[id]] == OUT for id in lost):
        return []
    arguments, reached = forced_labels(evaluation, dict.fromkeys(lost, OUT))
    turned = {argument for argument in reached if arguments[argument] != before[argument]}
    turned.difference_update(statements[id] for id in lost)
    return [id for id, argument in statements.items() if argument in turned] if turned else []


def _sole_sources(map: ArgumentMap) -> dict[str, list[str]]:
    """The nodes that each source is the only source of."""
    found: dict[str, list[str]] = {id: [] for id in map.sources}
    for node in map.nodes.values():
        sources = {citation.source for citation in node.cite}
        if len(sources) == 1:
            found.setdefault(sources.pop(), []).append(node.id)
    return found


def critical_for(evaluation: Evaluation, id: str) -> Supports:
    """The grounds whose loss brings a claim down, alone or two together.

    Grounds are sources, supports, rebuttals and claims that are granted or
    merely asserted; the claim itself is not taken away.  What brings it down
    must hit each of its defences: so one defence is found, what hits it is
    taken away, and if the claim still stands another is found (the hitting set
    tree of Reiter 1987, to depth two).  Raises `ArgmapError`.
    """
    if id not in evaluation.map.nodes:
        kind_of(evaluation.map, id)  # of an id that does not exist it names the nearest
        raise ArgmapError(f"`{id}` is not a node", "name a claim, or no id at all for the sources and nodes that most depends on")
    known_from = next((source for source, nodes in _sole_sources(evaluation.map).items() if id in nodes), None)
    whole = _defence(evaluation, id, ())
    grounds = _grounds(evaluation, id) if whole else []
    defences = {ground: _defence(evaluation, id, ground.removed) for ground in grounds if not whole.isdisjoint(ground.removed)}
    alone = {ground for ground, defence in defences.items() if not defence}
    tried: dict[frozenset[Ground], bool] = {}
    for ground, defence in defences.items():
        for other in grounds if ground not in alone else ():
            pair = frozenset((ground, other))
            if other in alone or pair in tried or defence.isdisjoint(other.removed):
                continue
            if len(tried) == MAX_PAIRS:
                return Supports(id, evaluation.label(id), _in_order(grounds, alone, tried), known_from, False)
            tried[pair] = not _defence(evaluation, id, (*ground.removed, *other.removed))
    return Supports(id, evaluation.label(id), _in_order(grounds, alone, tried), known_from, True)


def _in_order(grounds: list[Ground], alone: set[Ground], tried: dict[frozenset[Ground], bool]) -> tuple[tuple[Ground, ...], ...]:
    order = {ground: number for number, ground in enumerate(grounds)}
    pairs = sorted(sorted(order[ground] for ground in pair) for pair, is_down in tried.items() if is_down)
    return (*((ground,) for ground in grounds if ground in alone), *((grounds[one], grounds[two]) for one, two in pairs))


def _grounds(evaluation: Evaluation, id: str) -> list[Ground]:
    """What may be taken away upstream of a claim, nodes before sources."""
    made, nodes = evaluation.framework, evaluation.map.nodes
    upstream = dict.fromkeys([made.statements[id]])
    queue = list(upstream)
    for argument in queue:
        fresh = dict.fromkeys(attacker for attacker in made.attackers[argument] if attacker not in upstream)
        upstream.update(fresh)
        queue += fresh
    inside = {each for each, argument in made.statements.items() if argument in upstream and each != id}
    found: dict[tuple[str, ...], list[str]] = {}
    for each in nodes:
        node = nodes[each]
        if each in inside and (not isinstance(node, Claim) or node.granted or each in made.assertions):
            found[each,] = [each]
    for source, lost in _sole_sources(evaluation.map).items():
        found.setdefault(tuple(each for each in lost if each in inside), []).append(source)
    return [Ground(tuple(ids), removed) for removed, ids in found.items() if removed]


def _defence(evaluation: Evaluation, id: str, lost: Sequence[str]) -> set[str]:
    """The nodes that one well-founded defence of a node uses when some are lost; none if it is not in."""
    made = evaluation.framework
    labels = forced_labels(evaluation, dict.fromkeys(lost, OUT))[0]
    start = made.statements[id]
    if labels[start] != IN:
        return set()
    because = _reasons(made, labels, start, {made.statements[each] for each in lost})
    used = dict.fromkeys([start])
    queue = [start]
    for argument in queue:
        for attacker in made.attackers[argument]:
            reason = because.get(attacker, argument)
            if reason not in used:
                used[reason] = None
                queue.append(reason)
    return {each for each, argument in made.statements.items() if argument in used}


def _reasons(made: Framework, labels: list[int], start: int, lost: set[int]) -> dict[int, int]:
    """Of each argument that is out, upstream of one that is in, the attacker that was the first to be in."""
    upstream = dict.fromkeys([start])
    queue = [start]
    for argument in queue:
        attackers = () if argument in lost else made.attackers[argument]
        fresh = [each for each in attackers if each not in upstream and labels[each] != labels[argument] and (labels[each] or 0)]
        upstream.update(dict.fromkeys(fresh))
        queue += dict.fromkeys(fresh)
    waiting = {argument: len(made.attackers[argument]) for argument in upstream if labels[argument] == IN}
    settled = [argument for argument in upstream if argument in lost or waiting.get(argument) == 0]
    because: dict[int, int] = {}
    for argument in settled:
        for target in made.attacked[argument]:
            if target not in upstream or target in lost or target in because:
                continue
            if labels[argument] == IN:
                because[target] = argument
                settled.append(target)
            elif target in waiting:
                waiting[target] -= 1
                if not waiting[target]:
                    settled.append(target)
    return because
