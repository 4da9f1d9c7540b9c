"""A text or name is empty or blank.

A node without words says nothing, and views have nothing to show for it.  A
text of characters that cannot be seen is empty too.

Example:

    nodes:
      - claim: north-attacked
        text: ""
        question: [origins]
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
from argmap.document import Scalar
from argmap.entries import EntryKind
from argmap.rules._rule import Context
from argmap.rules._text import is_blank

SEVERITY = Severity.ERROR

_FIELDS: dict[EntryKind, tuple[str, ...]] = {
    "question": ("text",),
    "position": ("name", "text"),
    "person": ("name", "text"),
    "node": ("text",),
}


def check(context: Context) -> Iterator[Finding]:
    """Find the texts and names that are written and blank."""
    places = context.project.build.places
    for kind, fields in _FIELDS.items():
        for entry in context.unseen(context.map.tables[kind].values()):
            id = entry.id
            for field in fields:
                text = getattr(entry, field)
                if text is None or not is_blank(text):
                    continue
                value = places[id].value.value(field)  # what is faulty or not written is empty in the map
                if isinstance(value, Scalar) and not value.is_null and not value.broken and is_blank(value.text):
                    yield context.at(id, field, message=f"the `{field}` of `{id}` is empty", help="write what it says, or remove the entry")
