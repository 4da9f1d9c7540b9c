"""Annotations for GitHub Actions: a workflow command for each diagnostic."""

from collections.abc import Iterator, Sequence

from argmap.diagnostics import Diagnostic
from argmap.report_values import printable_path, summary
from argmap.reporters import Setting


def report(diagnostics: Sequence[Diagnostic], setting: Setting) -> Iterator[str]:
    """Diagnostics as `::error file=...::message`."""
    for each in diagnostics:
        (line, column), (end_line, end_column) = each.span
        properties = {"title": f"argmap: {each.rule}", "file": printable_path(each.path), "line": line, "endLine": end_line}
        if end_line == line:  # GitHub refuses columns on a span of several lines
            properties |= {"col": column, "endColumn": max(column, end_column - 1)}
        listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
        yield f"::{each.severity} {listed}::{_data(summary(each))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
