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
from argmap.entries import Claim, Node, Question
from argmap.graph import cycles
from argmap.references import references
from argmap.rules._rule import Context

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """Find the entries that name themselves, directly or (questions, variants) by way of others."""
    for node in context.unseen(context.map.nodes.values()):
        if _names_itself(node):
            yield from _places(context, node)
    for question in context.map.questions.values():
        if question.under == question.id:
            yield from _places(context, question)
    under = {question.id: question.under for question in context.map.questions.values() if question.under in context.map.questions}
    yield from _circles(context, "under", under)
    variants = {claim.id: claim.variant_of for claim in context.map.claims if claim.variant_of in context.map.nodes}
    yield from _circles(context, "variant_of", variants)


def _names_itself(node: Node) -> bool:
    if any(end.id == node.id for _, attribute in node.LINK_FIELDS for end in getattr(node, attribute)):
        return True
    return isinstance(node, Claim) and (node.id in node.conflicts or node.variant_of == node.id)


def _places(context: Context, entry: Node | Question) -> Iterator[Finding]:
    for kind, id, path in references(entry):
        if id == entry.id and kind == entry.kind:
            yield context.at(entry.id, *path, message=f"`{entry.id}` refers to itself in `{path[0]}`", help="remove it here")


def _circles(context: Context, field: str, following: dict[str, str | None]) -> Iterator[Finding]:
    for circle in cycles(following, lambda id: [next_id] if (next_id := following.get(id)) else []):
        way = (
            " -> ".join(f"`{id}`" for id in (*circle[:6], circle[0]))
            if len(circle) <= 6
            else f"`{circle[0]}` -> ... ({len(circle)} entries)"
        )
        yield context.at(circle[0], field, message=f"`{field}` leads round in a circle: {way}", help="take one of them out of the circle")
