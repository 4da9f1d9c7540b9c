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

import re
from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.rules._rule import Context

SEVERITY = Severity.WARNING

_QUOTES = "\"'\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
_ASKED = re.compile("[?\N{FULLWIDTH QUESTION MARK}\N{ARABIC QUESTION MARK}][?!]*[)\\]]*$")


def check(context: Context) -> Iterator[Finding]:
    """Find the nodes whose text ends with a question mark."""
    for node in context.map.nodes.values():
        text = node.text.strip()
        if text[:1] in _QUOTES:  # a statement may end with a quoted question, but not begin with it
            text = text.strip(_QUOTES)
        if _ASKED.search(text):
            yield context.at(
                node.id,
                "text",
                message=f"the text of `{node.id}` is a question",
                help="state the answer, or make it an entry of `questions`",
            )
