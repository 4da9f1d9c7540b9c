"""The text of a node is longer than 240 characters.

A node is one statement: what can be supported, attacked and cited on its own.
A long text mostly holds two, or holds its own evidence; and it does not fit a
box of a diagram.

Example:

    nodes:
      - claim: north-attacked
        text: >-
          The North attacked first, for it had been armed by Moscow since the winter, had moved its divisions up to the
          parallel in the second week of June, had told its own officers of an exercise, and could not have answered a
          raid from the South with seven divisions within hours.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]

Use instead:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]
      - support: seven-divisions-ready
        for: [north-attacked]
        text: The North moved seven divisions up to the parallel in the second week of June.
        cite: [{source: ulam-1992, at: p. 2}]
"""

from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.rules._rule import Context

SEVERITY = Severity.WARNING
MAX_LENGTH = 240


def check(context: Context) -> Iterator[Finding]:
    """Find the nodes with a long text."""
    for node in context.unseen(context.map.nodes.values()):
        if len(node.text) > MAX_LENGTH:
            message = f"the text of `{node.id}` has {len(node.text)} characters, more than {MAX_LENGTH}"
            yield context.at(node.id, "text", message=message, help="split it into two nodes, or say it in one short sentence")
