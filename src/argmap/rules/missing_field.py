"""An entry lacks a field that it must have.

A node needs its type and id and a `text`; a question an `id` and a `text`; a
position and a person an `id` and a `name`; a source an `id` and a `type`; a
citation a `source`.

Example:

    nodes:
      - claim: north-attacked
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
check = recorded("missing-field")
