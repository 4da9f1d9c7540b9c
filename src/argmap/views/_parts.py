"""The words that all views share: holders, tallies, citations, states of links."""

from argmap.citations import citation_label, people_label, source_label
from argmap.display import Part, counted
from argmap.entries import Node
from argmap.evaluation import Evaluation
from argmap.model import ArgumentMap, Link, holders
from argmap.views._page import joined, part

NODE_MARKS = {"claim": "*", "support": "+", "rebuttal": "-"}
LINK_MARKS = {"support": "+", "attack": "-", "premise": "&"}

UNANSWERED = Part("UNANSWERED", "warning")
NO_SCHOOL = "No school given"


def tally_words(map: ArgumentMap, id: str) -> str:
    """The tally of a node: ``1 for, 2 against, 2 unanswered``, and with how many claims it clashes."""
    tally = map.tally(id)
    words = count_words(tally.supports, tally.attacks, len(tally.unanswered))
    clashes = len(map.conflicts.get(id, ()))
    return f"{words}, {counted(clashes, 'clash', 'clashes')}" if clashes else words


def count_words(supports: int, attacks: int, unanswered: int) -> str:
    """The words of a tally, of one claim or of many."""
    words = f"{supports} for, {attacks} against"
    return f"{words}, {unanswered} unanswered" if unanswered else words


def who(map: ArgumentMap, node: Node) -> str:
    """The holders of a node in one line, with the hedge if there is one."""
    names = people_label(map, holders(node))
    if node.certainty != "asserted":
        return f"{names}, {node.certainty}" if names else node.certainty
    return names


def origin(map: ArgumentMap, node: Node) -> str:
    """Where a node was read, or else who holds it, in a few words: ``Kim 2019``."""
    if node.cite:
        return source_label(map, node.cite[0].via or node.cite[0].source)
    return who(map, node)


def cite_line(map: ArgumentMap, node: Node) -> str:
    """The first citation of a node in one line, and how many more there are."""
    if not node.cite:
        return ""
    first = citation_label(map, node.cite[0])
    return f"{first} (+{len(node.cite) - 1} more)" if len(node.cite) > 1 else first


def label_words(evaluation: Evaluation, id: str) -> str:
    """The label of a node, never without its tally: ``falls: 1 for, 2 against, 2 unanswered``."""
    return f"{evaluation.label(id)}: {tally_words(evaluation.map, id)}"


def claim_info(evaluation: Evaluation, node: Node, state: Part | None = None) -> list[Part]:
    """The line under a claim: holders, label and tally, state, id."""
    label = Part(label_words(evaluation, node.id), str(evaluation.label(node.id)))
    return joined((part(who(evaluation.map, node)), label, state, part(node.id, "id")))


def ground_info(map: ArgumentMap, node: Node, cite: bool, state: Part | None = None) -> list[Part]:
    """The line under a support or rebuttal: citation (or holders), state, id."""
    said = part(cite_line(map, node), "cite") if cite and node.cite else part(who(map, node))
    hedge = Part(node.certainty) if cite and node.cite and node.certainty != "asserted" else None
    return joined((said, hedge, state, part(node.id, "id")))


def link_state(map: ArgumentMap, link: Link) -> Part | None:
    """UNANSWERED for an attack that nothing replies to."""
    return UNANSWERED if link.type == "attack" and not map.is_answered(link) else None


def link_words(map: ArgumentMap, link: Link) -> str:
    """What kind of link it is, in brackets: ``(rebut)``, ``(answered)``, ``(undercut of the link to x, editorial)``."""
    words = []
    if link.type == "attack":
        words.append(f"{link.attack} of its link to {link.cuts}" if link.cuts else str(link.attack))
    elif link.type == "premise":
        words.append("premise")
    elif map.is_answered(link):
        words.append("answered")
    if link.editorial:
        words.append("editorial")
    return f"({', '.join(words)}) " if words else ""


def school(map: ArgumentMap, positions: tuple[str, ...]) -> str:
    """The names of schools as a heading."""
    names = [map.positions[id].name if id in map.positions else id for id in positions]
    return ", ".join(names) or NO_SCHOOL
