"""Values are nested far deeper than a claim file can need.

A claim file nests six levels deep, and at 32 reading stops: what is deeper is
a slip (a stray bracket) or an attack on the program.  Nothing of such a file is
read.

Example:

    nodes: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]

Use instead:

    nodes: []
"""

from argmap.diagnostics import Severity
from argmap.rules._rule import recorded

SEVERITY = Severity.ERROR
check = recorded("nested-too-deep")
