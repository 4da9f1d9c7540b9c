"""Where to begin to read for a place of a claim file that may be broken: at the entry that it lies in."""

import re
from collections.abc import Iterator
from itertools import chain

from argmap.entries import KEYS, NODE_TYPES
from argmap.kinds import KINDS
from argmap.language_server.unfinished.frames import matched

_BEFORE = 32_000
"""How many characters of an entry are read before a place."""

_DASHED = re.compile(r"(?:-[ \t]+)+\{?[ \t]*[\"']?([A-Za-z_-]{1,30})[\"']?[ \t]*:")
_TOP = re.compile(r"[\"']?([A-Za-z_-]{1,30})[\"']?[ \t]*:")
MARGIN = re.compile(r"[ \t]*")


def region_of(text: str, offset: int) -> tuple[int, str | None] | None:
    """Where to begin to read for a place: at its entry, and the top-level key that stands under; None if that is too far.

    Goes up line by line to what is less far in; the first dash of a node ends
    the search, for it tells what it is.
    """
    lines = _lines_up(text, offset)
    start = next(lines, None)
    if start is None:
        return None
    here = matched(MARGIN, text, start, offset)
    entry: int | None = None
    level, by_dash = here - start, False
    if here < offset and text[here] != "#":
        level += 1  # the line itself may begin an entry
        lines = chain((start,), lines)
    elif not level and here >= offset:
        return start, None
    for start in lines:
        here = matched(MARGIN, text, start, offset)
        indent, first = here - start, text[here : here + 1]
        is_dash = first == "-" and (here + 1 >= offset or text[here + 1] in " \t\r\n")
        if first in ("", "\r", "\n", "#") or indent > level or (indent == level and is_dash == by_dash):
            continue
        if is_dash:
            entry, level, by_dash = start, indent, True
            word = _DASHED.match(text, here, offset)
            if word and word[1] in NODE_TYPES:
                return start, KEYS["node"]
        elif indent == 0:
            top = _TOP.match(text, here, offset)
            return (start, None) if entry is None else (entry, top[1] if top and top[1] in KINDS else _section_above(text, entry))
        else:
            level, by_dash = indent, False
    return None if entry is None else (entry, _section_above(text, entry))


def _lines_up(text: str, offset: int) -> Iterator[int]:
    """Where the lines start, from that of a place upwards, as far as is looked."""
    least, end = max(0, offset - _BEFORE), offset
    while True:
        start = max(text.rfind("\n", least, end), text.rfind("\r", least, end)) + 1
        if start or not least:
            yield start
        if not start:
            return
        end = start - 1
        if text[end] == "\n" and end > least and text[end - 1] == "\r":
            end -= 1


def _section_above(text: str, start: int) -> str | None:
    """The top-level key above a place, for entries that are too far below it to find it line by line."""
    found, at = None, -1
    for name in KINDS:
        here = max(text.rfind(f"{line_end}{name}:", max(at, 0), start) for line_end in "\n\r")
        if here < 0 and at < 0 and text.startswith(f"{name}:"):
            here = 0
        if here > at:
            found, at = name, here
    return found
