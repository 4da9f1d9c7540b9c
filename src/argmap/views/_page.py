"""The lines of a view, and how they become terminal text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from argmap.display import Part, visible, wrap

DEEPEST = 8
"""Past this level the indentation starts again, with the level's number."""


@dataclass(slots=True)
class Line:
    """One logical line: ``level`` steps in, behind a ``mark``; ``more`` are lines that belong to it."""

    level: int
    mark: str
    parts: list[Part]
    more: tuple[list[Part], ...] = ()


BLANK = Line(0, "", [])

# Select Graphic Rendition codes (ECMA-48), of the eight colours every terminal has.
_SGR = {
    "heading": "1",
    "subheading": "1",
    "question": "1",
    "claim": "1",
    "mark+": "32",
    "mark-": "31",
    "markx": "35",
    "stands": "32",
    "asserted": "33",
    "open": "35",
    "falls": "31",
    "unsupported": "31",
    "warning": "1;31",
    "id": "36",
    "tally": "33",
    "bar": "34",
    "cite": "2",
    "hint": "2",
}


def part(text: str, role: str = "") -> Part:
    """A part of a line, with text from a file made harmless."""
    return Part(visible(text), role)


def with_id(text: str, id: str, role: str = "") -> list[Part]:
    """What something is called, and its id behind it."""
    return [part(text, role), Part("  "), part(f"[{id}]", "id")]


def joined(parts: Iterable[Part | None]) -> list[Part]:
    """The parts that there are, with ` | ` between them."""
    row: list[Part] = []
    for each in parts:
        if each is not None and each.text:
            if row:
                row.append(Part(" | "))
            row.append(each)
    return row


def terminal(lines: Iterable[Line], columns: int, color: bool) -> Iterator[str]:
    """The lines as text of ``columns`` columns, each ending in LF."""
    for line in lines:
        if not line.parts:
            yield "\n"
            continue
        around, mark = indent(line.level, columns), mark_of(line)
        hang = around + " " * (len(mark) + 1 if mark else 0)
        if len(hang) > columns // 2:
            hang = around = ""
        first = f"{painted(Part(mark, f'mark{line.mark}'), color)} " if mark else ""
        for number, row in enumerate(wrap(line.parts, columns - len(hang if hang or not mark else mark + " "))):
            yield (around + first if number == 0 else hang) + _row(row, color)
        for parts in line.more:
            for row in wrap(parts, columns - len(hang)):
                yield hang + _row(row, color)


def mark_of(line: Line) -> str:
    """The mark, with the level's number where the indentation does not show it."""
    number = f"({line.level}) " if line.level > DEEPEST else ""
    return f"{number}{line.mark}".rstrip()


def indent(level: int, columns: int) -> str:
    return " " * min(2 * (level % (DEEPEST + 1)), columns // 3)


def _row(row: list[Part], color: bool) -> str:
    return "".join(painted(each, color) for each in row).rstrip() + "\n"


def painted(each: Part, color: bool) -> str:
    """A part in the colour of its role."""
    code = _SGR.get(each.role) if color else None
    return f"\x1b[{code}m{each.text}\x1b[0m" if code else each.text
