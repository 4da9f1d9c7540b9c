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

from argmap.diagnostics import Edit, Finding, Fix, Severity
from argmap.document import Scalar
from argmap.entries import Entry, EntryKind
from argmap.references import Path, references
from argmap.rules._rule import Context

SEVERITY = Severity.ERROR
_LONGEST_LIST = 1000


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
    several = [part.strip() for part in id.split(",")] if "," in id and len(id) < _LONGEST_LIST else []
    if several and all(context.knows(kind, part) for part in several):
        context.suggested.update(several)
        return context.at(entry.id, *path, message=message, help=f"write a list: `[{', '.join(several)}]`")
    fix = _fix(context, entry, kind, id, path) if near and other is None else None
    return context.at(entry.id, *path, message=message, help=help, fix=fix)


def _fix(context: Context, entry: Entry, kind: EntryKind, id: str, path: Path) -> Fix | None:
    """Writing the one id that is misspelt here, if there is exactly one; a guess all the same."""
    meant = context.misspelt(kind, id)
    if meant is None or meant == entry.id:
        return None
    place = context.project.build.places[entry.id]
    start, end = place.span(*path)
    written = place.document.source.text[start:end]
    quote = written[:1] if written[:1] in ("'", '"') else ""
    value = place.at(path)
    if not isinstance(value, Scalar) or written != f"{quote}{id}{quote}":
        return None  # written with escapes, or over several lines
    return Fix(f"write `{meant}`", (Edit(start, end, f"{quote}{meant}{quote}"),), safe=False)
