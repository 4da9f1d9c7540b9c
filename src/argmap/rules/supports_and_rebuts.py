"""A claim is for and against the same target.

One of the two links is a slip; or the node says two things, and is two nodes.

Example:

    nodes:
      - claim: telegram-of-january
        text: The telegram of 30 January offers help and asks for lead.
        for: [stalin-approved]
        against: [stalin-approved]
        cite: [{source: ulam-1992, at: p. 1}]

Use instead:

    nodes:
      - claim: telegram-of-january
        text: The telegram of 30 January offers help.
        for: [stalin-approved]
        cite: [{source: ulam-1992, at: p. 1}]
"""

from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.entries import Claim
from argmap.rules._rule import Context

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """Find the claims that are for and against one target."""
    for node in context.map.nodes.values():
        if not isinstance(node, Claim) or not node.for_:
            continue
        supported = {end.id: number for number, end in enumerate(node.for_)}
        for number, end in enumerate(node.against):
            if end.id in supported:
                yield context.at(
                    node.id,
                    "against",
                    number,
                    "id",
                    message=f"`{node.id}` is for and against `{end.id}`",
                    help="remove one of the two, or make two nodes",
                    other=(node.id, "for", supported[end.id], "id"),
                    other_label="here it is for it",
                )
        for number, id in enumerate(node.conflicts):
            if id in supported:
                yield context.at(
                    node.id,
                    "conflicts",
                    number,
                    message=f"`{node.id}` is for `{id}` and cannot be held together with it",
                    help="remove one of the two",
                    other=(node.id, "for", supported[id], "id"),
                    other_label="here it is for it",
                )
