"""What would change in a file, as a unified diff."""

import re
from collections.abc import Iterator

from argmap.line_diff import opcodes

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_NO_LINE_END = "\\ No newline at end of file\n"

_COLORS = {"+": "32", "-": "31", "@": "36"}


def unified(path: str, old: str, new: str, color: bool) -> list[str]:
    """The lines of a unified diff from ``old`` to ``new``, each with its line end; none if the two are the same.

    ``old`` and ``new`` are whole texts, line ends and byte-order mark
    included.  In a pipe or a file the lines are as they are, so that `patch`
    can apply them; on a terminal what it would act on is made visible.
    """
    from argmap.cli._output import on_terminal
    from argmap.display import visible_line

    if old == new:
        return []
    lines = [line.removesuffix("\n") for line in _diff(path, old, new)]
    if on_terminal():
        lines = [visible_line(line) for line in lines]
    return [f"{_colored(line) if color else line}\n" for line in lines]


def _colored(line: str) -> str:
    code = _COLORS.get(line[:1])
    return f"\x1b[{code}m{line}\x1b[0m" if code else line


def _diff(path: str, old: str, new: str) -> Iterator[str]:
    from difflib import SequenceMatcher

    from argmap.display import visible

    yield f"--- {visible(path)}\n"
    yield f"+++ {visible(path)}\n"
    # Lines end at LF alone: to `patch` a CR is a character of the line.
    a, b = _LINES.findall(old), _LINES.findall(new)
    whole: SequenceMatcher[str] = SequenceMatcher(None, "", "")
    whole.opcodes = opcodes(a, b)  # type: ignore[attr-defined]
    for hunk in whole.get_grouped_opcodes():
        yield f"@@ -{_range(hunk[0][1], hunk[-1][2])} +{_range(hunk[0][3], hunk[-1][4])} @@\n"
        for tag, a1, a2, b1, b2 in hunk:
            if tag == "equal":
                yield from (_marked(" ", line) for line in a[a1:a2])
            else:
                yield from (_marked("-", line) for line in a[a1:a2])
                yield from (_marked("+", line) for line in b[b1:b2])


def _range(start: int, end: int) -> str:
    """The lines of a hunk, counted from 1; an empty one is named after the line before it."""
    length = end - start
    if length == 1:
        return str(start + 1)
    return f"{start + 1 if length else start},{length}"


def _marked(mark: str, line: str) -> str:
    return f"{mark}{line}" if line.endswith("\n") else f"{mark}{line}\n{_NO_LINE_END}"
