"""The same thing is named twice in one list.

A second `for`, `against`, `premises`, `question` or `by` entry with the same id
adds nothing, but makes tallies count twice; a citation written twice looks like
two sources.

Example:

    nodes:
      - support: telegram-shows-consent
        for: [stalin-approved, stalin-approved]
        text: The telegram of 30 January says that he is ready to help.
        cite: [{source: ulam-1992, at: p. 1}]

Use instead:

    nodes:
      - support: telegram-shows-consent
        for: [stalin-approved]
        text: The telegram of 30 January says that he is ready to help.
        cite: [{source: ulam-1992, at: p. 1}]
"""

from collections.abc import Hashable, Iterator

from argmap.diagnostics import Finding, Severity
from argmap.entries import Node
from argmap.rules._rule import Context

SEVERITY = Severity.WARNING

_FIELDS = ("for", "against", "premises", "question", "conflicts", "position", "by", "about", "tags", "cite")


def check(context: Context) -> Iterator[Finding]:
    """Find what stands twice in a list of a node."""
    for node in context.map.nodes.values():
        for field in _FIELDS:
            seen: dict[Hashable, int] = {}
            for number, key in enumerate(_keys(node, field)):
                if key in seen:
                    yield _finding(context, node, field, number, seen[key])
                seen.setdefault(key, number)


def _keys(node: Node, field: str) -> list[Hashable]:
    """What makes two entries of a field the same."""
    values = getattr(node, "for_" if field == "for" else field, ())
    if len(values) < 2:
        return []
    if field == "cite":
        return [(citation.source, citation.via, citation.at, citation.by, citation.quote) for citation in values]
    if field in ("for", "against", "premises"):
        return [(end.id, end.link) for end in values]
    return list(values)


def _finding(context: Context, node: Node, field: str, number: int, first: int) -> Finding:
    what = "this citation" if field == "cite" else f"`{context.project.build.places[node.id].text(field, number)}`"
    return context.at(
        node.id,
        field,
        number,
        message=f"{what} stands twice in `{field}` of `{node.id}`",
        help="remove one of the two",
        other=(node.id, field, first),
        other_label="first named here",
    )
