"""Two nodes say the same.

Their texts are the same but for case, white space and punctuation marks: a node
was copied, or two people recorded one statement.  Tallies count it twice, and
what answers the one does not answer the other.

Nodes that both have a `date`, or both an `about`, and there differ, say
something else with the same words.

Example:

    nodes:
      - claim: moscow-approved
        text: Stalin approved the attack!
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]

Use instead:

    nodes:
      - claim: moscow-urged
        text: Stalin urged the attack.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]
"""

from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.rules._rule import Context
from argmap.rules._text import are_comparable

SEVERITY = Severity.WARNING
MOST_COMPARED = 8
"""How many nodes with the same words and different dates a node is compared with."""


def check(context: Context) -> Iterator[Finding]:
    """Find the further copies of each text."""
    nodes = context.map.nodes
    for ids in context.same_texts.values():
        firsts = [ids[0]]
        for id in ids[1:]:
            first = next((other for other in firsts if are_comparable(nodes[other], nodes[id])), None)
            if first is None:
                firsts = [*firsts, id][:MOST_COMPARED]
                continue
            message = f"`{id}` says the same as `{first}`"
            help = "make them one node, with the citations of both, or say what sets them apart"
            yield context.at(id, "text", message=message, help=help, other=(first, "text"), other_label="the same text")
