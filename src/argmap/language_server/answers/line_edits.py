"""How one text becomes another by small edits, so that cursors, folds and marks of the editor stay where they are."""

import re
from collections.abc import Iterator

from argmap.diagnostics import Edit
from argmap.line_diff import opcodes

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")


def edits_between(old: str, new: str) -> list[Edit]:
    """Edits of whole lines that make ``new`` of ``old``, and in a line of its middle alone."""
    a, b = _LINES.findall(old), _LINES.findall(new)
    a_starts, b_starts = _starts(a), _starts(b)
    found: list[Edit] = []
    for tag, a1, a2, b1, b2 in opcodes(a, b):
        if tag == "equal":
            continue
        if a2 - a1 == b2 - b1:
            found.extend(_in_lines(a_starts[a1], a[a1:a2], b[b1:b2]))
        else:
            found.append(Edit(a_starts[a1], a_starts[a2], new[b_starts[b1] : b_starts[b2]]))
    return found


def _starts(lines: list[str]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts


def _in_lines(at: int, old: list[str], new: list[str]) -> Iterator[Edit]:
    """The edits of lines that are replaced one by one."""
    for before, after in zip(old, new, strict=True):
        if before != after:
            start, most = 0, min(len(before), len(after))
            while start < most and before[start] == after[start]:
                start += 1
            if before[:start].endswith("\r") and before[start:] == "\n":
                start -= 1  # no editor has a place between the two
            end = 0
            while end < most - start and before[-1 - end] == after[-1 - end]:
                end += 1
            if before[-1:] != after[-1:] or (end == 1 and before[-2:] == "\r\n"):
                end = 0  # a line end is replaced whole
            yield Edit(at + start, at + len(before) - end, after[start : len(after) - end])
        at += len(before)
