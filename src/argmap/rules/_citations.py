"""What the rules on citations share."""

from collections.abc import Iterator

from argmap.entries import Citation, Node, Position
from argmap.rules._rule import Context

Citing = Node | Position


def citing(context: Context) -> Iterator[Citing]:
    """The entries that have citations: positions, then nodes."""
    yield from context.map.positions.values()
    yield from context.map.nodes.values()


def without_locator(context: Context) -> Iterator[tuple[Citing, int, Citation]]:
    """The citations without `at`, each with its entry and its number in it; a faulty `at` is for other rules to report.

    For rules that look at nothing else (see `Context.unseen`).
    """
    for entry in context.unseen(citing(context)):
        for number, citation in enumerate(entry.cite):
            if citation.at is not None and citation.at.strip():
                continue
            if citation.at is not None or not context.project.build.places[entry.id].has_content("cite", number, "at"):
                yield entry, number, citation


def is_quoted(citation: Citation) -> bool:
    """Whether a citation gives the very words."""
    return bool(citation.quote and citation.quote.strip())
