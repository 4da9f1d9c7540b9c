"""Claims of different schools answer one question, and nothing says how they relate.

No attack, support, conflict or variant leads from one to the other, not even by
way of other nodes: a reader sees two answers and no quarrel.  Information for
an editor; off unless it is switched on.  One of the claims of each group that
nothing joins to the others is reported.

Example:

    positions:
      - {id: revisionist, name: Revisionist}
    nodes:
      - claim: south-provoked
        text: The South provoked the attack.
        question: [origins]
        position: revisionist
        cite: [{source: ulam-1992, at: p. 1}]

Use instead:

    positions:
      - {id: revisionist, name: Revisionist}
    nodes:
      - claim: south-provoked
        text: The South provoked the attack.
        question: [origins]
        conflicts: [stalin-approved]
        position: revisionist
        cite: [{source: ulam-1992, at: p. 1}]
"""

from collections.abc import Iterator
from itertools import islice

from argmap.diagnostics import Finding, Severity
from argmap.rules._rule import Context

SEVERITY = Severity.OFF
MOST_SCHOOLS = 50
"""How many schools of a question a claim is compared with."""


def check(context: Context) -> Iterator[Finding]:
    """Find, for each question, the groups of claims that nothing joins to claims of another school before them."""
    nodes, groups = context.map.nodes, context.groups
    for question, claims in context.map.answers.items():
        first_of: dict[tuple[str, ...], str] = {}  # the first claim of each school
        reported: set[str] = set()
        for id in claims:
            schools, group = nodes[id].position, groups[id]
            if not schools:
                continue
            known = islice(first_of.items(), MOST_SCHOOLS) if group not in reported else ()
            rival = next((other for held, other in known if groups[other] != group and set(held).isdisjoint(schools)), None)
            if rival:
                reported.add(group)
                message = f"`{id}` and `{rival}` answer `{question}` under different positions, and nothing says how they relate"
                help = "add `against` or `conflicts` to one of them, or a rebuttal; or leave it so"
                yield context.at(id, message=message, help=help, other=(rival,), other_label="the other answer")
            first_of.setdefault(tuple(sorted(schools)), id)
