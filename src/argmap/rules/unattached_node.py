"""A node answers nothing and is used by nothing.

A claim should answer a question, be a reason for or against another node, be
a premise of one, or stand in a conflict; a support should be for a claim and a
rebuttal against a node.  Otherwise no view of a question shows it.

Where the map has questions that claims answer, nodes that refer only to each
other (two claims that conflict) are reported too, once for each group.

While some file of the project cannot be read this rule is withheld.

Example:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        cite: [{source: ulam-1992, at: p. 1}]

Use instead:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]
"""

from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.model import questions_of
from argmap.references import references
from argmap.rules._rule import Context

SEVERITY = Severity.WARNING

_ATTACHING = ("question", "for", "against", "conflicts", "variant_of")
_HELP = {
    "claim": "say which `question` it answers, or what it is `for` or `against`",
    "support": "say what it is `for`",
    "rebuttal": "say what it is `against`",
}


def check(context: Context) -> Iterator[Finding]:
    """Find the nodes that no other entry and no question leads to."""
    if context.is_partial:
        return
    map = context.map
    reported: set[str] = set()
    for node in map.nodes.values():
        if node.id in map.links_from or node.id in map.conflicts or node.id in map.variants or questions_of(node):
            continue
        # What is written and leads nowhere is for other rules to report.
        if any(context.is_written(node.id, field) for field in _ATTACHING):
            continue
        message = f"the {node.type} `{node.id}` answers nothing and is used by nothing"
        reported.add(node.id)
        yield context.at(node.id, message=message, help=_HELP[node.type])
    yield from _islands(context, reported)


def _islands(context: Context, reported: set[str]) -> Iterator[Finding]:
    """Find the groups of nodes that refer only to each other, in a map that has questions.

    Most have a node that leads nowhere, and that is enough to report; left are
    those that conflict, are variants, or attack each other in a circle.
    """
    map = context.map
    reached = [claim.id for claim in map.claims if claim.question]
    if not reached:
        return
    seen = set(reached)
    for id in reached:  # the list grows
        for link in map.links_to.get(id, ()):
            if link.source not in seen:
                seen.add(link.source)
                reached.append(link.source)
    if len(reached) == len(map.nodes):
        return
    islands: dict[str, list[str]] = {}
    for id in map.nodes:
        islands.setdefault(context.groups[id], []).append(id)
    for first, ids in islands.items():
        if len(ids) > 1 and reported.isdisjoint(ids) and not any(_leads_elsewhere(context, id) for id in ids):
            others = f"the {len(ids) - 1} nodes" if len(ids) > 2 else "the node"
            message = f"`{first}` and {others} joined to it answer no question, and nothing else is joined to them"
            yield context.at(
                first, message=message, help="say which `question` one of the claims answers, or what they are reasons for or against"
            )


def _leads_elsewhere(context: Context, id: str) -> bool:
    """Whether a node answers a question, or may do more than can be read: what is written and leads nowhere is reported as that."""
    node = context.map.nodes[id]
    if questions_of(node) or context.is_written(id, "question") or id in context.project.build.mentioned or id in context.suggested:
        return True
    return any(kind == "node" and other not in context.map.nodes for kind, other, _ in references(node))
