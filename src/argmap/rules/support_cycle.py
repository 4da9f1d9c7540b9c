"""Statements support each other in a circle.

Each is a ground for the next, and the last for the first, so that none of them
has a ground outside the circle by way of these links.  A circle that leads
through a premise is what `circular-evidence` reports.

Example:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        for: [north-was-ready]
        cite: [{source: ulam-1992, at: p. 1}]
      - claim: north-was-ready
        text: The North was ready for war.
        for: [north-attacked]
        cite: [{source: ulam-1992, at: p. 2}]

Use instead:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]
      - claim: north-was-ready
        text: The North was ready for war.
        for: [north-attacked]
        cite: [{source: ulam-1992, at: p. 2}]
"""

from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.graph import cycles
from argmap.rules._rule import Context, circle_words

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """Find one circle of each group of statements that carry each other."""
    if not context.circular:
        return
    carries: dict[str, list[str]] = {}
    for link in context.map.links:
        if link.type == "support" and link.source in context.circular and link.source != link.target:
            carries.setdefault(link.source, []).append(link.target)
    for circle in cycles(carries, lambda id: carries.get(id, ())):
        message = f"{len(circle)} statements support each other in a circle: {circle_words(circle)}"
        yield context.at(
            circle[0], message=message, help="take out the link that is not a reason; where the two say the same, make them one node"
        )
