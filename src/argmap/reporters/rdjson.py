"""The Reviewdog Diagnostic Format as one JSON document, for `reviewdog -f=rdjson`.

The fields are those of `DiagnosticResult`
(https://github.com/reviewdog/reviewdog/tree/master/proto/rdf); columns count
bytes of UTF-8 from 1, ends are exclusive.  A fix is offered as a suggestion,
which somebody looks at before it is taken: those that are a guess as well.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from argmap.diagnostics import Diagnostic, Edit, Severity, applied
from argmap.display import json_text, visible
from argmap.document import Document
from argmap.report_values import summary, utf8_path
from argmap.reporters import Setting
from argmap.source_text import Position, SourceText, Span

_LONGEST = 10_000
"""Reviewdog takes one range for a suggestion: a fix whose edits lie further apart than so many characters is left out."""


def report(diagnostics: Sequence[Diagnostic], setting: Setting) -> Iterator[str]:
    """Diagnostics as one JSON document."""
    ranges = _Ranges()
    data: dict[str, Any] = {"source": {"name": "argmap"}}
    if diagnostics:
        data["severity"] = "ERROR" if any(each.severity is Severity.ERROR for each in diagnostics) else "WARNING"
    yield json_text(data | {"diagnostics": [_data(each, ranges) for each in diagnostics]})


def _data(each: Diagnostic, ranges: "_Ranges") -> dict[str, Any]:
    data: dict[str, Any] = {
        "message": summary(each),
        "location": {"path": utf8_path(each.path), "range": ranges.of(each.document, each.span)},
        "severity": each.severity.upper(),
        "code": {"value": each.rule},
    }
    if each.related:
        data["related_locations"] = [
            {"message": visible(other.label), "location": {"path": utf8_path(other.path), "range": ranges.of(other.document, other.span)}}
            for other in each.related
        ]
    suggestion = _suggestion(each, ranges)
    return data | {"suggestions": [suggestion]} if suggestion else data


def _suggestion(each: Diagnostic, ranges: "_Ranges") -> dict[str, Any] | None:
    """The fix as one edit: suggestions are taken one by one, and half a fix would be none."""
    if each.fix is None:
        return None
    source = each.document.source
    start, end = min(edit.start for edit in each.fix.edits), max(edit.end for edit in each.fix.edits)
    if end - start > _LONGEST:
        return None
    text = applied(source.text[start:end], (Edit(edit.start - start, edit.end - start, edit.text) for edit in each.fix.edits))
    return {"range": ranges.of(each.document, source.span(start, end)), "text": text}


class _Ranges:
    """Spans as ranges, counting bytes."""

    def __init__(self) -> None:
        self._lines: dict[int, _Lines] = {}

    def of(self, document: Document, span: Span) -> dict[str, dict[str, int]]:
        lines = self._lines.get(id(document))
        if lines is None:
            lines = self._lines[id(document)] = _Lines(document.source)
        return {name: {"line": at.line, "column": lines.column(at)} for name, at in zip(("start", "end"), span, strict=True)}


class _Lines:
    """Columns of a text in bytes.

    How many bytes come before every 1,024th character of a line is counted once,
    so that many places in one long line cost no more than as many short lines.
    """

    _STEP = 1024

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._is_ascii = source.text.isascii()
        self._sums: dict[int, list[int]] = {}

    def column(self, at: Position) -> int:
        """The column of a position in bytes, from 1."""
        if self._is_ascii:
            return at.column
        steps, rest = divmod(at.column - 1, self._STEP)
        first = steps * self._STEP + 1
        return self._before(at.line)[steps] + self._size(at.line, first, first + rest) + 1

    def _before(self, line: int) -> list[int]:
        sums = self._sums.get(line)
        if sums is None:
            sums = self._sums[line] = [0]
            # One more than the line has, for the place between CR and LF.
            for first in range(1, self._source.line_length(line) + 2, self._STEP):
                sums.append(sums[-1] + self._size(line, first, first + self._STEP))
        return sums

    def _size(self, line: int, first: int, end: int) -> int:
        return len(self._source.piece(line, first, end).encode("utf-8", "surrogatepass"))
