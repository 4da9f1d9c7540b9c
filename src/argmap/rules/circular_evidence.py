"""A ground needs, through its premises, what it is a ground for.

The premise holds only if the claim does, and the claim rests on the premise:
whoever doubts the claim need not grant the ground.  A circle of support links
alone is what `support-cycle` reports.

Example:

    nodes:
      - support: telegram-read-so
        for: [stalin-approved]
        premises: [stalin-wanted-war]
        text: The telegram, from one who wanted war, can only mean consent.
        cite: [{source: ulam-1992, at: p. 1}]
      - support: consent-shows-will
        for: [stalin-wanted-war]
        premises: [stalin-approved]
        text: Who approves an attack wants it.
        cite: [{source: ulam-1992, at: p. 2}]
      - claim: stalin-wanted-war
        text: Stalin wanted the war.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 3}]

Use instead:

    nodes:
      - support: telegram-read-so
        for: [stalin-approved]
        premises: [stalin-wanted-war]
        text: The telegram, from one who wanted war, can only mean consent.
        cite: [{source: ulam-1992, at: p. 1}]
      - claim: stalin-wanted-war
        text: Stalin wanted the war.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 3}]
"""

from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.graph import components, way
from argmap.model import link_ends
from argmap.rules._rule import Context, circle_words

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """Find one circle through a premise in each group of statements that carry each other."""
    carries = context.circular
    if not carries:
        return
    inside = {id: number for number, component in enumerate(components(carries, lambda id: carries.get(id, ()))) for id in component}
    reported: set[int] = set()
    for link in context.map.links:
        group = inside.get(link.source)
        if link.type != "premise" or link.source == link.target or group is None or group != inside.get(link.target) or group in reported:
            continue
        reported.add(group)
        circle = way(link.target, link.source, lambda id: carries.get(id, ()))
        message = f"`{link.target}` needs `{link.source}`, which rests on it: {circle_words(circle)}"
        ends = link_ends(context.map.nodes[link.target])
        place = next(number for field, number, end in ends if field == "premises" and end.id == link.source)
        yield context.at(
            link.target, "premises", place, "id", message=message, help="take out the premise, or support it by something else"
        )
