"""A quotation does not say where in the source it stands.

Exact words can be checked word by word, but only by somebody who finds them.
The locator is that of the work in `via`, where there is one.  A citation
without a quotation is what `missing-locator` reports.

Example:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        cite: [{source: ulam-1992, quote: struck at dawn}]

Use instead:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1, quote: struck at dawn}]
"""

from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.rules._citations import is_quoted, without_locator
from argmap.rules._rule import Context

SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """Find the quotations in citations without `at`."""
    for entry, number, citation in without_locator(context):
        if is_quoted(citation):
            message = f"the quotation from `{citation.source}` in `{entry.id}` has no locator"
            help = f'add `at: "..."`: the page, section or footnote of `{citation.via or citation.source}`'
            yield context.at(entry.id, "cite", number, "quote", message=message, help=help)
