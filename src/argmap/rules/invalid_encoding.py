"""A claim file is not UTF-8.

All claim files are UTF-8 (a byte-order mark is passed over), so that a name
reads the same on every machine.  Save the file as UTF-8: most editors offer it
under "Save with encoding".

This rule cannot be silenced with a comment.
"""

from argmap.diagnostics import Severity
from argmap.rules._rule import recorded

SEVERITY = Severity.ERROR
check = recorded("invalid-encoding")
