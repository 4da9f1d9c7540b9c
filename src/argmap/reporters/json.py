"""The stable machine form of diagnostics (design: section 5)."""

from collections.abc import Iterator, Sequence
from typing import Any

from argmap.diagnostics import Diagnostic
from argmap.display import json_text
from argmap.reporters import Setting
from argmap.source_text import Span


def report(diagnostics: Sequence[Diagnostic], setting: Setting) -> Iterator[str]:
    """Diagnostics as one JSON document."""
    data = {"argmap": 1, "diagnostics": [_data(each) for each in diagnostics]}
    yield json_text(data)


def _data(each: Diagnostic) -> dict[str, Any]:
    return {
        "rule": each.rule,
        "severity": str(each.severity),
        "message": each.message,
        "help": each.help or None,
        "path": each.path,
        **_ends(each.span),
        "node": each.node or None,
        "related": [{"path": other.path, **_ends(other.span), "label": other.label} for other in each.related],
        "fix": _fix(each),
        "url": None,
    }


def _fix(each: Diagnostic) -> dict[str, Any] | None:
    if each.fix is None:
        return None
    span = each.document.source.span
    edits = [{**_ends(span(edit.start, edit.end)), "text": edit.text} for edit in each.fix.edits]
    return {"message": each.fix.message, "safe": each.fix.safe, "edits": edits}


def _ends(span: Span) -> dict[str, dict[str, int]]:
    return {"start": span.start._asdict(), "end": span.end._asdict()}
