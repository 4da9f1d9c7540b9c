"""A claim file uses a YAML anchor, alias or tag.

Aliases make a text mean something that stands elsewhere, can make a small file
unfold into a huge one, and are lost when a program writes the file again; tags
ask for objects that are no data.  A claim file needs neither.

Example:

    nodes:
      - claim: north-attacked
        text: !!str The North attacked first.
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
check = recorded("alias-or-tag")
