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
from argmap.entries import Citation, Entry, EntryKind, Node, Position, Question, Source
from argmap.model import link_ends
from argmap.rules._rule import Context

SEVERITY = Severity.ERROR

Path = tuple[str | int, ...]
Reference = tuple[EntryKind, str, Path]

_IDS: tuple[tuple[str, EntryKind], ...] = (
    ("question", "question"),
    ("position", "position"),
    ("by", "person"),
    ("about", "person"),
    ("conflicts", "node"),
)


def check(context: Context) -> Iterator[Finding]:
    """Find the references to entries that do not exist."""
    if context.is_partial:
        return
    for table in context.map.tables.values():
        for entry in table.values():
            for kind, id, path in references(entry):
                if not context.knows(kind, id):
                    yield _finding(context, entry, kind, id, path)


def references(entry: Entry) -> Iterator[Reference]:
    """Every id that an entry names: the kind it must be of, the id, and the path of the value."""
    if isinstance(entry, Node):
        yield from _of_node(entry)
    elif isinstance(entry, Question):
        if entry.under is not None:
            yield "question", entry.under, ("under",)
    elif isinstance(entry, Position):
        yield from _of_citations(entry.cite)
    elif isinstance(entry, Source):
        for field in entry.NAME_FIELDS:
            for number, name in enumerate(getattr(entry, field)):
                if name.person is not None:
                    yield "person", name.person, (field, number, "person")


def _of_node(node: Node) -> Iterator[Reference]:
    numbers: dict[str, int] = {}
    for field, _, end in link_ends(node):
        number = numbers[field] = numbers.get(field, -1) + 1
        yield "node", end.id, (field, number, "id")
    for field, kind in _IDS:
        for number, id in enumerate(getattr(node, field, ())):
            yield kind, id, (field, number)
    variant_of = getattr(node, "variant_of", None)
    if variant_of is not None:
        yield "node", variant_of, ("variant_of",)
    yield from _of_citations(node.cite)


def _of_citations(citations: tuple[Citation, ...]) -> Iterator[Reference]:
    for number, citation in enumerate(citations):
        yield "source", citation.source, ("cite", number, "source")
        if citation.via is not None:
            yield "source", citation.via, ("cite", number, "via")
        for place, id in enumerate(citation.by):
            yield "person", id, ("cite", number, "by", place)


def _finding(context: Context, entry: Entry, kind: EntryKind, id: str, path: Path) -> Finding:
    other = context.map.entry(id)
    field = next(step for step in reversed(path) if isinstance(step, str) and step not in ("id", "person"))
    if other is not None:
        message = f"`{id}` is a {other.kind}, and `{field}` needs a {kind}"
    else:
        message = f"no {kind} is called `{id}`"
    near = context.nearest(kind, id)
    help = f"did you mean `{near}`?" if near else f"add a {kind} with this id, or remove the reference"
    return context.at(entry.id, *path, message=message, help=help)
