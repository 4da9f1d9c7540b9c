"""All the grounds of a claim come from one source.

Two supports that quote one letter are one witness.  Information for an editor
who weighs a case; off unless it is switched on, for one good source is no
fault.  The rule looks at claims with at least two grounds, each of them cited.

Example:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]
      - support: north-crossed-at-dawn
        for: [north-attacked]
        text: Northern tanks crossed the parallel at dawn.
        cite: [{source: ulam-1992, at: p. 2}]
      - support: south-was-asleep
        for: [north-attacked]
        text: Southern officers were on leave that Sunday.
        cite: [{source: ulam-1992, at: p. 3}]

Use instead:

    sources:
      - {id: telegram-1950, type: personal_communication, genre: telegram, author: [ulam]}
    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]
      - support: north-crossed-at-dawn
        for: [north-attacked]
        text: Northern tanks crossed the parallel at dawn.
        cite: [{source: telegram-1950, via: ulam-1992, at: p. 2}]
      - support: south-was-asleep
        for: [north-attacked]
        text: Southern officers were on leave that Sunday.
        cite: [{source: ulam-1992, at: p. 3}]
"""

from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.rules._rule import Context

SEVERITY = Severity.OFF


def check(context: Context) -> Iterator[Finding]:
    """Find the claims with several supports and one source."""
    map = context.map
    for claim in map.claims:
        grounds = dict.fromkeys(link.source for link in map.links_to.get(claim.id, ()) if link.type == "support")
        if len(grounds) < 2:
            continue
        cited = [{citation.source for citation in map.nodes[id].cite} for id in grounds]
        source = next(iter(cited[0]), "")
        if source and all(each == {source} for each in cited):
            every = "both" if len(grounds) == 2 else f"all {len(grounds)}"
            message = f"{every} grounds for `{claim.id}` come from `{source}`"
            yield context.at(claim.id, message=message, help="look for a second witness, or leave it so")
