"""An entry refers to itself.

No statement is a reason for or against itself, needs itself, or contradicts
itself; no claim is a variant of itself, and no question stands under itself.
For questions and variants the way round over other entries counts too.

Example:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        for: [north-attacked]
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
from argmap.entries import Claim
from argmap.graph import cycles
from argmap.rules._rule import Context
from argmap.rules.dangling_reference import references

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """Find the entries that name themselves, directly or (questions, variants) by way of others."""
    for kind in ("node", "question"):
        for entry in context.map.tables[kind].values():
            for _, id, path in references(entry):
                if id == entry.id:
                    yield context.at(entry.id, *path, message=f"`{entry.id}` refers to itself in `{path[0]}`", help="remove it here")
    under = {question.id: question.under for question in context.map.questions.values() if question.under in context.map.questions}
    yield from _circles(context, "under", under)
    claims = [node for node in context.map.nodes.values() if isinstance(node, Claim)]
    yield from _circles(context, "variant_of", {claim.id: claim.variant_of for claim in claims if claim.variant_of in context.map.nodes})


def _circles(context: Context, field: str, following: dict[str, str | None]) -> Iterator[Finding]:
    for circle in cycles(following, lambda id: [next_id] if (next_id := following.get(id)) else []):
        way = (
            " -> ".join(f"`{id}`" for id in (*circle[:6], circle[0]))
            if len(circle) <= 6
            else f"`{circle[0]}` -> ... ({len(circle)} entries)"
        )
        yield context.at(circle[0], field, message=f"`{field}` leads round in a circle: {way}", help="take one of them out of the circle")
