"""No claim is filed under a position.

A school is what it claims: `show` and the other views have nothing to say of
one that only supports and rebuttals name, or nothing at all.  Mostly the claims
are there and their `position` has been forgotten, or is spelt otherwise.

While some file of the project cannot be read this rule is withheld.

Example:

    positions:
      - id: revisionist
        name: Revisionist

Use instead:

    positions:
      - id: revisionist
        name: Revisionist
    nodes:
      - claim: south-provoked
        text: The South provoked the attack.
        question: [origins]
        position: revisionist
        cite: [{source: ulam-1992, at: p. 1}]
"""

from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.rules._rule import Context

SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Find the positions without claims."""
    if context.is_partial or not context.map.positions:
        return
    held = {id for claim in context.map.claims for id in claim.position}
    spared = context.suggested | context.project.build.mentioned  # what left them without claims is reported already
    for id in context.map.positions:
        if id not in held and id not in spared:
            only = ", only grounds" if id in context.used["position"] else ""
            message = f"no claim is filed under the position `{id}`{only}"
            yield context.at(id, message=message, help="name it in `position` of the claims it makes, or remove it")
