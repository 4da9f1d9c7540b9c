"""One line for each diagnostic: `path:line:column: severity[rule] message`."""

from collections.abc import Iterator, Sequence

from argmap.diagnostics import Diagnostic
from argmap.display import visible


def report(diagnostics: Sequence[Diagnostic], color: bool) -> Iterator[str]:
    """Diagnostics as single lines."""
    for each in diagnostics:
        line, column = each.span.start
        help = f" ({visible(each.help)})" if each.help else ""
        yield f"{visible(each.path)}:{line}:{column}: {each.severity}[{each.rule}] {visible(each.message)}{help}\n"
