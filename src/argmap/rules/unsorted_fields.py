"""The fields of an entry are not in their usual order.

A reader finds what they look for where it always stands: first the type and
id, then what an entry says and what it bears on, then who says so and where.
`argmap fmt` puts the fields of whole files in order; `docs/format.md` has the
order of each kind of entry.  Fields that argmap does not know are passed over.

Example:

    nodes:
      - claim: north-attacked
        question: [origins]
        text: The North attacked first.
        cite: [{source: ulam-1992, at: p. 1}]

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
from argmap.formatter.reorder import Unsorted, edits, unsorted
from argmap.rules._rule import Context

SEVERITY = Severity.WARNING

_PARTS = {"citation": "a citation of ", "link": "a link of ", "name": "a name of "}


def check(context: Context) -> Iterator[Finding]:
    """Find the mappings whose fields are out of order."""
    for document in context.project.documents:
        if document.readable:
            for found in unsorted(document):
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
