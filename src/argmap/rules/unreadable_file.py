"""A claim file cannot be opened.

A file that is not read is missing from the map: what it says is not shown, and
what others say about it seems to lead nowhere.  The reason is a missing
permission, a broken link, something that is no regular file, or a file of more
than 32 MiB.

This rule cannot be silenced with a comment.
"""

from argmap.diagnostics import Severity
from argmap.rules._rule import recorded

SEVERITY = Severity.ERROR
check = recorded("unreadable-file")
