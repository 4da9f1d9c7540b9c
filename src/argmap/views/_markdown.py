"""The lines of a view as Markdown."""

import re
from collections.abc import Iterable, Iterator

from argmap.display import Part
from argmap.views._page import DEEPEST, Line, mark_of

# The last two make links of what is no markup: GitHub and most editors link addresses as they stand.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&!@]|:(?=//)|(?<=www)\.)", re.IGNORECASE)
_LIST_LIKE = re.compile(r"^(\d*)([-+.)=])(?=[\s=-]|$)")  # what begins a list, or rules a line, where a line begins
_BACKSLASHED, _ESCAPED = r"\\\1", r"\1\\\2"


def markdown(lines: Iterable[Line], html: bool = True) -> Iterator[str]:
    """The lines as Markdown: headings, and nested lists for what has a mark.

    Unless ``html``, lines are broken by two spaces and not by a tag.

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
            rows = [text, *(_LIST_LIKE.sub(_ESCAPED, "".join(marked_down(each) for each in parts)) for parts in line.more)]
            mark = _LIST_LIKE.sub(_ESCAPED, _MARKDOWN.sub(_BACKSLASHED, mark_of(line)))
            between = f"\n{pad}  <br>" if html else f"  \n{pad}  "
            yield f"{pad}- {mark} {between.join(rows)}\n"
        elif kind == "heading":
            yield f"{'##' if line.level == 0 and line.parts[0].role == 'heading' else '###'} {text}\n"
        elif kind == "text":
            for parts in (line.parts, *line.more):
                yield _LIST_LIKE.sub(_ESCAPED, "".join(marked_down(each) for each in parts)) + "  \n"
        previous = kind


def _kind(line: Line) -> str:
    if not line.parts:
        return ""
    if line.mark:
        return "item"
    return "heading" if line.parts[0].role in ("heading", "subheading") else "text"


def marked_down(each: Part) -> str:
    """A part as Markdown: ids as code, warnings and questions bold."""
    text = _MARKDOWN.sub(_BACKSLASHED, each.text)
    if each.role == "id":
        return f"`{each.text.replace('`', chr(39))}`"
    return f"**{text}**" if each.role in ("warning", "question") and text.strip() else text


def escaped(text: str, at_start: bool = False) -> str:
    """Text that Markdown shows as it is; ``at_start`` of a line, where a number or a dash would begin a list."""
    marked = _MARKDOWN.sub(_BACKSLASHED, text)
    return _LIST_LIKE.sub(_ESCAPED, marked) if at_start else marked
