"""What would change in a file, as a unified diff."""

import re
from collections.abc import Iterator
from itertools import islice

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_NO_LINE_END = "\\ No newline at end of file\n"


def unified(path: str, old: str, new: str) -> list[str]:
    """The lines of a unified diff from ``old`` to ``new``, each with its line end; none if the two are the same.

    ``old`` and ``new`` are whole texts, line ends and byte-order mark
    included.  In a pipe or a file the lines are as they are, so that `patch`
    can apply them; on a terminal what it would act on is made visible.
    """
    from argmap.cli._output import on_terminal
    from argmap.display import visible_line

    if old == new:
        return []
    if not on_terminal():
        return list(_diff(path, old, new))
    return [visible_line(line.removesuffix("\n")) + "\n" for line in _diff(path, old, new)]


def _diff(path: str, old: str, new: str) -> Iterator[str]:
    from difflib import unified_diff

    from argmap.display import visible

    yield f"--- {visible(path)}\n"
    yield f"+++ {visible(path)}\n"
    # Lines end at LF alone: to `patch` a CR is a character of the line.
    lines = unified_diff(_LINES.findall(old), _LINES.findall(new))
    for line in islice(lines, 2, None):
        yield line if line.endswith("\n") else f"{line}\n{_NO_LINE_END}"
