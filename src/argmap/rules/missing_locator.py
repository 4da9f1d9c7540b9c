"""A citation does not say where in the source.

Without a page, section or footnote nobody finds the passage again.  The
locator is that of the work in `via`, where there is one.  A citation with a
`quote` is what `quote-without-locator` reports, if that rule is on.

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
from argmap.rules._citations import is_quoted, without_locator
from argmap.rules._rule import Context

SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Find the citations of nodes and positions without `at`."""
    places = context.project.build.places
    for entry, number, citation in without_locator(context):
        if is_quoted(citation) and context.runs("quote-without-locator", places[entry.id].document):
            continue
        message = f"the citation of `{citation.source}` in `{entry.id}` has no locator"
        help = f'add `at: "..."`: the page, section or footnote of `{citation.via or citation.source}`'
        yield context.at(entry.id, "cite", number, "source", message=message, help=help)
