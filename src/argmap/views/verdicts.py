"""What `evaluate` prints: labels with tally and cause, and the steps of an explanation."""

from collections import Counter
from collections.abc import Iterator

from argmap.display import Part
from argmap.evaluation import Evaluation, Label
from argmap.evaluation.why import Step, directly_below, explain
from argmap.graph import questions_below
from argmap.model import Link
from argmap.views._page import BLANK, Line, joined, part, with_id
from argmap.views._parts import NODE_MARKS, label_part
from argmap.wording import attack_words, label_words, school, who


def summary_lines(evaluation: Evaluation) -> Iterator[Line]:
    """How many nodes of each type have which label, and then the claims of every question."""
    map = evaluation.map
    for type, words in (("claim", "claims"), ("support", "supports"), ("rebuttal", "rebuttals")):
        count = Counter(evaluation.label(node.id) for node in map.nodes.values() if node.type == type)
        if count:
            parts = ", ".join(f"{label} {count[label]:,}" for label in Label if count[label])
            yield Line(0, "", [Part(f"{words.capitalize()}: {parts}")])
    for question in map.questions:
        if map.answers[question]:
            yield BLANK
            yield from question_lines(evaluation, question, below=False)


def question_lines(evaluation: Evaluation, question: str, below: bool = True) -> Iterator[Line]:
    """The claims that answer a question (and those below it), each with label, tally and cause."""
    map = evaluation.map
    told: set[str] = set()
    for id in questions_below(map, question) if below else [question]:
        claims = [claim for claim in map.answers[id] if claim not in told]
        if not claims:
            continue
        if told:
            yield BLANK
        told.update(claims)
        yield Line(0, "?", with_id(map.questions[id].text, id, "question"))
        for claim in claims:
            yield node_line(evaluation, claim, 1)


def node_line(evaluation: Evaluation, id: str, level: int) -> Line:
    """A node with its label, tally and cause."""
    map, node = evaluation.map, evaluation.map.nodes[id]
    of = part(school(map, node.position)) if node.position else None
    label = label_part(evaluation, id)
    info = joined((of, part(who(map, node)), label, part(cause(evaluation, id)), part(id, "id")))
    return Line(level, NODE_MARKS[node.type], [part(node.text)], (info,))


def cause(evaluation: Evaluation, id: str) -> str:
    """What decides a label, in a few words: ``on `x` ``, ``by `y` +2``."""
    map, label = evaluation.map, evaluation.label(id)
    if label is Label.ASSERTED:
        return "held, and no ground recorded"
    steps = directly_below(evaluation, id)
    if label is Label.UNSUPPORTED and not steps:
        return _nothing(evaluation)
    if label is Label.STANDS:
        steps = [step for step in steps if step[0] in ("carried by", "needs")]
    names = list(dict.fromkeys(node for _, node, _ in steps))
    if not names:
        node = map.nodes[id]
        return "" if node.type != "claim" else "granted"
    words = "on" if label is Label.STANDS else "by"
    more = f" +{len(names) - 1}" if len(names) > 1 else ""
    return f"{words} `{names[0]}`{more}"


def _nothing(evaluation: Evaluation) -> str:
    return "nothing supports it" if evaluation.burden == "strict" else "nobody holds it, and nothing supports it"


def why_lines(evaluation: Evaluation, id: str) -> Iterator[Line]:
    """`evaluate --why ID`: the steps down to what nothing decides further."""
    map = evaluation.map
    links = {link.id: link for link in map.links}
    for step in explain(evaluation, id):
        node = map.nodes[step.node]
        words = f"{step.role}{_how(links.get(step.link))}: " if step.role else ""
        text = [Part(words, "hint"), part(node.text if not step.again else "(see above)")]
        label = Part(label_words(evaluation, step.node), str(step.label))
        yield Line(step.level, NODE_MARKS[node.type], text, (joined((label, part(_final(evaluation, step)), part(step.node, "id"))),))


def _how(link: Link | None) -> str:
    """How a link attacks, in brackets."""
    if link is None or link.attack is None:
        return ""
    return f" ({attack_words(link)})"


def _final(evaluation: Evaluation, step: Step) -> str:
    """Why nothing more is told below a step, where nothing is."""
    if step.again:
        return ""
    if step.label is Label.UNSUPPORTED and not directly_below(evaluation, step.node):
        return _nothing(evaluation)
    if step.label is Label.ASSERTED:
        return "held, and no ground recorded"
    links = evaluation.map.links_to.get(step.node, ())
    if step.label is Label.STANDS and not links:
        return "put forward, and nothing is against it" if evaluation.map.nodes[step.node].type != "claim" else "granted"
    return ""
