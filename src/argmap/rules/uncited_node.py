"""A node has no citation.

A reader cannot check what is not cited, and a debater cannot use it.  Only a
node that is the encoder's own (`by: [editor]`) needs none.

Example:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]

Use instead:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]
"""

from collections.abc import Iterator

from argmap.citations import EDITOR
from argmap.diagnostics import Finding, Severity
from argmap.rules._rule import Context

SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Find the nodes without `cite`."""
    for node in context.unseen(context.map.nodes.values()):
        if not node.cite and node.by != (EDITOR,) and not context.project.build.places[node.id].has_content("cite"):
            help = "add `cite: [{source: some-id, at: ...}]`, or `by: [editor]` if it is your own"
            yield context.at(node.id, message=f"the {node.type} `{node.id}` has no citation", help=help)
