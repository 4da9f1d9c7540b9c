"""A node answers nothing and is used by nothing.

A claim should answer a question, be a reason for or against another node, be
a premise of one, or stand in a conflict; a support should be for a claim and a
rebuttal against a node.  Otherwise no view of a question shows it.

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
    for node in map.nodes.values():
        if node.id in map.links_from or node.id in map.conflicts or node.id in map.variants or questions_of(node):
            continue
        # What is written and leads nowhere is for other rules to report.
        if any(context.is_written(node.id, field) for field in _ATTACHING):
            continue
        message = f"the {node.type} `{node.id}` answers nothing and is used by nothing"
        yield context.at(node.id, message=message, help=_HELP[node.type])
