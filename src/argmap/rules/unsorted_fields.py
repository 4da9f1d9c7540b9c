"""The fields of an entry are not where a reader looks for them.

First the type and id; then what a node says and bears on (`text`, `question`,
`for`, `against`, `attack`, `premises`); then who says so and where (`position`,
`by`, `about`, `date`, `certainty`, `cite`).  A citation begins with its source,
and any other entry with its id.  Within these groups every order will do, and
fields that belong to none may stand anywhere; the one order in which `argmap fmt`
writes them is in `docs/format.md`.

Example:

    nodes:
      - claim: north-attacked
        cite: [{source: ulam-1992, at: p. 1}]
        text: The North attacked first.
        question: [origins]

Use instead:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]
"""

from collections.abc import Iterator

from argmap.diagnostics import Finding, Fix, Severity
from argmap.document import Document, MapValue, Scalar, key_span
from argmap.formatter.reorder import Unsorted, edits
from argmap.rules._rule import Context

SEVERITY = Severity.WARNING

_PARTS = {"citation": "a citation of ", "link": "a link of ", "name": "a name of "}


def check(context: Context) -> Iterator[Finding]:
    """Find the mappings whose fields are out of order."""
    for document in context.project.documents:
        if document.readable:
            for found in context.field_order(document)[1]:
                yield _finding(document, found)


def _finding(document: Document, found: Unsorted) -> Finding:
    id = _id(found.entry, found.entry_kind)
    part = _PARTS.get(found.kind, "")
    where = f" of {part}`{id}`" if id else ""
    made = edits(document, found)
    return Finding(
        document,
        *key_span(found.value, found.key),
        f"`{found.key}`{where.replace(' of a ', ' in a ')} stands after `{found.before}`",
        f"put it before `{found.before}`",
        id,
        fix=Fix("put the fields in order", made) if made else None,
    )


def _id(entry: MapValue, kind: str) -> str:
    value = entry.value(kind if kind in entry.entries else "id")
    return value.text if isinstance(value, Scalar) else ""
