"""The text of a node is a question.

A node states something that can be held, supported and denied.  A question
that rival claims answer is an entry under `questions`; a rhetorical question
is a statement in disguise, and reads better as one.

Example:

    nodes:
      - claim: who-attacked
        text: Who attacked first?
        question: [origins]
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
from argmap.rules._rule import Context
from argmap.rules._text import is_question

SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Find the nodes whose text ends with a question mark."""
    for node in context.unseen(context.map.nodes.values()):
        if is_question(node.text):
            yield context.at(
                node.id,
                "text",
                message=f"the text of `{node.id}` is a question",
                help="state the answer, or make it an entry of `questions`",
            )
