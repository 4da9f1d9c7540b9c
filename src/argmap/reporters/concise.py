"""One line for each diagnostic: `path:line:column: severity[rule] message`."""

from collections.abc import Iterator, Sequence

from argmap.diagnostics import Diagnostic
from argmap.display import visible
from argmap.report_values import place
from argmap.reporters import Setting


def report(diagnostics: Sequence[Diagnostic], setting: Setting) -> Iterator[str]:
    """Diagnostics as single lines."""
    for each in diagnostics:
        help = f" ({visible(each.help)})" if each.help else ""
        yield f"{place(each)}: {each.severity}[{each.rule}] {visible(each.message)}{help}\n"
