"""An id is not kebab-case ASCII of at most 60 characters.

Ids are typed on command lines, in other nodes and in file names; lower-case
letters and digits joined by single hyphens can be typed on every keyboard and
compared at a glance.  The id `editor` stands for whoever encoded the map; only a
person may have it.

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

from argmap.citations import EDITOR
from argmap.diagnostics import Finding, Fix, Severity
from argmap.document import Scalar
from argmap.entries import ID_PATTERN, MAX_ID_LENGTH
from argmap.places import Place
from argmap.rules._rule import Context
from argmap.rules._text import HIDDEN, characters, removal

SEVERITY = Severity.ERROR

_KEBAB = re.compile(ID_PATTERN)


def check(context: Context) -> Iterator[Finding]:
    """Find the ids that are not kebab-case."""
    places = context.project.build.places
    for id, place in places.items():
        if len(id) > MAX_ID_LENGTH:
            yield context.at(id, message=f"the id has {len(id)} characters, and at most {MAX_ID_LENGTH} are allowed", help="shorten it")
        elif id == EDITOR and place.kind != "person":
            yield context.at(id, message=f"`{id}` stands for whoever encoded the map, and this is a {place.kind}", help="choose another id")
        elif not _KEBAB.fullmatch(id):
            proposal = _proposal(id)
            if proposal in places:
                help = f"write another one: `{proposal}` is taken"
            else:
                help = f"write `{proposal}`" if proposal else "use lower-case ASCII letters and digits, joined by `-`"
            fix = _unhidden(place) if proposal and proposal not in places else None
            yield context.at(id, message=f"`{id}` is not a {place.kind} id in kebab-case", help=help, fix=fix)


def _proposal(id: str) -> str:
    plain = unicodedata.normalize("NFKD", HIDDEN.sub("", id)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _unhidden(place: Place) -> Fix | None:
    """Taking hidden characters out of an id that nothing else is wrong with; unsafe, for what names the id stays as it is."""
    scalar = place.at((place.id_key,))
    if not isinstance(scalar, Scalar) or not HIDDEN.search(place.id) or not _KEBAB.fullmatch(HIDDEN.sub("", place.id)):
        return None
    source = place.document.source.text
    hidden = [each for each in characters(source, scalar) if HIDDEN.match(each.text)]
    edits = [removal(source, scalar, each.start, each.end) for each in hidden]
    kept = tuple(edit for edit in edits if edit)
    return Fix("remove the hidden characters", kept, safe=False) if kept and len(kept) == len(edits) else None
