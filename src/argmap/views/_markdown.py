"""The lines of a view as Markdown."""

import re
from collections.abc import Iterable, Iterator

from argmap.display import Part
from argmap.views._page import DEEPEST, Line, mark_of

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_LIST_LIKE = re.compile(r"^(\d*)([-+.)])(?=\s|$)")  # what begins a list where a line begins
_BACKSLASHED, _ESCAPED = r"\\\1", r"\1\\\2"


def markdown(lines: Iterable[Line]) -> Iterator[str]:
    """The lines as Markdown: headings, and nested lists for what has a mark.

    A list begins at the margin, for deeper in it would be code; past level
    `DEEPEST` a new list begins, so that a deep map does not grow with its square.
    """
    previous, base = "", 0
    for line in lines:
        kind = _kind(line)
        if kind != "item" or previous != "item" or line.level < base:
            base = line.level
        if previous and (previous != kind or kind == "heading"):
            yield "\n"
        text = "".join(marked_down(each) for each in line.parts)
        if kind == "item":
            pad = "  " * ((line.level - base) % (DEEPEST + 1))
            yield f"{pad}- {_LIST_LIKE.sub(_ESCAPED, _MARKDOWN.sub(_BACKSLASHED, mark_of(line)))} {text}\n"
            for parts in line.more:
                yield f"{pad}  <br>{''.join(marked_down(each) for each in parts)}\n"
        elif kind == "heading":
            yield f"{'##' if line.level == 0 else '###'} {text}\n"
        elif kind == "text":
            for parts in (line.parts, *line.more):
                yield _LIST_LIKE.sub(_ESCAPED, "".join(marked_down(each) for each in parts)) + "  \n"
        previous = kind


def _kind(line: Line) -> str:
    if not line.parts:
        return ""
    if line.mark:
        return "item"
    return "heading" if line.parts[0].role == "heading" else "text"


def marked_down(each: Part) -> str:
    text = _MARKDOWN.sub(_BACKSLASHED, each.text)
    if each.role == "id":
        return f"`{each.text.replace('`', chr(39))}`"
    return f"**{text}**" if each.role in ("warning", "question") and text.strip() else text
