"""An id is used twice in the project.

Ids are unique across all files and all kinds: a question and a source cannot
share one, because `argmap show ID` and every link must mean one thing.  The
first entry (files in the order of their paths) is kept, the second left out.

This rule cannot be silenced with a comment.

Example:

    nodes:
      - claim: origins
        text: The North attacked first.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]

Use instead:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]
"""

from argmap.diagnostics import Severity
from argmap.rules._rule import recorded

SEVERITY = Severity.ERROR
check = recorded("duplicate-id")
