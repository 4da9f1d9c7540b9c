"""What all views share: marks, the lines under nodes, states of links."""

from argmap.display import Part
from argmap.entries import Node
from argmap.evaluation import Evaluation
from argmap.model import ArgumentMap, Link
from argmap.views._page import joined, part
from argmap.wording import attack_words, cite_line, label_words, unnamed_holders, who

NODE_MARKS = {"claim": "*", "support": "+", "rebuttal": "-"}
LINK_MARKS = {"support": "+", "attack": "-", "premise": "&"}

UNANSWERED = Part("UNANSWERED", "warning")


def label_part(evaluation: Evaluation, id: str) -> Part:
    """The label of a node with its tally, in the colour of the label."""
    return Part(label_words(evaluation, id), str(evaluation.label(id)))


def node_text(node: Node) -> Part:
    """What a node says; claims stand out where a view has a way to show it."""
    return part(node.text, "claim" if node.type == "claim" else "")


def claim_info(evaluation: Evaluation, node: Node, state: Part | None = None) -> list[Part]:
    """The line under a claim: holders, label and tally, state, id."""
    return joined((part(who(evaluation.map, node)), label_part(evaluation, node.id), state, part(node.id, "id")))


def ground_info(map: ArgumentMap, node: Node, cite: bool, state: Part | None = None) -> list[Part]:
    """The line under a support or rebuttal: citation (or holders, or both where the citation names only others), state, id."""
    if not (cite and node.cite):
        return joined((part(who(map, node)), state, part(node.id, "id")))
    hedge = Part(node.certainty) if node.certainty != "asserted" else None
    said = part(unnamed_holders(map, node, node.cite[0]))
    return joined((said, part(cite_line(map, node), "cite"), hedge, state, part(node.id, "id")))


def link_state(map: ArgumentMap, link: Link) -> Part | None:
    """UNANSWERED for an attack that nothing replies to."""
    return UNANSWERED if link.type == "attack" and not map.is_answered(link) else None


def link_words(map: ArgumentMap, link: Link) -> str:
    """What kind of link it is, in brackets: ``(rebut)``, ``(answered)``, ``(undercut of the link to x, editorial)``."""
    words = []
    if link.type == "attack":
        words.append(attack_words(link))
    elif link.type == "premise":
        words.append("premise")
    elif map.is_answered(link):
        words.append("answered")
    if link.editorial:
        words.append("editorial")
    return f"({', '.join(words)}) " if words else ""
