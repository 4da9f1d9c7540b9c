"""`argmap query --format tree`: the nodes found, where they stand."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from argmap.display import Part, shortened
from argmap.entries import Claim, Node
from argmap.evaluation import Evaluation
from argmap.model import ArgumentMap, Link, questions_of
from argmap.views._page import BLANK, Line, joined, part, with_id
from argmap.views._parts import LINK_MARKS, NODE_MARKS, claim_info, ground_info, link_state, link_words, node_text
from argmap.views._questions import question_trails
from argmap.wording import cite_line

Step = tuple[str, Link | None]
"""The node that another leads to, and by which link; None for the claim it is a variant of."""
Steps = Mapping[str, Step | None]

_SHOWN = 60
"""How many columns of the text of a node are shown that was not asked for."""


def found_lines(evaluation: Evaluation, found: Sequence[Node]) -> Iterator[Line]:
    """The nodes found under their questions, with what they lead to on the shortest way there.

    Each node found is printed once, in full, with what else it leads to; the
    nodes between it and the question are printed in one line each.
    """
    map = evaluation.map
    steps = _steps(map)
    wanted = {node.id for node in found}
    tops, below = _forest(map, wanted, steps)
    answering: dict[str, list[str]] = {}
    for top in tops:
        question = next((id for id in questions_of(map.nodes[top]) if id in map.questions), "")
        answering.setdefault(question, []).append(top)
    trails = question_trails(map)
    is_first = True
    for question in (*map.questions, ""):
        if question in answering:
            if not is_first:
                yield BLANK
            is_first = False
            yield _heading(map, question, trails)
            yield from _branches(evaluation, answering[question], wanted, steps, below)


def _steps(map: ArgumentMap) -> dict[str, Step | None]:
    """The first step from each node towards the nearest question; None where the way ends.

    It ends at a claim that answers a question; where none is reached, at a
    node that leads nowhere, and in a circle at its first node.  Breadth first,
    linear.
    """
    steps: dict[str, Step | None] = {}
    _reach(map, [claim for claims in map.answers.values() for claim in claims], steps)
    _reach(map, [id for id, node in map.nodes.items() if not map.links_from.get(id) and _variant_of(map, node) is None], steps)
    for id in map.nodes:
        _reach(map, [id], steps)
    return steps


def _reach(map: ArgumentMap, starts: Iterable[str], steps: dict[str, Step | None]) -> None:
    """Walk from some nodes to all that leads to them and was not reached before."""
    queue = [id for id in dict.fromkeys(starts) if id not in steps]
    steps.update(dict.fromkeys(queue))
    for id in queue:
        leading: list[tuple[str, Link | None]] = [(link.source, link) for link in map.links_to.get(id, ())]
        leading.extend((variant, None) for variant in map.variants.get(id, ()))
        for other, link in leading:
            if other not in steps:
                steps[other] = (id, link)
                queue.append(other)


def _variant_of(map: ArgumentMap, node: Node) -> str | None:
    """The claim of the map that a node is a variant of."""
    of = node.variant_of if isinstance(node, Claim) else None
    return of if of != node.id and of in map.nodes else None


def _forest(map: ArgumentMap, wanted: Collection[str], steps: Steps) -> tuple[list[str], dict[str, list[str]]]:
    """The nodes on the ways of the wanted ones: those where the ways end, and under each node those that lead to it."""
    on_the_way = set(wanted)
    queue = list(wanted)
    for id in queue:
        step = steps[id]
        if step is not None and step[0] not in on_the_way:
            on_the_way.add(step[0])
            queue.append(step[0])
    tops: list[str] = []
    below: dict[str, list[str]] = {}
    for id in map.nodes:
        if id in on_the_way:
            step = steps[id]
            (tops if step is None else below.setdefault(step[0], [])).append(id)
    return tops, below


def _heading(map: ArgumentMap, question: str, trails: Mapping[str, str]) -> Line:
    if not question:
        return Line(0, "", [Part("Under no question", "heading")])
    trail = ([part(f"under {trails[question]}", "hint")],) if trails[question] else ()
    return Line(0, "?", with_id(map.questions[question].text, question, "question"), trail)


def _branches(
    evaluation: Evaluation, tops: Iterable[str], wanted: Collection[str], steps: Steps, below: Mapping[str, list[str]]
) -> Iterator[Line]:
    stack = [(id, 1) for id in reversed(list(tops))]
    while stack:
        id, level = stack.pop()
        node, step = evaluation.map.nodes[id], steps[id]
        yield _found(evaluation, node, step, level) if id in wanted else _between(evaluation.map, node, step, level)
        stack.extend((other, level + 1) for other in reversed(below.get(id, ())))


def _found(evaluation: Evaluation, node: Node, step: Step | None, level: int) -> Line:
    """A node that was asked for: its text, who holds it, its label, where it is found, and what else it leads to."""
    map = evaluation.map
    link = step[1] if step else None
    state = link_state(map, link) if link else None
    text = [Part(_words(map, step)), node_text(node)]
    if node.type == "claim":
        more = [claim_info(evaluation, node, state), *([[part(cite_line(map, node), "cite")]] if node.cite else [])]
    else:
        more = [ground_info(map, node, True, state)]
    return Line(level, _mark(node, step), text, (*more, *_elsewhere(map, node, step)))


def _between(map: ArgumentMap, node: Node, step: Step | None, level: int) -> Line:
    """A node that only stands between one that was asked for and its question."""
    info = joined((part(shortened(node.text, _SHOWN), "hint"), part(node.id, "id")))
    return Line(level, _mark(node, step), [Part(_words(map, step)), *info])


def _mark(node: Node, step: Step | None) -> str:
    if step is None:
        return NODE_MARKS[node.type]
    return LINK_MARKS[step[1].type] if step[1] else "~"


def _words(map: ArgumentMap, step: Step | None) -> str:
    if step is None:
        return ""
    return link_words(map, step[1]) if step[1] else "(variant) "


def _elsewhere(map: ArgumentMap, node: Node, step: Step | None) -> Iterator[list[Part]]:
    """What a node leads to and answers, besides where it is printed."""
    parts: list[Part] = []
    for link in map.links_from.get(node.id, ()):
        if step is None or link is not step[1]:
            how = link_words(map, link) if link.type != "premise" else ""
            parts.extend((Part(f"{_ALSO[link.type]} {how}"), part(link.target, "id"), Part(" | ")))
    answered = [id for id in questions_of(node) if id in map.questions]
    for question in answered[1:] if step is None else answered:
        parts.extend((Part("answers "), part(question, "id"), Part(" | ")))
    of = _variant_of(map, node)
    if of is not None and (step is None or step[1] is not None):
        parts.extend((Part("a variant of "), part(of, "id"), Part(" | ")))
    if parts:
        yield [Part("also ", "hint"), *parts[:-1]]


_ALSO = {"support": "for", "attack": "against", "premise": "needed by"}
