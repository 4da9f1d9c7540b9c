"""A text or name is empty or blank.

A node without words says nothing, and views have nothing to show for it.

Example:

    nodes:
      - claim: north-attacked
        text: ""
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
from argmap.document import Scalar
from argmap.rules._rule import Context

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """Find the texts and names that are written and blank."""
    for id, place in context.project.build.places.items():
        for field in ("text", "name"):
            value = place.value.value(field)
            if isinstance(value, Scalar) and not value.text.strip() and not value.is_null and not value.broken:
                yield context.at(id, field, message=f"the `{field}` of `{id}` is empty", help="write what it says, or remove the entry")
