"""A field is not one that the entry can have.

Most often it is misspelt, or belongs to another type of node: a claim answers a
`question`, a support has `premises`.  What stands in it is not read.

Example:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        cites: [{source: ulam-1992, at: p. 1}]
        cite: [{source: ulam-1992, at: p. 2}]

Use instead:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}, {source: ulam-1992, at: p. 2}]
"""

from argmap.diagnostics import Severity
from argmap.rules._rule import recorded

SEVERITY = Severity.ERROR
check = recorded("unknown-field")
