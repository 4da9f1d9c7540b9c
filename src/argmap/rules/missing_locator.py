"""A citation does not say where in the source.

Without a page, section or footnote nobody finds the passage again.  The
locator is that of the work in `via`, where there is one.

Example:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        cite: [{source: ulam-1992}]

Use instead:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]
"""

from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.rules._rule import Context

SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Find the citations of nodes without `at`."""
    for node in context.map.nodes.values():
        for number, citation in enumerate(node.cite):
            if citation.at is not None and citation.at.strip():
                continue
            if citation.at is None and context.project.build.places[node.id].has_content("cite", number, "at"):
                continue
            place = citation.via or citation.source
            message = f"the citation of `{citation.source}` in `{node.id}` has no locator"
            yield context.at(
                node.id, "cite", number, "source", message=message, help=f'add `at: "..."`: the page, section or footnote of `{place}`'
            )
