"""It is not said how a rebuttal bears on a support or rebuttal.

Against a claim an attack is a `rebut` unless something else is written.  A
ground put forward can be attacked in two ways that have different effects:
what it says is false (`undermine`), or true and yet no reason for what it is
used for (`undercut`); or it is true and too narrow (`limit`).  So `attack`
must be written where a target is a support or a rebuttal.

Example:

    nodes:
      - rebuttal: letter-is-forged
        against: [letter-says-so]
        text: The paper of the letter was made in 1955.
        cite: [{source: ulam-1992, at: p. 1}]

Use instead:

    nodes:
      - rebuttal: letter-is-forged
        against: [letter-says-so]
        attack: undermine
        text: The paper of the letter was made in 1955.
        cite: [{source: ulam-1992, at: p. 1}]
"""

from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.document import MapValue
from argmap.entries import Claim, Rebuttal
from argmap.rules._rule import Context

SEVERITY = Severity.ERROR

_ATTACKING = (Claim, Rebuttal)


def check(context: Context) -> Iterator[Finding]:
    """Find the attacks on grounds that do not say how they attack."""
    for node in context.map.nodes.values():
        if not isinstance(node, _ATTACKING) or not node.against or node.attack is not None or context.is_written(node.id, "attack"):
            continue
        for number, end in enumerate(node.against):
            target = context.map.nodes.get(end.id)
            if end.attack is None and target is not None and target.type != "claim" and not _is_written(context, node.id, number):
                message = f"`{node.id}` does not say how it attacks the {target.type} `{target.id}`"
                help = "write `attack: undermine` (it is false), `undercut` (it does not show that), `limit` (it is too narrow) or `rebut`"
                yield context.at(node.id, "against", number, "id", message=message, help=help)


def _is_written(context: Context, id: str, number: int) -> bool:
    """Whether a link has an `attack` of its own, faulty or under a misspelt name included."""
    place = context.project.build.places[id]
    return isinstance(place.at(("against", number)), MapValue) and place.has_content("against", number, "attack")
