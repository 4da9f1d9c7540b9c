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

from argmap.diagnostics import Finding, Fix, Severity
from argmap.document import ListValue
from argmap.entries import Claim, Node
from argmap.formatter.values import same_values
from argmap.rules._items import item_removal
from argmap.rules._rule import Context

SEVERITY = Severity.WARNING

_IDS = ("position", "by", "about", "tags")
_IDS_OF_CLAIMS = ("question", "conflicts", *_IDS)


def check(context: Context) -> Iterator[Finding]:
    """Find what stands twice in a list of a node."""
    for node in context.unseen(context.map.nodes.values()):
        for field, keys in _lists(node):
            seen: dict[Hashable, int] = {}
            for number, key in enumerate(keys):
                if key in seen:
                    yield _finding(context, node, field, number, seen[key])
                seen.setdefault(key, number)


def _lists(node: Node) -> Iterator[tuple[str, list[Hashable]]]:
    """The lists of a node that have two entries or more, as what makes entries the same."""
    for field, attribute in node.LINK_FIELDS:
        ends = getattr(node, attribute)
        if len(ends) > 1:
            yield field, [(end.id, end.link) for end in ends]
    for field in _IDS_OF_CLAIMS if isinstance(node, Claim) else _IDS:
        ids = getattr(node, field)
        if len(ids) > 1:
            yield field, list(ids)
    if len(node.cite) > 1:
        yield "cite", [(each.source, each.via, each.at, each.by, each.quote) for each in node.cite]


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
        fix=_fix(context, node, field, number, first),
    )


def _fix(context: Context, node: Node, field: str, number: int, first: int) -> Fix | None:
    """Taking the second out, if it says nothing that the first does not say."""
    place = context.project.build.places[node.id]
    items = place.at((field,))
    if not isinstance(items, ListValue):
        return None
    at, before = place.written(items, (field,), number), place.written(items, (field,), first)
    if not same_values(items.items[at], items.items[before]):
        return None
    edit = item_removal(place.document.source.text, items, at)
    return Fix("remove the second", (edit,)) if edit else None
