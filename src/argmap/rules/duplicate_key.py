"""A key is written twice in one mapping.

Only the first is read, and the second would be lost without a word: two
people edited one entry, or a block was copied.

Example:

    nodes:
      - claim: north-attacked
        text: The North attacked first.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]
        text: The North attacked on 25 June.

Use instead:

    nodes:
      - claim: north-attacked
        text: The North attacked first, on 25 June.
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]
"""

from argmap.diagnostics import Severity
from argmap.rules._rule import recorded

SEVERITY = Severity.ERROR
check = recorded("duplicate-key")
