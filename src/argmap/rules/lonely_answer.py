"""A question has exactly one answer.

Information for an editor who looks for what is not disputed, or not yet
recorded; off unless it is switched on, for a question that all answer alike is
no fault.

Example:

    questions:
      - id: who-knew
        text: Who knew of the plan?
    nodes:
      - claim: mao-knew
        text: Mao knew of the plan.
        question: [who-knew]
        cite: [{source: ulam-1992, at: p. 1}]
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 2}]

Use instead:

    questions:
      - id: who-knew
        text: Who knew of the plan?
    nodes:
      - claim: mao-knew
        text: Mao knew of the plan.
        question: [who-knew]
        cite: [{source: ulam-1992, at: p. 1}]
      - claim: mao-was-told-later
        text: Mao was told when the war had begun.
        question: [who-knew]
        cite: [{source: ulam-1992, at: p. 2}]
"""

from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.rules._rule import Context

SEVERITY = Severity.OFF


def check(context: Context) -> Iterator[Finding]:
    """Find the questions with one answer."""
    if context.is_partial:
        return
    for id, claims in context.map.answers.items():
        if len(claims) == 1:
            message = f"`{claims[0]}` is the only answer to `{id}`"
            yield context.at(id, message=message, help="look for a rival claim in the sources, or leave it so")
