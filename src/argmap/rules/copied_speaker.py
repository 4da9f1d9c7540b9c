"""A citation names a speaker who does not hold the node.

`by` of a node says who holds it, all of them; `by` of a citation says whose
words that one citation gives, where there are several.  A speaker in a citation
whom the node's `by` lacks was mostly left in when a citation was copied; or
somebody is missing from the node.  Where a node has no `by` of its own, its
citations say alone who holds it, and nothing is amiss.

Example:

    people:
      - {id: cumings, name: Bruce Cumings}
    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        by: [cumings]
        cite: [{source: ulam-1992, at: p. 1, by: ulam}]

Use instead:

    people:
      - {id: cumings, name: Bruce Cumings}
    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        by: [cumings, ulam]
        cite: [{source: ulam-1992, at: p. 1, by: ulam}]
"""

from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.rules._rule import Context

SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Find the speakers of citations who are not among those of the node."""
    for node in context.map.nodes.values():
        if not node.by or not any(citation.by for citation in node.cite):
            continue
        holders = set(node.by)
        if not all(context.knows("person", id) for id in holders):
            continue  # one of the two may be misspelt, which `dangling-reference` reports
        for number, citation in enumerate(node.cite):
            for place, id in enumerate(citation.by):
                if id not in holders and context.knows("person", id):
                    message = f"`{id}` speaks in this citation, but does not hold `{node.id}`"
                    help = f"add `{id}` to `by` of the node, or take the name out here"
                    at = ("cite", number, "by", place)
                    yield context.at(node.id, *at, message=message, help=help, other=(node.id, "by"), other_label="those who hold it")
