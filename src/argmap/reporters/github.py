"""Annotations for GitHub Actions: a workflow command for each diagnostic."""

from collections.abc import Iterator, Sequence

from argmap.diagnostics import Diagnostic
from argmap.display import visible


def report(diagnostics: Sequence[Diagnostic], color: bool) -> Iterator[str]:
    """Diagnostics as `::error file=...::message`."""
    for each in diagnostics:
        (line, column), (end_line, end_column) = each.span
        properties = {"title": f"argmap: {each.rule}", "file": each.path, "line": line, "endLine": end_line}
        if end_line == line:  # GitHub refuses columns on a span of several lines
            properties |= {"col": column, "endColumn": max(column, end_column - 1)}
        listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
        text = visible(each.message) + (f"; {visible(each.help)}" if each.help else "")
        yield f"::{each.severity} {listed}::{_data(text)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
