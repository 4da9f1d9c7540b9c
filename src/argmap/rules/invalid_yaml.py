"""A claim file is not valid YAML.

Nothing of a file that is not valid YAML is read.  The message is that of the
YAML reader; a missing quote or bracket is reported where it was opened, and
most others are caused by a text that contains `: ` or ` #` without quotes, or
by an indentation that is off.

A claim file holds one YAML document, so a second one is a fault too.

This rule cannot be silenced with a comment.

Example:

    nodes:
      - claim: north-attacked
        text: The order: attack.
        question: [origins]

Use instead:

    nodes:
      - claim: north-attacked
        text: "The order: attack."
        question: [origins]
        cite: [{source: ulam-1992, at: p. 1}]
"""

from argmap.diagnostics import Severity
from argmap.rules._rule import recorded

SEVERITY = Severity.ERROR
check = recorded("invalid-yaml")
