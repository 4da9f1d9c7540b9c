"""A code quality report for GitLab, for `artifacts: reports: codequality`.

One JSON list of the documented fields
(https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format).
GitLab shows a finding once for each fingerprint, and compares those of two
branches to tell what is new.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from argmap.diagnostics import Diagnostic, Severity
from argmap.display import json_text
from argmap.report_values import fingerprints, summary, utf8_path
from argmap.reporters import Setting

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def report(diagnostics: Sequence[Diagnostic], setting: Setting) -> Iterator[str]:
    """Diagnostics as one JSON list."""
    found = zip(diagnostics, fingerprints(diagnostics), strict=True)
    yield json_text([_data(each, digits if number == 1 else f"{digits}:{number}") for each, (digits, number) in found])


def _data(each: Diagnostic, fingerprint: str) -> dict[str, Any]:
    return {
        "description": summary(each),
        "check_name": each.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[each.severity],
        "location": {"path": utf8_path(each.path), "lines": {"begin": each.span.start.line, "end": each.span.end.line}},
    }
