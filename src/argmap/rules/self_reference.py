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
from argmap.graph import cycles
from argmap.model import Claim
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
    under = {question.id: [question.under] for question in context.map.questions.values() if question.under in context.map.questions}
    yield from _circles(context, "under", under)
    variant_of = {
        node.id: [node.variant_of] for node in context.map.nodes.values() if isinstance(node, Claim) and node.variant_of in context.map.nodes
    }
    yield from _circles(context, "variant_of", variant_of)


def _circles(context: Context, field: str, following: dict[str, list[str]]) -> Iterator[Finding]:
    for circle in cycles(following, lambda id: following.get(id, [])):
        way = " -> ".join(f"`{id}`" for id in (*circle[:6], circle[0])) if len(circle) <= 6 else f"`{circle[0]}` -> ... ({len(circle)} entries)"
        yield context.at(circle[0], field, message=f"`{field}` leads round in a circle: {way}", help="take one of them out of the circle")
