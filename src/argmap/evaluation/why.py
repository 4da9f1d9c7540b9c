"""Why a node has its label: the links that decide it, and the steps down to what nothing decides further."""

from collections.abc import Iterator
from dataclasses import dataclass

from argmap.entries import Claim
from argmap.evaluation.grounded import IN, OUT, UNDECIDED
from argmap.evaluation.labels import Evaluation, Label
from argmap.model import Link


@dataclass(frozen=True, slots=True)
class Reason:
    """What decides a label: ids of links, and of what counters those that would have decided otherwise."""

    by: tuple[str, ...]
    countered_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an explanation: a node, what it is to the node one level up, and its label."""

    level: int
    node: str
    role: str
    """`carried by`, `rested on`, `attacked by`, `cut by`, `countered by`, `needs`, `clashes with`; empty for the node asked about."""
    link: str
    """The id of the link the step follows; empty where there is none."""
    label: Label
    again: bool
    """Whether the node was explained before."""


_COUNTERED = ("attacked by", "cut by")
_HOLDING = (Label.STANDS, Label.ASSERTED)


def clash_id(source: str, target: str) -> str:
    """The id under which one direction of a conflict is listed."""
    return f"{source} conflicts with {target}"


def reason(evaluation: Evaluation, id: str) -> Reason:
    """The links that carry or defeat a node, and those that counter what speaks against the label."""
    steps = list(_deciding(evaluation, id))
    if evaluation.labels[id] in _HOLDING:
        countered = [link for role, _, attack in steps if role in _COUNTERED for _, link in _counters(evaluation, id, attack)]
        return Reason(tuple(link for role, _, link in steps if role in ("carried by", "needs")), tuple(dict.fromkeys(countered)))
    return Reason(tuple(link for _, _, link in steps), ())


def explain(evaluation: Evaluation, id: str) -> Iterator[Step]:
    """The shortest honest explanation of a label, as a tree in preorder; every node is explained once.

    Each step's label follows from the steps below it: a node stands on one
    ground that holds and because every attack is countered; it falls by one
    attack that holds, or because all its grounds are cut.
    """
    explained: set[str] = set()
    stack: list[tuple[int, str, str, str]] = [(0, id, "", "")]
    while stack:
        level, at, role, link = stack.pop()
        again = at in explained
        yield Step(level, at, role, link, evaluation.labels[at], again)
        if again:
            continue
        explained.add(at)
        below: list[tuple[int, str, str, str]] = []
        for role_below, node, link_below in directly_below(evaluation, at):
            below.append((level + 1, node, role_below, link_below))
            # An attacker that does not hold is explained by itself; one that holds is countered by what cuts its link.
            if role_below in _COUNTERED and evaluation.labels[at] in _HOLDING and evaluation.labels[node] in (*_HOLDING, Label.OPEN):
                below.extend(
                    (level + 2, source, "countered by", by) for source, by in _counters(evaluation, at, link_below) if source != at
                )
        stack.extend(reversed(below))


def directly_below(evaluation: Evaluation, id: str) -> list[tuple[str, str, str]]:
    """Role, node and link of the steps one level below a node in its explanation, without walking further."""
    deciding = [step for step in _deciding(evaluation, id) if step[1]]
    if evaluation.label(id) is Label.OPEN:
        # One unresolved conflict is enough; one with a statement that itself stands is told the shortest.
        return sorted(deciding, key=lambda step: evaluation.label(step[1]) is not Label.STANDS)[:1]
    return deciding


def _deciding(evaluation: Evaluation, id: str) -> list[tuple[str, str, str]]:
    """Role, node and link of what decides the label of a node, in the order told."""
    label = evaluation.labels[id]
    if label in _HOLDING:
        carrying = _carrying(evaluation, id)
        cuts = [("cut by", cut.source, cut.id) for _, _, link in carrying for cut in evaluation.framework.cut.get(link, ())]
        return [*carrying, *_needed(evaluation, id, IN), *cuts, *_attacks(evaluation, id, OUT)]
    wanted = UNDECIDED if label is Label.OPEN else IN
    attacks = _attacks(evaluation, id, wanted)
    if attacks and label is not Label.UNSUPPORTED:
        return attacks if label is Label.OPEN else attacks[:1]
    broken = _needed(evaluation, id, UNDECIDED if label is Label.OPEN else OUT)
    return broken[:1] or _lost_grounds(evaluation, id)


def _carrying(evaluation: Evaluation, id: str) -> list[tuple[str, str, str]]:
    """The plainest support link that is in: one whose source nothing attacks and that needs nothing, if there is one."""
    map = evaluation.map
    carrying = [link for link in map.links_to.get(id, ()) if link.type == "support" and evaluation.link_label(link.id) == "in"]
    if not carrying or not isinstance(map.nodes[id], Claim):
        assertion = evaluation.framework.assertions.get(id)
        return [("carried by", "", assertion.id)] if assertion else []
    plainest = min(carrying, key=lambda link: len(map.links_to.get(link.source, ())) + len(evaluation.framework.cut.get(link.id, ())))
    return [("carried by", plainest.source, plainest.id)]


def _needed(evaluation: Evaluation, id: str, label: int) -> list[tuple[str, str, str]]:
    """The premises whose link has this label."""
    links = [link for link in evaluation.map.links_to.get(id, ()) if link.type == "premise"]
    return [("needs", link.source, link.id) for link in links if _label(evaluation, link.id) == label]


def _attacks(evaluation: Evaluation, id: str, label: int) -> list[tuple[str, str, str]]:
    """The attacks on a node itself, and the claims it clashes with, that have this label."""
    links = evaluation.framework.effective.get(id, ())
    found = [("attacked by", link.source, link.id) for link in links if _label(evaluation, link.id) == label]
    clashes = evaluation.framework.clashes.get(id, ())
    statements = evaluation.framework.statements
    found.extend(("clashes with", other, clash_id(other, id)) for other in clashes if evaluation.arguments[statements[other]] == label)
    return found


def _lost_grounds(evaluation: Evaluation, id: str) -> list[tuple[str, str, str]]:
    """Why each ground of a claim does not carry it: its source does not hold, or the link is cut."""
    framework = evaluation.framework
    found: list[tuple[str, str, str]] = []
    grounds = [(link.id, link.source) for link in evaluation.map.links_to.get(id, ()) if link.type == "support"]
    assertion = framework.assertions.get(id)
    for link_id, source in [*grounds, *([(assertion.id, "")] if assertion else [])]:
        cuts = [cut for cut in framework.cut.get(link_id, ()) if _label(evaluation, cut.id) != OUT]
        if cuts:
            found.append(("cut by", cuts[0].source, cuts[0].id))
        elif source:
            found.append(("rested on", source, link_id))
    return found


def _counters(evaluation: Evaluation, id: str, link_id: str) -> list[tuple[str, str]]:
    """What puts an attack on ``id`` out: the node and link of an undercut, else of what defeats its source, else ``id`` itself."""
    framework = evaluation.framework
    for cut in framework.cut.get(link_id, ()):
        if _label(evaluation, cut.id) == IN:
            return [(cut.source, cut.id)]
    link = evaluation.links.get(link_id)
    if link is None or evaluation.arguments[framework.statements[link.source]] != OUT:
        return [(id, link_id)]
    return [(node, by) for _, node, by in _deciding(evaluation, link.source) if node][:1]


def _label(evaluation: Evaluation, link_id: str) -> int:
    return evaluation.arguments[evaluation.framework.links[link_id]]


def links_of(evaluation: Evaluation) -> list[tuple[str, str | None, str, str, str]]:
    """Every link that was evaluated: id, from, to, type, label; assertions start nowhere."""
    rows: list[tuple[str, str | None, str, str, str]] = []

    def row(link: Link) -> tuple[str, str | None, str, str, str]:
        return link.id, link.source, link.target, link.type, evaluation.link_label(link.id)

    rows.extend(row(link) for link in evaluation.map.links)
    for assertion in evaluation.framework.assertions.values():
        rows.append((assertion.id, None, assertion.target, "assertion", evaluation.link_label(assertion.id)))
    names = {IN: "in", OUT: "out", UNDECIDED: "undecided"}
    for target, sources in evaluation.framework.clashes.items():
        for source in sources:
            label = names[evaluation.arguments[evaluation.framework.statements[source]]]
            rows.append((clash_id(source, target), source, target, "conflict", label))
    return rows
