"""A citation was read in the very work that it cites.

`source` is who says it, `via` the other work it was read in.  What was read in
the work itself has no `via`.

Example:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        cite: [{source: ulam-1992, via: ulam-1992, at: p. 1}]

Use instead:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]
"""

from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.rules._citations import citing
from argmap.rules._rule import Context

SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Find the citations whose `via` is their `source`."""
    for entry in context.unseen(citing(context)):
        for number, citation in enumerate(entry.cite):
            if citation.via == citation.source:
                message = f"`{citation.source}` is cited by way of itself"
                yield context.at(entry.id, "cite", number, "via", message=message, help="remove `via`, or name the work it was read in")
