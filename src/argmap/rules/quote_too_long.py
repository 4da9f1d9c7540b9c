"""A quotation has more than 25 words.

A map paraphrases; a quotation is there where the very words are disputed, and
then a few of them are enough.  Longer ones are also somebody's property.

Example:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        cite:
          - source: ulam-1992
            at: p. 1
            quote: >-
              one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
              seventeen eighteen nineteen twenty one two three four five six

Use instead:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1, quote: one two three}]
"""

from collections.abc import Iterator

from argmap.diagnostics import Finding, Severity
from argmap.rules._rule import Context

SEVERITY = Severity.WARNING
MAX_WORDS = 25


def check(context: Context) -> Iterator[Finding]:
    """Find the long quotations in citations of nodes."""
    for node in context.map.nodes.values():
        for number, citation in enumerate(node.cite):
            words = len(citation.quote.split()) if citation.quote else 0
            if words > MAX_WORDS:
                message = f"the quotation has {words} words, more than {MAX_WORDS}"
                yield context.at(
                    node.id, "cite", number, "quote", message=message, help="quote the words that matter, and put the rest in your own"
                )
