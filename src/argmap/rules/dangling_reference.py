"""A reference leads to nothing.

A link, a question, a position, a person or a source is named that no file of
the project defines: it is misspelt, was renamed elsewhere, or is of another
kind than the field asks for.  Nothing is linked then, and the view shows one
ground fewer.

While some file of the project cannot be read this rule is withheld, because
what seems to be missing may stand in that file.

Example:

    nodes:
      - rebuttal: speech-was-routine
        against: [stalin-aproved]
        text: The speech repeated what was known.
        cite: [{source: ulam-1992, at: p. 1}]

Use instead:

    nodes:
      - rebuttal: speech-was-routine
        against: [stalin-approved]
        text: The speech repeated what was known.
        cite: [{source: ulam-1992, at: p. 1}]
"""

from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.entries import Entry, EntryKind
from argmap.references import Path, references
from argmap.rules._rule import Context

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """Find the references to entries that do not exist."""
    if context.is_partial:
        return
    left_out = context.project.build.mentioned
    missing = {(kind, id) for kind, ids in context.used.items() for id in ids if not context.knows(kind, id) and id not in left_out}
    if not missing:
        return
    for table in context.map.tables.values():
        for entry in table.values():
            for kind, id, path in references(entry):
                if (kind, id) in missing:
                    yield _finding(context, entry, kind, id, path)


def _finding(context: Context, entry: Entry, kind: EntryKind, id: str, path: Path) -> Finding:
    other = context.map.entry(id)
    field = next(step for step in reversed(path) if isinstance(step, str) and step not in ("id", "person"))
    if other is not None:
        message = f"`{id}` is a {other.kind}, and `{field}` needs a {kind}"
    else:
        message = f"no {kind} is called `{id}`"
    near = context.nearest(kind, id)
    if near:
        context.suggested.add(near)
    help = f"did you mean `{near}`?" if near else f"add a {kind} with this id, or remove the reference"
    return context.at(entry.id, *path, message=message, help=help)
