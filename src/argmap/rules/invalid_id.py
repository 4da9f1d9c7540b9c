"""An id is not kebab-case ASCII of at most 60 characters.

Ids are typed on command lines, in other nodes and in file names; lower-case
letters and digits joined by single hyphens can be typed on every keyboard and
compared at a glance.

Example:

    nodes:
      - claim: North_Attacked
        text: The North attacked first.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]

Use instead:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]
"""

import re
import unicodedata
from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.entries import ID_PATTERN, MAX_ID_LENGTH
from argmap.rules._rule import Context

SEVERITY = Severity.ERROR

_KEBAB = re.compile(ID_PATTERN)


def check(context: Context) -> Iterator[Finding]:
    """Find the ids that are not kebab-case."""
    for id, place in context.project.build.places.items():
        if len(id) > MAX_ID_LENGTH:
            yield context.at(id, message=f"the id has {len(id)} characters, and at most {MAX_ID_LENGTH} are allowed", help="shorten it")
        elif not _KEBAB.fullmatch(id):
            yield context.at(id, message=f"`{id}` is not a {place.kind} id in kebab-case", help=_cure(id))


def _cure(id: str) -> str:
    plain = unicodedata.normalize("NFKD", id).encode("ascii", "ignore").decode().lower()
    proposal = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return f"write `{proposal}`" if proposal else "use lower-case ASCII letters and digits, joined by `-`"
