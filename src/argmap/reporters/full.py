"""Each diagnostic with its place, the line it stands in, a caret, and the cure."""

from collections.abc import Iterator, Sequence

from argmap.diagnostics import Diagnostic, Severity
from argmap.display import visible, visible_line, width
from argmap.reporters import Setting
from argmap.source_text import SourceText, Span

_BEFORE = 24
_LONGEST = 140
"""A quoted line is cut to this many columns around the place."""

_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33"}


def report(diagnostics: Sequence[Diagnostic], setting: Setting) -> Iterator[str]:
    """Diagnostics as a compiler prints them, with a blank line after each."""
    color = setting.color
    for each in diagnostics:
        yield f"{_paint(f'{each.severity}[{each.rule}]', _COLORS[each.severity], color)}: {_paint(visible(each.message), '1', color)}\n"
        yield from _place(each, color)
        bar = " " * len(str(each.span.start.line)) + " ="
        if each.help:
            yield f"{bar} {_paint('help', '36', color)}: {visible(each.help)}\n"
        for other in each.related:
            line, column = other.span.start
            yield f"{bar} {_paint('note', '36', color)}: {visible(other.label)}: {visible(other.path)}:{line}:{column}\n"
        yield "\n"


def _place(each: Diagnostic, color: bool) -> Iterator[str]:
    line, column = each.span.start
    margin = " " * len(str(line))
    yield f"{margin}--> {visible(each.path)}:{line}:{column}\n"
    source = each.document.source
    if not source.text:
        return
    quote, marked = _quoted(source, each.span)
    yield f"{margin} |\n"
    yield f"{line} | {quote}\n"
    yield f"{margin} | {' ' * marked[0]}{_paint('^' * marked[1], _COLORS[each.severity], color)}\n"


def _quoted(source: SourceText, span: Span) -> tuple[str, tuple[int, int]]:
    """The line of a span, made harmless and cut, with the column and the length of its mark."""
    length = source.line_length(span.start.line)
    start = span.start.column - 1
    end = span.end.column - 1 if span.end.line == span.start.line else length
    cut = max(0, start - _BEFORE) if length > _LONGEST else 0
    stop = min(length, cut + _LONGEST)
    raw = source.piece(span.start.line, cut + 1, stop + 1)  # a line may hold many diagnostics: no work on the whole of it
    head, middle = visible_line(raw[: start - cut]), visible_line(raw[start - cut : max(0, min(end, stop) - cut)])
    tail = visible_line(raw[min(max(end, start), stop) - cut :])
    dots = "..." if cut else ""
    text = f"{dots}{head}{middle}{tail}".rstrip() + ("..." if stop < length else "")
    return text, (width(dots + head), max(1, width(middle)))


def _paint(text: str, code: str, color: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if color else text
