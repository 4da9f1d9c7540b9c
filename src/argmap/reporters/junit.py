"""JUnit XML, which CI servers show as tests.

A test suite for each file that was checked.  Each diagnostic that fails the run
is a failed test in it.  Warnings fail nothing without `--strict`: they are then
in the `system-out` of one passed test, so that the report and the exit status
say the same.  A file in which nothing was found is one passed test too.

The names of tests hold no line, and no two of a suite are the same: GitLab
leaves out what it has seen under a name before, and Jenkins keeps a history of
each (https://docs.gitlab.com/ci/testing/unit_test_reports/).  GitLab shows the
text of a failure alone, so that all there is to say is in it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from argmap.diagnostics import Diagnostic, Severity
from argmap.display import visible
from argmap.report_values import place, printable_path, summary
from argmap.reporters import Setting

_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ATTRIBUTE = str.maketrans(_TEXT | {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})
_TEXT_ONLY = str.maketrans(_TEXT)


def report(diagnostics: Sequence[Diagnostic], setting: Setting) -> Iterator[str]:
    """Diagnostics as one XML document."""
    by_path: dict[str, list[Diagnostic]] = {path: [] for path in setting.files}
    for each in diagnostics:
        by_path.setdefault(each.path, []).append(each)
    suites = [(path, *_parted(found, setting.strict)) for path, found in sorted(by_path.items())]
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="argmap" {_counts([failed for _, failed, _ in suites], [passed for _, _, passed in suites])}>\n'
    for suite in suites:
        yield from _suite(*suite)
    yield "</testsuites>\n"


def _parted(found: list[Diagnostic], strict: bool) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """The diagnostics that fail the run, and the others."""
    errors = [each for each in found if each.severity is Severity.ERROR]
    return (found, []) if strict else (errors, [each for each in found if each.severity is not Severity.ERROR])


def _counts(failed: Sequence[list[Diagnostic]], passed: Sequence[list[Diagnostic]]) -> str:
    failures = sum(map(len, failed))
    tests = failures + sum(bool(ours) or not theirs for theirs, ours in zip(failed, passed, strict=True))
    return f'tests="{tests}" failures="{failures}" errors="0" skipped="0" time="0"'


def _suite(path: str, failed: list[Diagnostic], passed: list[Diagnostic]) -> Iterator[str]:
    file = _attribute(printable_path(path))
    yield f' <testsuite name="{file}" {_counts([failed], [passed])}>\n'
    for name, each in zip(_names(failed), failed, strict=True):
        yield f'  <testcase name="{_attribute(name)}" {_where(file)} line="{each.span.start.line}">\n'
        yield f'   <failure type="{each.rule}" message="{_attribute(summary(each))}">{_text(_line(each))}</failure>\n'
        yield "  </testcase>\n"
    if passed:
        lines = "\n".join(_text(_line(each)) for each in passed)
        yield f'  <testcase name="warnings" {_where(file)}>\n   <system-out>{lines}</system-out>\n  </testcase>\n'
    elif not failed:
        yield f'  <testcase name="no faults" {_where(file)}/>\n'
    yield " </testsuite>\n"


def _where(file: str) -> str:
    return f'classname="{file}" file="{file}" time="0"'


def _names(failed: list[Diagnostic]) -> Iterator[str]:
    """A name for each test, the same as long as the diagnostic is; a number where it is taken."""
    seen: Counter[str] = Counter()
    for each in failed:
        first = name = f"{each.rule}: {visible(each.message)}"
        while seen[name]:
            seen[first] += 1
            name = f"{first} ({seen[first]})"
        seen[name] += 1
        yield name


def _line(each: Diagnostic) -> str:
    notes = "".join(f"; {visible(other.label)}: {visible(other.path)}:{other.span.start.line}" for other in each.related)
    return f"{place(each)}: {each.severity}[{each.rule}] {summary(each)}{notes}"


def _attribute(text: str) -> str:
    """Text that holds no characters that XML 1.0 cannot hold, as the value of an attribute in double quotes."""
    return text.translate(_ATTRIBUTE)


def _text(text: str) -> str:
    """The same as the text of an element."""
    return text.translate(_TEXT_ONLY)
