"""A claim would not stand even if nothing attacked anything.

All its grounds need something that nobody holds and nothing supports.  (A claim
that nobody holds and nothing supports is itself what `uncited-node` reports.)

Example:

    nodes:
      - claim: south-provoked
        text: The South provoked the attack.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]
      - support: shells-fell-first
        for: [south-provoked]
        premises: [shells-were-southern]
        text: Shells fell on the northern side the evening before.
        cite: [{source: ulam-1992, at: p. 2}]
      - claim: shells-were-southern  # argmap: ignore[uncited-node]
        text: The shells came from the South.

Use instead:

    nodes:
      - claim: south-provoked
        text: The South provoked the attack.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]
      - support: shells-fell-first
        for: [south-provoked]
        premises: [shells-were-southern]
        text: Shells fell on the northern side the evening before.
        cite: [{source: ulam-1992, at: p. 2}]
      - claim: shells-were-southern
        text: The shells came from the South.
        cite: [{source: ulam-1992, at: p. 3}]
"""

from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.evaluation.labels import tenable
from argmap.rules._rule import Context

SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Find the claims all of whose grounds rest on nothing."""
    map = context.map
    if context.is_partial or all(claim.by or claim.cite or claim.granted for claim in map.claims):
        return
    held = tenable(map, "default")
    for claim in map.claims:
        if claim.id not in held and any(link.type == "support" for link in map.links_to.get(claim.id, ())):
            message = f"every ground of `{claim.id}` needs something that nobody holds and nothing supports"
            yield context.at(
                claim.id, message=message, help="see `argmap evaluate --why " + claim.id + "`, and cite or support what is missing"
            )
