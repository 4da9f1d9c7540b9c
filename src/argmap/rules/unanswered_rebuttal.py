"""Nothing replies to a rebuttal.

Information for an editor who looks for the open flanks of a map; off unless it
is switched on, for a rebuttal that nobody has answered is no fault.

Example:

    nodes:
      - rebuttal: speech-was-routine
        against: [stalin-approved]
        text: The speech repeated what was known.
        cite: [{source: ulam-1992, at: p. 1}]

Use instead:

    nodes:
      - claim: speech-was-routine
        text: The speech repeated what was known.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]
"""

from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.rules._rule import Context

SEVERITY = Severity.OFF


def check(context: Context) -> Iterator[Finding]:
    """Find the links of rebuttals that no attack bears on."""
    for link in context.map.links:
        source = context.map.nodes[link.source]
        if source.type == "rebuttal" and link.type == "attack" and not context.map.is_answered(link):
            message = f"nothing replies to `{link.source}`, which is against `{link.target}`"
            yield context.at(link.source, message=message, help="look for an answer in the sources, or leave it open")
